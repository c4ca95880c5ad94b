"""What kind of file this is. Its content and the ending of its name must say the same (C17).

Only the first bytes are looked at here, and whether text is text. Whatever needs a parser is
done in `inspect`, in a process of its own.
"""

import codecs
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from assessments.evidence.advice import refused
from assessments.evidence.names import ending_of
from assessments.phrases import Filled, phrase


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken. `content` is what its bytes look like."""

    name: str
    media_type: str
    endings: tuple[str, ...]
    content: str
    words: str


OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENT, WORKBOOK = phrase("a document"), phrase("a workbook")
KINDS = (
    Kind("pdf", "application/pdf", (".pdf",), "pdf", phrase("a PDF document")),
    Kind("jpeg", "image/jpeg", (".jpg", ".jpeg"), "jpeg", phrase("a JPEG picture")),
    Kind("png", "image/png", (".png",), "png", phrase("a PNG picture")),
    Kind("webp", "image/webp", (".webp",), "webp", phrase("a WEBP picture")),
    Kind("docx", f"{OFFICE}.wordprocessingml.document", (".docx",), "package", DOCUMENT),
    Kind("xlsx", f"{OFFICE}.spreadsheetml.sheet", (".xlsx",), "package", WORKBOOK),
    Kind("csv", "text/csv", (".csv",), "text", phrase("text")),
    Kind("txt", "text/plain", (".txt",), "text", phrase("text")),
)  # fmt: skip
BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}
USUAL = {kind.content: kind for kind in reversed(KINDS) if kind.content != "package"} | {
    "text": KINDS[-1]
}

SIGNATURES = tuple(
    (re.compile(pattern, re.DOTALL), content)
    for pattern, content in (
        (rb"%PDF-", "pdf"),
        (rb"\xff\xd8\xff", "jpeg"),
        (rb"\x89PNG\r\n\x1a\n", "png"),
        (rb"RIFF....WEBP", "webp"),
        (rb"PK\x03\x04", "package"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
        (rb"....ftyp(hei|hev|mif1|msf1|avif)", "heic"),
        (rb"GIF8|II\*\x00|MM\x00\*|BM....\x00\x00\x00\x00", "picture"),
        (rb"PK\x05\x06|PK\x07\x08|Rar!\x1a|7z\xbc\xaf|\x1f\x8b", "archive"),
    )
)
# Reasons in `advice` that follow from an ending alone.
REFUSED_ENDINGS: Mapping[str, str] = {
    ".zip": "archive", ".rar": "archive", ".7z": "archive", ".gz": "archive",
    ".docm": "macros", ".xlsm": "macros", ".dotm": "macros", ".xlsb": "macros",
    ".svg": "markup", ".html": "markup", ".htm": "markup", ".xml": "markup",
}  # fmt: skip
REFUSED_CONTENTS = ("heic", "picture", "archive", "old_office", "markup", "kind")

TEXT_BYTES = bytes({*range(0x20, 0x7F), *range(0x80, 0x100), *b"\t\n\v\f\r\x1a"})
MARKUP = re.compile(
    r"\s*<(\?xml|!doctype|!--|html|head|body|script|svg|iframe|meta|style|title|table|img)\b",
    re.IGNORECASE,
)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def kind_of(data: bytes, name: str) -> Kind:
    """The kind that content and ending agree on. Raises Invalid with what to do otherwise."""
    content, ending = content_of(data), ending_of(name)
    if content in REFUSED_CONTENTS:
        raise refused(content)
    if ending in REFUSED_ENDINGS:
        raise refused(REFUSED_ENDINGS[ending])
    kind = BY_ENDING.get(ending)
    if kind is not None and kind.content == content:
        return kind
    fitting = USUAL.get(content)
    if fitting is None:
        raise refused("not_as_named", given=ending or name) if kind else refused("kind")
    if not ending:
        raise refused("no_ending", ending=fitting.endings[0])
    if content == "text" and kind is None:
        raise refused("kind")
    raise refused(
        "other_ending", given=ending, content=Filled(fitting.words), ending=fitting.endings[0]
    )


def content_of(data: bytes) -> str:
    """What the bytes look like: the `content` of a kind, or a reason to refuse them."""
    for signature, content in SIGNATURES:
        if signature.match(data):
            if content == "pdf" and zipfile.is_zipfile(BytesIO(data)):
                return "archive"
            return content
    text = _text(data)
    # PDF readers look for their mark in the first kilobyte, whatever stands before it.
    if text is None or b"%PDF-" in data[:1024]:
        return "kind"
    return "markup" if MARKUP.match(text) else "text"


def _text(data: bytes) -> str | None:
    """The text, in UTF-8, UTF-16 with its mark or some 8-bit code, or None if it is not text."""
    if data.startswith(UTF_16):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeError:
            return None
    if data.translate(None, TEXT_BYTES):
        return None
    return data.decode("utf-8-sig", errors="replace")
