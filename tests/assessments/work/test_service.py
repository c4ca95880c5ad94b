from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from assessments.database import Database
from assessments.errors import Invalid, NotFound
from assessments.ids import SeededIds, new_public_id
from assessments.parties.models import Company
from assessments.scope import CompanyScope
from assessments.work import deliveries, leases, queries, service
from assessments.work.models import Job, Mail

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
GOOD_MAIL: dict[str, Any] = {
    "kind": "invitation",
    "to_address": "buyer@mill.example",
    "to_name": "Buyer",
    "subject": "Questions",
    "body_text": "Please answer.",
}


@pytest.fixture
def companies(database: Database) -> tuple[CompanyScope, CompanyScope]:
    ids = SeededIds("companies")
    with database.writing() as session:
        rows = [
            Company(public_id=new_public_id(ids), name=name, country="KAZ", created_at=NOW)
            for name in ("Ours", "Theirs")
        ]
        session.add_all(rows)
        session.flush()
        ours, theirs = rows
        return CompanyScope(ours.id), CompanyScope(theirs.id)


def write_mail(database: Database, scope: CompanyScope, **changes: Any) -> Mail:
    with database.writing() as session:
        return service.add_mail(
            session,
            company_id=scope.company_id,
            now=NOW,
            ids=SeededIds("mail"),
            **GOOD_MAIL | changes,
        )


def failed_job(database: Database, scope: CompanyScope) -> UUID:
    with database.writing() as session:
        job = service.enqueue(
            session, kind="count", payload={}, company_id=scope.company_id, now=NOW, about="x:1"
        )
        leases.claim(session, job.id, token="t", now=NOW, until=LATER)
        leases.fail(session, job.id, token="t", now=NOW, error="No.", final=True)
        return job.public_id


def failed_mail(database: Database, scope: CompanyScope) -> UUID:
    mail = write_mail(database, scope, about="invitation:1")
    with database.writing() as session:
        deliveries.take_next(session, token="t", now=NOW, until=LATER, host="h")
        deliveries.record_refused(session, mail.id, token="t", error="550 no such user")
    return mail.public_id


def test_mails_of_one_transaction_ask_for_one_delivery(
    database: Database, companies: tuple[CompanyScope, CompanyScope]
) -> None:
    with database.writing() as session:
        for n in range(3):
            service.add_mail(session, company_id=None, now=NOW, ids=SeededIds(str(n)), **GOOD_MAIL)
    with database.reading() as session:
        assert [job.kind for job in session.query(Job)] == ["deliver-mail"]


def test_mail_for_later_asks_for_no_delivery_now(
    database: Database, companies: tuple[CompanyScope, CompanyScope]
) -> None:
    write_mail(database, companies[0], due_at=LATER)
    with database.reading() as session:
        assert session.query(Job).count() == 0
        assert not deliveries.something_due(session, now=NOW)
        assert deliveries.something_due(session, now=LATER)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("subject", "Questions\r\nBcc: everyone@mill.example"),
        ("subject", "Questions\nX: y"),
        ("subject", "Questions\u2028more"),
        ("subject", "\ud800"),
        ("subject", "long " * 101),
        ("to_name", "Buyer\r\nBcc: everyone@mill.example"),
        ("to_name", "Buyer\0"),
        ("to_address", "buyer@mill.example\r\nBcc: everyone@mill.example"),
        ("to_address", "buyer@mill.example, other@mill.example"),
        ("to_address", "<buyer@mill.example>"),
        ("to_address", "buyer"),
        ("to_address", "@mill.example"),
        ("to_address", ""),
        ("to_address", "buyer@mill..example"),
        ("to_address", f"buyer@{'long' * 20}.example"),
        ("to_address", f"{'b' * 250}@mill.example"),
        ("body_text", "a \0 b"),
        ("body_text", "a \ud800 b"),
    ],
)
def test_what_cannot_stand_in_a_mail_is_refused_by_field(
    database: Database, companies: tuple[CompanyScope, CompanyScope], field: str, text: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        write_mail(database, companies[0], **{field: text})
    assert list(refusal.value.problems) == [field]


def test_names_in_any_script_and_international_domains_can_be_mailed(
    database: Database, companies: tuple[CompanyScope, CompanyScope]
) -> None:
    mail = write_mail(
        database, companies[0], to_name="Қазақша ғұңөі", to_address="buyer@mühle.example"
    )
    assert (mail.to_name, mail.to_address) == ("Қазақша ғұңөі", "buyer@xn--mhle-0ra.example")


def test_a_job_carries_ids_and_no_data(
    database: Database, companies: tuple[CompanyScope, CompanyScope]
) -> None:
    with database.writing() as session, pytest.raises(ValueError, match="payload"):
        service.enqueue(
            session, kind="count", payload={"text": "x" * 5000}, company_id=None, now=NOW
        )


def test_a_person_lets_a_failed_job_start_over(
    database: Database, companies: tuple[CompanyScope, CompanyScope]
) -> None:
    ours, _ = companies
    public_id = failed_job(database, ours)
    with database.writing() as session:
        service.retry_job(session, ours, public_id=public_id, now=LATER)
    with database.reading() as session:
        job = queries.job(session, ours, public_id)
        assert job is not None
        assert (job.state, job.attempts, job.error) == ("waiting", 0, None)
        assert [due.id for due in leases.due_jobs(session, now=LATER)] == [job.id]


def test_a_person_lets_a_failed_mail_be_sent_again(
    database: Database, companies: tuple[CompanyScope, CompanyScope]
) -> None:
    ours, _ = companies
    public_id = failed_mail(database, ours)
    with database.writing() as session:
        service.retry_mail(session, ours, public_id=public_id, now=LATER)
    with database.writing() as session:
        again = deliveries.take_next(
            session, token="t", now=LATER, until=LATER + timedelta(minutes=1), host="h"
        )
        assert again is not None
        assert (again.public_id, again.body_text) == (public_id, "Please answer.")


def test_what_did_not_fail_cannot_be_retried(
    database: Database, companies: tuple[CompanyScope, CompanyScope]
) -> None:
    ours, _ = companies
    mail = write_mail(database, ours)
    with database.writing() as session:
        job = service.enqueue(
            session, kind="count", payload={}, company_id=ours.company_id, now=NOW
        )
    with database.writing() as session, pytest.raises(NotFound):
        service.retry_job(session, ours, public_id=job.public_id, now=NOW)
    with database.writing() as session, pytest.raises(NotFound):
        service.retry_mail(session, ours, public_id=mail.public_id, now=NOW)


def test_a_company_neither_sees_nor_retries_the_work_of_another(
    database: Database, companies: tuple[CompanyScope, CompanyScope]
) -> None:
    ours, theirs = companies
    job, mail = failed_job(database, ours), failed_mail(database, ours)
    with database.reading() as session:
        assert queries.job(session, ours, job) is not None
        assert len(queries.jobs_about(session, ours, "x:1")) == 1
        assert len(queries.unfinished_jobs(session, ours)) == 1
        assert len(queries.mails_about(session, ours, ["invitation:1"])["invitation:1"]) == 1
        assert len(queries.undelivered_mails(session, ours)) == 1
        assert queries.job(session, theirs, job) is None
        assert queries.jobs_about(session, theirs, "x:1") == []
        assert queries.unfinished_jobs(session, theirs) == []
        assert queries.mails_about(session, theirs, ["invitation:1"]) == {"invitation:1": []}
        assert queries.undelivered_mails(session, theirs) == []
    with database.writing() as session, pytest.raises(NotFound):
        service.retry_job(session, theirs, public_id=job, now=NOW)
    with database.writing() as session, pytest.raises(NotFound):
        service.retry_mail(session, theirs, public_id=mail, now=NOW)


@pytest.mark.parametrize("table", [Job, Mail])
def test_the_database_refuses_a_state_that_is_none(
    database: Database, companies: tuple[CompanyScope, CompanyScope], table: type[Job | Mail]
) -> None:
    failed_mail(database, companies[0])
    with pytest.raises(IntegrityError, match="state_known"), database.writing() as session:
        session.execute(update(table).values(state="lost"))
