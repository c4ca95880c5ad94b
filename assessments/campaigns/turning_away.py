"""“This is not for me”: the wrong person was asked, or a firm that no longer supplies."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries
from assessments.campaigns.letters import Letters
from assessments.campaigns.links import end_links
from assessments.campaigns.mailing import mail_new_link
from assessments.campaigns.models import Invitation, NotForMe
from assessments.colleagues.models import Colleague
from assessments.errors import AlreadySubmitted, Invalid, NotFound
from assessments.evidence.models import EvidenceClaim
from assessments.ids import Ids
from assessments.people.sessions import forget_respondents
from assessments.responses.held import forget_held
from assessments.responses.models import Answer, Response
from assessments.scope import CompanyScope, SupplierScope
from assessments.work.addressing import has_link

Reason = Literal["wrong_person", "no_longer_supply", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)

MOST_TIMES_GIVEN = 5


@dataclass(frozen=True)
class TurnedAway:
    """Why it is not for somebody. `given_*` name the right person where the reason is that."""

    reason: Reason
    note: str = ""
    given_name: str = ""
    given_email: str = ""


def turn_away(
    session: Session,
    scope: SupplierScope,
    *,
    said: TurnedAway,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> NotForMe:
    """Tell the company that the questionnaire is not for whoever was asked.

    For another reason it stays open. A firm that no longer supplies closes it, until the company
    sends a new link. The right person takes the place of the wrong one, who is let in no more:
    only while nothing was answered, because answers belong to whoever proved the address.
    Raises Invalid with a key for each field (answered, own_address, too_many, link, missing),
    AlreadySubmitted, and NotFound for a colleague and once it is closed.
    """
    invitation = _locked(session, scope)
    _refuse_wrong(session, scope, invitation, said)
    row = NotForMe(
        company_id=scope.company_id,
        invitation_id=invitation.id,
        reason=said.reason,
        note=said.note,
        given_name=said.given_name,
        given_email=said.given_email,
        said_by=scope.email,
        said_at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        scope,
        kind="turned-away",
        subject_kind="invitation",
        subject_id=invitation.id,
        now=now,
        facts={"reason": said.reason},
    )
    if said.reason == "wrong_person":
        _give(session, scope, invitation, said, letters, now, ids)
    elif said.reason == "no_longer_supply":
        invitation.closed_at = now
    session.flush()
    return row


def turned_away(session: Session, scope: CompanyScope, invitation: Invitation) -> list[NotForMe]:
    """What was said about an invitation, newest first."""
    return list(
        session.scalars(
            select(NotForMe)
            .where(NotForMe.company_id == scope.company_id, NotForMe.invitation_id == invitation.id)
            .order_by(NotForMe.id.desc())
        )
    )


def can_be_given(session: Session, scope: SupplierScope) -> bool:
    """Whether somebody else can still take the asker's place: nothing was answered yet."""
    mine = select(Response.id).where(
        Response.party_id == scope.party_id, Response.invitation_id == scope.invitation_id
    )
    answers = select(Answer.id).where(
        Answer.party_id == scope.party_id, Answer.response_id.in_(mine)
    )
    files = select(EvidenceClaim.id).where(
        EvidenceClaim.party_id == scope.party_id, EvidenceClaim.response_id.in_(mine)
    )
    return not any(session.scalar(each.limit(1)) for each in (answers, files))


def _locked(session: Session, scope: SupplierScope) -> Invitation:
    invitation = queries.my_invitation(session, scope)
    session.refresh(invitation, with_for_update=True)
    if scope.colleague_id is not None or invitation.closed_at is not None:
        raise NotFound
    if invitation.submitted_at is not None:
        raise AlreadySubmitted(invitation.submitted_at)
    return invitation


def _refuse_wrong(
    session: Session, scope: SupplierScope, invitation: Invitation, said: TurnedAway
) -> None:
    problems = {}
    if has_link(said.given_name):
        problems["given_name"] = "link"
    if said.reason == "other" and not said.note.strip():
        problems["note"] = "missing"
    if said.reason == "wrong_person":
        problems |= _wrongly_given(session, scope, invitation, said)
    if problems:
        raise Invalid(problems)


def _wrongly_given(
    session: Session, scope: SupplierScope, invitation: Invitation, said: TurnedAway
) -> dict[str, str]:
    if not can_be_given(session, scope):
        return {"reason": "answered"}
    if said.given_email == invitation.email.lower():
        return {"given_email": "own_address"}
    times = session.scalar(
        select(func.count(NotForMe.id)).where(
            NotForMe.company_id == scope.company_id,
            NotForMe.invitation_id == scope.invitation_id,
            NotForMe.reason == "wrong_person",
        )
    )
    return {"reason": "too_many"} if (times or 0) >= MOST_TIMES_GIVEN else {}


def _give(
    session: Session,
    scope: SupplierScope,
    invitation: Invitation,
    said: TurnedAway,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> None:
    end_links(session, scope, invitation, now=now)
    session.execute(
        update(Colleague)
        .where(
            Colleague.party_id == scope.party_id,
            Colleague.invitation_id == scope.invitation_id,
            Colleague.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    forget_respondents(session, invitation_id=scope.invitation_id)
    forget_held(session, scope)
    invitation.email, invitation.contact_name = said.given_email, said.given_name
    invitation.party_id = invitation.opened_at = invitation.started_at = None
    invitation.code_misses = 0
    mail_new_link(
        session,
        scope,
        invitation,
        lambda invited, token: letters.given(invited, scope.email, said.given_name, token),
        occasion="invitation",
        now=now,
        ids=ids,
    )
    invitation.mailed_at = now
