from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from assessments.database import Database
from assessments.ids import SeededIds
from assessments.work import deliveries
from assessments.work.models import Mail
from assessments.work.service import add_mail

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)
AFTER_LEASE = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def write(database: Database) -> Callable[..., int]:
    ids = SeededIds("mails")

    def add(kind: str = "invitation", **changes: object) -> int:
        values: dict[str, object] = {
            "kind": kind,
            "to_address": "buyer@mill.example",
            "to_name": "Buyer",
            "subject": "Questions",
            "body_text": "https://erkin.example/i/secret",
            "company_id": None,
            "now": NOW,
            "ids": ids,
        }
        with database.writing() as session:
            return add_mail(session, **values | changes).id  # type: ignore[arg-type]

    return add


def take(database: Database, worker: str = "worker", now: datetime = NOW) -> Mail | None:
    with database.writing() as session:
        return deliveries.take_next(
            session, token=worker, now=now, until=now + LEASE, host="erkin.example"
        )


def stored(database: Database, mail_id: int) -> Mail:
    with database.reading() as session:
        mail = session.get_one(Mail, mail_id)
        session.expunge(mail)
        return mail


def test_codes_go_before_older_mail(database: Database, write: Callable[..., int]) -> None:
    invitation = write()
    code = write("code", due_at=NOW + timedelta(seconds=1))
    later = NOW + timedelta(seconds=2)
    taken = [take(database, now=later), take(database, now=later), take(database, now=later)]
    assert [mail and mail.id for mail in taken] == [code, invitation, None]


def test_the_text_of_a_mail_is_emptied_once_it_was_sent(
    database: Database, write: Callable[..., int]
) -> None:
    mail_id = write()
    take(database)
    assert "secret" in stored(database, mail_id).body_text
    with database.writing() as session:
        assert deliveries.record_sent(session, mail_id, token="worker", now=NOW)
    mail = stored(database, mail_id)
    assert (mail.state, mail.body_text, mail.sent_at) == ("sent", "", NOW)
    assert take(database, now=AFTER_LEASE) is None


def test_all_tries_of_a_mail_have_one_message_id(
    database: Database, write: Callable[..., int]
) -> None:
    write()
    first = take(database)
    second = take(database, "other", AFTER_LEASE)
    assert first is not None
    assert second is not None
    assert first.message_id == f"<mail-{first.public_id}@erkin.example>"
    assert (second.message_id, second.attempts) == (first.message_id, 2)


def test_an_invitation_whose_sender_was_lost_is_sent_again(
    database: Database, write: Callable[..., int]
) -> None:
    mail_id = write()
    take(database)
    assert take(database, "other", NOW + LEASE) is None
    again = take(database, "other", AFTER_LEASE)
    assert again is not None
    assert again.id == mail_id


def test_a_mail_that_takes_long_is_not_taken_by_another(
    database: Database, write: Callable[..., int]
) -> None:
    write()
    take(database)
    with database.writing() as session:
        assert deliveries.hold(session, token="worker", until=AFTER_LEASE + LEASE)
        assert not deliveries.hold(session, token="other", until=AFTER_LEASE + LEASE)
    assert take(database, "other", AFTER_LEASE) is None


def test_a_code_whose_sender_was_lost_is_unknown_and_never_sent_again(
    database: Database, write: Callable[..., int]
) -> None:
    mail_id = write("code")
    take(database)
    assert take(database, "other", AFTER_LEASE) is None
    with database.writing() as session:
        assert deliveries.settle_lost_codes(session, now=NOW + LEASE) == 0
        assert deliveries.settle_lost_codes(session, now=AFTER_LEASE) == 1
    mail = stored(database, mail_id)
    assert (mail.state, mail.body_text) == ("unknown", "")
    assert take(database, "other", AFTER_LEASE + LEASE) is None


def test_a_broken_connection_makes_a_code_unknown_and_an_invitation_wait(
    database: Database, write: Callable[..., int]
) -> None:
    code, invitation = write("code"), write()
    for mail_id in (code, invitation):
        take(database)
        with database.writing() as session:
            deliveries.record_unclear(
                session, mail_id, token="worker", now=NOW, error="Connection lost."
            )
    assert stored(database, code).state == "unknown"
    assert stored(database, invitation).state == "new"


def test_a_refused_mail_has_failed_and_says_why(
    database: Database, write: Callable[..., int]
) -> None:
    mail_id = write()
    take(database)
    with database.writing() as session:
        deliveries.record_refused(session, mail_id, token="worker", error="550 no such user")
    mail = stored(database, mail_id)
    assert (mail.state, mail.error) == ("failed", "550 no such user")


@pytest.mark.parametrize(
    ("kind", "tries", "pause"),
    [("invitation", 48, timedelta(minutes=5)), ("code", 10, timedelta(seconds=30))],
)
def test_a_mail_that_is_put_off_is_tried_so_often_and_then_fails(
    database: Database, write: Callable[..., int], kind: str, tries: int, pause: timedelta
) -> None:
    mail_id = write(kind)
    now = NOW
    for attempt in range(1, tries + 1):
        assert take(database, now=now) is not None
        with database.writing() as session:
            deliveries.record_put_off(
                session, mail_id, token="worker", now=now, error="450 mailbox busy"
            )
        mail = stored(database, mail_id)
        if attempt < tries:
            assert (mail.state, mail.due_at - now) == ("new", pause)
        now = mail.due_at
    assert (mail.state, mail.error, mail.attempts) == ("failed", "450 mailbox busy", tries)


def test_a_server_that_is_away_counts_as_one_try_of_all_that_was_due(
    database: Database, write: Callable[..., int]
) -> None:
    code, invitation = write("code"), write()
    later = write(due_at=NOW + timedelta(hours=1))
    with database.writing() as session:
        assert deliveries.put_off_all_due(session, now=NOW, error="No server.") == 2
    assert stored(database, code).due_at == NOW + timedelta(seconds=30)
    assert stored(database, invitation).due_at == NOW + timedelta(minutes=5)
    assert [stored(database, mail).attempts for mail in (code, invitation, later)] == [1, 1, 0]


def test_a_server_that_stays_away_makes_mail_fail_in_the_end(
    database: Database, write: Callable[..., int]
) -> None:
    mail_id = write()
    for tries in range(48):
        with database.writing() as session:
            now = NOW + tries * timedelta(minutes=5)
            deliveries.put_off_all_due(session, now=now, error="No server.")
    mail = stored(database, mail_id)
    assert (mail.state, mail.attempts, mail.error) == ("failed", 48, "No server.")


def test_an_outcome_under_a_lost_lease_changes_nothing(
    database: Database, write: Callable[..., int]
) -> None:
    mail_id = write()
    take(database, "sleeper")
    take(database, "other", AFTER_LEASE)
    with database.writing() as session:
        assert not deliveries.record_sent(session, mail_id, token="sleeper", now=NOW)
        assert not deliveries.record_refused(session, mail_id, token="sleeper", error="no")
        assert not deliveries.record_put_off(session, mail_id, token="sleeper", now=NOW, error="no")
    assert stored(database, mail_id).state == "sending"
