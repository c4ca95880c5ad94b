"""The cells of a spreadsheet as plain values for JSON, each sheet from its first used cell on."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from math import isfinite
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from assessments.sheets import limits
from assessments.sheets.inside import Unreadable
from assessments.sheets.inside.scan import Attributes, Count, Reader, column_of, parse

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def sheets(data: bytes, archive: zipfile.ZipFile, counted: Count) -> list[dict[str, Any]]:
    """The sheets in order. Raises Unreadable for too many, and for too much text."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    listed = [each for each in workbook.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
    if len(listed) > limits.MOST_SHEETS:
        raise Unreadable("too_many_sheets")
    unread = _unread_by_sheet(archive, counted) if counted.unread else {}
    found = []
    left = limits.MOST_CHARACTERS
    for each in listed:
        made = _sheet(workbook.get_sheet_by_name(each.name), unread.get(each.name, {}))
        left -= sum(len(cell) for row in made["rows"] for cell in row if isinstance(cell, str))
        if left < 0:
            raise Unreadable("too_much_text")
        found.append(made)
    return found


def _sheet(sheet: CalamineSheet, unread: dict[tuple[int, int], str]) -> dict[str, Any]:
    first_row, first_column = sheet.start or (0, 0)
    rows = [[_value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    for (row, column), shown in unread.items():
        line, place = row - first_row, column - first_column
        if 0 <= line < len(rows) and 0 <= place < len(rows[line]):
            rows[line][place] = {"unread": shown}
    return {
        "name": sheet.name,
        "row": first_row + 1,
        "column": first_column + 1,
        "rows": [_shortened(row) for row in rows],
    }


def _value(cell: object) -> Any:
    if cell == "" or cell is None:
        return None
    if isinstance(cell, (bool, str)):
        return cell
    if isinstance(cell, (int, float)):
        return {"number": repr(cell)} if isfinite(cell) else {"unread": repr(cell)}
    if isinstance(cell, datetime):
        return {"date": cell.date().isoformat()}
    return {"date": cell.isoformat()} if isinstance(cell, date) else str(cell)


def _shortened(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row.pop()
    return row


class _Names(Reader):
    """The sheets by the id of their relation, and the parts by the same."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.parts: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name.endswith("sheet") and "name" in local and "id" in local:
            self.names[local["id"]] = local["name"]
        if name.endswith("Relationship") and "Id" in local:
            self.parts[local["Id"]] = f"xl/{local.get('Target', '').removeprefix('/xl/')}"


def _unread_by_sheet(
    archive: zipfile.ZipFile, counted: Count
) -> dict[str, dict[tuple[int, int], str]]:
    names = _Names()
    for part in (WORKBOOK, RELATIONS):
        if part in archive.namelist():
            parse(archive, part, names)
    of_part = {part: names.names.get(key, "") for key, part in names.parts.items()}
    found: dict[str, dict[tuple[int, int], str]] = {}
    for (part, cell), shown in counted.unread.items():
        found.setdefault(of_part.get(part, ""), {})[_place(cell)] = shown
    return found


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0) - 1, column_of(letters) - 1
