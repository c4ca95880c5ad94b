"""One file in, one answer out. Whatever else goes wrong ends the process, and that is an answer."""

import sys
from collections.abc import Callable
from importlib import import_module

from assessments.evidence.apart import limit_this_process
from assessments.evidence.inspect import Refused

Inspection = Callable[[bytes, str], bytes | None]
MODULES = {
    "pdf": "pdf",
    "jpeg": "images",
    "png": "images",
    "webp": "images",
    "docx": "office",
    "xlsx": "office",
}


def main() -> None:
    """Answer for the file on standard input, which is to be of the kind named in the arguments."""
    kind = sys.argv[1]
    limit_this_process()
    inspection: Inspection = import_module(
        f"assessments.evidence.inspect.{MODULES[kind]}"
    ).inspection
    sys.stdout.buffer.write(answer(inspection, sys.stdin.buffer.read(), kind))


def answer(inspection: Inspection, data: bytes, kind: str) -> bytes:
    """The answer to give for a file."""
    try:
        clean = inspection(data, kind)
    except Refused as refused:
        return f"refused {refused.reason}\n".encode()
    except MemoryError:
        return b"refused too_heavy\n"
    return b"kept\n" if clean is None else b"cleaned\n" + clean


if __name__ == "__main__":
    main()
