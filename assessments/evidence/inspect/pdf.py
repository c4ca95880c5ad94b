"""PDFs that do something by themselves, or carry other files, are refused (C17).

The bytes of a PDF are kept as they came: a signature in it stays valid.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from assessments.evidence.inspect import Refused

ACTIVE_KEYS = frozenset(("/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMedia"))
ACTIONS = frozenset(
    (
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition",
        "/RichMediaExecute",
    )
)  # fmt: skip
ATTACHMENTS = frozenset(("/EmbeddedFile", "/FileAttachment", "/RichMedia"))
ACTIVE_VALUES = {"/S": ACTIONS, "/Type": ATTACHMENTS, "/Subtype": ATTACHMENTS}
SHOW_A_PLACE = "/GoTo"


def inspection(data: bytes, _kind: str) -> None:
    """Raise Refused for a PDF that is active, damaged, or opens with a password only."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if len(pdf.pages) == 0:
                raise Refused("damaged")
            if any(map(_is_active, _dictionaries(pdf))):
                raise Refused("pdf_active")
    except pikepdf.PasswordError as error:
        raise Refused("pdf_password") from error
    except pikepdf.PdfError as error:
        raise Refused("damaged") from error


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary in the file, those within other objects too."""
    waiting: list[Any] = list(pdf.objects)
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting.extend(_inner(found))
        elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            yield found
            waiting.extend(_inner(value for _, value in found.items()))


def _inner(values: Any) -> Iterator[Any]:
    """The containers that are written within this one; others are met by themselves."""
    for value in values:
        if isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) and not value.is_indirect:
            yield value


def _is_active(found: Any) -> bool:
    keys = found.keys()
    if keys & ACTIVE_KEYS:
        return True
    if any(key in keys and str(found[key]) in ACTIVE_VALUES[key] for key in ACTIVE_VALUES):
        return True
    return _acts_by_itself(found, keys)


def _acts_by_itself(found: Any, keys: set[str]) -> bool:
    """Whether to open the file or a page does more than show a place in it."""
    if "/AA" in keys and len(found["/AA"]) > 0:
        return True
    opening = found["/OpenAction"] if "/OpenAction" in keys else None
    return isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "")) != SHOW_A_PLACE
