"""What a company sees of the work that is done for it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.scope import CompanyScope
from assessments.work.models import Job, Mail


def job(session: Session, scope: CompanyScope, public_id: UUID) -> Job | None:
    """One job of the company, or None."""
    return session.scalar(
        select(Job).where(Job.company_id == scope.company_id, Job.public_id == public_id)
    )


def jobs_about(session: Session, scope: CompanyScope, about: str) -> list[Job]:
    """The company's jobs for one thing, as `submission:12`, newest first."""
    return list(
        session.scalars(
            select(Job)
            .where(Job.company_id == scope.company_id, Job.about == about)
            .order_by(Job.id.desc())
        )
    )


def unfinished_jobs(session: Session, scope: CompanyScope) -> list[Job]:
    """The company's jobs that wait, run or have failed, oldest first."""
    return list(
        session.scalars(
            select(Job)
            .where(Job.company_id == scope.company_id, Job.state != "done")
            .order_by(Job.id)
        )
    )


def count_failed_jobs(session: Session, scope: CompanyScope) -> int:
    """How many of the company's jobs were given up."""
    counted = select(func.count(Job.id)).where(
        Job.company_id == scope.company_id, Job.state == "failed"
    )
    return session.scalar(counted) or 0


def mails_about(
    session: Session, scope: CompanyScope, abouts: Collection[str]
) -> dict[str, list[Mail]]:
    """For each thing, as `invitation:12`, the company's mails that were written for it."""
    found: dict[str, list[Mail]] = {about: [] for about in abouts}
    mails = session.scalars(
        select(Mail)
        .where(Mail.company_id == scope.company_id, Mail.about.in_(abouts))
        .order_by(Mail.id)
    )
    for mail in mails:
        found[str(mail.about)].append(mail)
    return found


def undelivered_mails(session: Session, scope: CompanyScope) -> list[Mail]:
    """The company's mails that failed, or of which nobody knows whether they arrived."""
    return list(
        session.scalars(
            select(Mail)
            .where(Mail.company_id == scope.company_id, Mail.state.in_(("failed", "unknown")))
            .order_by(Mail.id)
        )
    )
