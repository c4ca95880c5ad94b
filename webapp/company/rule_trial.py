"""Another threshold, other points, another severity for one rule: who would move. Saves nothing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from assessments.reports.material import Document
from assessments.reports.reading import Reading
from assessments.results.trying import MOST, Tried, try_rule
from assessments.scope import CompanyScope
from scoring.ruleset import RulesetProblems
from webapp.access import access, current_scope
from webapp.company.blueprint import blueprint
from webapp.company.exporting import exportable
from webapp.company.results import drawn, opened
from webapp.company.rule_settings import NUMBER, POINTS, changed, read_settings, settings
from webapp.company.rules import named
from webapp.forms import Form


@blueprint.get("/results/<uuid:result>/rules/<rule>/try")
@access("result:read", scope=CompanyScope)
@exportable
def result_rule_try(result: UUID, rule: str) -> ResponseReturnValue:
    """What other numbers of a rule would change over the portfolio."""
    with opened(result) as (session, found):
        about = named(found.material.ruleset["rules"], rule)
        form = read_settings(about)
        tried: Tried | None = None
        changes = changed(about, form) if form.values else {}
        try:
            scope = current_scope(CompanyScope)
            if changes:
                tried = try_rule(session, scope, result_id=result, rule=rule, changes=changes)
        except RulesetProblems as refusal:
            form = form.refused(_at_fields(refusal, about))
    return _page(found, rule, about, form, changes, tried)


def _page(
    found: Reading,
    rule: str,
    about: Document,
    form: Form,
    changes: Mapping[str, Any],
    tried: Tried | None,
) -> ResponseReturnValue:
    page = drawn(
        "rule_try",
        found,
        rule=rule,
        about=about,
        settings=settings(about),
        typed=form.typed,
        problems=form.problems,
        changes=changes,
        tried=tried,
        most=MOST,
    )
    return (page, 422) if form.problems else page


def _at_fields(refusal: RulesetProblems, about: Document) -> dict[str, str]:
    """What the ruleset's own check says, at the field that it is about."""
    known = {one.name for one in settings(about)}
    said: dict[str, str] = {}
    for problem in refusal.problems:
        points = f"{POINTS}{problem.place}"
        first = next((name for name in sorted(known) if name.startswith(NUMBER)), "severity")
        said.setdefault(points if points in known else first, problem.message)
    return said
