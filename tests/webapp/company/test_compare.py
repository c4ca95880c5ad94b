"""Two results of one supplier: what changed, its answers first, and by which rules."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assessments.reports.comparison import comparison
from assessments.reports.reading import reading
from assessments.results.models import Result
from scoring.canonical import canonical
from scoring.engine import Scorer
from scoring.ruleset import parse_ruleset
from scoring.thresholds import with_rule
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page, Person
from webapp.company.exporting import Part, parts

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)


def compared(person: Person, before: Result, after: Result) -> Page:
    return person.get(f"/company/results/{before.public_id}/compare/{after.public_id}")


def part(page: Page, title: str) -> Part:
    return next(one for one in parts(page.text) if one.title.startswith(title))


def rows(page: Page, title: str) -> list[list[str]]:
    tables: list[dict[str, Any]] = part(page, title).tables
    found: list[list[str]] = tables[0]["rows"]
    return found


def test_changed_answers_come_first_then_the_rules_that_came_and_went(
    firm: Firm, editor: Person
) -> None:
    supplier = firm.supplier()
    before = firm.answered(supplier, case=1)
    after = firm.answered(supplier, case=1, fee_months=2, leave_site="curfew_or_locked")
    page = compared(editor, before, after)
    titles = [one.title.split(" ")[0] for one in parts(page.text)]
    assert titles[1:4] == ["Answers", "Rules", "Answers"]
    told = [(row[1], row[2]) for row in rows(page, "Answers that changed")]
    assert ("4", "2") in told
    assert len(told) == 2
    old, new = (set(json.loads(one.document)["rules"]) for one in (before, after))
    changed = {(row[0], row[1].split(",")[0].split()[-1]) for row in rows(page, "Rules that")}
    assert changed == {("New", rule) for rule in new - old} | {("Gone", rule) for rule in old - new}
    assert {"REC03", "MOV04"} <= new - old
    assert ("Gone", "REC04") in changed


def test_the_figures_of_both_stand_side_by_side(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    before, after = firm.answered(supplier, case=1), firm.answered(supplier, case=0)
    page = compared(editor, before, after)
    lines = {row[0]: row[1:] for row in rows(page, "Invented Gloves; What changed")}
    assert lines["Band"][0].startswith("Critical")
    assert lines["Band"][1].startswith("Medium")
    assert lines["Headline"][:2] == [f"{one.headline_tenths / 10:.1f}" for one in (before, after)]
    residuals = {row[0]: row[3:5] for row in rows(page, "Twelve")}
    assert len(residuals) == 12
    told = [json.loads(one.document)["indicators"]["DEB"]["residual"] for one in (before, after)]
    assert residuals["Debt bondage"] == [f"{Decimal(one):.1f}" for one in told]


def test_the_same_answers_by_another_ruleset_name_the_rule_that_made_the_difference(
    firm: Firm,
) -> None:
    result = firm.answered(firm.supplier(), case=1)
    with firm.database.reading(firm.scope) as session:
        found = reading(session, firm.scope, result.public_id)
    lighter = {"points": {"DEB": 5}, "severity": "M"}
    other = parse_ruleset(
        with_rule(found.scorer.ruleset.document, "REC04", lighter),
        form=found.scorer.form,
        reference=found.scorer.reference,
    )
    scored = Scorer(other, found.scorer.reference, found.scorer.form).score(found.read)
    document = json.loads(canonical(scored.document()))
    after = replace(found.material, ruleset=other.document, result=document)
    told = comparison(found.material, after)
    assert told.answers == ()
    assert {one.path[2:] for one in told.ruleset} == {("severity",), ("points", "DEB")}
    (changed,) = [one for one in told.rules if one.state != "stayed"]
    assert (changed.key, changed.state) == ("REC04", "changed")
    assert changed.points == (("DEB", (Decimal(30), Decimal(5))),)
    first = told.indicators[0]
    assert first.key == "DEB"
    assert first.observed == (Decimal(100), Decimal(90))


def test_a_result_beside_itself_differs_in_nothing(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = compared(editor, result, result)
    assert "Both results stand on the same answers." in page.text
    assert "The same rules are met, with the same points." in page.text
    assert "Both were made by the same rules." in page.text


def test_results_of_different_suppliers_are_not_compared(firm: Firm, editor: Person) -> None:
    one = firm.answered(firm.supplier("One"), case=1)
    other = firm.answered(firm.supplier("Other"), case=1)
    assert compared(editor, one, other).status == 404


def test_the_result_of_another_company_is_on_neither_side(
    make_firm: Callable[[str], Firm],
) -> None:
    mine, theirs = make_firm("Mine"), make_firm("Theirs")
    one, foreign = (each.answered(each.supplier(), case=1) for each in (mine, theirs))
    person = mine.person()
    assert compared(person, one, one).status == 200
    assert compared(person, one, foreign).status == 404
    assert compared(person, foreign, one).status == 404


def test_the_history_of_a_supplier_leads_to_what_changed(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    before, after = firm.answered(supplier, case=1), firm.answered(supplier, case=0)
    page = editor.get(f"/company/suppliers/{supplier.public_id}")
    link = f"/company/results/{before.public_id}/compare/{after.public_id}"
    assert page.text.count("/compare/") == 1
    assert f'href="{link}"' in page.text
    assert editor.get(link).status == 200
