"""From the bytes of a spreadsheet to its cells, without trusting a single one of them (C17)."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.evidence.apart import GaveUp, run_apart
from assessments.sheets import limits, refusals
from assessments.sheets.refusals import UnreadableSheet
from questionnaires.answer_sheet.raw import RawSheet
from questionnaires.types.sheet_cells import Cell, Unread

ARCHIVE, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_STARTS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
NAME_AT = 30
ERROR = re.compile(r"#(REF|DIV/0|NAME|VALUE|N/A|NUM|NULL|SPILL|CALC)[!?]?|Err:[0-9]{3}")
TEXT_ENDINGS, APPLE = (".csv", ".tsv", ".txt"), b"Index/Document.iwa"


def read_cells(data: bytes, filename: str) -> str:
    """The cells of an XLSX or ODS file, as the text that `sheets_in` reads.

    Needs no database and may take seconds. Raises UnreadableSheet with the reason.
    """
    if not data:
        raise UnreadableSheet(refusals.EMPTY)
    if len(data) > limits.LARGEST_FILE:
        raise UnreadableSheet(refusals.TOO_LARGE)
    kind = _kind(data, filename)
    try:
        text = run_apart(
            "assessments.sheets.inside", kind, given=data, most=limits.LARGEST_ANSWER
        ).decode()
        answer = json.loads(text)
    except GaveUp as gave_up:
        reason = refusals.TOO_HEAVY if gave_up.stopped else refusals.DAMAGED
        raise UnreadableSheet(reason) from None
    except ValueError:
        raise UnreadableSheet(refusals.TOO_HEAVY) from None
    if "refused" in answer:
        raise UnreadableSheet(answer["refused"], answer.get("place", ""))
    return text


def sheets_in(text: str) -> list[RawSheet]:
    """The sheets in a text that `read_cells` gave."""
    return [
        RawSheet(
            name=sheet["name"],
            rows=[[_cell(cell) for cell in row] for row in sheet["rows"]],
            first_row=sheet["row"],
            first_column=sheet["column"],
        )
        for sheet in json.loads(text)["sheets"]
    ]


def _kind(data: bytes, filename: str) -> str:
    if data.startswith(OLE):
        raise UnreadableSheet(refusals.OLD_OR_LOCKED)
    if not data.startswith(ARCHIVE):
        is_text = filename.lower().endswith(TEXT_ENDINGS)
        raise UnreadableSheet(refusals.CSV if is_text else refusals.NOT_A_SHEET)
    if APPLE in data:
        raise UnreadableSheet(refusals.NUMBERS)
    return "ods" if data[NAME_AT:].startswith(ODS_STARTS) else "xlsx"


def _cell(cell: Any) -> Cell:
    # XML has no place for two of the characters; what stands for them is not read back for us.
    if isinstance(cell, dict):
        return _typed(cell)
    if isinstance(cell, str) and ERROR.fullmatch(cell):
        return Unread(cell)
    if isinstance(cell, str):
        return cell.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff")
    return cell if isinstance(cell, bool) else None


def _typed(cell: dict[str, str]) -> Cell:
    if "number" in cell:
        number = Decimal(cell["number"])
        return int(number) if number == number.to_integral_value() else number
    return date.fromisoformat(cell["date"]) if "date" in cell else Unread(cell["unread"])
