import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.waiting import alive, ended, eventually
from webapp.jobs import children
from webapp.jobs.children import end, start_child

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
IGNORE = "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
STUBBORN = [sys.executable, "-c", f"{IGNORE} open(sys.argv[1], 'w').close(); time.sleep(600)"]
# Starts a child, tells its number, and waits to be killed.
PARENT = """
import sys, time
from pathlib import Path
from webapp.jobs import children
if sys.argv[1] == "tethered":
    children._LIBC = None
child = children.start_child([sys.executable, "-c", sys.argv[3], sys.argv[2]])
time.sleep(600)
"""
TELL = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(f'{os.getpid()}.');"
TELL += "time.sleep(600)"


@pytest.fixture(params=["bound by the kernel", "tethered"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How a child is bound to its parent: as on Linux, or as everywhere else."""
    if request.param == "tethered":
        monkeypatch.setattr(children, "_LIBC", None)
    elif children._LIBC is None:
        pytest.skip("needs Linux")
    return str(request.param)


@pytest.fixture
def started() -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Children that are ended with the test, whatever happens."""
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for child in running:
        end(child, patience=5)


def test_a_child_dies_with_a_parent_that_is_killed(way: str, tmp_path: Path) -> None:
    note = tmp_path / "number"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, way, str(note), TELL])
    eventually(lambda: note.exists() and note.read_text().endswith("."), "the child started")
    number = int(note.read_text().rstrip("."))
    assert alive(number)
    parent.kill()
    parent.wait()
    eventually(ended(number), "the child died with its parent")


def test_a_child_that_is_asked_to_stop_stops(
    way: str, started: list["subprocess.Popen[bytes]"]
) -> None:
    started.append(child := start_child(SLEEP))
    end(child, patience=30)
    assert child.returncode != 0
    assert not alive(child.pid)


def test_a_child_that_does_not_stop_is_ended_by_force(
    way: str, started: list["subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    started.append(child := start_child([*STUBBORN, str(tmp_path / "ready")]))
    eventually((tmp_path / "ready").exists, "the child ignores the signal")
    end(child, patience=0.1)
    assert child.returncode == -signal.SIGKILL


def test_a_child_has_a_process_group_of_its_own(
    way: str, started: list["subprocess.Popen[bytes]"]
) -> None:
    started.append(child := start_child(SLEEP))
    assert os.getpgid(child.pid) == child.pid != os.getpgrp()
