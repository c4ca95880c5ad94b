"""Files as suppliers send them, and as attackers do. All made here; no real document."""

import struct
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>worker-home-42.88N-74.60E</secret></x:xmpmeta>'
COMMENT = b"taken-in-the-dormitory"
DEVICE = "Phone of Aigul"
GPS_IFD = 0x8825
ORIENTATION, MAKE = 0x0112, 0x010F
TURNED_RIGHT = 6

CONTENT_TYPES = '<?xml version="1.0"?><Types><Override ContentType="{}"/></Types>'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **how: Any
) -> bytes:
    """A picture whose left half is dark and whose right half is light."""
    image = Image.new(mode, size)
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "white"), (size[0] // 2, 0))
    buffer = BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def telling_exif() -> Image.Exif:
    """What a phone writes: device, place, and which side is up."""
    exif = Image.Exif()
    exif[MAKE] = DEVICE
    exif[ORIENTATION] = TURNED_RIGHT
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (42.0, 52.0, 48.0), 3: "E", 4: (74.0, 36.0, 0.0)})
    return exif


def telling_picture(kind: str) -> bytes:
    """A picture with every kind of metadata that its format has."""
    how: dict[str, Any] = {"exif": telling_exif()}
    if kind in ("JPEG", "WEBP"):
        how["xmp"] = XMP
    if kind == "JPEG":
        how["comment"] = COMMENT
    data = picture(kind, **how)
    if kind == "PNG":
        text = b"Comment\x00" + COMMENT + XMP
        chunk = struct.pack(">I", len(text)) + b"tEXt" + text
        chunk += struct.pack(">I", zlib.crc32(b"tEXt" + text))
        data = data[:33] + chunk + data[33:]
    return data


def pixel_bomb() -> bytes:
    """A PNG of a few kilobytes that declares 30 000 × 30 000 pixels."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (30_000 * 20))

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = name + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(prepare: Any = None, **how: Any) -> bytes:
    """A PDF of one blank page; `prepare` may change it before it is saved."""
    document = pikepdf.new()
    document.add_blank_page()
    if prepare is not None:
        prepare(document)
    buffer = BytesIO()
    document.save(buffer, **how)
    return buffer.getvalue()


def memory_bomb(gigabytes: int) -> bytes:
    """A PDF of a few megabytes with an object stream that unfolds into gigabytes."""
    packer = zlib.compressobj(9)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = start + block * 1024 * gigabytes + packer.flush()
    out, places = bytearray(b"%PDF-1.5\n"), []

    def add(dictionary: bytes, content: bytes) -> None:
        places.append(len(out))
        head = b"%b/Filter/FlateDecode/Length %d" % (dictionary, len(content))
        out.extend(b"%d 0 obj\n<<%b>>\nstream\n" % (len(places), head))
        out.extend(content + b"\nendstream\nendobj\n")

    def row(kind: int, place: int) -> bytes:
        return struct.pack(">BIB", kind, place, 0)

    add(b"/Type/Catalog/Pages 4 0 R", b"")
    add(b"/Type/ObjStm/N 1/First 4", stream)
    index = row(0, 0) + row(1, places[0]) + row(1, places[1]) + row(1, len(out)) + row(2, 2)
    add(b"/Type/XRef/Size 5/W[1 4 1]/Root 1 0 R", zlib.compress(index))
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % places[2]


def office(main: str = WORD, parts: dict[str, bytes] | None = None) -> bytes:
    """A Word or Excel file as far as anyone looks who does not open it."""
    named = {"[Content_Types].xml": CONTENT_TYPES.format(main).encode(), **(parts or {})}
    return archive(named.items())


def archive(entries: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip archive of these entries, packed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return buffer.getvalue()


def link_in_archive(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    """An entry that unpacks as a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info, target.encode()
