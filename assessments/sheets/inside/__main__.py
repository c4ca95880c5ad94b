"""One file in, its cells out. Whatever else goes wrong ends the process, and that is an answer."""

import json
import resource
import sys
import zipfile
import zlib
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError

from assessments.evidence.apart import limit, limit_this_process
from assessments.sheets import limits
from assessments.sheets.inside import Unreadable

DAMAGED = (zipfile.BadZipFile, zlib.error, ExpatError, EOFError, OSError, ValueError, LookupError)


def main() -> None:
    """Answer for the file on standard input, which is of the kind named in the arguments."""
    limit_this_process()
    limit(resource.RLIMIT_CPU, limits.CPU_SECONDS)
    if sys.platform == "linux":
        limit(resource.RLIMIT_AS, limits.MEMORY)
    said = answer(sys.stdin.buffer.read(), sys.argv[1])
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode())


def answer(data: bytes, kind: str) -> dict[str, Any]:
    """The answer to give for a file."""
    from python_calamine import CalamineError, PasswordError

    try:
        return {"sheets": _sheets(data, kind)}
    except Unreadable as refused:
        return {"refused": refused.reason, "place": refused.place}
    except PasswordError:
        return {"refused": "old_or_locked"}
    except MemoryError:
        return {"refused": "too_heavy"}
    except (CalamineError, NotImplementedError, UnicodeError, *DAMAGED):
        return {"refused": "damaged"}


def _sheets(data: bytes, kind: str) -> list[dict[str, Any]]:
    from assessments.sheets.inside.package import check_package
    from assessments.sheets.inside.scan import scan
    from assessments.sheets.inside.values import sheets

    with zipfile.ZipFile(BytesIO(data)) as archive:
        check_package(archive, kind)
        return sheets(data, archive, scan(archive, kind))


if __name__ == "__main__":
    main()
