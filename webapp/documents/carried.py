"""The files that a PDF carries, read by a process of its own that a hostile PDF cannot misuse.

Run as `python -m webapp.documents.carried NAME…` it reads a PDF on standard input and answers
with a JSON object: the files it carries under these names, or why there are none.
"""

import io
import json
import sys
import zlib
from collections.abc import Collection

import pikepdf

from assessments.evidence.apart import GaveUp, limit_this_process, run_apart
from assessments.evidence.limits import MEGABYTE

LARGEST_PDF = 30 * MEGABYTE
LARGEST_CARRIED = 8 * MEGABYTE
LARGEST_ANSWER = 10 * LARGEST_CARRIED

DAMAGED = "This PDF is damaged or not complete: fetch it again."
PASSWORD = "This PDF opens with a password only. A report of Erkin has none."  # noqa: S105
TOO_LARGE = "This PDF carries more than a report does."


class Unreadable(ValueError):
    """A PDF that cannot be read; the message says why, and what to do."""


def carried(pdf: bytes, names: Collection[str]) -> dict[str, bytes]:
    """The files of these names that a PDF carries. Raises Unreadable; never runs away."""
    if len(pdf) > LARGEST_PDF:
        raise Unreadable(TOO_LARGE)
    try:
        answer = run_apart("webapp.documents.carried", *names, given=pdf, most=LARGEST_ANSWER)
    except GaveUp as gave_up:
        raise Unreadable(TOO_LARGE if gave_up.stopped else DAMAGED) from None
    said = json.loads(answer)
    if "refused" in said:
        raise Unreadable(said["refused"])
    return {name: bytes.fromhex(content) for name, content in said["files"].items()}


def main() -> None:
    """Answer for the PDF on standard input."""
    limit_this_process()
    try:
        found = _files(sys.stdin.buffer.read(), sys.argv[1:])
        said: dict[str, object] = {"files": {name: raw.hex() for name, raw in found.items()}}
    except Unreadable as refusal:
        said = {"refused": str(refusal)}
    except MemoryError:
        said = {"refused": TOO_LARGE}
    sys.stdout.write(json.dumps(said))


def _files(pdf: bytes, names: Collection[str]) -> dict[str, bytes]:
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            return {
                name: _content(document.attachments[name].get_file().obj)
                for name in names
                if name in document.attachments
            }
    except pikepdf.PasswordError:
        raise Unreadable(PASSWORD) from None
    except (pikepdf.PdfError, KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable(DAMAGED) from None


def _content(stream: pikepdf.Object) -> bytes:
    """What a stream holds: as it is or deflated once, as reports are made, and not too much."""
    raw = stream.read_raw_bytes()
    if "/Filter" not in stream:
        unpacked = raw
    elif str(stream["/Filter"]) == "/FlateDecode" and "/DecodeParms" not in stream:
        unpacked = zlib.decompressobj().decompress(raw, LARGEST_CARRIED + 1)
    else:
        raise Unreadable(DAMAGED)
    if len(unpacked) > LARGEST_CARRIED:
        raise Unreadable(TOO_LARGE)
    return unpacked


if __name__ == "__main__":
    main()
