"""Mails by SMTP: `smtp://user:password@host:587?starttls=1`, or `smtps://` for TLS at once."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from webapp.mail.postman import (
    Dropped,
    PutOff,
    Refused,
    Round,
    Unclear,
    Unreachable,
    in_one_line,
)

PORTS = {"smtp": 25, "smtps": 465}
SUBMISSION_PORT = 587
ANSWER_SECONDS = 60.0
GOODBYE = 421


class SmtpPostman:
    """Connects anew for each round, and says goodbye after it."""

    def __init__(self, url: str, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        parts = urlsplit(url)
        self._parts = parts
        self._port = parts.port or PORTS[parts.scheme]
        self._starttls = _wants_starttls(parts, self._port)
        self._patience = answer_seconds

    @contextmanager
    def round(self) -> Iterator[Round]:
        """Connect, encrypt and sign in as the address says. Raises Unreachable."""
        server = self._connect()
        try:
            yield SmtpRound(server)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _connect(self) -> smtplib.SMTP:
        server: smtplib.SMTP | None = None
        try:
            server = self._open()
            server.ehlo_or_helo_if_needed()
            if self._starttls:
                server.starttls(context=ssl.create_default_context())
            if self._parts.username:
                server.login(unquote(self._parts.username), unquote(self._parts.password or ""))
        except (smtplib.SMTPException, OSError) as problem:
            if server is not None:
                server.close()
            raise Unreachable(_reason(problem)) from problem
        return server

    def _open(self) -> smtplib.SMTP:
        host = self._parts.hostname or ""
        if self._parts.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, self._port, timeout=self._patience, context=context)
        return smtplib.SMTP(host, self._port, timeout=self._patience)


class SmtpRound:
    """One SMTP connection."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def send(self, message: EmailMessage) -> None:
        """Hand over one mail to its one recipient. Raises PutOff, Dropped, Refused or Unclear."""
        sender = message["From"].addresses[0].addr_spec
        recipient = message["To"].addresses[0].addr_spec
        with _waiting_for_the_administrator():
            self._ask(self._server.mail, sender)
        self._ask(self._server.rcpt, recipient)
        try:
            answer: tuple[int, object] = self._server.data(message.as_bytes())
        except smtplib.SMTPDataError as problem:  # the answer to DATA itself
            answer = (problem.smtp_code, problem.smtp_error)
        except (smtplib.SMTPException, OSError) as problem:
            raise Unclear(_reason(problem)) from problem
        self._judge(*answer)

    def _ask(self, step: Callable[[str], tuple[int, bytes]], address: str) -> None:
        try:
            code, reply = step(address)
        except (smtplib.SMTPException, OSError) as problem:
            raise Dropped(_reason(problem)) from problem
        self._judge(code, reply)

    def _judge(self, code: int, reply: object) -> None:
        if 200 <= code < 300:
            return
        said = _said(code, reply)
        if code == GOODBYE:
            raise Dropped(said)
        with suppress(smtplib.SMTPException, OSError):
            self._server.rset()
        raise Refused(said) if code >= 500 else PutOff(said)


@contextmanager
def _waiting_for_the_administrator() -> Iterator[None]:
    """That our own address is refused is for the administrator to mend: the mail waits."""
    try:
        yield
    except Refused as problem:
        raise PutOff(str(problem)) from problem


def _wants_starttls(parts: SplitResult, port: int) -> bool:
    """As the address says; on the port for mail clients always."""
    said = parse_qs(parts.query).get("starttls", [""])[0]
    return said == "1" if said else parts.scheme == "smtp" and port == SUBMISSION_PORT


def _reason(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        return _said(problem.smtp_code, problem.smtp_error)
    return f"The mail server could not be reached ({type(problem).__name__})"


def _said(code: int, reply: object) -> str:
    return f"The mail server said: {code} {in_one_line(reply)}"
