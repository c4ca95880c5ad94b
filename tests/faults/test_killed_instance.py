"""`flask --app wsgi up` with parts of it killed, and killed itself."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.conftest import Running, children_of
from tests.faults.waiting import ended, eventually
from tests.instances import free_port
from webapp.jobs.processes import web_answers
from webapp.settings import ROOT

pytestmark = pytest.mark.needs("pgrep")


class Up:
    """`flask --app wsgi up` in a terminal of its own."""

    def __init__(self, running: Running, folder: Path) -> None:
        port = free_port()
        running.settings = replace(
            running.settings,
            bind=f"127.0.0.1:{port}",
            public_base_url=f"http://127.0.0.1:{port}",
        )
        self.settings = running.settings
        self.output = folder / "output"
        environment = {**os.environ, **running.settings.environment(), "PYTHONPATH": str(ROOT)}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", "up"],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.output.read_text()

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.said()
        return "Erkin is ready at" in self.said()

    def part(self, pattern: str) -> int | None:
        """The process id of the child whose command matches."""
        for child in children_of(self.process):
            command = subprocess.run(
                ["ps", "-ww", "-o", "args=", "-p", str(child)],
                capture_output=True,
                text=True,
                check=False,
            )
            if re.search(pattern, command.stdout):
                return child
        return None

    def kill_part(self, pattern: str) -> None:
        """Kill a part, and wait until it runs again."""
        victim = self.part(pattern)
        assert victim is not None, self.said()
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: self.part(pattern) not in (None, victim), f"{pattern} was started again")


@pytest.fixture
def up(running: Running, tmp_path: Path) -> Iterator[Up]:
    started = Up(running, tmp_path)
    eventually(started.is_ready, "the instance was ready")
    yield started
    if started.process.poll() is None:
        started.process.terminate()
    started.process.wait(60)


def mails_in(folder: Path | None) -> int:
    return len(list(folder.glob("*.eml"))) if folder and folder.is_dir() else 0


def test_an_instance_survives_the_death_of_each_of_its_parts(running: Running, up: Up) -> None:
    parts = ("valkey-server", "webapp.jobs.worker", "webapp.jobs.sweeper", "gunicorn")
    for n, part in enumerate(parts):
        running.mail(f"buyer{n}@mill.example")
        up.kill_part(part)
    running.mail("last@mill.example")
    eventually(running.settled, "all mail was sent")
    eventually(lambda: web_answers(up.settings), "the web server answers again")
    assert mails_in(up.settings.mail_folder) == len(parts) + 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_of_an_instance_outlives_it(up: Up, how: signal.Signals) -> None:
    parts = children_of(up.process)
    assert len(parts) == 4
    up.process.send_signal(how)
    assert up.process.wait(60) == (-how if how == signal.SIGKILL else 0)
    for part in parts:
        eventually(ended(part), "the part ended with the instance")


def test_an_instance_is_started_once(up: Up) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "up"],
        env={**os.environ, **up.settings.environment(), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"in use by process {up.process.pid}" in second.stderr
