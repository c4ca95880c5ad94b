"""A rule: for whom it is met, what became of it, and what another threshold would change."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from assessments.ids import SeededIds, new_public_id
from assessments.library.history import history
from assessments.library.models import RulesetVersion
from assessments.results.models import Result
from assessments.tables import metadata
from scoring.canonical import canonical
from scoring.thresholds import with_rule
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Person
from webapp.company.exporting import parts

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
AS_IT_IS = "number-1=3&points-DEB=30&severity=R"


def at(result: Result, rest: str) -> str:
    return f"/company/results/{result.public_id}/rules/{rest}"


def test_a_rule_tells_for_how_many_suppliers_it_is_met(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier("One"), case=1)
    firm.answered(firm.supplier("Two"), case=1)
    firm.answered(firm.supplier("Not"), case=0)
    page = editor.get(at(result, "REC04"))
    assert "Met for 2 suppliers" in page.text
    assert 'href="/company/portfolio/rule/REC04"' in page.text
    assert "Met for no supplier" in editor.get(at(result, "SIF01")).text


def test_a_figure_of_a_reference_row_is_cited_where_a_rule_reads_it(
    firm: Firm, editor: Person
) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = editor.get(at(result, "SIF02")).text
    assert "Looked up in" in page


def test_the_history_says_what_each_version_changed(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    with firm.database.writing() as session:
        first = session.scalars(select(RulesetVersion)).one()
        document = json.loads(first.document)
        changed = with_rule(document, "REC04", {"points": {"DEB": 35}, "severity": "M"})
        version = {**changed, "version": "2027.1"}
        session.add(
            RulesetVersion(
                public_id=new_public_id(SeededIds("history")),
                slug=first.slug,
                version="2027.1",
                sha256="1" * 64,
                document=canonical(version).decode(),
                published_at=firm.clock() + timedelta(days=1),
            )
        )
    newest, oldest = versions(editor, at(result, "REC04"))
    assert newest[0] == "forced-labour 2027.1"
    assert newest[2].startswith("Changed since forced-labour 2026.1")
    assert "points DEB 30 → 35" in newest[2]
    assert "severity R → M" in newest[2]
    assert oldest[2] == "As first published"
    newest, _oldest = versions(editor, at(result, "REC05"))
    assert newest[2] == "Unchanged since forced-labour 2026.1"


def test_the_same_numbers_move_nobody(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = editor.get(at(result, f"REC04/try?{AS_IT_IS}"))
    assert page.status == 200
    assert "Nobody would move to another band" in page.text
    assert "1 instead of 1 suppliers" in page.text


def test_another_threshold_shows_who_would_move_and_saves_nothing(
    firm: Firm, editor: Person
) -> None:
    firm.answered(firm.supplier("Critical"), case=1)
    calm = firm.answered(firm.supplier("Calm"), case=0)
    before = counted(firm)
    page = editor.get(at(calm, "REC04/try"))
    assert "What would change" not in page.text
    assert set(page.form("severity").fields) == {"number-1", "points-DEB", "severity"}
    page = editor.get(at(calm, "REC04/try?number-1=5&points-DEB=30&severity=R"))
    assert "0 instead of 1 suppliers" in page.text
    assert "fee_months >= 5" in page.text
    rows = next(one for one in parts(page.text) if one.title.startswith("Suppliers whose"))
    (row,) = rows.tables[0]["rows"]
    assert row[0].startswith("Critical")
    assert row[-1] == "no longer met"
    assert counted(firm) == before


def test_a_stricter_severity_moves_a_supplier_from_band_to_band(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=0, deposits="dont_know", leave_site="dont_know")
    assert result.band == "medium"
    assert "UNK04" in json.loads(result.document)["rules"]
    page = editor.get(at(result, "UNK04/try?points-MOV=15&severity=Z"))
    (moves,) = [one for one in parts(page.text) if one.title.startswith("From band to band")]
    assert moves.tables[0]["rows"] == [["Medium", "Critical", "1"]]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("number-1=x&points-DEB=30&severity=R", "Enter a number from 0 on"),
        ("number-1=&points-DEB=30&severity=R", "Enter a number, such as 3 or 2.5."),
        ("number-1=3&points-DEB=500&severity=R", "500 is not between 0 and 100"),
        ("number-1=3&points-DEB=0.00001&severity=R", "more than three decimals"),
        ("number-1=3&points-DEB=30&severity=Q", "Choose a severity."),
        ("number-1=3", "Choose a severity."),
        ("number-1=-3&points-DEB=30&severity=R", "Enter a number from 0 on"),
        ("number-1=1e9&points-DEB=30&severity=R", "Enter a number from 0 on"),
    ],
)
def test_what_no_ruleset_may_say_is_refused_at_its_field(
    firm: Firm, editor: Person, typed: str, said: str
) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = editor.get(at(result, f"REC04/try?{typed}"))
    assert page.status == 422
    assert said in page.text
    assert re.search(r'aria-invalid="true"', page.text)
    assert "What would change" not in page.text


def test_suppliers_under_other_rules_are_named_as_left_out(
    firm: Firm, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = firm.answered(firm.supplier("One"), case=1)
    firm.answered(firm.supplier("Two"), case=1)
    monkeypatch.setattr("assessments.results.trying.MOST", 1)
    page = editor.get(at(result, f"REC04/try?{AS_IT_IS}"))
    assert "1 more supplier is not looked at here" in page.text


def test_a_rule_that_came_and_went_is_told(firm: Firm) -> None:
    with firm.database.reading() as session:
        first = session.scalars(select(RulesetVersion)).one()
    document = json.loads(first.document)
    without = {**document, "rules": [one for one in document["rules"] if one["id"] != "REC04"]}
    gone = RulesetVersion(**described(first, "2027.1", without))
    back = RulesetVersion(**described(first, "2028.1", document))
    states = [each.state for each in history([back, gone, first], "REC04")]
    assert states == ["added", "removed", "added"]
    assert [each.state for each in history([gone, first], "NOPE")] == ["absent", "absent"]


def versions(editor: Person, path: str) -> list[list[str]]:
    (part,) = [one for one in parts(editor.get(path).text) if one.title == "Version history"]
    found: list[list[str]] = part.tables[0]["rows"]
    return found


def described(first: RulesetVersion, version: str, document: object) -> dict[str, object]:
    return {
        "slug": first.slug,
        "version": version,
        "sha256": version,
        "document": canonical(document).decode(),
        "published_at": first.published_at,
        "company_id": None,
    }


def counted(firm: Firm) -> dict[str, int]:
    """How many rows each table has; sessions note when they were used."""
    with firm.database.reading(firm.scope) as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }
