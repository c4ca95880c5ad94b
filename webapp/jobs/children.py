"""Start processes that die with the one that started them, however it dies."""

import ctypes
import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Mapping, Sequence
from typing import IO

_SET_PARENT_DEATH_SIGNAL = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

Output = IO[bytes] | int | None


def die_with_parent(parent: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to end this process when `parent` ends. Does nothing outside Linux."""
    if _LIBC is None:
        return
    _LIBC.prctl(_SET_PARENT_DEATH_SIGNAL, how)
    if os.getppid() != parent:  # it ended before we asked
        os.kill(os.getpid(), how)


def start_child(
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    output: Output = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own, bound to the life of this process.

    On Linux it is bound to the thread that calls: call from one that lives as long.
    """
    parent = os.getpid()
    if _LIBC is None:
        return _start_tethered(command, environment, output, pass_fds)
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        pass_fds=pass_fds,
        process_group=0,
        # It takes no lock and allocates nothing that a thread of ours could hold.
        preexec_fn=lambda: die_with_parent(parent, signal.SIGTERM),
    )


def _start_tethered(
    command: Sequence[str],
    environment: Mapping[str, str] | None,
    output: Output,
    pass_fds: Sequence[int],
) -> subprocess.Popen[bytes]:
    """Where the kernel does not help, a small process watches a pipe that closes with us."""
    watched, held = os.pipe()
    try:
        child = subprocess.Popen(
            [sys.executable, "-m", "webapp.jobs.tether", str(watched), *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            pass_fds=(watched, *pass_fds),
            process_group=0,
        )
    finally:
        os.close(watched)
    weakref.finalize(child, os.close, held)
    return child


def end(child: subprocess.Popen[bytes], patience: float) -> None:
    """Ask a child to stop; after `patience` seconds end it and its process group by force."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
