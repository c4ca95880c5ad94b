"""What tests write need not outlive them, so it goes into memory where there is room for it."""

import os
import shutil
import tempfile
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")
ROOM = 3 * 2**30


def keep_files_in_memory() -> None:
    """Make temporary files of this process and its children lie in memory, if it has the room.

    A TMPDIR that is set already stays.
    """
    if "TMPDIR" in os.environ or not SHARED_MEMORY.is_dir():
        return
    if shutil.disk_usage(SHARED_MEMORY).free >= ROOM and os.access(SHARED_MEMORY, os.W_OK):
        os.environ["TMPDIR"] = str(SHARED_MEMORY)
        tempfile.tempdir = None
