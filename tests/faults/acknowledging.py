"""A process that stores things and says so: `python -m tests.faults.acknowledging WHAT FOLDER`.

What it was sure of stands in the file `acknowledged`, one line for each commit or file.
"""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from assessments import database
from assessments.audit.service import record
from assessments.evidence.store import FOR_OWN_FILES, FileStore
from assessments.ids import SeededIds
from assessments.scope import InstanceScope
from tests.faults.power_cut import ACKNOWLEDGED

COMMITS = 450
FILES = 60
NORMAL = 1


def main(what: str, folder: Path) -> None:
    handle = os.open(folder / ACKNOWLEDGED, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for done in WORK[what](folder):
        os.write(handle, f"{done}\n".encode())
    os._exit(0)  # a process that ends in order would tidy up


def commits(folder: Path) -> Iterator[str]:
    opened = database.Database(f"sqlite:///{folder / 'erkin.sqlite3'}")
    now = datetime(2026, 11, 2, tzinfo=UTC)
    for number in range(COMMITS):
        with opened.writing() as session:
            record(
                session,
                InstanceScope(),
                kind="counted",
                subject_kind="number",
                subject_id=number,
                now=now,
            )
        yield str(number)


def careless_commits(folder: Path) -> Iterator[str]:
    database.SQLITE_PRAGMAS["synchronous"] = NORMAL
    yield from commits(folder)


def files(folder: Path) -> Iterator[str]:
    store = FileStore(folder / "evidence", reserve=FOR_OWN_FILES)
    ids = SeededIds("files")
    for number in range(FILES):
        yield store.put(b"%d" % number * 5000, ids)


def careless_files(folder: Path) -> Iterator[str]:
    os.fsync = lambda _handle: None
    yield from files(folder)


WORK: dict[str, Callable[[Path], Iterator[str]]] = {
    work.__name__: work for work in (commits, careless_commits, files, careless_files)
}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
