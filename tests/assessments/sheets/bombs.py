"""Spreadsheets that somebody might send, honest ones and others, made without a program."""

import io
import zipfile
from collections.abc import Iterable, Mapping

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: Mapping[str, str | bytes], level: int = 6) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, part in parts.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, part, packing)
    return target.getvalue()


def xlsx_parts(rows: str, *, doctype: str = "", names: Iterable[str] = ("One",)) -> dict[str, str]:
    """The parts of a workbook whose sheets all have these rows (as XML)."""
    sheets = list(enumerate(names, start=1))
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in sheets)
    related = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in sheets
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{related}</Relationships>",
    } | {
        f"xl/worksheets/sheet{i}.xml": f"{doctype}<worksheet "
        f'xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>'
        for i, _ in sheets
    }


def xlsx(rows: str, level: int = 6, more: Mapping[str, str | bytes] | None = None) -> bytes:
    return zipped({**xlsx_parts(rows), **(more or {})}, level)


def text(cell: str, words: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{words}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def ods(table: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An ODS file with one sheet of these rows (as XML)."""
    content = (
        f'<office:document-content xmlns:office="{OPEN}:office:1.0" '
        f'xmlns:table="{OPEN}:table:1.0" xmlns:text="{OPEN}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="One">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{OPEN}:manifest:1.0"/>'
    parts = {"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": content}
    return zipped({**parts, **(more or {})})


def ods_row(*cells: str, times: int = 1) -> str:
    inside = "".join(cells)
    return f'<table:table-row table:number-rows-repeated="{times}">{inside}</table:table-row>'


def ods_text(words: str, times: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}">'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


def ods_empty(times: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'
