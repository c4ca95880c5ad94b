"""Word and Excel files: an honest zip archive of the right kind, without programs (C17)."""

import stat
import zipfile
import zlib
from io import BytesIO
from typing import NoReturn

from assessments.evidence.inspect import Refused
from assessments.evidence.limits import HIGHEST_RATIO, MOST_PARTS, MOST_UNPACKED

END_OF_ARCHIVE = b"PK\x05\x06"
END_LENGTH = 22
CONTENT_TYPES = "[Content_Types].xml"
LARGEST_CONTENT_TYPES = 1024 * 1024
MAIN_PART = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PROGRAMS = (".exe", ".dll", ".com", ".scr", ".js", ".vbs", ".jar", ".class", ".hta", ".lnk")
ENCRYPTED = 0x1


def inspection(data: bytes, kind: str) -> None:
    """Raise Refused unless this is a plain document of its kind. Nothing of it is parsed."""
    # A comment or other bytes after the end could make it a second kind of file.
    if data[-END_LENGTH:-18] != END_OF_ARCHIVE:
        raise Refused("package")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_directory(archive.infolist())
            _check_kind(_content_types(archive), kind)
            if archive.testzip() is not None:
                raise Refused("damaged")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        _damaged()


def _check_directory(parts: list[zipfile.ZipInfo]) -> None:
    """Judge the archive by what it declares; what is read later cannot exceed that."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Refused("too_heavy")
    if unpacked > HIGHEST_RATIO * max(packed, 1):
        raise Refused("too_heavy")
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise Refused("package")
    if not all(map(_is_plain, parts)):
        raise Refused("package")
    if any(map(_is_program, parts)):
        raise Refused("macros")


def _is_plain(part: zipfile.ZipInfo) -> bool:
    name = part.filename
    return (
        not name.startswith("/")
        and "\\" not in name
        and ":" not in name
        and ".." not in name.split("/")
        and not stat.S_ISLNK(part.external_attr >> 16)
        and not part.flag_bits & ENCRYPTED
        and part.compress_type in PACKINGS
    )


def _is_program(part: zipfile.ZipInfo) -> bool:
    name = part.filename.lower()
    return "vbaproject" in name or "/activex/" in name or name.endswith(PROGRAMS)


def _content_types(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open(CONTENT_TYPES) as part:
            return part.read(LARGEST_CONTENT_TYPES)
    except KeyError:
        raise Refused("archive") from None


def _check_kind(content_types: bytes, kind: str) -> None:
    if b"macroEnabled" in content_types:
        raise Refused("macros")
    if MAIN_PART[kind] not in content_types:
        raise Refused("not_as_named")


def _damaged() -> NoReturn:
    raise Refused("damaged")
