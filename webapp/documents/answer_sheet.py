"""The spreadsheet that a supplier fills in: lists to choose from, locked but for the answers."""

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from questionnaires.answer_sheet.plan import AnswerSheet, Sheet, SheetCell, SheetRow, Style
from questionnaires.types.sheet_cells import typed_text

LISTS = "lists"
A4 = 9
MADE = datetime.combine(date(2026, 1, 1), time())  # the same answers give the same bytes
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Whoever unlocks a sheet does it knowingly: there is no password to look for.
ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True, "sort": True}
LINE, HIGHEST = 15, 400
LARGER = {Style.TITLE: 1.6, Style.QUESTION: 1.15, Style.HEAD: 1.15}
ONE_LINE = frozenset({Style.SECTION, Style.HIDDEN})
WRAPPED = {"text_wrap": True, "valign": "top"}
FILLED_IN = {**WRAPPED, "locked": False, "border": 1, "border_color": "#8a8577"}
LOOKS: Mapping[Style, Mapping[str, object]] = {
    Style.TITLE: {**WRAPPED, "bold": True, "font_size": 16},
    Style.PLAIN: WRAPPED,
    Style.HEAD: {**WRAPPED, "bold": True, "bg_color": "#f4f2ec", "bottom": 1},
    Style.SECTION: {"bold": True, "font_size": 13, "valign": "top"},
    Style.QUESTION: {**WRAPPED, "bold": True},
    Style.CHOICE: {**WRAPPED, "indent": 2},
    Style.HELP: {**WRAPPED, "font_color": "#55524a"},
    Style.HIDDEN: {"num_format": ";;;"},
    # As text, so that no program makes a date of 2.5 or a share of 12 %.
    Style.ANSWER: {**FILLED_IN, "bg_color": "#fffbe6", "num_format": "@"},
    Style.DAY: {**FILLED_IN, "bg_color": "#fffbe6", "num_format": "yyyy-mm-dd", "align": "left"},
}


def render_answer_sheet(plan: AnswerSheet) -> bytes:
    """The XLSX of an answer sheet; the same plan gives the same bytes, on any day and machine."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties({"title": plan.title, "author": "Erkin", "created": MADE})
    looks = {style: book.add_format(dict(look)) for style, look in LOOKS.items()}
    pages = [book.add_worksheet(sheet.name) for sheet in plan.sheets]
    lists = _write_lists(book.add_worksheet(LISTS), plan)
    for page, sheet in zip(pages, plan.sheets, strict=True):
        _Writer(page, sheet, looks, lists).write()
    book.close()
    return target.getvalue()


def _write_lists(page: Worksheet, plan: AnswerSheet) -> dict[str, str]:
    """Where each list stands, as the validation of a cell names it."""
    ranges = {}
    for column, (name, entries) in enumerate(plan.lists.items()):
        page.write_column(0, column, [str(entry) for entry in entries])
        letter = xl_col_to_name(column, col_abs=True)
        ranges[name] = f"={LISTS}!{letter}$1:{letter}${len(entries)}"
    page.very_hidden()
    return ranges


class _Writer:
    def __init__(
        self,
        page: Worksheet,
        sheet: Sheet,
        looks: Mapping[Style, Format],
        lists: Mapping[str, str],
    ) -> None:
        self.page, self.sheet, self.looks, self.lists = page, sheet, looks, lists

    def write(self) -> None:
        if self.sheet.hidden:
            self.page.very_hidden()
        self._set_up()
        for number, row in enumerate(self.sheet.rows):
            self._write_row(number, row)
        self._offer_lists_in_columns()

    def _set_up(self) -> None:
        self.page.protect("", ALLOWED)
        self.page.freeze_panes(self.sheet.frozen, 0)
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&C&P / &N")
        self.page.hide_gridlines(2)
        if self.sheet.frozen:
            self.page.repeat_rows(0, self.sheet.frozen - 1)
        for place, column in enumerate(self.sheet.columns):
            look = self.looks[column.style] if column.style else None
            self.page.set_column(place, place, column.width, look, {"hidden": column.hidden})
        last = len(self.sheet.rows) + self.sheet.entries
        everything = xl_range(0, 0, last, len(self.sheet.columns) - 1)
        self.page.ignore_errors({"number_stored_as_text": everything})

    def _write_row(self, number: int, row: SheetRow) -> None:
        self.page.set_row(number, self._height(row), None, {"hidden": row.hidden})
        for place, cell in enumerate(row.cells):
            self._write_cell(number, place, cell)
            if cell.options:
                self._offer(number, place, number, place, cell.options)

    def _height(self, row: SheetRow) -> float:
        """High enough for the longest text of the row: not every program sees to that itself."""
        columns = zip(row.cells, self.sheet.columns, strict=False)
        lines = [
            sum(
                ceil(max(1, len(line)) * LARGER.get(cell.style, 1) / column.width)
                for line in typed_text(cell.value).split("\n")
            )
            for cell, column in columns
            if cell.style not in ONE_LINE and not column.hidden
        ]
        large = LARGER[Style.TITLE] if row.cells[0].style is Style.TITLE else 1
        return min(max(lines, default=1) * LINE * large + 4, HIGHEST)

    def _write_cell(self, row: int, place: int, cell: SheetCell) -> None:
        look = self.looks[cell.style]
        match cell.value:
            case None:
                self.page.write_blank(row, place, None, look)
            case date():
                self.page.write_datetime(row, place, cell.value, look)
            case int() | Decimal() if not isinstance(cell.value, bool):
                self.page.write_number(row, place, cell.value, look)
            case _:
                self.page.write_string(row, place, typed_text(cell.value), look)

    def _offer_lists_in_columns(self) -> None:
        last = len(self.sheet.rows) + self.sheet.entries - 1
        for place, column in enumerate(self.sheet.columns):
            if column.options and self.sheet.entries:
                self._offer(len(self.sheet.rows), place, last, place, column.options)

    def _offer(self, row: int, place: int, last: int, last_place: int, options: str) -> None:
        source = {"validate": "list", "source": self.lists[options], "error_type": "warning"}
        self.page.data_validation(row, place, last, last_place, source)
