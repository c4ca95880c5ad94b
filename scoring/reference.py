"""Reference data: dated tables with source, year and licence, whose rows can be cited."""

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from scoring.canonical import digest
from scoring.exact import exact


class Citation(NamedTuple):
    """One figure of a table with where it comes from.

    `certainty` says how it is known (exact, carried_from_2024, inferred) where the table tells.
    """

    table: str
    key: str
    field: str
    value: Any
    source: str
    year: int
    certainty: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table; `values` by column, `cite` for a figure with its source."""

    table: "Table"
    key: tuple[str, ...]
    values: Mapping[str, Any]

    def __getitem__(self, field: str) -> Any:
        return self.values[field]

    def cite(self, field: str) -> Citation:
        """Return one figure with source, year, and certainty where the table states one."""
        return self.table.citation("/".join(self.key), field, self.values)


class Table:
    """A reference table. Rows are found by their key: `row("MYS")`, `row("MYS", "bricks")`."""

    def __init__(self, name: str, about: Mapping[str, Any], rows: list[dict[str, Any]]) -> None:
        self.name = name
        self.source: str = about["source"]
        self.year: int = about["year"]
        self.licence: str = about["licence"]
        self.caveats: tuple[str, ...] = tuple(about.get("caveats", ()))
        certainty: Mapping[str, Any] = about.get("certainty", {})
        self._certainty: str = certainty.get("column", "")
        self._uncertain = frozenset(certainty.get("of", ()))
        self.fields: Mapping[str, Mapping[str, Any]] = about.get("fields", {})
        self._rows = {
            key: Row(self, key, values)
            for values in rows
            for key in [tuple(values[column] for column in about["key"])]
        }

    def row(self, *key: str) -> Row | None:
        """Return the row of that key, or None."""
        return self._rows.get(key)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def citation(self, key: str, field: str, values: Mapping[str, Any]) -> Citation:
        """Return the citation of one figure; see Row.cite."""
        about = self.fields.get(field, {})
        return Citation(
            self.name,
            key,
            field,
            values[field],
            about.get("source", self.source),
            about.get("year", self.year),
            values[self._certainty] if field in self._uncertain else "",
        )


class ReferenceProblem(ValueError):
    """Reference data that cannot be used; the message names file, row and column."""


class Reference:
    """The tables of one version. `document` is all of it as plain data, `sha256` its digest."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.slug: str = document["slug"]
        self.version: str = document["version"]
        self.sha256 = digest(document)
        self.tables = {
            name: Table(name, table, _typed(name, table))
            for name, table in document["tables"].items()
        }

    def table(self, name: str) -> Table:
        """Return a table by name; raises KeyError."""
        return self.tables[name]

    @cached_property
    def countries(self) -> Table:
        return self.tables["countries"]

    @cached_property
    def sectors(self) -> Table:
        return self.tables["sectors"]


def load_reference(directory: Path) -> Reference:
    """Return the reference data of a directory with `reference.toml` and its CSV files.

    Raises OSError where a file is missing, ReferenceProblem where a row or column is wrong.
    """
    try:
        about = tomllib.loads((directory / "reference.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ReferenceProblem(f"reference.toml: {error}") from None
    tables = {}
    for name, table in about["tables"].items():
        rows = _read(directory / table["file"], [name for name, _ in columns_of(table)])
        tables[name] = {**table, "rows": rows}
    return Reference({**about, "tables": tables})


def _read(path: Path, columns: list[str]) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or rows[0] != columns:
        raise ReferenceProblem(f"{path.name}: the columns must be {', '.join(columns)}")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(columns):
            raise ReferenceProblem(f"{path.name}, line {number}: {len(row)} cells")
    return rows[1:]


def _typed(name: str, table: Mapping[str, Any]) -> list[dict[str, Any]]:
    parsers = [(column, CELLS[kind]) for column, kind in columns_of(table)]
    typed = []
    for cells in table["rows"]:
        values = {}
        for (column, parse), cell in zip(parsers, cells, strict=True):
            try:
                values[column] = parse(cell)
            except (KeyError, ValueError):
                raise ReferenceProblem(
                    f"{name}, row {cells[0]}, {column}: {cell!r} does not fit"
                ) from None
        typed.append(values)
    return typed


def columns_of(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and kind of each column, in the order of the file; written as `name:kind`."""
    return [(name, kind) for name, _, kind in (text.partition(":") for text in table["columns"])]


CELLS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "number": lambda cell: exact(cell) if cell else None,
    "flag": {"1": True, "0": False}.__getitem__,
    "words": lambda cell: tuple(cell.split()),
}
