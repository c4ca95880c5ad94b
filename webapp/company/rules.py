"""A rule or a check within a result: what it says, what it read, and what came of it."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import NotFound
from assessments.library.history import rule_history
from assessments.reports.material import Document
from assessments.reports.reading import Reading
from assessments.results.portfolio import SupplierFilter, count_suppliers
from assessments.scope import CompanyScope
from scoring.conditions import DONT_KNOW, HIDDEN, names_in
from scoring.exact import decimal
from scoring.reference import Table
from webapp.access import access, current_scope
from webapp.company.blueprint import blueprint
from webapp.company.exporting import exportable
from webapp.company.results import drawn, opened, read
from webapp.company.rule_settings import settings
from webapp.company.words import exact

FACTS_FROM_ROWS = {
    "sector_score": ("sectors", "score", "activity"),
    "state_imposed_country": ("countries", "state_imposed", "site_country"),
}
"""Facts that are a figure of one row: its table, its field, and the question that names the row."""
FACTS_FROM_TABLES = {
    "free_movement": "free_movement_areas",
    "state_imposed_place": "china_regions",
}
"""Facts that are looked up in a whole table."""


@dataclass(frozen=True)
class Fact:
    """A name in a condition that is worked out from answers, rows or signals."""

    name: str
    title: str
    plain: str
    value: str
    questions: tuple[str, ...]
    row: Document | None
    table: Table | None


@dataclass(frozen=True)
class Stated:
    """A condition with what it reads."""

    text: str
    questions: tuple[str, ...]
    facts: tuple[Fact, ...]


@blueprint.get("/results/<uuid:result>/rules/<rule>")
@access("result:read", scope=CompanyScope)
@exportable
def result_rule(result: UUID, rule: str) -> ResponseReturnValue:
    """A rule of the ruleset: its sentence, its condition, its inputs, whether it was met."""
    scope = current_scope(CompanyScope)
    with opened(result) as (session, found):
        about = named(found.material.ruleset["rules"], rule)
        history = rule_history(session, scope, rule)
        firing = count_suppliers(session, scope, SupplierFilter(rule=rule))
    fired = next((one for one in found.material.result["findings"] if one["rule"] == rule), None)
    undecided = rule in found.material.result["unknown_rules"]
    return drawn(
        "rule",
        found,
        rule=rule,
        about=about,
        fired=fired,
        outcome="met" if fired else "undecided" if undecided else "not_met",
        stated=_stated(about["when"], found),
        history=history,
        firing=firing,
        settings=settings(about),
    )


@blueprint.get("/results/<uuid:result>/checks/<check>")
@access("result:read", scope=CompanyScope)
@exportable
def result_check(result: UUID, check: str) -> ResponseReturnValue:
    """A check of the ruleset: which answers it compares, and whether they fit together."""
    found = read(result)
    about = named(found.material.ruleset["checks"], check)
    fired = check in found.material.result["checks"]
    return drawn(
        "check",
        found,
        check=check,
        about=about,
        fired=fired,
        stated=_stated(about["when"], found),
    )


def named(parts: list[Document], key: str) -> Document:
    """The rule or check with an id. NotFound where the ruleset has none."""
    about = next((one for one in parts if one["id"] == key), None)
    if about is None:
        raise NotFound
    return about


def _stated(text: str, found: Reading) -> Stated:
    asked = found.material.questionnaire.questions
    names = [name for name in names_in(text) if name in found.scorer.ruleset.names]
    return Stated(
        text=text,
        questions=tuple(name for name in names if name in asked),
        facts=tuple(_fact(name, found) for name in names if name not in asked),
    )


def _fact(name: str, found: Reading) -> Fact:
    terms, asked = found.material.terms, found.material.questionnaire.questions
    return Fact(
        name=name,
        title=str(terms.find("facts", name, "name") or name.replace("_", " ")),
        plain=str(terms.find("facts", name, "plain") or ""),
        value=_in_words(found.values.get(name)),
        questions=tuple(key for key in found.scorer.ruleset.names[name].reads if key in asked),
        row=_row(name, found),
        table=found.material.reference.tables.get(FACTS_FROM_TABLES.get(name, "")),
    )


def _row(name: str, found: Reading) -> Document | None:
    """The figure of the reference row that a fact is, as the trace cites one."""
    if name not in FACTS_FROM_ROWS:
        return None
    table, field, question = FACTS_FROM_ROWS[name]
    key = found.values.get(question)
    row = found.material.reference.tables[table].row(key) if isinstance(key, str) else None
    return row.cite(field)._asdict() if row else None


def _in_words(value: object) -> str:
    if value is HIDDEN:
        return str(_("Not asked"))
    if value is None or value == DONT_KNOW:
        return str(_("Not known"))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return exact(decimal(value)) if isinstance(value, int | Fraction) else str(value)
