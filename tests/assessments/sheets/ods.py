"""The same cells in an ODS file, as LibreOffice writes them."""

from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from questionnaires.answer_sheet.raw import RawSheet
from questionnaires.types.sheet_cells import Cell
from tests.assessments.sheets.bombs import ODS, OPEN, ods_empty, ods_row, zipped


def as_ods(sheets: list[RawSheet]) -> bytes:
    """An ODS file with these sheets; the rest of each row and sheet stands there as one mark."""
    tables = "".join(
        f'<table:table table:name="{escape(sheet.name)}">{_rows(sheet)}</table:table>'
        for sheet in sheets
    )
    spaces = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": ODS,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OPEN}:manifest:1.0"/>',
            "content.xml": content,
        }
    )


def _rows(sheet: RawSheet) -> str:
    rows = [ods_row(*map(_cell, row), ods_empty(16_384 - len(row))) for row in sheet.rows]
    rest = ods_row(ods_empty(16_384), times=1_048_576 - len(rows))
    return "".join(rows) + rest


def _cell(cell: Cell) -> str:
    match cell:
        case bool():
            value = f'boolean" office:boolean-value="{str(cell).lower()}'
        case int() | Decimal():
            value = f'float" office:value="{cell}'
        case date():
            value = f'date" office:date-value="{cell.isoformat()}'
        case str():
            lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in cell.split("\n"))
            return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
        case _:
            return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="{value}"/>'


def _spaced(line: str) -> str:
    """Runs of spaces and tabs are marks of their own."""
    text = escape(line).replace("\t", "<text:tab/>")
    while "  " in text:
        text = text.replace("  ", ' <text:s text:c="1"/>', 1)
    return text
