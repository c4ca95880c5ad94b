"""A PostgreSQL server started from Debian's programs in a folder of its own."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL

START_SECONDS = 30
OPTIONS = ("listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=200")


def installed() -> Path | None:
    """The folder of the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextlib.contextmanager
def cluster(programs: Path) -> Iterator["Cluster"]:
    """A new, stopped server. At the end it is stopped and nothing of it is left."""
    folder = Path(tempfile.mkdtemp(prefix="erkin-pg-"))
    made = Cluster(programs, folder)
    try:
        made.prepare()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Cluster:
    """A server that tests may stop and start. It refuses to run as root, so it never does."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._account: dict[str, Any] = {"user": "postgres"} if os.geteuid() == 0 else {}
        self._process: subprocess.Popen[bytes] | None = None
        self.address = URL.create(
            "postgresql", "postgres", database="postgres", query={"host": str(folder)}
        )

    def prepare(self) -> None:
        """Make the files of the server."""
        if self._account:
            shutil.chown(self._folder, "postgres")
        command: list[str | Path] = [self._programs / "initdb", "-D", self._folder / "data"]
        command += ["-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(command, cwd=self._folder, check=True, capture_output=True, **self._account)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command: list[str | Path] = [self._programs / "postgres", "-D", self._folder / "data"]
        command += ["-k", self._folder]
        for option in OPTIONS:
            command += ["-c", option]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._folder, stderr=log, preexec_fn=_die_with_parent, **self._account
            )
        self._wait()

    def stop(self) -> None:
        """Stop at once, as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(START_SECONDS)
            self._process = None

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.address.render_as_string()).close()
                return
            except psycopg.OperationalError:
                ended = self._process is None or self._process.poll() is not None
                if ended or time.monotonic() > until:
                    raise
                time.sleep(0.02)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
