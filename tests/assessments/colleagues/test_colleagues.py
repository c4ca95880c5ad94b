"""Colleagues see their part, sign as themselves, and lose access when it is ended (C4, C5, C13)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from assessments.campaigns import access
from assessments.campaigns.service import revoke_invitation
from assessments.colleagues import queries, service
from assessments.colleagues.mailing import MAILS_A_DAY
from assessments.colleagues.models import Colleague
from assessments.colleagues.service import ColleagueDetails
from assessments.database import Database
from assessments.errors import Invalid, NotFound, TooManyTries
from assessments.library import queries as library
from assessments.people.models import SignInSession
from assessments.people.sessions import SignedIn, find_session, start_respondent_session
from assessments.responses import queries as responses
from assessments.responses.held import held_saves, hold_save
from assessments.scope import CompanyScope, SupplierScope
from assessments.work.models import Mail
from questionnaires.library import SCREENING
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story

FOREMAN = "foreman@supplier.example"


class Asked:
    """One supplier was asked, and the person invited has come in."""

    def __init__(self, story: Story) -> None:
        story.publish()
        self.story = story
        self.company: CompanyScope = story.company()
        self.campaign = story.campaign(self.company, questionnaire=SCREENING)
        (self.token,) = story.invite(self.company, self.campaign, story.supplier(self.company))
        self.scope = story.enter(self.token)
        with story.database.reading(self.scope) as session:
            response = responses.my_response(session, self.scope)
            self.asked = library.questionnaire(session, response.questionnaire_version_id)
        self.section, self.other = self.asked.sections[:2]

    def ask(self, email: str = FOREMAN, **wanted: object) -> Colleague:
        """Ask a colleague for the first section, or for what is wanted."""
        details = {"name": "A Foreman", "sections": (self.section.id,)} | wanted
        story = self.story
        with story.database.writing(self.scope) as session:
            return service.ask_colleague(
                session,
                self.scope,
                wanted=ColleagueDetails(email=email, **details),  # type: ignore[arg-type]
                letters=story.letters,
                now=story.now,
                ids=story.ids,
            )

    def link(self, email: str = FOREMAN) -> str:
        return self.story.mailed(r"/i/([\w-]{43})")[email]

    def enter(self, email: str = FOREMAN) -> SupplierScope:
        """Come in by the newest link that was mailed to this address."""
        story, link = self.story, self.story.link(self.link(email))
        with story.database.writing(link) as session:
            access.send_code(session, link, letters=story.letters, now=story.now, ids=story.ids)
        code = story.mailed(r"code is (\d{6})")[email]
        with story.database.writing(link) as session:
            scope = access.enter_code(session, link, typed=code, now=story.now, ids=story.ids)
        assert isinstance(scope, SupplierScope)
        return scope

    def state(self, token: str) -> str:
        link = self.story.link(token)
        with self.story.database.reading(link) as session:
            return access.link_state(session, link, token, self.story.now)

    def revoke(self, colleague: Colleague) -> None:
        with self.story.database.writing(self.scope) as session:
            service.revoke_colleague(
                session, self.scope, public_id=colleague.public_id, now=self.story.now
            )


@pytest.fixture
def asked(database: Database) -> Asked:
    return Asked(Story(database, letters=BareLetters()))


def test_a_contributor_has_the_part_that_was_asked_of_them(asked: Asked) -> None:
    extra = asked.other.question_keys[0]
    asked.ask(questions=(extra,))
    scope = asked.enter()
    with asked.story.database.reading(scope) as session:
        part = queries.my_part(session, scope, asked.asked)
    assert part == {*asked.section.question_keys, extra}


def test_a_contributor_can_save_nothing_outside_of_it(asked: Asked) -> None:
    asked.ask()
    scope = asked.enter()
    asked.story.answer(scope, {"site_country": "UZB"})
    with pytest.raises(NotFound):
        asked.story.answer(scope, {asked.other.question_keys[0]: None})


def test_an_answer_carries_the_colleague_as_its_author(asked: Asked) -> None:
    asked.ask()
    scope = asked.enter()
    asked.story.answer(scope, {"site_country": "UZB"})
    with asked.story.database.reading(asked.scope) as session:
        answer = responses.my_answers(session, asked.scope)["site_country"]
    assert (answer.author, answer.party_id) == (FOREMAN, asked.scope.party_id)


@pytest.mark.parametrize("role", ["contributor", "reviewer"])
def test_only_the_person_invited_and_a_signatory_may_send(asked: Asked, role: str) -> None:
    asked.ask(role=role)
    with pytest.raises(NotFound):
        asked.story.submit(asked.enter())


def test_a_signatory_sends_with_their_own_name(asked: Asked) -> None:
    asked.ask(role="signatory")
    receipt = asked.story.submit(asked.enter())
    assert receipt.submission.party_id == asked.scope.party_id
    with asked.story.database.reading(asked.scope) as session:
        (signatory,) = queries.colleagues(session, asked.scope)
    assert signatory.done_at == asked.story.now


def test_a_colleague_asks_nobody_and_sees_nobody_else(asked: Asked) -> None:
    colleague = asked.ask()
    asked.scope, mine = asked.enter(), asked.scope
    with pytest.raises(NotFound):
        asked.ask("somebody@supplier.example")
    with pytest.raises(NotFound):
        asked.revoke(colleague)
    asked.scope = mine
    asked.revoke(colleague)


def test_a_colleagues_code_opens_no_other_link_of_the_invitation(asked: Asked) -> None:
    asked.ask()
    story = asked.story
    link, own = story.link(asked.link()), story.link(asked.token)
    for each in (link, own):
        with story.database.writing(each) as session:
            access.send_code(session, each, letters=story.letters, now=story.now, ids=story.ids)
    code = story.mailed(r"code is (\d{6})")[FOREMAN]
    with story.database.writing(own) as session:
        entered = access.enter_code(session, own, typed=code, now=story.now, ids=story.ids)
    assert not isinstance(entered, SupplierScope)


def test_wrong_codes_of_a_colleague_do_not_lock_out_the_person_invited(asked: Asked) -> None:
    asked.ask()
    story, link = asked.story, asked.story.link(asked.link())
    for _ in range(2):
        with story.database.writing(link) as session:
            access.send_code(session, link, letters=story.letters, now=story.now, ids=story.ids)
        for _ in range(5):
            with story.database.writing(link) as session:
                access.enter_code(session, link, typed="wrong", now=story.now, ids=story.ids)
        story.now += timedelta(minutes=11)
    with pytest.raises(TooManyTries), story.database.writing(link) as session:
        access.send_code(session, link, letters=story.letters, now=story.now, ids=story.ids)
    assert story.enter(asked.token).colleague_id is None


def test_looking_at_a_colleagues_link_changes_nothing(asked: Asked) -> None:
    asked.ask()
    for _ in range(3):
        assert asked.state(asked.link()) == "open"
    with asked.story.database.reading(asked.scope) as session:
        (colleague,) = queries.colleagues(session, asked.scope)
        codes = session.scalars(select(Mail).where(Mail.kind == "code")).all()
    assert colleague.opened_at is None
    assert {mail.to_address for mail in codes} == {asked.scope.email}


def test_a_colleagues_link_ends_with_the_invitation(asked: Asked) -> None:
    asked.ask()
    invitation = asked.story.invitation_of(asked.company, asked.campaign)
    asked.story.now += timedelta(days=28 + 15)
    assert asked.state(asked.link()) == "expired"
    with asked.story.database.writing(asked.company) as session:
        revoke_invitation(
            session, asked.company, invitation_id=invitation.public_id, now=asked.story.now
        )
    assert asked.state(asked.link()) == "revoked"


def test_a_new_link_ends_the_colleagues_earlier_one_and_no_other(asked: Asked) -> None:
    colleague = asked.ask()
    first = asked.link()
    asked.story.now += timedelta(minutes=2)
    with asked.story.database.writing(asked.scope) as session:
        service.renew_colleague_link(
            session,
            asked.scope,
            public_id=colleague.public_id,
            letters=asked.story.letters,
            now=asked.story.now,
            ids=asked.story.ids,
        )
    assert [asked.state(each) for each in (first, asked.link(), asked.token)] == [
        "revoked",
        "open",
        "open",
    ]


def test_revoking_ends_link_and_session_at_once_and_keeps_the_answers(asked: Asked) -> None:
    colleague = asked.ask()
    scope = asked.enter()
    asked.story.answer(scope, {"site_country": "UZB"})
    with asked.story.database.writing(scope) as session:
        token = start_respondent_session(
            session,
            invitation_id=scope.invitation_id,
            company_id=scope.company_id,
            party_id=scope.party_id,
            colleague_id=scope.colleague_id,
            email=scope.email,
            now=asked.story.now,
            ids=asked.story.ids,
        )
    with asked.story.database.reading() as session:
        found = find_session(session, token, asked.story.now)
        assert isinstance(found, SignedIn)
        assert found.scope == scope
    asked.revoke(colleague)
    assert asked.state(asked.link()) == "revoked"
    with asked.story.database.reading() as session:
        assert find_session(session, token, asked.story.now) is None
        assert session.scalars(select(SignInSession.digest)).all() == []
    with pytest.raises(NotFound):
        asked.story.answer(scope, {"site_country": "KAZ"})
    with asked.story.database.reading(asked.scope) as session:
        assert "site_country" in responses.my_answers(session, asked.scope)


def test_asking_again_adds_a_part_and_takes_none_away(asked: Asked) -> None:
    asked.ask()
    colleague = asked.ask(sections=(asked.other.id,))
    assert set(colleague.sections.split()) == {asked.section.id, asked.other.id}


def test_the_same_button_pressed_twice_mails_once(asked: Asked) -> None:
    asked.ask()
    first = asked.link()
    asked.ask()
    assert asked.link() == first
    assert asked.state(first) == "open"


def test_at_most_thirty_mails_a_day_and_twenty_colleagues(asked: Asked) -> None:
    for number in range(service.MOST_HELPING):
        asked.ask(f"number{number}@supplier.example")
    with pytest.raises(Invalid):
        asked.ask("one-more@supplier.example")
    for number in range(MAILS_A_DAY - service.MOST_HELPING):
        asked.ask(f"number{number}@supplier.example", note="Once more")
    with pytest.raises(TooManyTries):
        asked.ask("number19@supplier.example", note="Once more")
    asked.story.now += timedelta(days=1)
    asked.ask("number19@supplier.example", note="Once more")


@pytest.mark.parametrize(
    ("wanted", "problems"),
    [
        ({"note": "See www.evil.example for more"}, {"note": "link"}),
        ({"note": "See evil.example"}, {"note": "link"}),
        ({"name": "http://evil.example"}, {"name": "link"}),
        ({"sections": ()}, {"part": "nothing"}),
    ],
)
def test_what_is_refused(asked: Asked, wanted: dict[str, object], problems: object) -> None:
    with pytest.raises(Invalid) as refused:
        asked.ask(**wanted)
    assert refused.value.problems == problems


def test_nobody_asks_themselves(asked: Asked) -> None:
    with pytest.raises(Invalid) as refused:
        asked.ask(asked.scope.email)
    assert refused.value.problems == {"email": "own_address"}


def test_mails_between_colleagues_are_not_the_companys(asked: Asked) -> None:
    asked.ask()
    scope = asked.enter()
    with asked.story.database.writing(scope) as session:
        for _ in range(2):
            service.finish_part(
                session,
                scope,
                letters=asked.story.letters,
                now=asked.story.now,
                ids=asked.story.ids,
            )
    with asked.story.database.reading() as session:
        mails = session.scalars(select(Mail).where(Mail.kind == "notice")).all()
    assert [(mail.to_address, mail.company_id) for mail in mails] == [
        (FOREMAN, None),
        (asked.scope.email, None),
    ]


def test_what_a_colleague_typed_too_late_is_shown_to_them_alone(asked: Asked) -> None:
    asked.ask()
    link = asked.story.link(asked.link())
    now = asked.story.now
    with asked.story.database.writing(link) as session:
        hold_save(
            session, link, email=FOREMAN, page="site/1", fields={"q.activity": ["mine"]}, now=now
        )
    scope = asked.enter()
    with asked.story.database.reading(scope) as session:
        assert len(held_saves(session, scope, now)) == 1
    with asked.story.database.reading(asked.scope) as session:
        assert held_saves(session, asked.scope, now) == []
