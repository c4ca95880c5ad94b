"""“This is not for me”: what each of the three reasons does, and what it never does."""

from typing import Any

import pytest

from assessments.campaigns import access
from assessments.campaigns import service as asking
from assessments.campaigns.progress import AskedFilter, count_asked, funnels
from assessments.campaigns.status import Funnel
from assessments.campaigns.turning_away import TurnedAway, turn_away, turned_away
from assessments.colleagues.queries import colleagues
from assessments.colleagues.service import ColleagueDetails, ask_colleague
from assessments.database import Database
from assessments.errors import Invalid, NotFound
from assessments.people.sessions import find_session, start_respondent_session
from assessments.responses import queries as responses
from assessments.scope import SupplierScope
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story

RIGHT = "right@supplier.example"
NAMED = {"given_name": "The Right One", "given_email": RIGHT}


class Asked:
    """One supplier was asked, and whoever was asked has come in."""

    def __init__(self, story: Story) -> None:
        story.publish()
        self.story = story
        self.company = story.company()
        self.campaign = story.campaign(self.company)
        (self.token,) = story.invite(self.company, self.campaign, story.supplier(self.company))
        self.scope = story.enter(self.token)

    def say(self, reason: Any, **more: str) -> None:
        story = self.story
        with story.database.writing(self.scope) as session:
            turn_away(
                session,
                self.scope,
                said=TurnedAway(reason, **more),
                letters=story.letters,
                now=story.now,
                ids=story.ids,
            )

    def state(self, token: str) -> str:
        link = self.story.link(token)
        with self.story.database.reading(link) as session:
            return access.link_state(session, link, token, self.story.now)

    def renew(self) -> str:
        """A new link from the company; its token."""
        invitation = self.story.invitation_of(self.company, self.campaign)
        with self.story.database.writing(self.company) as session:
            asking.renew_link(
                session,
                self.company,
                invitation_id=invitation.public_id,
                letters=self.story.letters,
                now=self.story.now,
                ids=self.story.ids,
            )
        invitation = self.story.invitation_of(self.company, self.campaign)
        return self.story.mailed(r"/i/([\w-]{43})")[invitation.email]


@pytest.fixture
def asked(database: Database) -> Asked:
    return Asked(Story(database, letters=BareLetters()))


def test_the_right_person_takes_the_place_of_the_wrong_one(asked: Asked) -> None:
    story, scope = asked.story, asked.scope
    with story.database.writing(scope) as session:
        token = start_respondent_session(
            session,
            invitation_id=scope.invitation_id,
            company_id=scope.company_id,
            party_id=scope.party_id,
            email=scope.email,
            now=story.now,
            ids=story.ids,
        )
    asked.say("wrong_person", **NAMED)
    assert asked.state(asked.token) == "revoked"
    with story.database.reading() as session:
        assert find_session(session, token, story.now) is None
    link = story.mailed(r"/i/([\w-]{43})")[RIGHT]
    right = Story.enter(story, link)
    assert (right.email, right.invitation_id) == (RIGHT, scope.invitation_id)
    assert right.party_id != scope.party_id


def test_a_code_that_the_wrong_person_still_holds_opens_nothing(asked: Asked) -> None:
    story, link = asked.story, asked.story.link(asked.token)
    with story.database.writing(link) as session:
        access.send_code(session, link, letters=story.letters, now=story.now, ids=story.ids)
    code = story.mailed(r"code is (\d{6})")[asked.scope.email]
    asked.say("wrong_person", **NAMED)
    with story.database.writing(link) as session:
        entered = access.enter_code(session, link, typed=code, now=story.now, ids=story.ids)
    assert not isinstance(entered, SupplierScope)


def test_nobody_takes_over_answers_that_are_there(asked: Asked) -> None:
    asked.story.answer(asked.scope, {"site_country": "UZB"})
    with pytest.raises(Invalid) as refused:
        asked.say("wrong_person", **NAMED)
    assert refused.value.problems == {"reason": "answered"}
    assert asked.state(asked.token) == "open"


def test_a_new_link_of_the_company_goes_to_the_person_who_was_named(asked: Asked) -> None:
    asked.say("wrong_person", **NAMED)
    first = asked.story.mailed(r"/i/([\w-]{43})")[RIGHT]
    assert asked.state(asked.renew()) == "open"
    assert asked.state(first) == "revoked"
    assert asked.story.invitation_of(asked.company, asked.campaign).email == RIGHT


def test_a_firm_that_no_longer_supplies_closes_it_until_a_new_link(asked: Asked) -> None:
    asked.story.answer(asked.scope, {"site_country": "UZB"})
    asked.say("no_longer_supply")
    assert asked.state(asked.token) == "closed"
    with pytest.raises(NotFound):
        asked.story.answer(asked.scope, {"site_country": "KAZ"})
    scope = asked.story.enter(asked.renew())
    with asked.story.database.reading(scope) as session:
        assert "site_country" in responses.my_answers(session, scope)


def test_whoever_no_longer_supplies_stays_counted_for_each_step_that_was_reached(
    asked: Asked,
) -> None:
    asked.say("no_longer_supply")
    on = asked.story.now.date()
    with asked.story.database.reading(asked.company) as session:
        reached = funnels(session, asked.company, [asked.campaign.id])[asked.campaign.id]
        states: list[Any] = ["closed", "turned_away", "open"]
        counts = [count_asked(session, asked.company, AskedFilter(s), on) for s in states]
    assert reached == Funnel(invited=1, mailed=1, opened=1, started=0, submitted=0)
    assert counts == [1, 1, 0]


def test_what_the_wrong_person_opened_stays_counted_when_another_takes_over(asked: Asked) -> None:
    asked.say("wrong_person", **NAMED)
    with asked.story.database.reading(asked.company) as session:
        reached = funnels(session, asked.company, [asked.campaign.id])[asked.campaign.id]
        shown = count_asked(session, asked.company, AskedFilter("opened"), asked.story.now.date())
    assert reached == Funnel(invited=1, mailed=1, opened=1, started=0, submitted=0)
    assert shown == 1


def test_the_company_sees_at_once_what_was_said(asked: Asked) -> None:
    asked.say("other", note="We make no gloves.")
    invitation = asked.story.invitation_of(asked.company, asked.campaign)
    with asked.story.database.reading(asked.company) as session:
        (said,) = turned_away(session, asked.company, invitation)
    assert (said.reason, said.note, said.said_by) == (
        "other",
        "We make no gloves.",
        asked.scope.email,
    )
    assert asked.state(asked.token) == "open"


def test_what_the_same_firm_does_for_another_company_is_left_alone(asked: Asked) -> None:
    story = asked.story
    other = story.company("Other Invented Retail plc")
    (token,) = story.invite(other, story.campaign(other), story.supplier(other))
    elsewhere = story.enter(token)
    assert elsewhere.party_id == asked.scope.party_id
    story.answer(elsewhere, {"site_country": "UZB"})
    for scope in (asked.scope, elsewhere):
        with story.database.writing(scope) as session:
            ask_colleague(
                session,
                scope,
                wanted=ColleagueDetails("A Helper", "helper@supplier.example", "reviewer"),
                letters=story.letters,
                now=story.now,
                ids=story.ids,
            )
    asked.say("wrong_person", **NAMED)
    ended = []
    for scope in (asked.scope, elsewhere):
        with story.database.reading(scope) as session:
            (colleague,) = colleagues(session, scope)
            ended.append(colleague.revoked_at is not None)
    assert ended == [True, False]
