"""A result and the way down from each of its numbers to answers, documents and source rows."""

import json
import re
from fractions import Fraction

import pytest
from lxml import html
from sqlalchemy import delete, select

from assessments.campaigns.models import Invitation
from assessments.responses.models import PersonalFact
from assessments.results.models import Result
from assessments.scope import SupplierScope
from tests.webapp.company.firm import Firm, cases
from tests.webapp.company.pencil import marked, number, rows, sums, tenth, work_out
from tests.webapp.supplier.pages import Page, Person
from webapp.company.reckoning import PARTS

ON_SQLITE = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
TOLERANCE = Fraction(1, 1000)


def at(result: Result, rest: str = "") -> str:
    return f"/company/results/{result.public_id}{rest}"


def test_the_suppliers_page_says_what_the_result_says(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    result = firm.answered(supplier, case=1)
    page = editor.get(f"/company/suppliers/{supplier.public_id}")
    told = json.loads(result.document)
    assert f">{told['headline']}</a>" in page.text
    assert "Critical" in page.text
    for finding in told["findings"]:
        assert at(result, f"/rules/{finding['rule']}") in page.text
    for action in told["actions"]:
        assert f'id="{action}"' in page.text
    for key in ("questionnaire", "ruleset", "reference"):
        assert told[key]["sha256"] in page.text
    assert result.digest in page.text
    for code, line in told["indicators"].items():
        shown = page.text.split(f'"{at(result, f"/indicators/{code}")}"')[1]
        assert f">{float(line['residual']):.1f}</text>" in shown[:1000]


def test_an_unsure_low_band_is_shown_as_raised_and_provisional(firm: Firm, editor: Person) -> None:
    page = editor.get(f"/company/results/{firm.answered(firm.supplier(), case=0).public_id}")
    assert "Provisional: the figures alone would give “Low”" in page.text
    assert "band-provisional" in page.text
    assert "band-unsure" in page.text


def test_unknown_answers_stand_first_where_they_decide_others(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=5)
    page = editor.get(at(result))
    section = page.text.split('id="unknowns"')[1].split('id="actions"')[0]
    keys = re.findall(r"/answers/(\w+)", section)
    told = [one["question"] for one in json.loads(result.document)["unknowns"]]
    ranked = keys[len(told) :]
    assert keys[: len(told)] == told
    assert sorted(ranked) == sorted(told)
    assert section.index("Decides what else is asked") < section.index("–")


@ON_SQLITE
@pytest.mark.parametrize("case", range(6))
def test_a_pencil_finds_every_number_again(firm: Firm, editor: Person, case: int) -> None:
    result = firm.answered(firm.supplier(), case=case)
    told = json.loads(result.document)
    for code, line in told["indicators"].items():
        exposure, observed, residual = sums(editor.get(at(result, f"/indicators/{code}")).text)
        assert abs(exposure.worked_out() - Fraction(line["exposure"])) <= Fraction(1, 20)
        assert observed.worked_out() == Fraction(line["observed"])
        assert abs(residual.worked_out() - Fraction(line["residual"])) == 0
    for part in PARTS:
        for one in sums(editor.get(at(result, f"/parts/{part}")).text):
            if one.equals is not None:
                assert abs(one.worked_out() - one.equals) <= TOLERANCE, (part, one)
            for figure in one.figures:
                assert not re.search("[×+]", figure) or work_out(figure) >= 0


@ON_SQLITE
def test_lines_add_exactly_what_their_figures_give(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = html.fromstring(editor.get(at(result, "/parts/controls")).text)
    sums_alone = marked(page, "section", "sheet")
    products = [row for block in sums_alone for row in rows(block) if len(row) == 3]
    assert len(products) > 10
    for row in products:
        figure, adds = (cell.text_content() for cell in row[1:])
        assert abs(work_out(figure) - number(adds)) <= TOLERANCE


@ON_SQLITE
def test_the_headline_is_worked_out_from_the_indicators_it_names(
    firm: Firm, editor: Person
) -> None:
    result = firm.answered(firm.supplier(), case=2)
    first = sums(editor.get(at(result, "/parts/headline")).text)[0]
    assert tenth(first.worked_out()) == Fraction(result.headline_tenths, 10)
    told = json.loads(result.document)["indicators"]
    worst = sorted((Fraction(line["residual"]) for line in told.values()), reverse=True)[:4]
    assert [number(figure) for figure in first.figures] == worst


@ON_SQLITE
@pytest.mark.parametrize("case", [1, 5])
def test_every_link_of_every_page_below_a_result_leads_somewhere(
    firm: Firm, editor: Person, case: int
) -> None:
    result = firm.answered(firm.supplier(), case=case)
    seen: set[str] = set()
    waiting = [at(result)]
    while waiting:
        path = waiting.pop()
        page = editor.get(path)
        assert page.status == 200, path
        seen.add(path)
        found = {re.split("[#?]", link)[0] for link in re.findall(r'href="([^"]+)"', page.text)}
        below = {link for link in found if link.startswith(at(result)) and "/file" not in link}
        waiting += sorted(below - seen - set(waiting))
        if path != at(result) and page.response.mimetype == "text/html":
            assert at(result) in found, f"{path} has no way back"
    kinds = {path.removeprefix(at(result)).split("/")[1] for path in seen if path != at(result)}
    assert kinds >= {"indicators", "rules", "parts", "answers", "sources", "checks"}


def test_a_rule_shows_its_condition_with_the_values_of_this_supplier(
    firm: Firm, editor: Person
) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = editor.get(at(result, "/rules/REC04"))
    assert "Met by these answers" in page.text
    assert "fees_paid in ('some', 'most') and fee_months >= 3" in page.text
    assert at(result, "/answers/fee_months") in page.text
    page = editor.get(at(result, "/rules/REC02"))
    assert "Not met by these answers" in page.text
    assert "What it would add" in page.text


def test_a_rule_that_cannot_be_decided_says_so(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=5)
    (rule, *_) = json.loads(result.document)["unknown_rules"]
    assert "Cannot be decided" in editor.get(at(result, f"/rules/{rule}")).text


def test_facts_are_shown_with_the_answers_behind_them(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = editor.get(at(result, "/rules/VUL05"))
    assert page.status == 200
    assert "foreign_share" in page.text
    assert "0.625" in page.text
    assert at(result, "/answers/workers_foreign") in page.text


def test_an_answer_names_its_author_until_the_name_is_erased(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    path = at(result, "/answers/fees_paid")
    page = editor.get(path)
    assert "inventedgloves@supplier.example" in page.text
    assert "2 Nov 2026" in page.text
    assert "version 1" in page.text
    assert at(result, "/rules/REC01") in page.text
    erase_names(firm)
    page = editor.get(path)
    assert "removed on request" in page.text
    assert "inventedgloves@supplier.example" not in page.text
    assert "removed on request" in editor.get(at(result, "/answers")).text


def erase_names(firm: Firm) -> None:
    """Everybody who answered asks for their name to be removed."""
    with firm.database.reading(firm.scope) as session:
        invitation = session.scalars(select(Invitation)).one()
    assert invitation.party_id
    respondent = SupplierScope(
        invitation.party_id, firm.scope.company_id, invitation.id, invitation.email
    )
    with firm.database.writing(respondent) as session:
        session.execute(delete(PersonalFact))


def test_what_was_not_asked_and_what_is_kept_but_not_counted_is_said(
    firm: Firm, editor: Person
) -> None:
    answers = cases()[2]["answers"]
    result = firm.answered(firm.supplier(), case=2)
    hidden = json.loads(result.document)["hidden"]
    (kept, *_) = [key for key in hidden if key in answers]
    page = editor.get(at(result, f"/answers/{kept}"))
    assert "Other answers made this question fall away" in page.text
    assert "The earlier answer is kept in the sealed submission." in page.text


def test_an_inferred_tier_is_never_shown_as_the_sources_own_statement(
    firm: Firm, editor: Person
) -> None:
    result = firm.answered(firm.supplier(), case=1)
    said = "inferred by elimination, not the source's own statement"
    page = editor.get(at(result, "/parts/inherent"))
    for cited in marked(html.fromstring(page.text), "p", "read"):
        if "Malaysia: TIP tier" in cited.text_content():
            assert said in cited.text_content()
    assert said in page.text
    row = html.fromstring(editor.get(at(result, "/sources/countries/MYS")).text)
    (tier,) = [one for one in rows(row) if one.text_content().strip().startswith("TIP tier")]
    assert said in tier.text_content()
    assert "As the source states it" not in tier.text_content()


@pytest.mark.parametrize(
    "rest",
    [
        "/indicators/NOPE",
        "/indicators/deb",
        "/parts/nope",
        "/rules/REC99",
        "/checks/X99",
        "/answers/nope",
        "/answers/%00",
        "/sources/nope/MYS",
        "/sources/countries/ZZZ",
        "/sources/listed_goods/MYS",
        "/sources/countries/MYS/extra",
        "/evidence/00000000-0000-4000-8000-000000000000",
        "/evidence/00000000-0000-4000-8000-000000000000/file",
    ],
)
def test_what_is_not_there_is_not_found(firm: Firm, editor: Person, rest: str) -> None:
    result = firm.answered(firm.supplier(), case=1)
    assert editor.get(at(result, rest)).status == 404


def test_earlier_results_stay_in_the_history(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    first = firm.answered(supplier, case=1)
    second = firm.answered(supplier, case=0)
    page = editor.get(f"/company/suppliers/{supplier.public_id}")
    history = page.text.split('id="history"')[1]
    assert history.index(at(second)) < history.index(at(first))
    assert at(second, "/indicators/DEB") in page.text
    assert at(first, "/indicators/DEB") not in page.text
    assert editor.get(at(first)).status == 200


def test_a_viewer_reads_results_and_makes_nothing(firm: Firm, viewer: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page: Page = viewer.get(at(result))
    assert page.status == 200
    assert "Make the PDF" not in page.text
