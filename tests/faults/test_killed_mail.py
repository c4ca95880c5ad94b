"""kill -9 while mail goes out to a real server: nothing lost, nothing doubled but in one moment.

The moment lies between the server's yes and our commit. An invitation is then sent once more,
with the same Message-ID; a code is not.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.faults.conftest import Running, children_of, mailing_to
from tests.faults.waiting import ended, eventually
from tests.instances import free_port

MAILS = 5
FATAL = "buyer2@mill.example"


@dataclass
class FatalServer:
    """A mail server at which, for one address, the sender is killed: once, at one step."""

    step: str
    kill: Callable[[], None] = lambda: None
    port: int = field(default_factory=free_port)
    received: list[tuple[str, str]] = field(default_factory=list)
    killed: bool = False

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        self._perhaps_kill("before the mail was given", address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        message = BytesParser(policy=default).parsebytes(content)
        (address,) = envelope.rcpt_tos
        self.received.append((address, str(message["Message-ID"])))
        self._perhaps_kill("before our yes", address)
        return "250 OK"

    def _perhaps_kill(self, step: str, address: str) -> None:
        if (step, address, self.killed) == (self.step, FATAL, False):
            self.killed = True
            self.kill()


@contextmanager
def serving(server: FatalServer) -> Iterator[FatalServer]:
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def run_with_a_kill(running: Running, server: FatalServer, kind: str) -> None:
    """Send five mails; the worker and its job are killed at the third; another goes on."""
    mailing_to(running, f"smtp://127.0.0.1:{server.port}")
    running.queue()
    for n in range(MAILS):
        running.mail(f"buyer{n}@mill.example", kind)
    worker = running.worker()
    victims: list[int] = []

    def kill() -> None:
        victims.extend([worker.pid, *children_of(worker)])
        for victim in victims:
            os.kill(victim, signal.SIGKILL)

    server.kill = kill
    running.sweeper()
    eventually(lambda: server.killed, "the worker was killed")
    worker.wait()
    assert len(victims) > 1
    for victim in victims:
        eventually(ended(victim), "everything of the worker is gone")
    running.worker()
    eventually(running.settled, "all mail was settled")


@pytest.mark.parametrize(
    ("step", "copies"), [("before the mail was given", 1), ("before our yes", 2)]
)
def test_an_invitation_is_never_lost_and_doubled_only_before_our_commit(
    running: Running, step: str, copies: int
) -> None:
    with serving(FatalServer(step)) as server:
        run_with_a_kill(running, server, "invitation")
    wanted = {f"buyer{n}@mill.example": 1 for n in range(MAILS)} | {FATAL: copies}
    assert Counter(address for address, _ in server.received) == wanted
    assert {mail.state for mail in running.mails()} == {"sent"}
    assert len({message_id for _, message_id in server.received}) == MAILS


@pytest.mark.parametrize(
    ("step", "copies"), [("before the mail was given", 0), ("before our yes", 1)]
)
def test_a_code_is_never_sent_twice_and_shows_as_unknown(
    running: Running, step: str, copies: int
) -> None:
    with serving(FatalServer(step)) as server:
        run_with_a_kill(running, server, "code")
    wanted = {f"buyer{n}@mill.example": 1 for n in range(MAILS)} | {FATAL: copies}
    assert Counter(address for address, _ in server.received) == Counter(wanted)
    states = {mail.to_address: mail.state for mail in running.mails()}
    assert states.pop(FATAL) == "unknown"
    assert set(states.values()) == {"sent"}
