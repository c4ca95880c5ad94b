"""A sign that earlier answers showed stands until somebody asks about it again."""

from datetime import timedelta

import pytest

from assessments.campaigns import service as asking
from assessments.library.own_questionnaires import check_file, publish_questionnaire
from assessments.parties.models import Supplier
from assessments.results.clearing import kept
from assessments.results.models import Result
from assessments.results.portfolio import SupplierFilter, count_suppliers
from tests.overlays import shipped_ruleset
from tests.own_questionnaires import ours_with_more
from tests.webapp.company.firm import Firm, cases

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

WAGES = "PAY05"


def lighter(firm: Firm, supplier: Supplier, without: str) -> Result:
    """The same answers to the company's own questionnaire, which leaves one question out."""
    story, company = firm.story, firm.scope
    file = ours_with_more(without=without, slug=f"no-{without.replace('_', '-')}")
    checked = check_file(file, "light.xlsx", shipped_ruleset())
    with firm.database.writing(company) as session:
        row = publish_questionnaire(session, company, checked=checked, now=story.now, ids=story.ids)
        campaign = asking.create_campaign(
            session,
            company,
            details=asking.CampaignDetails(
                name=f"Without {without}",
                due_on=(story.now + timedelta(days=28)).date(),
                message="",
                questionnaire_version=row.public_id,
            ),
            now=story.now,
            ids=story.ids,
        )
    (token,) = firm.ask(supplier, campaign=campaign)
    answers = {key: value for key, value in cases()[0]["answers"].items() if key != without}
    return firm.submitted(token, answers)


def red_flags(firm: Firm) -> int:
    with firm.database.reading(firm.scope) as session:
        return count_suppliers(session, firm.scope, SupplierFilter(sign="R"))


def test_a_questionnaire_that_does_not_ask_clears_nothing(firm: Firm) -> None:
    supplier = firm.supplier()
    first = firm.answered(supplier, case=2)
    firm.pass_by(timedelta(days=40))
    light = lighter(firm, supplier, "wages_held")
    (sign,) = kept(light)
    assert (sign.rule, sign.since) == (WAGES, str(first.public_id))
    assert red_flags(firm) == 1
    page = firm.person().get(f"/company/results/{light.public_id}")
    assert "Not cleared: the answers of" in page.text
    assert "Not asked in this questionnaire" in page.text

    firm.pass_by(timedelta(days=40))
    again = lighter(firm, supplier, "wages_held")
    assert [each.rule for each in kept(again)] == [WAGES]

    firm.pass_by(timedelta(days=40))
    assert kept(firm.answered(supplier, case=0)) == ()
    assert red_flags(firm) == 0
