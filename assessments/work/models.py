"""The outbox: what is still to be done, and what is still to be sent.

Rows are written in the transaction that makes them necessary. The queue only rings; who does
the work is decided here, by a lease.
"""

import json
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.base import Base, Identity
from assessments.columns import (
    Code,
    Email,
    Key,
    LongText,
    Moment,
    Name,
    OptionalCode,
    OptionalMoment,
    PublicId,
)

JOB_STATES = ("waiting", "running", "done", "failed")
MAIL_STATES = ("new", "sending", "sent", "failed", "unknown")
LONGEST_SUBJECT = 500
MAIL_KINDS = ("invitation", "reminder", "code", "notice")


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """The constraint that a column has one of these values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Job(Base):
    """One piece of work. `about` names what it is for, as `submission:12`, so a page finds it."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("public_id"),
        UniqueConstraint("company_id", "id"),
        one_of("state", JOB_STATES),
        Index("ix_job_state_due", "state", "due_at"),
        Index("ix_job_about", "company_id", "about"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    kind: Mapped[Code]
    company_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("company.id"))
    programme_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("programme.id"))
    about: Mapped[OptionalCode]
    payload: Mapped[LongText]
    state: Mapped[Code] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    max_attempts: Mapped[int]
    due_at: Mapped[Moment]
    lease_token: Mapped[OptionalCode]
    leased_until: Mapped[OptionalMoment]
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[Moment]
    started_at: Mapped[OptionalMoment]
    finished_at: Mapped[OptionalMoment]

    def details(self) -> dict[str, Any]:
        """What the job was given."""
        details: dict[str, Any] = json.loads(self.payload)
        return details


class Mail(Base):
    """One message to one address. Its text is emptied once it was sent, for it may hold a link."""

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("public_id"),
        UniqueConstraint("company_id", "id"),
        one_of("state", MAIL_STATES),
        one_of("kind", MAIL_KINDS),
        Index("ix_mail_state_due", "state", "due_at"),
        Index("ix_mail_about", "company_id", "about"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    kind: Mapped[Code]
    company_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("company.id"))
    about: Mapped[OptionalCode]
    to_address: Mapped[Email]
    to_name: Mapped[Name]
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    body_text: Mapped[LongText]
    message_id: Mapped[str | None] = mapped_column(Text)
    state: Mapped[Code] = mapped_column(default="new")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[Moment]
    lease_token: Mapped[OptionalCode]
    leased_until: Mapped[OptionalMoment]
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[Moment]
    sent_at: Mapped[OptionalMoment]
