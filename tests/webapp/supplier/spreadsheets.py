"""A person who fills in a downloaded spreadsheet with a program of theirs."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person

ANSWER = 4


def downloaded(scene: Scene, person: Person) -> Workbook:
    got = scene.page(person, "sheet/download")
    assert got.status == 200, got.text
    return load_workbook(BytesIO(got.response.get_data()))


def saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def fill(book: Workbook, typed: Mapping[str, Any]) -> bytes:
    """Type answers by mark (`policy`, `guards:none`) into the sheet with the questions."""
    sheet = book.worksheets[1]
    for name, value in typed.items():
        kind = "choice" if ":" in name else "question"
        sheet.cell(row_of(sheet, f"erkin:{kind}:{name}"), ANSWER).value = value
    return saved(book)


def row_of(sheet: Worksheet, mark: str) -> int:
    """The row with a mark."""
    return next(
        cell.row for row in sheet.iter_rows() for cell in row if cell.value == mark and cell.row
    )


def table(book: Workbook, key: str) -> Worksheet:
    """The sheet of a table question."""
    start = f"erkin:column:{key}:"
    return next(
        sheet
        for sheet in book.worksheets
        if any(str(cell.value).startswith(start) for cell in sheet[3])
    )


def upload(scene: Scene, person: Person, data: bytes, name: str = "filled in.xlsx") -> Page:
    page = scene.page(person, "sheet")
    return person.press(
        page, holding="", files={"file": [(data, name)]}, action=f"{scene.invitation}/sheet"
    )


def take(person: Person, page: Page, mine: list[str] | None = None) -> Page:
    return person.press(page, {"mine": mine or []}, holding="seen")
