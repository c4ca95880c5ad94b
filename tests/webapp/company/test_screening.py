"""What follows from a screening stands on the result, in the list and in the portfolio report."""

import pytest

from assessments.reports.gathering import gather_portfolio, report_of
from assessments.results.models import Result
from questionnaires import library
from tests.scoring.test_triage import CALM, RISKY_COUNTRY
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Person

OUTCOMES = [
    ({"id_documents": "agent", **RISKY_COUNTRY, "workers_foreign": "dont_know"}, "stop_and_talk"),
    ({"state_labour": "dont_know"}, "full_questionnaire"),
    ({}, "yearly_screening"),
]


def screened(firm: Firm, name: str, **answers: object) -> Result:
    campaign = firm.story.campaign(firm.scope, questionnaire=library.SCREENING)
    (token,) = firm.ask(firm.supplier(name), campaign=campaign)
    return firm.submitted(token, CALM | answers)


@pytest.fixture
def results(firm: Firm) -> list[Result]:
    return [
        screened(firm, f"Firm {letter}", **answers)
        for letter, (answers, _) in zip("abc", OUTCOMES, strict=True)
    ]


def test_the_outcome_is_kept_with_the_result_and_told_with_its_reasons(
    firm: Firm, results: list[Result], viewer: Person
) -> None:
    assert [result.screening for result in results] == [outcome for _, outcome in OUTCOMES]
    stop, full, yearly = (
        viewer.get(f"/company/results/{result.public_id}").text for result in results
    )
    assert "Stop and talk" in stop
    assert "(zero tolerance)" in stop
    assert "not known whether there are foreign or agency workers" in stop
    assert "A critical question was answered “don't know”: Do you or your suppliers take" in full
    assert "this is no all-clear" in yearly
    listed = viewer.get("/company/suppliers").text
    assert "Screening: stop and talk" in listed
    with firm.database.reading(firm.scope) as session:
        report = report_of(
            gather_portfolio(session, firm.scope, firm.clock().date()), firm.clock().date()
        )
    assert {row.screening for row in report.rated} == {
        "Stop and talk",
        "Full questionnaire",
        "Screening once a year",
    }
    assert [count.number for count in report.coverage if count.note == "after the screening"] == [
        1,
        1,
        1,
    ]


def test_the_full_questionnaire_has_no_outcome_and_no_box(firm: Firm, viewer: Person) -> None:
    result = firm.answered(firm.supplier(), case=0)
    assert result.screening is None
    assert "What follows from the screening" not in (
        viewer.get(f"/company/results/{result.public_id}").text
    )
