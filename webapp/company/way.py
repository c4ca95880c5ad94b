"""The way by which a reader came down to a page: a group of suppliers, an indicator, a rule.

It travels in the address, as names that are looked up here and never as an address, so that no
link of somebody else can lead out of the product.
"""

import re
from dataclasses import dataclass
from typing import Any

from flask import has_request_context, request, url_for
from flask_babel import gettext as _

from assessments.results.groups import DIMENSIONS
from webapp import forms
from webapp.company.blueprint import blueprint
from webapp.company.groups import group_name
from webapp.company.schemas import WayQuery

CODE = re.compile(r"[A-Za-z0-9_.-]{1,64}")
CARRIED = {
    "supplier": ("group",),
    "result": ("group",),
    "result_part": ("group",),
    "result_compare": ("group",),
    "result_indicator": ("group",),
    "result_rule": ("group", "indicator"),
    "result_rule_try": ("group", "indicator"),
    "result_check": ("group", "indicator"),
    "result_answers": ("group",),
    "result_answer": ("group", "indicator", "rule"),
    "result_evidence": ("group", "indicator", "rule"),
    "result_source": ("group", "indicator", "rule"),
}
"""Which steps above it the address of a page remembers, the uppermost first."""
STEPS = {"result_indicator": ("indicator", "code"), "result_rule": ("rule", "rule")}
"""The pages that are a step themselves, and what names them in their address."""

Crumb = tuple[str, str]


@dataclass(frozen=True)
class Way:
    """The steps above a page, each empty where the reader came another way."""

    group: str = ""
    indicator: str = ""
    rule: str = ""


def way() -> Way:
    """The way to this page; what is not a name of a step counts as not given."""
    asked = forms.read_query(WayQuery)
    return Way(
        group=asked["group"] if group_name(*_group(asked["group"])) else "",
        indicator=asked["indicator"] if CODE.fullmatch(asked["indicator"]) else "",
        rule=asked["rule"] if CODE.fullmatch(asked["rule"]) else "",
    )


def crumbs_to_supplier() -> list[Crumb]:
    """What stands above a supplier: the group that the reader came from, or the list of all."""
    dimension, value = _group(way().group)
    if not dimension:
        return [(_("Suppliers"), url_for("company.suppliers"))]
    return [
        (_("Portfolio"), url_for("company.portfolio", by=dimension)),
        (
            group_name(dimension, value),
            url_for("company.portfolio_group", dimension=dimension, value=value),
        ),
    ]


def crumbs_below_result(result: object) -> list[Crumb]:
    """The indicator and the rule by which the reader came down from a result."""
    came, found = way(), []
    if came.indicator:
        address = url_for("company.result_indicator", result=result, code=came.indicator)
        found.append((came.indicator, address))
    if came.rule:
        found.append((came.rule, url_for("company.result_rule", result=result, rule=came.rule)))
    return found


@blueprint.context_processor
def crumbs() -> dict[str, Any]:
    """What the trails of pages call."""
    return {"crumbs_to_supplier": crumbs_to_supplier, "crumbs_below_result": crumbs_below_result}


@blueprint.url_defaults
def carry(endpoint: str, values: dict[str, Any]) -> None:
    """Have a link remember the way that its reader has come so far."""
    carried = CARRIED.get(endpoint.removeprefix("company."), ())
    if not carried or not has_request_context() or request.blueprint != blueprint.name:
        return
    came = vars(way()) | _own_step()
    for step in carried:
        if came[step]:
            values.setdefault(step, came[step])


def _own_step() -> dict[str, str]:
    """The step that this page is."""
    here = (request.endpoint or "").removeprefix("company.")
    if here == "portfolio_group":
        given = request.view_args or {}
        return {"group": f"{given['dimension']}/{given['value']}"}
    if here not in STEPS:
        return {}
    step, slot = STEPS[here]
    return {step: (request.view_args or {})[slot]}


def _group(text: str) -> tuple[str, str]:
    dimension, _slash, value = text.partition("/")
    return (dimension, value) if dimension in DIMENSIONS and value else ("", "")
