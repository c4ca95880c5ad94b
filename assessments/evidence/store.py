"""Files on disk under random names. A file is there whole and durable, or not at all."""

import errno
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assessments.errors import Refusal
from assessments.evidence.limits import MEGABYTE
from assessments.ids import Ids

NAME = re.compile(r"[0-9a-f]{32}")
NAME_BYTES = 16
UNFINISHED = "unfinished"
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


class OutOfSpace(Refusal):
    """The disk is too full for more files. Nothing was stored; answers can still be saved."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """What must stay free on the disk, so that the database can go on writing."""

    share: float
    size: int

    def is_touched(self, total: int, free: int, wanted: int) -> bool:
        """Whether storing `wanted` bytes would leave less than the reserve."""
        left = free - wanted
        return left < self.size or left < self.share * total


FOR_UPLOADS = Reserve(share=0.10, size=1024 * MEGABYTE)
FOR_OWN_FILES = Reserve(share=0, size=100 * MEGABYTE)


class FileStore:
    """A folder of files that are known by their random names alone."""

    def __init__(
        self,
        folder: Path,
        *,
        reserve: Reserve = FOR_UPLOADS,
        usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage,
    ) -> None:
        self._folder = folder
        self._reserve = reserve
        self._usage = usage

    def put(self, data: bytes, ids: Ids) -> str:
        """Store the bytes and return their random name; they survive a power cut from then on.

        Raises OutOfSpace when the disk is full, or would be left with too little.
        """
        try:
            _make_folder(self._folder / UNFINISHED)
            self._refuse_when_low(len(data))
            return self._put(data, ids)
        except OSError as error:
            if error.errno in DISK_FULL:
                raise OutOfSpace from error
            raise

    def path(self, stored_name: str) -> Path:
        """Where a file lies. ValueError for a name that this store would not have given."""
        if not NAME.fullmatch(stored_name):
            raise ValueError("not the name of a stored file")
        return self._folder / stored_name[:2] / stored_name[2:4] / stored_name

    def open(self, stored_name: str) -> BinaryIO:
        """The file, for reading. FileNotFoundError if it is not there."""
        return self.path(stored_name).open("rb")

    def read(self, stored_name: str) -> bytes:
        """All bytes of the file. FileNotFoundError if it is not there."""
        return self.path(stored_name).read_bytes()

    def remove(self, stored_name: str) -> None:
        """Remove the file; nothing happens if it is not there."""
        self.path(stored_name).unlink(missing_ok=True)

    def _refuse_when_low(self, wanted: int) -> None:
        total, _, free = self._usage(self._folder)
        if self._reserve.is_touched(total, free, wanted):
            raise OutOfSpace

    def _put(self, data: bytes, ids: Ids) -> str:
        name = ids.take(NAME_BYTES).hex()
        path = self.path(name)
        if path.exists():
            raise FileExistsError(errno.EEXIST, "this source of names repeats itself")
        _make_folder(path.parent)
        unfinished = self._folder / UNFINISHED / name
        try:
            _write_durably(unfinished, data)
            unfinished.rename(path)
            _sync_folder(path.parent)
        except OSError:
            unfinished.unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            raise
        return name


def _write_durably(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each entered durably in the one above."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
