"""The process that reads uploads: what it knows, what it may use, and how its end is taken."""

import re
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from assessments.evidence import apart
from assessments.evidence.limits import MEGABYTE, MEMORY
from tests.assessments.evidence import samples
from tests.assessments.evidence.refusals import reason_for
from tests.assessments.evidence.samples import pdf


def test_the_reading_process_gets_no_secret_and_its_death_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: dict[str, Any] = {}
    run = apart.subprocess.run

    def killed(command: list[str], **how: Any) -> Any:
        seen.update(how["env"])
        return run(["/bin/sh", "-c", "kill -9 $$"], **how)

    monkeypatch.setenv("SECRET_KEY", "a-secret-that-must-stay-here")
    monkeypatch.setattr(apart.subprocess, "run", killed)
    assert reason_for(pdf(), "a.pdf") == "too_heavy"
    assert set(seen) <= {"PATH", "LANG"}


def peaks_of_reading_a_bomb() -> tuple[str, int, int]:
    """Why the bomb was refused, and the most bytes that this process and its largest child held.

    Meant for a process of its own: a peak never falls, and a test's process ran others before.
    """
    refused = reason_for(samples.memory_bomb(3), "a.pdf")
    own = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert own
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return refused, int(own[1]) * 1024, child * 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
def test_a_pdf_that_unfolds_into_gigabytes_stays_within_the_reading_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        refused, own, child = pool.submit(peaks_of_reading_a_bomb).result()
    assert refused == "damaged"
    assert own < 300 * MEGABYTE
    assert child < MEMORY


@pytest.mark.parametrize("answer", ["", "refused no_such_reason", "cleaned", "kept?"])
def test_an_answer_that_makes_no_sense_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    run = apart.subprocess.run
    monkeypatch.setattr(
        apart.subprocess,
        "run",
        lambda _command, **how: run(["/bin/echo", answer], **how),
    )
    assert reason_for(pdf(), "a.pdf") == "damaged"
