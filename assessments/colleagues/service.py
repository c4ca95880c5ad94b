"""The person invited asks colleagues to help; each gets a link of their own and sees their part."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries as campaigns
from assessments.campaigns.letters import Letters
from assessments.campaigns.links import end_links
from assessments.campaigns.models import Invitation
from assessments.colleagues import queries
from assessments.colleagues.mailing import mail_link, tell_finished, was_just_mailed
from assessments.colleagues.models import Colleague
from assessments.errors import Invalid, NotFound
from assessments.ids import Ids, new_public_id
from assessments.library import queries as library
from assessments.people.sessions import forget_respondents
from assessments.responses.openness import open_questions
from assessments.scope import SupplierScope
from assessments.work.addressing import has_link

Role = Literal["contributor", "reviewer", "signatory"]
ROLES: tuple[Role, ...] = ("contributor", "reviewer", "signatory")
"""From the one who sees least to the one who may send."""

MOST_HELPING = 20


@dataclass(frozen=True)
class ColleagueDetails:
    """Whom to ask, for what, and the words that go with it.

    Without a language the letter is in that of the invitation.
    """

    name: str
    email: str
    role: Role = "contributor"
    sections: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    note: str = ""
    due_on: date | None = None
    language: str = ""


def ask_colleague(
    session: Session,
    scope: SupplierScope,
    *,
    wanted: ColleagueDetails,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> Colleague:
    """Mail a colleague a link of their own. Who helps already is given this part as well.

    The same once more within a minute changes nothing, for that is a button pressed twice.

    Raises Invalid with a key for each field (own_address, too_many, nothing, past, too_late,
    link),
    TooManyTries after 30 mails in a day, NotFound for a question that is not open to the asker
    and for whoever is not the person invited, and AlreadySubmitted.
    """
    invitation = _locked(session, scope)
    _refuse_unknown(session, scope, invitation, wanted)
    _refuse_wrong(invitation, wanted, now.date())
    helping = [each for each in queries.colleagues(session, scope) if each.revoked_at is None]
    colleague = next((each for each in helping if each.email == wanted.email), None)
    if colleague is None:
        if len(helping) >= MOST_HELPING:
            raise Invalid({"email": "too_many"})
        colleague = _added(session, scope, invitation, wanted, now, ids)
    before = _given(colleague)
    _give(colleague, scope, wanted)
    session.flush()
    if _given(colleague) == before and was_just_mailed(session, scope, colleague, now):
        return colleague
    mail_link(session, scope, invitation, colleague, letters=letters, now=now, ids=ids)
    _note(session, scope, "colleague-asked", colleague, now, role=colleague.role)
    return colleague


def renew_colleague_link(
    session: Session,
    scope: SupplierScope,
    *,
    public_id: UUID,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> Colleague:
    """Mail a colleague a new link. Every earlier one stops working; a revoked one is let in again.

    Within a minute of the one before nothing changes. Raises TooManyTries after 30 mails in a
    day, Invalid, AlreadySubmitted and NotFound.
    """
    invitation = _locked(session, scope)
    colleague = queries.colleague(session, scope, public_id)
    _questions(session, scope)
    helping = [each for each in queries.colleagues(session, scope) if each.revoked_at is None]
    others = [each for each in helping if each.id != colleague.id]
    if colleague.revoked_at is None and was_just_mailed(session, scope, colleague, now):
        return colleague
    if len(others) >= MOST_HELPING or any(each.email == colleague.email for each in others):
        raise Invalid({"email": "too_many"})
    colleague.revoked_at = None
    colleague.code_misses = 0
    session.flush()
    mail_link(session, scope, invitation, colleague, letters=letters, now=now, ids=ids)
    _note(session, scope, "colleague-link-renewed", colleague, now)
    return colleague


def revoke_colleague(
    session: Session, scope: SupplierScope, *, public_id: UUID, now: datetime
) -> Colleague:
    """End a colleague's links and sessions at once. Their answers stay."""
    invitation = _locked(session, scope)
    colleague = queries.colleague(session, scope, public_id)
    colleague.revoked_at = colleague.revoked_at or now
    end_links(session, scope, invitation, colleague=colleague, now=now)
    forget_respondents(session, invitation_id=scope.invitation_id, colleague_id=colleague.id)
    _note(session, scope, "colleague-revoked", colleague, now)
    return colleague


def finish_part(
    session: Session, scope: SupplierScope, *, letters: Letters, now: datetime, ids: Ids
) -> Colleague:
    """Say that one's part is done, and tell the person invited. To say it again changes nothing.

    Raises AlreadySubmitted, and NotFound for the person invited.
    """
    colleague = queries.my_colleague(session, scope)
    session.refresh(colleague, with_for_update=True)
    invitation = campaigns.my_invitation(session, scope)
    _questions(session, scope)
    if colleague.done_at is None:
        colleague.done_at = now
        session.flush()
        tell_finished(session, scope, invitation, colleague, letters=letters, now=now, ids=ids)
        _note(session, scope, "colleague-finished", colleague, now)
    return colleague


def sign(session: Session, scope: SupplierScope, *, now: datetime) -> None:
    """Note that a signatory signs. NotFound for a colleague who may not send the answers."""
    if scope.colleague_id is None:
        return
    colleague = queries.my_colleague(session, scope)
    if colleague.role != "signatory":
        raise NotFound
    colleague.done_at = colleague.done_at or now
    session.flush()
    _note(session, scope, "colleague-signed", colleague, now)


def _locked(session: Session, scope: SupplierScope) -> Invitation:
    """The invitation of the person invited, held until the commit."""
    if scope.colleague_id is not None:
        raise NotFound
    invitation = campaigns.my_invitation(session, scope)
    session.refresh(invitation, with_for_update=True)
    return invitation


def _questions(session: Session, scope: SupplierScope) -> frozenset[str]:
    version = campaigns.my_campaign(session, scope).questionnaire_version_id
    return open_questions(session, scope, library.questionnaire(session, version))


def _refuse_unknown(
    session: Session, scope: SupplierScope, invitation: Invitation, wanted: ColleagueDetails
) -> None:
    version = campaigns.my_campaign(session, scope).questionnaire_version_id
    sections = {section.id for section in library.questionnaire(session, version).sections}
    known = set(wanted.sections) <= sections
    if not known or not set(wanted.questions) <= _questions(session, scope):
        raise NotFound


def _refuse_wrong(invitation: Invitation, wanted: ColleagueDetails, on: date) -> None:
    problems = {
        name: "link"
        for name, text in (("name", wanted.name), ("note", wanted.note))
        if has_link(text)
    }
    if wanted.email == invitation.email.lower():
        problems["email"] = "own_address"
    if wanted.role == "contributor" and not wanted.sections + wanted.questions:
        problems["part"] = "nothing"
    if wanted.due_on is not None and wanted.due_on < on:
        problems["due_on"] = "past"
    elif wanted.due_on is not None and wanted.due_on > invitation.due_on:
        problems["due_on"] = "too_late"
    if problems:
        raise Invalid(problems)


def _added(
    session: Session,
    scope: SupplierScope,
    invitation: Invitation,
    wanted: ColleagueDetails,
    now: datetime,
    ids: Ids,
) -> Colleague:
    colleague = Colleague(
        public_id=new_public_id(ids),
        party_id=scope.party_id,
        company_id=scope.company_id,
        invitation_id=scope.invitation_id,
        email=wanted.email,
        language=wanted.language or invitation.language,
        role=wanted.role,
        sections="",
        questions="",
        note="",
        created_at=now,
        code_misses=0,
    )
    session.add(colleague)
    return colleague


def _give(colleague: Colleague, scope: SupplierScope, wanted: ColleagueDetails) -> None:
    """Add what is wanted to what a colleague has; nothing is taken away."""
    colleague.role = max(colleague.role, wanted.role, key=ROLES.index)
    colleague.sections = _joined(colleague.sections, wanted.sections)
    colleague.questions = _joined(colleague.questions, wanted.questions)
    colleague.name = wanted.name
    colleague.language = wanted.language or colleague.language
    colleague.note = wanted.note
    colleague.due_on = wanted.due_on
    colleague.invited_by = scope.email
    colleague.done_at = None


def _given(colleague: Colleague) -> tuple[object, ...]:
    return colleague.role, colleague.sections, colleague.questions, colleague.note, colleague.due_on


def _joined(has: str, more: tuple[str, ...]) -> str:
    return " ".join(sorted({*has.split(), *more}))


def _note(
    session: Session,
    scope: SupplierScope,
    kind: str,
    colleague: Colleague,
    now: datetime,
    **facts: object,
) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="colleague",
        subject_id=colleague.id,
        now=now,
        facts=facts,
    )
