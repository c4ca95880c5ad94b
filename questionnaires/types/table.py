"""Tables: rows of named cells, each checked by the type of its column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from questionnaires.definition import DONT_KNOW, Question
from questionnaires.messages import Problem, excerpt
from questionnaires.types.base import (
    AnswerType,
    Parsed,
    Posted,
    Value,
    first,
    nearest,
    own_fields,
)
from questionnaires.types.cells import cell_type
from questionnaires.types.misread import Misread
from questionnaires.types.sheet_cells import Cells, Reading, shown_text, typed_text
from questionnaires.words import Words

MOST_ROWS = 200
TOLD_AT_MOST = 20
Row = Mapping[str, Value]


class Table(AnswerType[Question]):
    """A list of rows. An empty list says “none to list”; `None` says nothing."""

    def __init__(self, described: Question) -> None:
        super().__init__(described)
        self.columns = {column.key: cell_type(column) for column in described.columns}

    def parse(self, posted: Posted, name: str) -> Parsed:
        """The rows in a posted form, empty ones dropped; blank where there is neither row nor
        “none to list”."""
        typed = own_fields(posted, name)
        rows, problems = self._read_rows(typed, name)
        if len(rows) > MOST_ROWS:
            problems = [self.problem("too_many_rows", most=MOST_ROWS)]
        none, dont_know = first(typed, f"{name}.none"), first(typed, f"{name}.dont_know")
        if dont_know and (rows or none):
            problems.append(self.problem("answer_or_dont_know"))
        if none and rows:
            problems.append(self.problem("none_or_rows"))
        if problems:
            return Parsed(None, tuple(problems), typed)
        value: Value = rows or None
        if dont_know or none:
            value = DONT_KNOW if dont_know else []
        return Parsed(value, (), typed)

    def parse_row(self, posted: Posted, name: str, row: int = 1) -> tuple[Row, list[Problem]]:
        """One row whose fields are `NAME.COLUMN`: its filled cells, and problems naming `row`."""
        cells: dict[str, Value] = {}
        problems: list[Problem] = []
        path = name.rpartition(".")[2]
        for key, column in self.columns.items():
            parsed = column.parse(posted, f"{name}.{key}")
            problems += [self._placed(p, key, row, path) for p in parsed.problems]
            if not column.is_blank(parsed.value):
                cells[key] = parsed.value
        return cells, problems

    def rows(self, value: Value) -> list[Row]:
        """The rows of a checked value, none where it is blank or don't know."""
        if value is None or isinstance(value, str):
            return []
        return list(cast("Sequence[Row]", value))

    def show_rows(self, value: Value, words: Words) -> list[dict[str, str]]:
        """The rows as texts for people, each with every column of the table."""
        return [
            {key: column.show(row.get(key), words) for key, column in self.columns.items()}
            for row in self.rows(value)
        ]

    def in_cells(self, value: Value, words: Words) -> Cells:
        """“None to list” or don't know; the rows stand on a sheet of their own."""
        return {"": words.none_to_list} if value == [] else super().in_cells(value, words)

    def rows_in_cells(self, value: Value, words: Words) -> list[dict[str, Cells]]:
        """The rows of a checked value, each with the cells of every column."""
        return [
            {key: column.in_cells(row.get(key), words) for key, column in self.columns.items()}
            for row in self.rows(value)
        ]

    def from_rows(
        self, cells: Cells, rows: Sequence[Mapping[str, Cells]], reading: Reading
    ) -> Parsed:
        """The value in the question's own cell and in rows of which none is empty."""
        fields: dict[str, list[str]] = {}
        problems: list[Problem] = []
        for index, row in enumerate(rows):
            for key, column in self.columns.items():
                try:
                    name = f"q.{index}.{key}"
                    fields |= column.fields_of_cells(row.get(key, {}), name, reading)
                except Misread as misread:
                    problem = Problem(key, misread.message, at=misread.at)
                    problems.append(self._placed(problem, key, index + 1, str(index)))
        if problems:
            return Parsed(None, tuple(problems))
        try:
            fields |= self.fields_of_cells(cells, "q", reading)
        except Misread as misread:
            return Parsed(None, (self._problem(misread.message),))
        return self.parse(fields, "q")

    def _in_cells(self, value: Value, words: Words) -> Cells:
        return {}

    def _fields_of_cells(self, cells: Cells, name: str, reading: Reading) -> dict[str, list[str]]:
        typed = typed_text(cells.get("")).strip()
        if not typed:
            return {}
        if not reading.is_none_to_list(typed):
            raise Misread("table_cell", given=shown_text(typed), none=reading.words.none_to_list)
        return {f"{name}.none": ["1"]}

    def _read(self, posted: Posted, name: str) -> Value:
        return cast("Value", self._read_rows(posted, name)[0]) or None

    def _read_rows(self, typed: Posted, name: str) -> tuple[list[Row], list[Problem]]:
        rows: list[Row] = []
        problems: list[Problem] = []
        for index in _row_numbers(typed, name):
            row, wrong = self.parse_row(typed, f"{name}.{index}", len(rows) + 1)
            problems += wrong
            if row or wrong:
                rows.append(row)
        return rows, problems

    def _check(self, value: object) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield self.problem("table")
        elif len(value) > MOST_ROWS:
            yield self.problem("too_many_rows", most=MOST_ROWS)
        else:
            for number, row in enumerate(value, start=1):
                yield from self._check_row(row, number)

    def _check_row(self, row: object, number: int) -> Iterator[Problem]:
        if not isinstance(row, Mapping):
            shape = self.problem("row", columns=", ".join(self.columns))
            yield replace(shape, row=number)
            return
        for key, cell in list(row.items())[: len(self.columns) + TOLD_AT_MOST]:
            if key not in self.columns:
                yield self._unknown_column(key, number)
                continue
            for problem in self.columns[key].check(cell):
                yield self._placed(problem, key, number, str(number - 1))

    def _unknown_column(self, key: object, number: int) -> Problem:
        close = nearest(str(key)[:64], self.columns)
        if close:
            problem = self.problem("column_nearest", given=excerpt(key), nearest=close)
        else:
            listed = ", ".join(self.columns)
            problem = self.problem("column_unknown", given=excerpt(key), columns=listed)
        return replace(problem, row=number)

    def _placed(self, problem: Problem, column: str, row: int, path: str) -> Problem:
        at = ".".join(part for part in (path, column, problem.at) if part)
        return replace(problem, question=self.field.key, row=row, column=column, at=at)

    def _show(self, value: Value, words: Words) -> str:
        if not self.rows(value):
            return words.none_to_list
        return "\n".join(self._line(row, words) for row in self.show_rows(value, words))

    def _line(self, row: Mapping[str, str], words: Words) -> str:
        names = {key: words.column(self.field.key, key) for key in row}
        return "; ".join(f"{names[key]}: {text}" for key, text in row.items() if text)

    def _cell(self, value: Value) -> str:
        lines = []
        for row in self.rows(value):
            cells = ((key, column.cell(row.get(key))) for key, column in self.columns.items())
            lines.append("; ".join(f"{key}: {cell}" for key, cell in cells if cell is not None))
        return "\n".join(lines)

    def _posted(self, value: Value, name: str) -> dict[str, list[str]]:
        rows = self.rows(value)
        fields: dict[str, list[str]] = {} if rows else {f"{name}.none": ["1"]}
        for index, row in enumerate(rows):
            for key, cell in row.items():
                fields |= self.columns[key].posted(cell, f"{name}.{index}.{key}")
        return fields

    def _same(self, before: Value, after: Value) -> bool:
        if isinstance(before, str) or isinstance(after, str):
            return before == after
        old, new = self.rows(before), self.rows(after)
        return len(old) == len(new) and all(map(self._same_row, old, new))

    def _same_row(self, before: Row, after: Row) -> bool:
        return all(
            column.compare(before.get(key), after.get(key)) == "same"
            for key, column in self.columns.items()
        )


def _row_numbers(typed: Posted, name: str) -> list[int]:
    pattern = re.compile(re.escape(name) + r"\.([0-9]{1,4})\.")
    found = {int(match[1]) for key in typed if (match := pattern.match(key))}
    return sorted(found)
