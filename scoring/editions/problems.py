"""What is wrong with a new edition of a table: where, why, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_TOLD = 500

MESSAGES: Mapping[str, tuple[str, str]] = {
    # the file
    "too_large": (
        "The file is larger than {most} MB; a reference table has a few thousand rows at most",
        "Check that it is the right file",
    ),
    "too_many_rows": (
        "The file has more than {most} rows",
        "Check that it is the right file",
    ),
    "workbook": (
        "The file is a workbook or an archive, not text",
        "Open it in your spreadsheet program and save it as “CSV UTF-8”",
    ),
    "encoding": (
        "The file is not in UTF-8 from here on",
        "Save it as “CSV UTF-8”",
    ),
    "nul": (
        "The file holds NUL characters, as UTF-16 without its mark or a damaged file does",
        "Save it as “CSV UTF-8”",
    ),
    "quotes": (
        "Quotation marks that open or close in this row do not pair up",
        'Put cells that hold a quotation mark in quotation marks, and double those inside: ""',
    ),
    "empty": ("The file has no rows", "Check that it is the right file"),
    # source, year, licence
    "not_stated": (
        "The file does not say its {part}",
        "Add a first line “# {part}: …”, or state it beside the file",
    ),
    "stated_twice": (
        "The {part} stated beside the file is another than the one in it, “{given}”",
        "State it once, or the same in both places",
    ),
    "stated_badly": (
        "The {part} has more than {most} characters or characters that cannot be printed",
        "Shorten it, on one line",
    ),
    "year": (
        "The year “{given}” cannot be used",
        "Give the year that the data is from, {first} to {last}",
    ),
    "column_of_source": (
        "There is no column “{given}” that could have a source of its own",
        "Name one of: {columns}",
    ),
    # columns and cells
    "column_missing": ("The column is missing", "Add it; the columns are: {columns}"),
    "column_unknown": (
        "This table has no column of that name",
        "Remove it, or correct its name; the columns are: {columns}",
    ),
    "column_twice": ("The column is there twice", "Remove one of them"),
    "cells": (
        "The row has {found} cells where the columns are {wanted}",
        "Put cells that hold the separator in quotation marks, or add what is missing",
    ),
    "blank": ("The cell is empty", "Fill it in"),
    "too_long": ("The cell has more than {most} characters", "Shorten it"),
    "characters": (
        "The cell holds characters that cannot be printed",
        "Type it again, on one line",
    ),
    "formula": (
        "“{given}” is a formula",
        "Paste the value that it gives; formulas are never computed here",
    ),
    "number": ("“{given}” is not a number", "Write it with digits and a point, such as 62.5"),
    "whole": ("“{given}” is not a whole number", "Write it without decimals, such as 12"),
    "scale": (
        "{given} is outside the scale",
        "Give a number from {least} to {most}",
    ),
    "flag": ("“{given}” is neither yes nor no", "Write 1 for yes and 0 for no"),
    "form": ("“{given}” does not have the form of this column", "Write it as {such_as}"),
    "country": (
        "“{given}” is no country code",
        "Use the three capital letters of ISO 3166-1, such as {nearest}",
    ),
    "unknown_key": (
        "“{given}” is not in the list of {list}, so no answer can ever name it",
        "Correct it, such as {nearest}, or remove the row",
    ),
    "duplicate": ("{who} stands in row {first} already", "Keep one of the two rows"),
    # the table as a whole
    "half_gone": (
        "The table has {rows} rows, fewer than half of the {last} of the last edition",
        "Bring in the whole table: an edition replaces all rows of the last one",
    ),
    "row_count": (
        "The table has {rows} rows, the last edition has {last}: more than {share} % difference",
        "Check that nothing is cut off or added by mistake, then confirm the number of rows",
    ),
    "column_empty": ("The column is empty in every row", "Check that it was filled in"),
    "column_constant": (
        "The column says {given} in every row, as in a file that was filled in by copying",
        "Bring in the values of the source",
    ),
    "constant_step": (
        "Put in order, each value is {step} above the one before, as in a file that was made up",
        "Bring in the values of the source",
    ),
    "anchor_missing": (
        "{who} is missing, and it is known to belong there: {because}",
        "Check that the file is whole",
    ),
    "anchor": (
        "{who} has {given}, known to be {wanted}: {because}",
        "Check that columns and scale are those of this table",
    ),
    # what to look at, though it may be right
    "moved": ("{who}: {before} in the last edition, {given} now", "Check it with the source"),
    "added": ("{who} is new", "Check it with the source"),
    "gone": (
        "{who} is no longer in the table; who is there is scored as for a row that is missing",
        "Check that it was left out on purpose",
    ),
    "older": (
        "The year {given} is before the {before} of the last edition",
        "Check that it is the right file",
    ),
    "source_lost": (
        "The column had a source of its own ({before}); now it is cited with that of the table",
        "Add lines “# source of {given}: …” and “# year of {given}: …” if that is wrong",
    ),
    "nothing_new": ("The file says what the last edition says already", "There is nothing to do"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell about a file. `row` counts from 1 as a spreadsheet does; 0 is the whole."""

    key: str
    row: int = 0
    column: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """What is wrong, in English."""
        return MESSAGES[self.key][0].format(**self.params)

    @property
    def what_to_do(self) -> str:
        """What would put it right, in English."""
        return MESSAGES[self.key][1].format(**self.params)

    @property
    def place(self) -> str:
        """Where it is: `row 12, score`; empty for the file as a whole."""
        row = f"row {self.row}" if self.row else ""
        return ", ".join(part for part in (row, self.column) if part)

    def __str__(self) -> str:
        told = f"{self.why}. {self.what_to_do}."
        return f"{self.place}: {told}" if self.place else told


class Unreadable(Exception):
    """A file of which nothing more can be said; `problem` is the reason."""

    def __init__(self, key: str, row: int = 0, **params: object) -> None:
        super().__init__(key)
        self.problem = Problem(key, row, "", params)


class Told:
    """The problems found so far, MOST_TOLD at most; `more` says that there were others."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.more = False

    def add(self, key: str, row: int = 0, column: str = "", **params: object) -> None:
        """Tell one more thing."""
        if len(self.problems) < MOST_TOLD:
            self.problems.append(Problem(key, row, column, params))
        else:
            self.more = True

    def __add__(self, others: "Told") -> "Told":
        """Both, these first."""
        both = Told()
        told = self.problems + others.problems
        both.problems = told[:MOST_TOLD]
        both.more = self.more or others.more or len(told) > MOST_TOLD
        return both


def excerpt(text: str) -> str:
    """At most 40 characters of what was given, safe to repeat in a message."""
    shown = "".join(c for c in text[:200] if c.isprintable())
    return shown if len(shown) <= 40 else shown[:39] + "…"
