"""Look at processes, and wait for what they do."""

import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.02


def eventually(condition: Callable[[], object], what: str) -> None:
    """Return as soon as the condition holds; fail when it does not within a minute."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(LOOK_SECONDS)


def alive(process_id: int) -> bool:
    """Whether the process exists and is not merely waiting to be buried."""
    stat = Path(f"/proc/{process_id}/stat")
    try:
        os.kill(process_id, 0)
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def ended(process_id: int) -> Callable[[], bool]:
    """The condition that a process is gone."""
    return lambda: not alive(process_id)
