"""Sending answers back: only what was flagged opens again, with one letter and one day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from assessments.campaigns.letters import Letters
from assessments.campaigns.mailing import mail_new_link
from assessments.campaigns.returning import open_again
from assessments.errors import Invalid
from assessments.ids import Ids
from assessments.phrases import phrase
from assessments.reviews.events import note
from assessments.reviews.subject import Subject, newest_of
from assessments.scope import CompanyScope

NOTHING = phrase("Ask for a change first, or choose answers that do not fit together.")


@dataclass(frozen=True)
class Doubt:
    """Answers that do not fit together: a check of the ruleset and the questions it compares."""

    check: str
    questions: tuple[str, ...]


def send_back(
    session: Session,
    scope: CompanyScope,
    *,
    submission_id: int,
    doubts: Sequence[Doubt] = (),
    only: Collection[str] = (),
    due_on: date,
    by: str,
    letters: Letters,
    now: datetime,
    ids: Ids,
    seen: int | None = None,
) -> frozenset[str]:
    """Send back every question for which a change is requested, or `only` some of them.

    They are expected on `due_on`, or on the day of what is still out, if that is later. The
    questions of `doubts` go with them; a check is put to the supplier once in an invitation, and
    one that was is passed over. Returns what went back. Raises Invalid when that is nothing,
    for a day that is not after today, for a withdrawn invitation, and when newer answers are
    there or something was added since `seen`.
    """
    subject = newest_of(session, scope, submission_id)
    subject.refuse_changed(seen)
    doubted = _put(session, scope, subject, doubts, by, now)
    requested = subject.review.to_send_back
    going = doubted | (requested & set(only) if only else requested)
    if not going:
        raise Invalid({"review": NOTHING})
    until = open_again(session, scope, subject.invitation, due_on=due_on, now=now)
    for question in sorted(going):
        note(session, scope, subject, question, "sent-back", by, now, due_on=until)
    mail_new_link(
        session,
        scope,
        subject.invitation,
        lambda invited, token: letters.sent_back(invited, len(going), until, token),
        occasion="reminder",
        now=now,
        ids=ids,
    )
    return going


def _put(
    session: Session,
    scope: CompanyScope,
    subject: Subject,
    doubts: Sequence[Doubt],
    by: str,
    now: datetime,
) -> frozenset[str]:
    """Ask for a change of the answers that do not fit; the words are those of the check."""
    going = set()
    fresh = [doubt for doubt in doubts if doubt.check not in subject.review.contradictions]
    for doubt in fresh:
        asked = [key for key in doubt.questions if key in subject.asked - subject.review.sent_back]
        for question in asked:
            note(
                session,
                scope,
                subject,
                question,
                "change-requested",
                by,
                now,
                contradiction=doubt.check,
            )
        going |= set(asked)
    return frozenset(going)
