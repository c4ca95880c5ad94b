"""Put work and mail into the outbox, and try again what failed."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.ids import Ids, RandomIds, new_public_id
from assessments.scope import CompanyScope
from assessments.work import addressing
from assessments.work.models import LONGEST_SUBJECT, Job, Mail
from assessments.work.timing import JOB_ATTEMPTS

DELIVER_MAIL = "deliver-mail"
LONGEST_PAYLOAD = 4_000
RUNG = "jobs to ring"

Row = TypeVar("Row", Job, Mail)
Payload = Mapping[str, str | int | None]


def enqueue(
    session: Session,
    *,
    kind: str,
    payload: Payload,
    company_id: int | None,
    now: datetime,
    due_at: datetime | None = None,
    programme_id: int | None = None,
    about: str | None = None,
    max_attempts: int = JOB_ATTEMPTS,
    ids: Ids | None = None,
) -> Job:
    """Record work to be done by the handler of `kind`, now or from `due_at` on.

    It is done at least once after the transaction commits, and may be done twice. The payload
    is for ids and small options; more than 4 kB raises ValueError.
    """
    written = json.dumps(dict(payload), sort_keys=True, ensure_ascii=False)
    if len(written.encode()) > LONGEST_PAYLOAD:
        raise ValueError(f"the payload of {kind} has {len(written)} characters")
    job = Job(
        public_id=new_public_id(ids or RandomIds()),
        kind=kind,
        company_id=company_id,
        programme_id=programme_id,
        about=about,
        payload=written,
        state="waiting",
        attempts=0,
        max_attempts=max_attempts,
        due_at=due_at or now,
        created_at=now,
    )
    session.add(job)
    session.flush()
    ring_after_commit(session, job, now)
    return job


def add_mail(
    session: Session,
    *,
    kind: str,
    to_address: str,
    to_name: str,
    subject: str,
    body_text: str,
    company_id: int | None,
    now: datetime,
    ids: Ids,
    about: str | None = None,
    due_at: datetime | None = None,
) -> Mail:
    """Record a mail to be sent; `kind` is invitation, reminder, code or notice.

    All but codes are sent at least once; a code at most once. Raises Invalid, naming the
    field, when a part cannot go into a message.
    """
    mail = Mail(
        public_id=new_public_id(ids),
        kind=kind,
        company_id=company_id,
        about=about,
        to_address=addressing.check_address("to_address", to_address),
        to_name=addressing.check_header("to_name", to_name),
        subject=addressing.check_header("subject", subject, LONGEST_SUBJECT),
        body_text=addressing.check_body("body_text", body_text),
        state="new",
        attempts=0,
        due_at=due_at or now,
        created_at=now,
    )
    session.add(mail)
    session.flush()
    if mail.due_at <= now:
        request_delivery(session, now=now, ids=ids)
    return mail


def request_delivery(session: Session, *, now: datetime, ids: Ids | None = None) -> None:
    """See to it that due mail is sent after the commit: one job for all mail of a transaction."""
    if DELIVER_MAIL not in session.info.get(RUNG, {}).values():
        enqueue(session, kind=DELIVER_MAIL, payload={}, company_id=None, now=now, ids=ids)


def retry_job(session: Session, scope: CompanyScope, *, public_id: UUID, now: datetime) -> Job:
    """Let a failed job of the company start over. Raises NotFound."""
    job = _failed(session, Job, scope, public_id)
    job.state, job.attempts, job.due_at = "waiting", 0, now
    job.error = job.finished_at = None
    session.flush()
    ring_after_commit(session, job, now)
    return job


def retry_mail(session: Session, scope: CompanyScope, *, public_id: UUID, now: datetime) -> Mail:
    """Let a failed mail of the company be sent again. Raises NotFound."""
    mail = _failed(session, Mail, scope, public_id)
    mail.state, mail.attempts, mail.due_at, mail.error = "new", 0, now, None
    session.flush()
    request_delivery(session, now=now)
    return mail


def ring_after_commit(session: Session, job: Job, now: datetime) -> None:
    """Note on the session that the queue is to be told of this job once it is committed."""
    if job.due_at <= now:
        session.info.setdefault(RUNG, {})[job.id] = job.kind


def _failed(session: Session, table: type[Row], scope: CompanyScope, public_id: UUID) -> Row:
    row = session.scalar(
        select(table).where(
            table.company_id == scope.company_id,
            table.public_id == public_id,
            table.state == "failed",
        )
    )
    if row is None:
        raise NotFound
    return row
