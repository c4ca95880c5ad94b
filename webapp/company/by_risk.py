"""The supplier base by inherent risk: whom to ask first, before anything is known of anybody."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.results import by_risk
from assessments.results.by_risk import Line, RiskFilter, Side
from assessments.results.portfolio import UNSTATED
from assessments.scope import CompanyScope
from questionnaires.alphabets import in_order
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database
from webapp.company.blueprint import blueprint
from webapp.company.schemas import RISKS, RiskQuery
from webapp.languages import current_language
from webapp.languages.names import country_name, sector_choices, sector_name


@blueprint.get("/suppliers/by-risk")
@access("supplier:read", scope=CompanyScope)
def suppliers_by_risk() -> ResponseReturnValue:
    """How many suppliers lie where, and all that the filter means, the highest risk first."""
    query = forms.read_query(RiskQuery)
    wanted = _wanted(query)
    side: Side = query["by"] or "country"
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        assumed = by_risk.Risks(session, scope).assumed
        found = by_risk.suppliers_by_risk(session, scope, wanted)
    return render_template(
        "company/by_risk.html",
        wanted=wanted,
        assumed=assumed,
        side=side,
        groups=[(line, side_name(side, line)) for line in by_risk.lines(found.everyone, side)],
        counts=_counts(found.everyone),
        found=found,
        risks=RISKS,
        countries=_countries(found.everyone),
        sectors=[*sector_choices(), (UNSTATED, _("No sector stated"))],
    )


def _wanted(query: dict[str, Any]) -> RiskFilter:
    return RiskFilter(
        search=query["q"],
        country=query["country"] or None,
        sector=query["sector"] or None,
        band=query["risk"] or None,
        answered=query["answered"] or None,
        page=query["page"] or 1,
    )


def side_name(side: Side, line: Line) -> str:
    """A country or sector as people call it."""
    if side == "country":
        return str(country_name(line.value))
    if line.value == UNSTATED:
        return str(_("No sector stated"))
    return sector_name(line.value)


def _counts(everyone: Sequence[by_risk.Kind]) -> dict[str, int]:
    """How many suppliers lie in each band, and of how many country or sector is not known."""
    counts = dict.fromkeys((*RISKS, "unsure"), 0)
    for kind in everyone:
        counts[kind.risk.band] += kind.suppliers
        counts["unsure"] += 0 if kind.risk.certain else kind.suppliers
    return counts


def _countries(everyone: Sequence[by_risk.Kind]) -> list[tuple[str, str]]:
    found = {kind.country: str(country_name(kind.country)) for kind in everyone}
    return in_order(found.items(), current_language())
