"""An honest zip archive with a spreadsheet in it: judged by its directory before it is unpacked."""

import stat
import zipfile

from assessments.sheets import limits
from assessments.sheets.inside import Unreadable

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
CONTENT_TYPES, MANIFEST, MIMETYPE = "[Content_Types].xml", "META-INF/manifest.xml", "mimetype"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
LONGEST_LIST = 1024 * 1024


def check_package(archive: zipfile.ZipFile, kind: str) -> None:
    """Raise Unreadable unless this is a plain spreadsheet of its kind, and not too much of one."""
    parts = archive.infolist()
    _check_size(parts)
    if not all(map(_is_plain, parts)):
        raise Unreadable("damaged")
    if kind == "ods":
        _check_ods(archive)
    else:
        _check_xlsx(archive)


def _check_size(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > limits.MOST_PARTS or unpacked > limits.MOST_UNPACKED:
        raise Unreadable("too_heavy")
    if unpacked > limits.HIGHEST_RATIO * max(packed, 1):
        raise Unreadable("too_heavy")
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise Unreadable("damaged")


def _is_plain(part: zipfile.ZipInfo) -> bool:
    name = part.filename
    return (
        not name.startswith("/")
        and "\\" not in name
        and ".." not in name.split("/")
        and not stat.S_ISLNK(part.external_attr >> 16)
        and not part.flag_bits & ENCRYPTED
        and part.compress_type in PACKINGS
    )


def _check_xlsx(archive: zipfile.ZipFile) -> None:
    types = _start_of(archive, CONTENT_TYPES)
    if b"macroEnabled" in types or _has(archive, "vbaproject"):
        raise Unreadable("macros")
    if b"spreadsheetml.sheet.main+xml" not in types:
        raise Unreadable("not_a_sheet")


def _check_ods(archive: zipfile.ZipFile) -> None:
    if _start_of(archive, MIMETYPE).strip() != ODS:
        raise Unreadable("not_a_sheet")
    if b"encryption-data" in _start_of(archive, MANIFEST):
        raise Unreadable("old_or_locked")
    if _has(archive, "basic/") or _has(archive, "scripts/"):
        raise Unreadable("macros")


def _has(archive: zipfile.ZipFile, start: str) -> bool:
    return any(start in name.lower() for name in archive.namelist())


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as part:
            return part.read(LONGEST_LIST)
    except KeyError:
        raise Unreadable("not_a_sheet") from None
