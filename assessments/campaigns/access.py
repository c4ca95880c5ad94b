"""From a mailed link to a session: link → code by mail to the address on file → session (C5).

Looking at a link changes nothing. Only asking for a code, and entering it, do.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries
from assessments.campaigns.letters import Letters
from assessments.campaigns.models import AccessCode, Invitation, InvitationLink
from assessments.campaigns.status import LinkState
from assessments.errors import CodeExpired, TooManyTries, WrongCode
from assessments.ids import Ids, new_code, new_public_id, token_digest
from assessments.parties.models import Party
from assessments.scope import LinkScope, SupplierScope
from assessments.work.service import add_mail

CODE_LIVES = timedelta(minutes=10)
CODES_AN_HOUR = 3
TRIES_A_CODE = 5
MISSES_UNTIL_LOCKED = 10


@dataclass(frozen=True)
class CodeSent:
    """A code is on its way, or an earlier one still works (`fresh` is False)."""

    expires_at: datetime
    fresh: bool


def holder(session: Session, token: str) -> LinkScope | None:
    """Whose link this is, None for a token that nobody was sent. Nothing is changed."""
    link = session.get(InvitationLink, token_digest(token))
    return LinkScope(link.company_id, link.invitation_id) if link else None


def link_state(session: Session, scope: LinkScope, token: str, now: datetime) -> LinkState:
    """Whether the link is open, and if not, why. Nothing is changed."""
    link = session.get(InvitationLink, token_digest(token))
    return _state(queries.my_invitation(session, scope), link, now)


def newest_link_state(session: Session, scope: LinkScope, now: datetime) -> LinkState:
    """The same for the newest link of the invitation, for somebody whose session has ended."""
    link = session.scalar(
        select(InvitationLink)
        .where(
            InvitationLink.company_id == scope.company_id,
            InvitationLink.invitation_id == scope.invitation_id,
        )
        .order_by(InvitationLink.created_at.desc(), InvitationLink.revoked_at.is_(None).desc())
        .limit(1)
    )
    return _state(queries.my_invitation(session, scope), link, now)


def send_code(
    session: Session, scope: LinkScope, *, letters: Letters, now: datetime, ids: Ids
) -> CodeSent:
    """Mail a code to the address on file, or let a live one stand.

    Raises TooManyTries after three codes in an hour or ten wrong codes in a row.
    """
    invitation = _locked(session, scope)
    if invitation.code_misses >= MISSES_UNTIL_LOCKED:
        raise TooManyTries(now + timedelta(hours=24))
    codes = _recent_codes(session, scope, now)
    live = next((code for code in codes if _is_live(code, now)), None)
    if live is not None:
        return CodeSent(live.expires_at, fresh=False)
    if len(codes) >= CODES_AN_HOUR:
        raise TooManyTries(min(code.created_at for code in codes) + timedelta(hours=1))
    typed = new_code(ids)
    code = AccessCode(
        company_id=scope.company_id,
        invitation_id=scope.invitation_id,
        digest=_code_digest(scope, typed),
        created_at=now,
        expires_at=now + CODE_LIVES,
        misses=0,
    )
    session.add(code)
    invited = queries.invited(session, scope, invitation)
    letter = letters.code(invited.company_name, typed, invitation.language)
    add_mail(
        session,
        kind="code",
        to_address=invitation.email,
        to_name="",
        subject=letter.subject,
        body_text=letter.body,
        company_id=scope.company_id,
        about=f"invitation:{invitation.id}",
        now=now,
        ids=ids,
    )
    _note(session, scope, "code-sent", now)
    return CodeSent(code.expires_at, fresh=True)


def enter_code(
    session: Session, scope: LinkScope, *, typed: str, now: datetime, ids: Ids
) -> SupplierScope | WrongCode | CodeExpired:
    """Who the holder of the code is.

    Misses are returned, not raised, so that the transaction that counts them commits.
    """
    invitation = _locked(session, scope)
    code = next((code for code in _recent_codes(session, scope, now) if _is_live(code, now)), None)
    if code is None or invitation.code_misses >= MISSES_UNTIL_LOCKED:
        return CodeExpired()
    if not hmac.compare_digest(code.digest, _code_digest(scope, typed)):
        code.misses += 1
        invitation.code_misses += 1
        _note(session, scope, "code-missed", now)
        left = min(TRIES_A_CODE - code.misses, MISSES_UNTIL_LOCKED - invitation.code_misses)
        return WrongCode(left) if left > 0 else CodeExpired()
    code.used_at = now
    invitation.code_misses = 0
    party = _party(session, invitation.email, now, ids)
    invitation.party_id = party.id
    invitation.opened_at = invitation.opened_at or now
    session.flush()
    _note(session, scope, "code-entered", now)
    return SupplierScope(
        party_id=party.id,
        company_id=scope.company_id,
        invitation_id=scope.invitation_id,
        email=invitation.email,
    )


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else can use: `a•••@farm.example`."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"


def _state(invitation: Invitation, link: InvitationLink | None, now: datetime) -> LinkState:
    if link is None:
        return "unknown"
    if invitation.revoked_at is not None or link.revoked_at is not None:
        return "revoked"
    if invitation.submitted_at is not None and invitation.returned_at is None:
        return "submitted"
    return "expired" if now >= link.expires_at else "open"


def _locked(session: Session, scope: LinkScope) -> Invitation:
    invitation = queries.my_invitation(session, scope)
    session.refresh(invitation, with_for_update=True)
    return invitation


def _recent_codes(session: Session, scope: LinkScope, now: datetime) -> list[AccessCode]:
    return list(
        session.scalars(
            select(AccessCode)
            .where(
                AccessCode.company_id == scope.company_id,
                AccessCode.invitation_id == scope.invitation_id,
                AccessCode.created_at > now - timedelta(hours=1),
            )
            .order_by(AccessCode.created_at.desc())
        )
    )


def _is_live(code: AccessCode, now: datetime) -> bool:
    return code.used_at is None and code.misses < TRIES_A_CODE and now < code.expires_at


def _code_digest(scope: LinkScope, typed: str) -> str:
    digits = "".join(typed.split())
    return hashlib.sha256(f"{scope.invitation_id}:{digits}".encode()).hexdigest()


def _party(session: Session, email: str, now: datetime, ids: Ids) -> Party:
    found = session.scalar(select(Party).where(func.lower(Party.email) == email.lower()))
    if found is None:
        found = Party(public_id=new_public_id(ids), email=email.lower(), created_at=now)
        session.add(found)
        session.flush()
    return found


def _note(session: Session, scope: LinkScope, kind: str, now: datetime) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="invitation",
        subject_id=scope.invitation_id,
        now=now,
    )
