"""Spreadsheets: typed cells, never a formula, never a link."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assessments.reports.workbook import Sheet, Value, Workbook
from webapp.documents.text import printable

LONGEST_CELL = 32_000
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render_workbook(workbook: Workbook) -> bytes:
    """The XLSX of `workbook`; the same workbook gives the same bytes, on any day and machine.

    Text is written as text whatever it begins with; numbers and days are typed.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties(
        {
            "title": _text(workbook.title),
            "company": _text(workbook.company),
            "author": "Erkin",
            "created": datetime.combine(workbook.on, time(), UTC),
        }
    )
    formats = _Formats(book)
    for sheet in workbook.sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return target.getvalue()


class _Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head: Format = book.add_format(
            {"bold": True, "bg_color": "#f4f2ec", "bottom": 1, "valign": "top"}
        )
        self.text: Format = book.add_format({"valign": "top", "text_wrap": True})
        self.number: Format = book.add_format({"valign": "top"})
        self.day: Format = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
        self.moment: Format = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm"})


def _write_sheet(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    page.freeze_panes(1, 1)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.name, formats.head)
    for line, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            _write_cell(page, line, place, value, formats)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)


def _write_cell(page: Worksheet, row: int, column: int, value: Value, formats: _Formats) -> None:
    match value:
        case None | "":
            return
        case bool():
            page.write_boolean(row, column, value, formats.number)
        case int() | Decimal():
            page.write_number(row, column, value, formats.number)
        case datetime():
            page.write_datetime(row, column, value.replace(tzinfo=None), formats.moment)
        case date():
            page.write_datetime(row, column, value, formats.day)
        case _:
            page.write_string(row, column, _text(value), formats.text)


def _text(text: str) -> str:
    return "\n".join(printable(line, LONGEST_CELL) for line in text[:LONGEST_CELL].split("\n"))
