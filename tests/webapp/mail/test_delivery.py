"""What becomes of mails on both databases, with a real SMTP server on this machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from assessments.database import Database
from assessments.ids import SeededIds
from assessments.work import service
from assessments.work.models import Mail
from tests.instances import free_port, settings_for
from webapp.mail.choice import choose_postman
from webapp.mail.delivery import Delivery
from webapp.mail.folder import FilePostman
from webapp.mail.postman import Postman, PutOff
from webapp.mail.smtp import SmtpPostman

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SENDER = "Erkin <erkin@mill.example>"


@dataclass
class Server:
    """An SMTP server that answers as the test says, and counts its connections."""

    port: int = field(default_factory=free_port)
    replies: dict[str, str] = field(default_factory=dict)
    received: list[Envelope] = field(default_factory=list)
    connections: int = 0
    hang_up_after: str = ""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, host: str, answers: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = host
        return answers

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answer("MAIL", server)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._answer(address, server)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.append(envelope)
        return self._answer("DATA", server)

    def _answer(self, step: str, server: SMTP) -> str:
        if self.hang_up_after == step and server.transport is not None:
            server.transport.abort()
        return self.replies.get(step, "250 OK")


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(Server()) as running:
        yield running


Write = Callable[..., int]


@pytest.fixture
def write(database: Database) -> Write:
    """Put a mail into the outbox."""
    ids = SeededIds("mails")

    def add(to_address: str = "buyer@mill.example", kind: str = "invitation", **more: Any) -> int:
        values: dict[str, Any] = {"subject": "Questions", "body_text": "Please answer.\n"}
        with database.writing() as session:
            return service.add_mail(
                session,
                kind=kind,
                to_address=to_address,
                to_name="Buyer",
                company_id=None,
                now=NOW,
                ids=ids,
                **values | more,
            ).id

    return add


def delivery(database: Database, postman: Postman, now: datetime = NOW) -> Delivery:
    return Delivery(database, postman, sender=SENDER, now=lambda: now, ids=SeededIds("d"))


def stored(database: Database, mail_id: int) -> Mail:
    with database.reading() as session:
        mail = session.get_one(Mail, mail_id)
        session.expunge(mail)
        return mail


def test_many_mails_go_over_one_connection(
    database: Database, write: Write, server: Server
) -> None:
    mails = [write(f"buyer{n}@mill.example") for n in range(5)]
    assert delivery(database, SmtpPostman(server.url)).deliver() == 5
    assert server.connections == 1
    assert [stored(database, mail).state for mail in mails] == ["sent"] * 5
    assert [envelope.rcpt_tos for envelope in server.received] == [
        [f"buyer{n}@mill.example"] for n in range(5)
    ]
    assert {envelope.mail_from for envelope in server.received} == {"erkin@mill.example"}


def test_a_round_ends_after_a_hundred_so_that_others_get_their_turn(
    database: Database, write: Write, server: Server
) -> None:
    for n in range(5):
        write(f"buyer{n}@mill.example")
    assert delivery(database, SmtpPostman(server.url)).deliver(most=3) == 3
    assert delivery(database, SmtpPostman(server.url)).deliver(most=3) == 2


def test_no_server_is_bothered_when_nothing_is_due(
    database: Database, write: Write, server: Server
) -> None:
    write(due_at=NOW + timedelta(hours=1))
    assert delivery(database, SmtpPostman(server.url)).deliver() == 0
    assert server.connections == 0


def test_an_address_that_is_refused_has_failed_and_the_others_are_sent(
    database: Database, write: Write, server: Server
) -> None:
    gone, good = write("gone@mill.example"), write("good@mill.example")
    server.replies["gone@mill.example"] = "550 No such\tuser"
    assert delivery(database, SmtpPostman(server.url)).deliver() == 1
    failed = stored(database, gone)
    assert (failed.state, failed.error) == ("failed", "The mail server said: 550 No such user")
    assert stored(database, good).state == "sent"


@pytest.mark.parametrize("step", ["buyer@mill.example", "DATA"])
def test_a_mail_that_is_put_off_waits_five_minutes(
    database: Database, write: Write, server: Server, step: str
) -> None:
    mail_id = write()
    server.replies[step] = "451 Try again later"
    assert delivery(database, SmtpPostman(server.url)).deliver() == 0
    mail = stored(database, mail_id)
    assert (mail.state, mail.due_at) == ("new", NOW + timedelta(minutes=5))
    server.replies.clear()
    later = delivery(database, SmtpPostman(server.url), now=mail.due_at)
    assert later.deliver() == 1


def test_a_message_that_is_refused_has_failed(
    database: Database, write: Write, server: Server
) -> None:
    mail_id = write()
    server.replies["DATA"] = "554 No"
    delivery(database, SmtpPostman(server.url)).deliver()
    assert stored(database, mail_id).state == "failed"


def test_mail_waits_for_the_administrator_when_our_own_address_is_refused(
    database: Database, write: Write, server: Server
) -> None:
    mail_id = write()
    server.replies["MAIL"] = "553 Who are you?"
    delivery(database, SmtpPostman(server.url)).deliver()
    mail = stored(database, mail_id)
    assert (mail.state, mail.error) == ("new", "The mail server said: 553 Who are you?")


@pytest.mark.parametrize(("kind", "state"), [("invitation", "new"), ("code", "unknown")])
def test_a_connection_that_breaks_before_the_answer_leaves_a_code_unknown(
    database: Database, write: Write, server: Server, kind: str, state: str
) -> None:
    first, second = write(kind=kind), write(kind=kind)
    server.hang_up_after = "DATA"
    assert delivery(database, SmtpPostman(server.url)).deliver() == 0
    assert [stored(database, mail).state for mail in (first, second)] == [state, "new"]
    assert stored(database, second).attempts == 0


def test_a_connection_that_breaks_before_the_mail_was_given_is_tried_again(
    database: Database, write: Write, server: Server
) -> None:
    code = write(kind="code")
    server.hang_up_after = "buyer@mill.example"
    delivery(database, SmtpPostman(server.url)).deliver()
    assert stored(database, code).state == "new"
    assert server.received == []


def test_a_server_that_says_goodbye_ends_the_round(
    database: Database, write: Write, server: Server
) -> None:
    first, second = write("first@mill.example"), write("second@mill.example")
    server.replies["first@mill.example"] = "421 Closing down"
    delivery(database, SmtpPostman(server.url)).deliver()
    assert [stored(database, mail).attempts for mail in (first, second)] == [1, 0]


def test_a_server_that_is_away_puts_all_mail_off(database: Database, write: Write) -> None:
    code, invitation = write(kind="code"), write()
    nobody = SmtpPostman(f"smtp://127.0.0.1:{free_port()}")
    assert delivery(database, nobody).deliver() == 0
    for mail_id in (code, invitation):
        mail = stored(database, mail_id)
        assert (mail.state, mail.attempts) == ("new", 1)
        assert "could not be reached" in str(mail.error)


@pytest.mark.parametrize("login", ["?starttls=1", "user:password@"])
def test_mail_is_not_sent_to_a_server_that_lets_nobody_in_or_cannot_encrypt(
    database: Database, write: Write, server: Server, login: str
) -> None:
    mail_id = write()
    if login.startswith("?"):
        url = f"{server.url}/{login}"
    else:
        url = server.url.replace("smtp://", f"smtp://{login}")
    assert delivery(database, SmtpPostman(url)).deliver() == 0
    assert server.received == []
    assert stored(database, mail_id).state == "new"


def test_mails_into_a_folder_are_files_that_can_be_read(
    database: Database, write: Write, tmp_path: Path
) -> None:
    write(subject="Қазақша", body_text="Please answer.\nThank you.\n")
    write("other@mill.example")
    assert delivery(database, FilePostman(tmp_path / "mail")).deliver() == 2
    names = sorted(path.name for path in (tmp_path / "mail").iterdir())
    assert [name.rsplit("-", 1)[0] for name in names] == [
        "20260301T090000-buyer@mill.example",
        "20260301T090000-other@mill.example",
    ]
    assert b"Please answer.\r\nThank you.\r\n" in (tmp_path / "mail" / names[0]).read_bytes()


def test_a_mail_that_is_written_twice_is_one_file(tmp_path: Path) -> None:
    message = EmailMessage()
    message["To"], message["Date"] = "buyer@mill.example", "Sun, 01 Mar 2026 09:00:00 +0000"
    message["Message-ID"] = "<mail-5f1f2fb8@mill.example>"
    postman = FilePostman(tmp_path)
    with postman.round() as round_:
        round_.send(message)
        round_.send(message)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_takes_nothing_puts_the_mail_off(tmp_path: Path) -> None:
    message = EmailMessage()
    message["To"], message["Date"] = "buyer@mill.example", "Sun, 01 Mar 2026 09:00:00 +0000"
    message["Message-ID"] = "<mail-5f1f2fb8@mill.example>"
    with pytest.raises(PutOff):
        FilePostman(tmp_path / "missing").send(message)


@pytest.mark.parametrize(
    ("mail", "kind"),
    [
        ("file:/tmp/mail", FilePostman),
        ("smtp://mail.mill.example:25", SmtpPostman),
        ("smtps://mail.mill.example", SmtpPostman),
    ],
)
def test_the_settings_choose_the_postman(tmp_path: Path, mail: str, kind: type) -> None:
    assert isinstance(choose_postman(settings_for(tmp_path, "sqlite://", mail=mail)), kind)
