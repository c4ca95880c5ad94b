"""From a mailed link to a session: what a link, a code and a wrong code are good for (C5)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from assessments.campaigns import access
from assessments.campaigns import service as asking
from assessments.campaigns.models import AccessCode, InvitationLink
from assessments.database import Database
from assessments.errors import CodeExpired, TooManyTries, WrongCode
from assessments.ids import token_digest
from assessments.people.sessions import Ended, find_session, start_respondent_session
from assessments.scope import CompanyScope, LinkScope, SupplierScope
from assessments.work.models import Mail
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story


class Asked:
    """One supplier was asked."""

    def __init__(self, story: Story) -> None:
        story.publish()
        self.company: CompanyScope = story.company()
        self.supplier = story.supplier(self.company)
        self.campaign = story.campaign(self.company)
        (self.token,) = story.invite(self.company, self.campaign, self.supplier)


@pytest.fixture
def story(database: Database) -> Story:
    return Story(database, letters=BareLetters())


@pytest.fixture
def asked(story: Story) -> Asked:
    return Asked(story)


def state(story: Story, token: str) -> str:
    link = story.link(token)
    with story.database.reading(link) as session:
        return access.link_state(session, link, token, story.now)


def ask_for_code(story: Story, link: LinkScope) -> access.CodeSent:
    with story.database.writing(link) as session:
        return access.send_code(session, link, letters=story.letters, now=story.now, ids=story.ids)


def enter(story: Story, link: LinkScope, typed: str) -> object:
    with story.database.writing(link) as session:
        return access.enter_code(session, link, typed=typed, now=story.now, ids=story.ids)


def newest_code(story: Story) -> str:
    (code,) = story.mailed(r"code is (\d{6})").values()
    return code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_only_the_digest_of_a_link_is_stored(story: Story, asked: Asked) -> None:
    with story.database.reading() as session:
        stored = session.scalars(select(InvitationLink.digest)).all()
    assert stored == [token_digest(asked.token)]


def test_a_link_that_nobody_was_sent_is_unknown(story: Story, asked: Asked) -> None:
    with story.database.reading() as session:
        assert access.holder(session, "x" * 43) is None


def test_a_link_works_until_fourteen_days_after_the_due_date(story: Story, asked: Asked) -> None:
    assert state(story, asked.token) == "open"
    story.now += timedelta(days=28 + 14)
    assert state(story, asked.token) == "open"
    story.now += timedelta(days=1)
    assert state(story, asked.token) == "expired"


def test_a_link_that_is_mailed_late_works_for_fourteen_days(story: Story, asked: Asked) -> None:
    story.now += timedelta(days=60)
    renewed = renew(story, asked)
    assert state(story, renewed) == "open"
    story.now += timedelta(days=14)
    assert state(story, renewed) == "expired"


def test_the_link_of_what_was_sent_expires_like_any_other(story: Story, asked: Asked) -> None:
    story.submit(story.enter(asked.token))
    assert state(story, asked.token) == "submitted"
    story.now += timedelta(days=28 + 15)
    assert state(story, asked.token) == "expired"


def test_a_session_that_was_withdrawn_stays_ended_when_the_link_is_renewed(
    story: Story, asked: Asked
) -> None:
    scope = story.enter(asked.token)
    with story.database.writing() as session:
        token = start_respondent_session(
            session,
            invitation_id=scope.invitation_id,
            company_id=scope.company_id,
            party_id=scope.party_id,
            email=scope.email,
            now=story.now,
            ids=story.ids,
        )
    revoke(story, asked)
    story.now += timedelta(minutes=5)
    renew(story, asked)
    with story.database.reading() as session:
        assert isinstance(find_session(session, token, story.now), Ended)


def revoke(story: Story, asked: Asked) -> None:
    invitation = story.invitation_of(asked.company, asked.campaign)
    with story.database.writing(asked.company) as session:
        asking.revoke_invitation(
            session, asked.company, invitation_id=invitation.public_id, now=story.now
        )


def renew(story: Story, asked: Asked) -> str:
    invitation = story.invitation_of(asked.company, asked.campaign)
    with story.database.writing(asked.company) as session:
        asking.renew_link(
            session,
            asked.company,
            invitation_id=invitation.public_id,
            letters=story.letters,
            now=story.now,
            ids=story.ids,
        )
    return story.mailed(r"/i/([\w-]{43})")[invitation.email]


def test_a_revoked_invitation_says_so(story: Story, asked: Asked) -> None:
    revoke(story, asked)
    assert state(story, asked.token) == "revoked"


def test_a_renewed_link_ends_the_one_before(story: Story, asked: Asked) -> None:
    renewed = renew(story, asked)
    assert renewed != asked.token
    assert state(story, asked.token) == "revoked"
    assert state(story, renewed) == "open"


def test_looking_at_a_link_changes_nothing(story: Story, asked: Asked) -> None:
    for _ in range(3):
        assert state(story, asked.token) == "open"
    with story.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Mail)) == 1


def test_the_code_goes_to_the_address_on_file(story: Story, asked: Asked) -> None:
    ask_for_code(story, story.link(asked.token))
    invitation = story.invitation_of(asked.company, asked.campaign)
    assert list(story.mailed(r"code is (\d{6})")) == [invitation.email]


def test_pressing_again_within_ten_minutes_lets_the_live_code_stand(
    story: Story, asked: Asked
) -> None:
    link = story.link(asked.token)
    assert ask_for_code(story, link).fresh
    code = newest_code(story)
    for _ in range(5):
        assert not ask_for_code(story, link).fresh
    assert isinstance(enter(story, link, code), SupplierScope)


def test_a_code_works_for_ten_minutes(story: Story, asked: Asked) -> None:
    link = story.link(asked.token)
    ask_for_code(story, link)
    code = newest_code(story)
    story.now += timedelta(minutes=10)
    assert isinstance(enter(story, link, code), CodeExpired)


def test_a_code_works_once(story: Story, asked: Asked) -> None:
    link = story.link(asked.token)
    ask_for_code(story, link)
    code = newest_code(story)
    assert isinstance(enter(story, link, code), SupplierScope)
    assert isinstance(enter(story, link, code), CodeExpired)


def test_a_code_typed_with_spaces_is_the_same_code(story: Story, asked: Asked) -> None:
    link = story.link(asked.token)
    ask_for_code(story, link)
    code = newest_code(story)
    assert isinstance(enter(story, link, f" {code[:3]} {code[3:]} "), SupplierScope)


def test_five_wrong_tries_end_a_code(story: Story, asked: Asked) -> None:
    link = story.link(asked.token)
    ask_for_code(story, link)
    code = newest_code(story)
    left = [enter(story, link, wrong(code)) for _ in range(4)]
    assert [one.tries_left for one in left if isinstance(one, WrongCode)] == [4, 3, 2, 1]
    assert isinstance(enter(story, link, wrong(code)), CodeExpired)
    assert isinstance(enter(story, link, code), CodeExpired)


def test_at_most_three_codes_an_hour_are_mailed(story: Story, asked: Asked) -> None:
    link = story.link(asked.token)
    for _ in range(3):
        assert ask_for_code(story, link).fresh
        story.now += timedelta(minutes=10)
    with pytest.raises(TooManyTries) as refused:
        ask_for_code(story, link)
    story.now = refused.value.retry_at + timedelta(seconds=1)
    assert ask_for_code(story, link).fresh


def test_ten_misses_in_a_row_close_the_way_in_until_the_link_is_renewed(
    story: Story, asked: Asked
) -> None:
    link = story.link(asked.token)
    for _ in range(2):
        ask_for_code(story, link)
        for _ in range(5):
            enter(story, link, wrong(newest_code(story)))
        story.now += timedelta(minutes=11)
    with pytest.raises(TooManyTries):
        ask_for_code(story, link)


def test_a_code_of_one_invitation_does_not_open_another(story: Story, asked: Asked) -> None:
    other = story.supplier(asked.company, "Other Invented Mill")
    (token,) = story.invite(asked.company, asked.campaign, other)
    link, foreign = story.link(asked.token), story.link(token)
    ask_for_code(story, link)
    code = newest_code(story)
    ask_for_code(story, foreign)
    with story.database.reading(foreign) as session:
        digests = session.scalars(
            select(AccessCode.digest).where(AccessCode.invitation_id == foreign.invitation_id)
        ).all()
    assert len(digests) == 1
    assert not isinstance(enter(story, foreign, code), SupplierScope)


def test_a_masked_address_is_known_to_its_owner_only() -> None:
    assert access.masked("aigul@farm.example") == "a•••@farm.example"
