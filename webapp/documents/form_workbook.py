"""An XLSForm as a workbook: text in every cell, never a formula."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import xlsxwriter

MADE = datetime.combine(date(2026, 1, 1), time())  # the same form gives the same bytes
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDE, NARROW = 48, 18
LONG_TEXTS = ("label", "hint", "guidance_hint", "x_task", "x_evidence_text", "relevant")
NAMED = 2


def render_form(title: str, sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """The XLSX of an XLSForm; the same form gives the same bytes, on any day and machine."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties({"title": title, "author": "Erkin", "created": MADE})
    head = book.add_format({"bold": True, "bg_color": "#f4f2ec", "bottom": 1, "valign": "top"})
    plain = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
    for name, table in sheets.items():
        page = book.add_worksheet(name)
        page.freeze_panes(1, NAMED)
        for place, heading in enumerate(table[0]):
            page.set_column(place, place, WIDE if heading.startswith(LONG_TEXTS) else NARROW)
        for line, row in enumerate(table):
            for place, text in enumerate(row):
                if text:
                    page.write_string(line, place, text, plain if line else head)
    book.close()
    return target.getvalue()
