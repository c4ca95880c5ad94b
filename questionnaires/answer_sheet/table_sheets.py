"""The sheet of a table question: one row for each entry."""

from collections.abc import Iterator

from questionnaires.answer_sheet import marks
from questionnaires.answer_sheet.filling import EMPTY, Filling
from questionnaires.answer_sheet.plan import Sheet, SheetCell, SheetColumn, SheetRow, Style
from questionnaires.definition import Field
from questionnaires.types import Table, Value
from questionnaires.types.base import AnswerType
from questionnaires.types.sheet_cells import Cells
from questionnaires.types.table import MOST_ROWS

WIDTH, UNIT_WIDTH = 24, 10
HEAD_ROWS = 3

HeadedColumn = tuple[SheetCell, SheetCell, SheetColumn]


def table_sheet(
    kind: Table, value: Value, filling: Filling, *, name: str, title: str, unit: str
) -> Sheet:
    """The sheet with the entries so far, and with room for as many as an answer may have."""
    headed = [
        each for key, column in kind.columns.items() for each in _headed(kind, key, filling, unit)
    ]
    heads, places, columns = zip(*headed, strict=True)
    titled = (SheetCell(title, Style.SECTION), *[EMPTY] * (len(columns) - 1))
    entries = [
        SheetRow(tuple(_entry(kind, row, filling)))
        for row in kind.rows_in_cells(value, filling.words)
    ]
    rows = (SheetRow(titled), SheetRow(heads), SheetRow(places, hidden=True), *entries)
    return Sheet(name, columns, rows, frozen=HEAD_ROWS, entries=MOST_ROWS - len(entries))


def _headed(kind: Table, key: str, filling: Filling, unit: str) -> Iterator[HeadedColumn]:
    """Heading, mark and look of a column, and of the one for its unit."""
    table, column = kind.field.key, kind.columns[key]
    title = str(filling.words.column(table, key))
    style = Style.DAY if column.field.type == "date" else Style.ANSWER
    look = SheetColumn(WIDTH, style=style, options=filling.options(column))
    yield SheetCell(title, Style.HEAD), _mark(table, key), look
    if _has_unit(column):
        options = filling.unit(column, {}).options
        look = SheetColumn(UNIT_WIDTH, style=Style.ANSWER, options=options)
        yield SheetCell(unit, Style.HEAD), _mark(table, key, marks.UNIT), look


def _entry(kind: Table, row: dict[str, Cells], filling: Filling) -> Iterator[SheetCell]:
    for key, column in kind.columns.items():
        yield filling.answer(column, row[key])
        if _has_unit(column):
            yield filling.unit(column, row[key])


def _has_unit(column: AnswerType[Field]) -> bool:
    return column.field.type == "money"


def _mark(*path: str) -> SheetCell:
    return SheetCell(marks.mark(marks.COLUMN, *path), Style.HIDDEN)
