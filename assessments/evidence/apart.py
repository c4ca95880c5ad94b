"""Work on a file in a process of its own, which a hostile file cannot use for anything (C17)."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from assessments.evidence import limits

ROOT = Path(__file__).resolve().parents[2]


class GaveUp(Exception):
    """The process did not answer. `stopped`: it took too long, or more than it is allowed."""

    def __init__(self, *, stopped: bool) -> None:
        super().__init__("stopped" if stopped else "failed")
        self.stopped = stopped


def run_apart(module: str, *arguments: str, given: bytes, most: int) -> bytes:
    """What a module answers to the bytes it is given, at most `most` bytes of it.

    It is run as `python -m module` with no settings of this process and has to limit itself by
    `limit_this_process` before it reads. Raises GaveUp.
    """
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(
                [sys.executable, "-s", "-E", "-m", module, *arguments],
                input=given,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                timeout=limits.WAIT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise GaveUp(stopped=True) from None
        if done.returncode:
            raise GaveUp(stopped=done.returncode < 0)
        answer.seek(0)
        return answer.read(most)


def limit_this_process() -> None:
    """Bound what a hostile file can make this process do, before any of it is read."""
    limit(resource.RLIMIT_CPU, limits.CPU_SECONDS)
    limit(resource.RLIMIT_FSIZE, limits.LARGEST_FILE + limits.MEGABYTE)
    limit(resource.RLIMIT_NOFILE, limits.OPEN_FILES)
    limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":  # macOS knows this limit but refuses to set it
        limit(resource.RLIMIT_AS, limits.MEMORY)


def limit(what: int, most: int) -> None:
    """Set both limits, so that the process cannot raise its own again."""
    resource.setrlimit(what, (most, most))
