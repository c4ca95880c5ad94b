"""What a company does about answers that were sent to it. No result is ever changed by it.

With `seen` (`Review.seen`) each refuses, by Invalid, where something was added since.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.campaigns.letters import Letters
from assessments.campaigns.mailing import mail_new_link
from assessments.campaigns.models import Invitation
from assessments.errors import Invalid
from assessments.ids import Ids
from assessments.phrases import phrase
from assessments.reviews.events import checked, not_too_long, note
from assessments.reviews.subject import Subject, newest_of
from assessments.scope import CompanyScope
from assessments.work.models import Mail

TOLD_AGAIN_AFTER = timedelta(hours=1)
WITH_SUPPLIER = phrase("This question is with the supplier now. Wait for the answer.")
NOT_ASKED = phrase("This question was not asked, because of other answers. Send back one of those.")


def accept(
    session: Session,
    scope: CompanyScope,
    *,
    submission_id: int,
    questions: Sequence[str],
    by: str,
    now: datetime,
    seen: int | None = None,
    text: str = "",
) -> None:
    """Mark the answers to these questions as accepted, with a word to the supplier or without.

    Doing it again does nothing. Raises Invalid while one of them is with the supplier, when
    newer answers are there, and for a text that is too long.
    """
    subject = newest_of(session, scope, submission_id)
    said = not_too_long(text)
    pending = [key for key in dict.fromkeys(questions) if subject.state(key) != "accepted"]
    if pending:
        subject.refuse_changed(seen)
    for question in pending:
        _refuse_with_supplier(subject, question)
        note(session, scope, subject, question, "accepted", by, now, text=said)


def request_change(
    session: Session,
    scope: CompanyScope,
    *,
    submission_id: int,
    question: str,
    text: str,
    by: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Say what is to be changed in an answer. The supplier reads it when it is sent back.

    Raises Invalid without a text, for a question that was not asked, while the question is with
    the supplier, and when newer answers are there.
    """
    subject = newest_of(session, scope, submission_id)
    subject.state(question)
    subject.refuse_changed(seen)
    _refuse_with_supplier(subject, question)
    if question not in subject.asked:
        raise Invalid({"text": NOT_ASKED})
    note(session, scope, subject, question, "change-requested", by, now, text=checked(text))


def withdraw_request(
    session: Session,
    scope: CompanyScope,
    *,
    submission_id: int,
    question: str,
    by: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Take back the request for a change that was not sent back yet; else do nothing."""
    subject = newest_of(session, scope, submission_id)
    if question in subject.review.to_send_back:
        subject.refuse_changed(seen)
        note(session, scope, subject, question, "request-withdrawn", by, now)


def ask(
    session: Session,
    scope: CompanyScope,
    *,
    submission_id: int,
    question: str,
    text: str,
    by: str,
    letters: Letters,
    now: datetime,
    ids: Ids,
    seen: int | None = None,
) -> None:
    """Write to the supplier about an answer without opening it again.

    The supplier is told by mail, of all that is asked within an hour once. Raises Invalid without
    a text, and when newer answers are there.
    """
    subject = newest_of(session, scope, submission_id)
    subject.state(question)
    subject.refuse_changed(seen)
    note(session, scope, subject, question, "said", by, now, text=checked(text))
    if not _told_just_now(session, scope, subject.invitation, now):
        mail_new_link(
            session,
            scope,
            subject.invitation,
            letters.asked,
            occasion="reminder",
            now=now,
            ids=ids,
        )


def _refuse_with_supplier(subject: Subject, question: str) -> None:
    if question in subject.review.sent_back:
        raise Invalid({"review": WITH_SUPPLIER})


def _told_just_now(
    session: Session, scope: CompanyScope, invitation: Invitation, now: datetime
) -> bool:
    """Whether a letter went out so short a time ago that its reader will see this as well."""
    newest = session.scalar(
        select(Mail.created_at)
        .where(
            Mail.company_id == scope.company_id,
            Mail.about == f"invitation:{invitation.id}",
            Mail.kind == "reminder",
        )
        .order_by(Mail.id.desc())
        .limit(1)
    )
    return newest is not None and newest > now - TOLD_AGAIN_AFTER
