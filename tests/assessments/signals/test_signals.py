"""What a company learns of a supplier elsewhere, and how a score reads it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from assessments.database import Database
from assessments.errors import Invalid, NotFound
from assessments.parties.models import Supplier
from assessments.scope import CompanyScope
from assessments.signals.models import Signal
from assessments.signals.queries import signal_values
from assessments.signals.service import note_signal, withdraw_signal
from tests.assessments.plain_letters import BareLetters
from tests.stories import START, Story


@pytest.fixture
def story(database: Database) -> Story:
    told = Story(database, letters=BareLetters())
    told.publish()
    return told


def note(
    story: Story,
    company: CompanyScope,
    supplier: Supplier,
    name: str,
    value: bool | Decimal,
    days: int = 0,
) -> Signal:
    with story.database.writing(company) as session:
        return note_signal(
            session,
            company,
            supplier_id=supplier.public_id,
            name=name,
            value=value,
            source="A survey",
            learned_on=START.date() + timedelta(days=days),
            now=story.now,
            ids=story.ids,
        )


def values(story: Story, company: CompanyScope, supplier: Supplier) -> dict[str, bool | Decimal]:
    with story.database.reading(company) as session:
        return signal_values(session, company, supplier.id)


def test_a_share_is_kept_exactly(story: Story) -> None:
    company = story.company()
    supplier = story.supplier(company)
    note(story, company, supplier, "worker_survey_fee_share", Decimal("0.35"))
    assert values(story, company, supplier) == {"worker_survey_fee_share": Decimal("0.35")}


def test_the_newest_value_counts(story: Story) -> None:
    company = story.company()
    supplier = story.supplier(company)
    note(story, company, supplier, "listed_entity", value=True)
    note(story, company, supplier, "listed_entity", value=False)
    assert values(story, company, supplier) == {"listed_entity": False}


def test_a_withdrawn_signal_is_not_read(story: Story) -> None:
    company = story.company()
    supplier = story.supplier(company)
    noted = note(story, company, supplier, "listed_entity", value=True)
    with story.database.writing(company) as session:
        withdraw_signal(session, company, public_id=noted.public_id, now=story.now)
    assert values(story, company, supplier) == {}


@pytest.mark.parametrize(
    ("name", "value", "days"),
    [
        ("no_such_signal", True, 0),
        ("listed_entity", Decimal(1), 0),
        ("worker_survey_fee_share", Decimal("1.1"), 0),
        ("worker_survey_fee_share", True, 0),
        ("listed_entity", True, 1),
    ],
)
def test_a_signal_that_cannot_be_is_refused(
    story: Story, name: str, value: bool | Decimal, days: int
) -> None:
    company = story.company()
    supplier = story.supplier(company)
    with pytest.raises(Invalid):
        note(story, company, supplier, name, value, days)


def test_a_company_cannot_note_a_signal_on_another_companys_supplier(story: Story) -> None:
    mine, theirs = story.company(), story.company("Other Invented Company")
    foreign = story.supplier(theirs)
    with pytest.raises(NotFound):
        note(story, mine, foreign, "listed_entity", value=True)


def test_a_listed_entity_is_scored_as_such(story: Story) -> None:
    company = story.company()
    supplier = story.supplier(company)
    note(story, company, supplier, "listed_entity", value=True)
    (token,) = story.invite(company, story.campaign(company), supplier)
    scope = story.enter(token)
    story.answer(scope, {"site_country": "DEU"})
    result = story.score(company, story.submit(scope))
    assert result.strongest_finding == "SIF05"
    assert result.band == "critical"
