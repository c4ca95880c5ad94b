"""From a mailed link to a session: link → code by mail to the address on file → session (C5).

Looking at a link changes nothing. Only asking for a code, and entering it, do. The same holds
for the link of the person invited and for those of the colleagues whom they asked to help.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries
from assessments.campaigns.letters import Letters
from assessments.campaigns.mailing import mail_new_link
from assessments.campaigns.models import AccessCode, Invitation, InvitationLink
from assessments.campaigns.status import LinkState, answering_is_over
from assessments.colleagues import queries as colleagues
from assessments.colleagues.models import Colleague
from assessments.errors import CodeExpired, NotFound, TooManyTries, WrongCode
from assessments.ids import Ids, new_code, new_public_id, token_digest
from assessments.parties.models import Party
from assessments.scope import LinkScope, SupplierScope
from assessments.work.service import add_mail

CODE_LIVES = timedelta(minutes=10)
CODES_AN_HOUR = 3
TRIES_A_CODE = 5
MISSES_UNTIL_LOCKED = 10

Addressee = Invitation | Colleague


@dataclass(frozen=True)
class CodeSent:
    """A code is on its way, or an earlier one still works (`fresh` is False)."""

    expires_at: datetime
    fresh: bool


def holder(session: Session, token: str) -> LinkScope | None:
    """Whose link this is, None for a token that nobody was sent. Nothing is changed."""
    link = session.get(InvitationLink, token_digest(token))
    if link is None:
        return None
    return LinkScope(link.company_id, link.invitation_id, link.colleague_id)


def link_state(session: Session, scope: LinkScope, token: str, now: datetime) -> LinkState:
    """Whether the link is open, and if not, why. Nothing is changed."""
    link = session.get(InvitationLink, token_digest(token))
    return _state(queries.my_invitation(session, scope), link, now)


def newest_link_state(session: Session, scope: LinkScope, now: datetime) -> LinkState:
    """The same for the newest link of whoever asks, for somebody whose session has ended."""
    link = session.scalar(
        select(InvitationLink)
        .where(
            InvitationLink.company_id == scope.company_id,
            InvitationLink.invitation_id == scope.invitation_id,
            InvitationLink.colleague_id == scope.colleague_id,
        )
        .order_by(InvitationLink.created_at.desc(), InvitationLink.revoked_at.is_(None).desc())
        .limit(1)
    )
    return _state(queries.my_invitation(session, scope), link, now)


def can_ask_again(session: Session, scope: LinkScope, now: datetime) -> bool:
    """Whether the person invited may have a new link mailed: their answers stand with the company,
    and no link of theirs works.
    """
    asked = addressee(session, scope)
    return _has_sent(asked) and newest_link_state(session, scope, now) in ("expired", "revoked")


def ask_again(
    session: Session, scope: LinkScope, *, letters: Letters, now: datetime, ids: Ids
) -> None:
    """Mail the person invited a new link to what they sent; it opens no question again.

    It goes to the address on file. Raises NotFound where `can_ask_again` says no.
    """
    invitation = queries.my_invitation(session, scope)
    session.refresh(invitation, with_for_update=True)
    if not can_ask_again(session, scope, now):
        raise NotFound
    invitation.code_misses = 0
    mail_new_link(
        session, scope, invitation, letters.asked_again, occasion="notice", now=now, ids=ids
    )
    _note(session, scope, "link-asked-again", now)


def addressee(session: Session, scope: LinkScope | SupplierScope) -> Addressee:
    """To whom the link was mailed, and to whom alone its codes go."""
    if scope.colleague_id is None:
        return queries.my_invitation(session, scope)
    return colleagues.helper(session, scope)


def remember_language(
    session: Session, scope: SupplierScope, *, language: str, now: datetime
) -> None:
    """Write to the asker in a language from now on. The one that they have changes nothing."""
    asked = addressee(session, scope)
    if asked.language == language:
        return
    asked.language = language
    session.flush()
    _note(session, scope, "language-chosen", now)


def is_locked(session: Session, scope: LinkScope) -> bool:
    """Whether so many wrong codes were entered that only a new link helps."""
    return addressee(session, scope).code_misses >= MISSES_UNTIL_LOCKED


def send_code(
    session: Session,
    scope: LinkScope,
    *,
    letters: Letters,
    language: str = "",
    now: datetime,
    ids: Ids,
) -> CodeSent:
    """Mail a code to the address on file, or let a live one stand.

    Without a language the mail is in that of the invitation or of the colleague.
    Raises TooManyTries after three codes in an hour or ten wrong codes in a row.
    """
    asked = _locked(session, scope)
    if asked.code_misses >= MISSES_UNTIL_LOCKED:
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
        colleague_id=scope.colleague_id,
        digest=_code_digest(scope, typed),
        created_at=now,
        expires_at=now + CODE_LIVES,
        misses=0,
    )
    session.add(code)
    invited = queries.invited(session, scope, queries.my_invitation(session, scope))
    letter = letters.code(invited.company_name, typed, language or asked.language)
    add_mail(
        session,
        kind="code",
        to_address=asked.email,
        to_name="",
        subject=letter.subject,
        body_text=letter.body,
        company_id=scope.company_id if scope.colleague_id is None else None,
        about=f"invitation:{scope.invitation_id}",
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
    asked = _locked(session, scope)
    code = next((code for code in _recent_codes(session, scope, now) if _is_live(code, now)), None)
    if code is None or asked.code_misses >= MISSES_UNTIL_LOCKED:
        return CodeExpired()
    if not hmac.compare_digest(code.digest, _code_digest(scope, typed)):
        code.misses += 1
        asked.code_misses += 1
        _note(session, scope, "code-missed", now)
        left = min(TRIES_A_CODE - code.misses, MISSES_UNTIL_LOCKED - asked.code_misses)
        return WrongCode(left) if left > 0 else CodeExpired()
    code.used_at = now
    asked.code_misses = 0
    asked.opened_at = asked.opened_at or now
    if isinstance(asked, Invitation):
        asked.party_id = _party(session, asked.email, now, ids).id
    session.flush()
    _note(session, scope, "code-entered", now)
    return SupplierScope(
        party_id=cast("int", asked.party_id),
        company_id=scope.company_id,
        invitation_id=scope.invitation_id,
        email=asked.email,
        colleague_id=scope.colleague_id,
    )


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else can use: `a•••@farm.example`."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"


def _state(invitation: Invitation, link: InvitationLink | None, now: datetime) -> LinkState:
    if link is None:
        return "unknown"
    if link.revoked_at is not None:
        return "revoked"
    if now >= link.expires_at:
        return "expired"
    return _leads_to(invitation, now)


def _leads_to(invitation: Invitation, now: datetime) -> LinkState:
    """What a live link leads to: the questions, or what was sent, or nothing any more."""
    over = answering_is_over(invitation, now)
    if invitation.submitted_at is not None and (over or invitation.returned_at is None):
        return "submitted"
    if invitation.revoked_at is not None:
        return "revoked"
    if invitation.closed_at is not None:
        return "closed"
    return "expired" if over else "open"


def _locked(session: Session, scope: LinkScope) -> Addressee:
    asked = addressee(session, scope)
    session.refresh(asked, with_for_update=True)
    if asked.revoked_at is not None and not _has_sent(asked):
        raise NotFound
    return asked


def _has_sent(asked: Addressee) -> bool:
    """Whether this is the person invited, and their answers stand with the company."""
    return isinstance(asked, Invitation) and asked.submitted_at is not None


def _recent_codes(session: Session, scope: LinkScope, now: datetime) -> list[AccessCode]:
    return list(
        session.scalars(
            select(AccessCode)
            .where(
                AccessCode.company_id == scope.company_id,
                AccessCode.invitation_id == scope.invitation_id,
                AccessCode.colleague_id == scope.colleague_id,
                AccessCode.created_at > now - timedelta(hours=1),
            )
            .order_by(AccessCode.created_at.desc())
        )
    )


def _is_live(code: AccessCode, now: datetime) -> bool:
    return code.used_at is None and code.misses < TRIES_A_CODE and now < code.expires_at


def _code_digest(scope: LinkScope, typed: str) -> str:
    digits = "".join(typed.split())
    who = f"{scope.invitation_id}.{scope.colleague_id or ''}"
    return hashlib.sha256(f"{who}:{digits}".encode()).hexdigest()


def _party(session: Session, email: str, now: datetime, ids: Ids) -> Party:
    found = session.scalar(select(Party).where(func.lower(Party.email) == email.lower()))
    if found is None:
        found = Party(public_id=new_public_id(ids), email=email.lower(), created_at=now)
        session.add(found)
        session.flush()
    return found


def _note(session: Session, scope: LinkScope | SupplierScope, kind: str, now: datetime) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="invitation",
        subject_id=scope.invitation_id,
        now=now,
    )
