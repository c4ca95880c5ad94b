"""Remind the owner of a paper that it expires: 30 days before, and on its last day.

The letters lie in the outbox from the moment that the day is named, each due when it is to be
sent. Another day takes those that were not sent yet away again, so that none is sent twice.
"""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assessments.campaigns.letters import Letters
from assessments.evidence.models import EvidenceFile
from assessments.ids import Ids
from assessments.parties.models import Party
from assessments.scope import SupplierScope
from assessments.work.models import Mail
from assessments.work.service import add_mail

DAYS_BEFORE = (30, 0)
HOUR = time(6, tzinfo=UTC)


def remind_of_expiry(
    session: Session,
    scope: SupplierScope,
    paper: EvidenceFile,
    *,
    letters: Letters,
    language: str,
    now: datetime,
    ids: Ids,
) -> None:
    """Put the letters about the last day of a paper into the outbox, in place of earlier ones."""
    forget_reminders(session, scope, paper)
    if paper.expires_on is None:
        return
    owner = session.get_one(Party, scope.party_id)
    for days in DAYS_BEFORE:
        due_at = datetime.combine(paper.expires_on - timedelta(days=days), HOUR)
        if due_at <= now:
            continue
        letter = letters.expiry(paper.original_name, paper.expires_on, days, language)
        add_mail(
            session,
            kind="reminder",
            to_address=owner.email,
            to_name="",
            subject=letter.subject,
            body_text=letter.body,
            company_id=None,
            about=_about(scope, paper),
            due_at=due_at,
            now=now,
            ids=ids,
        )


def forget_reminders(session: Session, scope: SupplierScope, paper: EvidenceFile) -> None:
    """Take the letters about a paper out of the outbox that were not sent yet."""
    session.execute(delete(Mail).where(Mail.about == _about(scope, paper), Mail.state == "new"))


def _about(scope: SupplierScope, paper: EvidenceFile) -> str:
    return f"party:{scope.party_id}/evidence_file:{paper.id}"
