"""Run a command and end it when the pipe to the starter closes: `python -m … FD COMMAND…`."""

import os
import signal
import subprocess
import sys
import threading
from types import FrameType

PATIENCE_SECONDS = 10


def main(arguments: list[str]) -> int:
    """Run the command of `arguments[1:]`; the pipe to watch is descriptor `arguments[0]`."""
    watched = int(arguments[0])
    os.set_inheritable(watched, False)
    command = subprocess.Popen(arguments[1:], close_fds=False)

    def pass_on(signum: int, _frame: FrameType | None) -> None:
        command.send_signal(signum)

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGINT, pass_on)
    threading.Thread(target=_end_with_pipe, args=(watched, command), daemon=True).start()
    return command.wait()


def _end_with_pipe(watched: int, command: "subprocess.Popen[bytes]") -> None:
    os.read(watched, 1)  # returns when the last writer is gone
    command.terminate()
    try:
        command.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        command.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
