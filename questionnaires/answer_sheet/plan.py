"""What a spreadsheet of answers looks like, as data: sheets, rows, cells, lists to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.types.sheet_cells import Cell


class Style(StrEnum):
    """What a cell is for. Only ANSWER and DAY can be typed into."""

    TITLE = "title"
    PLAIN = "plain"
    HEAD = "head"
    SECTION = "section"
    QUESTION = "question"
    CHOICE = "choice"
    HELP = "help"
    HIDDEN = "hidden"
    ANSWER = "answer"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell. `options` names the list that may be chosen from."""

    value: Cell = None
    style: Style = Style.PLAIN
    options: str = ""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its width in characters, and what its cells below all rows are for."""

    width: int
    hidden: bool = False
    style: Style | None = None
    options: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row; a cell that is not there is empty and locked."""

    cells: tuple[SheetCell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. The first `frozen` rows stay in sight; `entries` empty rows follow its own."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    frozen: int = 0
    entries: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A whole spreadsheet. `lists` are those that cells and columns name in their options."""

    title: str
    language: str
    sheets: tuple[Sheet, ...]
    lists: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class SheetTexts:
    """What a spreadsheet says beside the words of the questionnaire, in one language.

    `question_sheet` has a place for {number}, `fill_in_sheet` for {sheet}.
    """

    instructions: str
    answers: str
    steps: tuple[str, ...]
    number: str
    question: str
    help: str
    answer: str
    unit: str
    only_if: str
    and_: str
    or_: str
    question_sheet: str
    fill_in_sheet: str
    tick: str
    declined: str
    depends: str
    files: str
