"""One holder at a time: a lock that the kernel lets go when its holder ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = "running.lock"


class AlreadyHeld(RuntimeError):
    """Another process holds the lock. `process_id` names it when it could be read."""

    def __init__(self, path: Path, process_id: str) -> None:
        super().__init__(f"{path} is held by process {process_id or '?'}")
        self.path = path
        self.process_id = process_id


def take_lock(path: Path) -> int:
    """Lock `path` and return the open descriptor; whoever holds a copy of it holds the lock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise AlreadyHeld(path, holder) from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor


@contextmanager
def instance_lock(folder: Path) -> Iterator[None]:
    """Hold the instance in `folder` for as long as the block runs, or raise AlreadyHeld.

    The file itself stays; delete everything else of the folder, never the file.
    """
    descriptor = take_lock(folder / LOCK_FILE)
    try:
        yield
    finally:
        os.close(descriptor)
