"""Who carries mails away. The one protocol behind which SMTP and a folder of files lie.

with postman.round() as round_:
    round_.send(message)
"""

from contextlib import AbstractContextManager
from email.message import EmailMessage
from typing import Protocol

LONGEST_REPLY = 200


class MailTrouble(RuntimeError):
    """A mail was not delivered. The text can be shown to the sender."""


class Unreachable(MailTrouble):
    """No mail server could be reached, or it let nobody in. No mail was tried."""


class PutOff(MailTrouble):
    """The server did not take this mail now; it may take it later."""


class Dropped(PutOff):
    """The connection broke before this mail was handed over. The round is over."""


class Refused(MailTrouble):
    """The server will not take this mail."""


class Unclear(MailTrouble):
    """The connection broke before the answer: it may or may not be taken. The round is over."""


class Round(Protocol):
    """One connection, over which several mails go."""

    def send(self, message: EmailMessage) -> None:
        """Hand over one mail. Raises PutOff, Dropped, Refused or Unclear when it was not taken."""
        ...


class Postman(Protocol):
    """Opens connections."""

    def round(self) -> AbstractContextManager[Round]:
        """Connect. Raises Unreachable."""
        ...


def in_one_line(reply: object) -> str:
    """What a server said, short, printable and on one line."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    words = "".join(c if c.isprintable() else " " for c in text).split()
    return " ".join(words)[:LONGEST_REPLY]
