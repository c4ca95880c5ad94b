"""What becomes of a mail: new → sending → sent, failed or unknown (C45).

Mails are taken one at a time, codes first. A mail whose sender was lost is taken again, except
a code: whether that one arrived is unknown, and it is not sent twice. The Message-ID is fixed
when a mail is first taken. The worker serves every company, so these functions take no scope.
"""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, case, or_, select, update
from sqlalchemy.orm import Session

from assessments.work.models import Mail
from assessments.work.timing import mail_patience, next_mail_try

LOST_CODE = "Sending was interrupted. Ask for a new code."


def something_due(session: Session, *, now: datetime) -> bool:
    """Whether a mail waits to be sent now."""
    return session.scalar(select(Mail.id).where(_free(now)).limit(1)) is not None


def take_next(
    session: Session, *, token: str, now: datetime, until: datetime, host: str
) -> Mail | None:
    """Take the most urgent due mail until `until`; None when there is none left.

    `host` is the right-hand side of the Message-ID that the mail keeps through all retries.
    """
    urgency = case((Mail.kind == "code", 0), else_=1)
    while True:
        found = session.execute(
            select(Mail.id, Mail.public_id)
            .where(_free(now))
            .order_by(urgency, Mail.due_at, Mail.id)
            .limit(1)
        ).first()
        if found is None:
            return None
        taken = _change(
            session,
            and_(Mail.id == found.id, _free(now)),
            state="sending",
            attempts=Mail.attempts + 1,
            lease_token=token,
            leased_until=until,
            message_id=case(
                (Mail.message_id.is_(None), f"<mail-{found.public_id}@{host}>"),
                else_=Mail.message_id,
            ),
        )
        if taken:
            return session.get(Mail, found.id, populate_existing=True)


def hold(session: Session, *, token: str, until: datetime) -> bool:
    """Renew the lease of the mail that is taken under `token`. False when there is none."""
    taken = and_(Mail.state == "sending", Mail.lease_token == token)
    return _change(session, taken, leased_until=until) == 1


def record_sent(session: Session, mail_id: int, *, token: str, now: datetime) -> bool:
    """The server took the mail. Its text is emptied. False when the lease was lost."""
    return _settle(session, mail_id, token, state="sent", sent_at=now, error=None, body_text="")


def record_refused(session: Session, mail_id: int, *, token: str, error: str) -> bool:
    """The server refused the mail for good. False when the lease was lost."""
    return _settle(session, mail_id, token, state="failed", error=error)


def record_put_off(
    session: Session, mail_id: int, *, token: str, now: datetime, error: str
) -> bool:
    """The mail was not taken this time: it is due again later, or failed after the last try.

    False when the lease was lost.
    """
    mail = session.scalar(select(Mail).where(_held(mail_id, token)))
    if mail is None:
        return False
    again = next_mail_try(mail.kind, mail.attempts, now)
    if again is None:
        return _settle(session, mail_id, token, state="failed", error=error)
    return _settle(session, mail_id, token, state="new", due_at=again, error=error)


def record_unclear(
    session: Session, mail_id: int, *, token: str, now: datetime, error: str
) -> bool:
    """The connection broke before the answer: a code is unknown, any other mail is sent again.

    False when the lease was lost.
    """
    mail = session.scalar(select(Mail).where(_held(mail_id, token)))
    if mail is not None and mail.kind == "code":
        return _settle(session, mail_id, token, state="unknown", error=LOST_CODE, body_text="")
    return record_put_off(session, mail_id, token=token, now=now, error=error)


def put_off_all_due(session: Session, *, now: datetime, error: str) -> int:
    """No server could be reached: that counts as one try of every mail that was due."""
    put_off = 0
    for kind in ("code", "other"):
        most, pause = mail_patience(kind)
        of_kind = Mail.kind == "code" if kind == "code" else Mail.kind != "code"
        due = and_(_free(now), of_kind)
        worn_out = and_(due, Mail.attempts + 1 >= most)
        put_off += _count_try(session, worn_out, error, state="failed")
        put_off += _count_try(session, due, error, state="new", due_at=now + pause)
    return put_off


def settle_lost_codes(session: Session, *, now: datetime) -> int:
    """Codes whose sender was lost become unknown. Their number."""
    lost = and_(Mail.state == "sending", Mail.leased_until < now, Mail.kind == "code")
    return _change(session, lost, state="unknown", error=LOST_CODE, body_text="", lease_token=None)


def _count_try(
    session: Session, condition: ColumnElement[bool], error: str, **values: object
) -> int:
    return _change(
        session,
        condition,
        attempts=Mail.attempts + 1,
        error=error,
        lease_token=None,
        leased_until=None,
        **values,
    )


def _settle(session: Session, mail_id: int, token: str, **values: object) -> bool:
    held = _held(mail_id, token)
    return _change(session, held, lease_token=None, leased_until=None, **values) == 1


def _free(now: datetime) -> ColumnElement[bool]:
    lost = and_(Mail.state == "sending", Mail.leased_until < now, Mail.kind != "code")
    return or_(and_(Mail.state == "new", Mail.due_at <= now), lost)


def _held(mail_id: int, token: str) -> ColumnElement[bool]:
    return and_(Mail.id == mail_id, Mail.state == "sending", Mail.lease_token == token)


def _change(session: Session, condition: ColumnElement[bool], **values: object) -> int:
    change = (
        update(Mail).where(condition).values(values).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", session.execute(change)).rowcount
