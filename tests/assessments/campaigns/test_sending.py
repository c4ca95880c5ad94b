"""What happens when a campaign is sent."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from assessments.campaigns import queries as campaigns
from assessments.campaigns import service as asking
from assessments.campaigns.status import invitation_state
from assessments.database import Database
from assessments.errors import Invalid, NotFound
from assessments.parties import service as parties
from assessments.work.models import Mail
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story


@pytest.fixture
def story(database: Database) -> Story:
    told = Story(database, letters=BareLetters())
    told.publish()
    return told


def test_each_chosen_supplier_gets_one_mail_with_its_own_link(story: Story) -> None:
    company = story.company()
    suppliers = [story.supplier(company, f"Invented Mill {letter}") for letter in "abc"]
    tokens = story.invite(company, story.campaign(company), *suppliers)
    assert len(set(tokens)) == 3
    with story.database.reading() as session:
        assert len(session.scalars(select(Mail)).all()) == 3


def test_sending_twice_asks_nobody_twice(story: Story) -> None:
    company = story.company()
    supplier = story.supplier(company)
    campaign = story.campaign(company)
    story.invite(company, campaign, supplier)
    with pytest.raises(Invalid):
        story.invite(company, campaign, supplier)
    with story.database.reading(company) as session:
        assert len(campaigns.invitations(session, company, campaign)) == 1


def test_a_supplier_without_a_contact_is_named_before_sending(story: Story) -> None:
    company = story.company()
    reachable = story.supplier(company)
    with story.database.writing(company) as session:
        silent = parties.add_supplier(
            session,
            company,
            details=parties.SupplierDetails(name="Invented, no contact", country="UZB"),
            contact=None,
            now=story.now,
            ids=story.ids,
        )
    campaign = story.campaign(company)
    with story.database.reading(company) as session:
        ready = asking.readiness(
            session,
            company,
            campaign,
            [reachable.public_id, silent.public_id],
            story.now.date(),
        )
    assert [supplier.name for supplier in ready.without_contact] == ["Invented, no contact"]
    assert ready.can_send


def test_nothing_goes_out_after_the_deadline(story: Story) -> None:
    company = story.company()
    supplier = story.supplier(company)
    campaign = story.campaign(company)
    story.now += timedelta(days=28)
    with pytest.raises(Invalid) as refused:
        story.invite(company, campaign, supplier)
    assert "due_on" in refused.value.problems


def test_a_deadline_lies_after_today(story: Story) -> None:
    company = story.company()
    with story.database.writing(company) as session, pytest.raises(Invalid):
        asking.create_campaign(
            session,
            company,
            details=asking.CampaignDetails("Late", story.now.date(), "", story.public_id_of_core()),
            now=story.now,
            ids=story.ids,
        )


def test_a_company_cannot_invite_another_companys_supplier(story: Story) -> None:
    mine, theirs = story.company(), story.company("Other Invented Company")
    foreign = story.supplier(theirs)
    campaign = story.campaign(mine)
    with story.database.writing(mine) as session, pytest.raises(Invalid):
        asking.send_campaign(
            session,
            mine,
            campaign_id=campaign.public_id,
            suppliers=[foreign.public_id],
            letters=story.letters,
            now=story.now,
            ids=story.ids,
        )


def test_a_company_cannot_revoke_another_companys_invitation(story: Story) -> None:
    mine, theirs = story.company(), story.company("Other Invented Company")
    campaign = story.campaign(theirs)
    story.invite(theirs, campaign, story.supplier(theirs))
    foreign = story.invitation_of(theirs, campaign)
    with story.database.writing(mine) as session, pytest.raises(NotFound):
        asking.revoke_invitation(session, mine, invitation_id=foreign.public_id, now=story.now)


def test_an_invitation_tells_the_furthest_thing_that_happened(story: Story) -> None:
    company = story.company()
    campaign = story.campaign(company)
    (token,) = story.invite(company, campaign, story.supplier(company))
    assert invitation_state(story.invitation_of(company, campaign)) == "mailed"
    scope = story.enter(token)
    assert invitation_state(story.invitation_of(company, campaign)) == "opened"
    story.answer(scope, {"site_country": "UZB"})
    assert invitation_state(story.invitation_of(company, campaign)) == "started"
    story.submit(scope)
    assert invitation_state(story.invitation_of(company, campaign)) == "submitted"


def test_progress_counts_shown_and_answered_questions(story: Story) -> None:
    company = story.company()
    campaign = story.campaign(company)
    (token,) = story.invite(company, campaign, story.supplier(company))
    scope = story.enter(token)
    shown_at_first = story.invitation_of(company, campaign).shown_count
    story.answer(scope, {"site_country": "CHN", "workers_foreign": 5})
    invitation = story.invitation_of(company, campaign)
    assert invitation.answered_count == 2
    assert invitation.shown_count > shown_at_first
