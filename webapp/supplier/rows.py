"""One row of a table as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from questionnaires.countries import regions
from questionnaires.types.cells import cell_type
from questionnaires.types.table import Row
from webapp.supplier import wording
from webapp.supplier.lists import country_typed, lists
from webapp.supplier.row_places import Place, place, with_row
from webapp.supplier.showing import SAVED, labels, name_on_device, row_saved
from webapp.supplier.typed import showable, told, version_seen
from webapp.supplier.visit import Visit, render, way_back


@dataclass(frozen=True)
class TypedRow:
    """A row as it was typed: its cells, what is wrong, and the version of the table it saw."""

    cells: Row = field(default_factory=dict)
    fields: Mapping[str, list[str]] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    seen: int = 0


def read_row(visit: Visit, at: Place, sent: Mapping[str, list[str]]) -> TypedRow:
    """The row in a form, and what is wrong with it or with the table that it makes."""
    fields = _renumbered(at, showable(sent))
    cells, problems = at.table.parse_row(fields, at.name, at.index + 1)
    found = told(problems, at.question, visit.words)
    if not cells and not problems:
        found[_first_field(at)] = str(_("Fill in at least one box, or go back without saving."))
    if not found:
        found = told(at.table.check(with_row(at, cells)), at.question, visit.words)
    return TypedRow(cells, fields, found, version_seen(sent, at.question.key))


def row_page(visit: Visit, at: Place, typed: TypedRow | None = None, changed: str = "") -> str:
    """The page of a row, with what was typed, held or stored. `changed` says who was faster."""
    held = None if typed else visit.held_for(at.path)
    if held:
        at = place(
            visit, at.page.section.id, at.page.number, at.question.key, at.number, held.fields
        )
        typed = read_row(visit, at, held.fields)
    fields = typed.fields if typed else _stored(at)
    problems = typed.problems if typed and not held else {}
    return render(
        "row",
        visit,
        question=at.question,
        words=visit.words,
        name=at.name,
        is_new=at.is_new,
        typed=fields,
        version=typed.seen if typed else version_of(visit, at),
        mark=at.mark,
        problems=problems,
        labels=_labels(visit, at, problems),
        lists=lists(visit, _country(at, fields)),
        stored=describe(visit, at) if changed and not at.is_new else [],
        changed=changed,
        held_at=wording.moment(held.created_at) if held else None,
        on_device=name_on_device(visit, at.path),
        is_typed=typed is not None,
        row_saved=row_saved(visit, at.page),
        action=address(visit, at, "row"),
        back=table_url(visit, at),
    )


def address(visit: Visit, at: Place, endpoint: str) -> str:
    """The address of a page about the row."""
    return url_for(
        f"supplier.{endpoint}",
        invitation=visit.invitation,
        section=at.page.section.id,
        number=at.page.number,
        table=at.question.key,
        row=at.number,
        **way_back(),
    )


def table_url(visit: Visit, at: Place, **more: Any) -> str:
    """The page with the whole table."""
    return url_for(
        "supplier.section_page",
        invitation=visit.invitation,
        section=at.page.section.id,
        number=at.page.number,
        **way_back(),
        **more,
    )


def saved_mark(at: Place) -> dict[str, Any]:
    """What an address says after the row was saved, for a script that kept it on the device."""
    return {SAVED: f"{at.question.key}/{at.number}"}


def describe(visit: Visit, at: Place) -> list[tuple[str, str]]:
    """A stored row: (heading, text) of each filled cell."""
    (row,) = at.table.show_rows([at.row], visit.words)
    headings = {key: visit.words.column(at.question.key, key) for key in row}
    return [(headings[key], text) for key, text in row.items() if text]


def version_of(visit: Visit, at: Place) -> int:
    """The version of the table as it is stored; 0 where there is none."""
    saved = visit.saved.get(at.question.key)
    return saved.version if saved else 0


def needs_region(at: Place, typed: TypedRow) -> bool:
    """Whether a country was chosen whose regions are a list that the page did not offer."""
    return any(
        regions(str(typed.cells.get(column.region_of, "")))
        and f"{at.name}.{column.key}.other" not in typed.fields
        for column in at.question.columns
        if column.region_of
    )


def _renumbered(at: Place, sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The fields under the row's present number: rows before it may have come or gone."""
    renumbered: dict[str, list[str]] = {}
    for name, texts in sent.items():
        parts = name.split(".", 3)
        if len(parts) == 4 and parts[:2] == ["q", at.question.key]:
            renumbered[f"{at.name}.{parts[3]}"] = list(texts)
    return renumbered


def _stored(at: Place) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for column in at.question.columns if not at.is_new else ():
        value = at.row.get(column.key)
        fields |= cell_type(column).posted(value, f"{at.name}.{column.key}")
    return fields


def _country(at: Place, fields: Mapping[str, list[str]]) -> str | None:
    for column in at.question.columns:
        if column.region_of:
            return country_typed(fields, f"{at.name}.{column.region_of}")
    return None


def _labels(visit: Visit, at: Place, problems: Mapping[str, str]) -> dict[str, str]:
    """Field name → heading of its column."""
    found = labels(visit, problems)
    for name in problems:
        column = name.removeprefix(f"{at.name}.").partition(".")[0]
        if column in at.table.columns:
            found[name] = visit.words.column(at.question.key, column)
    return found


def _first_field(at: Place) -> str:
    column = at.question.columns[0]
    part = {"money": ".amount", "date": ".day"}.get(column.type, "")
    return f"{at.name}.{column.key}{part}"
