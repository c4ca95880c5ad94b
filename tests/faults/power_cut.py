"""A disk that loses its power: what a logged process asked of it, replayed up to a cut.

The model is that of POSIX: data of a file is sure after fsync of the file, its name after fsync
of its folder. What was not synced is lost, or each piece of it survives by the toss of a coin.
"""

import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import needs

SOURCE = Path(__file__).with_name("disk_log.c")
ROOT = Path(__file__).resolve().parents[2]
NUMBERS = struct.Struct("<QQQ")
ACKNOWLEDGED = "acknowledged"
SHARED_MEMORY = "-shm"  # made anew by SQLite after a cut
TOP = ""
NOTHING, HALF = "nothing unsynced survives", "a random half of it survives"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked of the disk; `what` is the letter that disk_log.c writes."""

    what: str
    path: str
    offset: int
    data: bytes


@dataclass
class Content:
    """What a file holds: for sure, and what was asked for since its last fsync."""

    sure: bytearray = field(default_factory=bytearray)
    waiting: list[Request] = field(default_factory=list)

    def settle(self, surviving: Sequence[Any]) -> None:
        for request in surviving:
            if request.what == "t":
                shrunk = self.sure[: request.offset]
                self.sure[:] = shrunk.ljust(request.offset, b"\0")
                continue
            end = request.offset + len(request.data)
            self.sure.extend(b"\0" * (end - len(self.sure)))
            self.sure[request.offset : end] = request.data
        self.waiting.clear()


@dataclass
class Folder:
    """What names a folder has: for sure, and how they were changed since its last fsync."""

    sure: dict[str, Content | None] = field(default_factory=dict)
    waiting: list[tuple[str, Content | None, bool]] = field(default_factory=list)

    def settle(self, surviving: Sequence[Any]) -> None:
        for path, content, there in surviving:
            self.sure.pop(path, None)
            if there:
                self.sure[path] = content
        self.waiting.clear()


class Disk:
    """A folder on a disk, which holds for sure what lies in it at the start."""

    def __init__(self, start: Path) -> None:
        self._folders = {TOP: Folder()}
        self._contents: dict[str, Content] = {}
        self._every: list[Content] = []
        self.acknowledged: list[bytes] = []
        for path in start.iterdir():
            self._folders[TOP].sure[path.name] = self._create(path.name, path.read_bytes())

    def ask(self, request: Request) -> None:
        """Do what a process asked for, as far as it knows."""
        path = request.path
        match request.what:
            case "w" if path == ACKNOWLEDGED:
                self.acknowledged.extend(request.data.split())
            case "w" | "t":
                self._contents[path].waiting.append(request)
            case "s":
                synced = self._folders.get(path) or self._contents[path]
                synced.settle(synced.waiting)
            case _:
                self._change_names(request)

    def _change_names(self, request: Request) -> None:
        path, target = request.path, request.data.decode()
        match request.what:
            case "c":
                self._name(path, self._create(path))
            case "d":
                self._folders[path] = Folder()
                self._name(path, None)
            case "u":
                self._unname(path)
            case "r":
                self._contents[target] = self._unname(path)
                self._name(target, self._contents[target])

    def cut(self, survives: str, chance: random.Random) -> None:
        """Lose power."""
        half = survives == HALF
        for thing in [*self._folders.values(), *self._every]:
            thing.settle([one for one in thing.waiting if half and chance.random() < 0.5])

    def lay_out(self, target: Path) -> None:
        """Write what is on the disk for sure to a real folder."""
        waiting = [TOP]
        while waiting:
            folder = waiting.pop()
            (target / folder).mkdir()
            for path, content in self._folders[folder].sure.items():
                if content is None:
                    waiting.append(path)
                else:
                    (target / path).write_bytes(content.sure)

    def _create(self, path: str, data: bytes = b"") -> Content:
        self._every.append(Content(bytearray(data)))
        self._contents[path] = self._every[-1]
        return self._every[-1]

    def _name(self, path: str, content: Content | None) -> None:
        self._folders[os.path.dirname(path)].waiting.append((path, content, True))

    def _unname(self, path: str) -> Content:
        content = self._contents.pop(path)
        self._folders[os.path.dirname(path)].waiting.append((path, content, False))
        return content


@dataclass(frozen=True)
class Recording:
    """A folder as it was before a process ran, and all that the process asked of the disk."""

    before: Path
    requests: list[Request]

    def places(self, count: int) -> list[int]:
        """Where to cut: the same places for the same recording, anywhere in it."""
        return random.Random(count).choices(range(len(self.requests)), k=count)

    def cut(self, place: int, survives: str, target: Path) -> list[bytes]:
        """Lay out in `target` what a cut leaves; returns what was acknowledged before it."""
        disk = Disk(self.before)
        for request in self.requests[:place]:
            disk.ask(request)
        disk.cut(survives, random.Random(place))
        disk.lay_out(target)
        return disk.acknowledged


def compiled(folder: Path) -> Path:
    """The library that logs; skips the test where it cannot be made."""
    if sys.platform != "linux":
        pytest.skip("needs Linux: the disk log is loaded with LD_PRELOAD")
    compiler = needs.program("cc", "gcc", "clang")
    library = folder / "disk_log.so"
    flags = ["-Wall", "-Werror", "-O1", "-shared", "-fPIC"]
    subprocess.run([compiler, *flags, "-o", library, SOURCE, "-ldl"], check=True)
    return library


def record(library: Path, folder: Path, *command: str) -> Recording:
    """Run a Python module that works in `folder`, and write down what it asks of the disk."""
    before = folder.with_name(folder.name + "-before")
    shutil.copytree(folder, before)
    log = folder.with_name(folder.name + ".log")
    environment = os.environ | {
        "LD_PRELOAD": str(library),
        "DISK_LOG_FOLDER": str(folder),
        "DISK_LOG": str(log),
    }
    subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment, check=True, timeout=100
    )
    return Recording(before, list(_requests(log.read_bytes(), folder)))


def _requests(log: bytes, folder: Path) -> Iterator[Request]:
    place, top = 0, len(str(folder)) + 1
    while place < len(log):
        what = chr(log[place])
        path_length, offset, length = NUMBERS.unpack_from(log, place + 1)
        place += 1 + NUMBERS.size
        path = log[place : place + path_length].decode()[top:]
        data = log[place + path_length : place + path_length + length]
        place += path_length + length
        if not path.endswith(SHARED_MEMORY):
            yield Request(what, path, offset, data[top:] if what == "r" else data)
