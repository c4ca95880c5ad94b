"""Find the answers in a spreadsheet that has lost its marks: by the words of the questionnaire."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from questionnaires.answer_sheet.raw import RawSheet
from questionnaires.answer_sheet.readout import Readout, Row, Said, entry_of, joined, said_at
from questionnaires.definition import Question, Questionnaire
from questionnaires.types.sheet_cells import UNIT, Cell, Reading, folded

AFTER_QUESTION = {"": 2, UNIT: 3}
"""How far right of its question an answer stands."""

Columns = list[tuple[int, str, str, str]]


def by_words(questionnaire: Questionnaire, sheets: Sequence[RawSheet], reading: Reading) -> Readout:
    """What stands beside the questions and under the headings, in any of the languages."""
    found: dict[str, Said] = {}
    texts = _texts(questionnaire, reading)
    headings = _headings(questionnaire, reading)
    for sheet in sheets:
        asked: Question | None = None
        table: Columns = []
        for number, row in sheet.numbered():
            at, key = _question_in(row, texts)
            if key:
                asked = questionnaire.questions[key]
                places = {part: at + far for part, far in AFTER_QUESTION.items()}
                found[key] = joined(found.get(key, Said()), said_at(sheet, number, row, places))
            elif under := _table_in(row, headings):
                table = under
                found.setdefault(table[0][1], Said())
                found[table[0][1]] = replace(found[table[0][1]], entries=())
            elif table:
                _add_entry(found, sheet, number, row, table)
            elif asked:
                _add_tick(found, sheet, number, row, asked, reading)
    return Readout(found)


def _texts(questionnaire: Questionnaire, reading: Reading) -> Mapping[str, str]:
    return {
        folded(words.question(key).text): key
        for words in reversed(reading.languages)
        for key in questionnaire.questions
    }


def _headings(questionnaire: Questionnaire, reading: Reading) -> list[tuple[str, dict[str, str]]]:
    """(table, folded heading → column), for each table and language."""
    return [
        (key, {folded(words.column(key, column.key)): column.key for column in question.columns})
        for words in reading.languages
        for key, question in questionnaire.questions.items()
        if question.type == "table"
    ]


def _question_in(row: Row, texts: Mapping[str, str]) -> tuple[int, str]:
    for at, cell in enumerate(row):
        if isinstance(cell, str) and (key := texts.get(folded(cell))):
            return at, key
    return 0, ""


def _table_in(row: Row, headings: Sequence[tuple[str, dict[str, str]]]) -> Columns:
    """The columns of the table whose headings these all are, nothing if it is not one."""
    names = [folded(cell) if isinstance(cell, str) else "" for cell in row]
    best: Columns = []
    for table, columns in headings:
        own = [(at, table, columns[name], "") for at, name in enumerate(names) if name in columns]
        if len(own) > len(best) and len(own) == len(columns):
            best = own
    return [each for column in best for each in _with_unit(column)]


def _with_unit(column: tuple[int, str, str, str]) -> Columns:
    """Beside every column may stand a unit; one that is another column's own is not read."""
    at, table, key, _part = column
    return [column, (at + 1, table, key, UNIT)]


def _add_entry(
    found: dict[str, Said], sheet: RawSheet, number: int, row: Row, table: Columns
) -> None:
    own = {at for at, _table, _column, part in table if not part}
    columns = [each for each in table if not each[3] or each[0] not in own]
    entry = entry_of(sheet, number, row, columns)
    if entry is not None:
        said = found[table[0][1]]
        found[table[0][1]] = replace(said, entries=(*(said.entries or ()), entry))


def _add_tick(
    found: dict[str, Said],
    sheet: RawSheet,
    number: int,
    row: Row,
    asked: Question,
    reading: Reading,
) -> None:
    if asked.type != "multi":
        return
    for at, cell in enumerate(row):
        choice = _choice(asked, cell, reading)
        if choice in asked.choices:
            said = said_at(sheet, number, row, {choice: at + AFTER_QUESTION[""]})
            found[asked.key] = joined(found[asked.key], said)
            return


def _choice(asked: Question, cell: Cell, reading: Reading) -> str:
    return reading.choice(asked, cell) if isinstance(cell, str) and cell.strip() else ""
