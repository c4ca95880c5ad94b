"""Where a row of a table stands, also after rows before it have come or gone."""

from dataclasses import dataclass, replace

from assessments.errors import NotFound
from questionnaires.definition import Question
from questionnaires.types import Posted, Table, answer_type
from questionnaires.types.table import MOST_ROWS, Row
from scoring.canonical import digest
from webapp.supplier.layout import Page, find_page
from webapp.supplier.visit import Visit

NEW = "new"
MARK_LENGTH = 16


@dataclass(frozen=True)
class Place:
    """A row of a table on a page, `number` in its address.

    `index` counts from 0; a new row, or one that was removed meanwhile, stands after the last.
    """

    page: Page
    question: Question
    table: Table
    rows: list[Row]
    index: int
    number: str

    @property
    def mark(self) -> str:
        """What the row is found by once rows before it have come or gone; empty for a new one."""
        return "" if self.is_new else f"{_short(self.row)}.{_short(self.others)}"

    @property
    def row(self) -> Row:
        """The row as it is stored."""
        return self.rows[self.index]

    @property
    def others(self) -> list[Row]:
        """The table without the row."""
        return [*self.rows[: self.index], *self.rows[self.index + 1 :]]

    @property
    def is_new(self) -> bool:
        """Whether the row is not in the table yet."""
        return self.index >= len(self.rows)

    @property
    def name(self) -> str:
        """The beginning of the names of the row's fields."""
        return f"q.{self.question.key}.{self.index + 1}"

    @property
    def path(self) -> str:
        """What names the row's page below the questionnaire's address."""
        return f"{self.page.path}/{self.question.key}/{self.number}"


def place(
    visit: Visit, section: str, number: int, table: str, row: str, sent: Posted | None = None
) -> Place:
    """The row that an address names, which may have been removed. NotFound for no row at all.

    Where a form of the row was `sent`, it is the row that the form showed, wherever it is now.
    """
    page = find_page(visit, section, number)
    if table not in page.keys:
        raise NotFound
    question = visit.questionnaire.questions[table]
    kind = answer_type(question)
    if not isinstance(kind, Table) or not is_row_number(row):
        raise NotFound
    stored = kind.rows(visit.values.get(table))
    index = len(stored) if row == NEW else min(int(row) - 1, len(stored))
    at = Place(page, question, kind, stored, index, row)
    mark = (sent or {}).get(mark_field(table))
    return at if mark is None else replace(at, index=_marked(at, mark[0]))


def mark_field(table: str) -> str:
    """The name of the field that says which row a form showed."""
    return f"row.{table}"


def _marked(at: Place, mark: str) -> int:
    """Where the marked row is now. One that was changed where it stands is that row still."""
    own, _dot, others = mark.partition(".")
    found = [index for index, row in enumerate(at.rows) if _short(row) == own]
    if at.index in found or (own and not at.is_new and _short(at.others) == others):
        return at.index
    return found[0] if found else len(at.rows)


def _short(rows: Row | list[Row]) -> str:
    return digest(rows)[:MARK_LENGTH]


def is_row_number(row: str) -> bool:
    """Whether an address can have this for a row."""
    if row == NEW:
        return True
    return row.isascii() and row.isdigit() and len(row) <= 3 and 1 <= int(row) <= MOST_ROWS


def with_row(at: Place, cells: Row) -> list[Row]:
    """The table with the row as typed."""
    return [*at.rows[: at.index], cells, *at.rows[at.index + 1 :]]


def without_row(at: Place) -> list[Row] | None:
    """The table without the row; an empty table says nothing, not “none to list”."""
    return at.others or None
