"""From a row of the outbox to a message: the same row always gives the same bytes."""

from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr

from assessments.work.models import Mail
from webapp.mail.postman import Refused

LONGEST_LINE = 74


class _Subject(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc]
    """A subject that is encoded as a whole: the library doubles a space where encoding begins."""

    def fold(self, *, policy: Policy) -> str:
        if self.isascii():
            return super().fold(policy=policy)
        encoded = Header(str(self), "utf-8", maxlinelen=LONGEST_LINE, header_name="Subject")
        return f"Subject: {encoded.encode(linesep=policy.linesep)}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("subject", _Subject)

# Seven bits pass every server; plain English stays readable in the file.
POLICY = SMTP.clone(cte_type="7bit", header_factory=HEADERS)


class UnusableMail(Refused):
    """A row cannot become a message. Nothing of it is sent."""


def build_message(mail: Mail, sender: str) -> EmailMessage:
    """The plain-text message of a mail that was taken for sending.

    Raises UnusableMail for a line break in a header, or an address that is none.
    """
    message = EmailMessage(policy=POLICY)
    try:
        message["From"] = _address(*parseaddr(sender))
        message["To"] = _address(mail.to_name, mail.to_address)
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(mail.created_at)
        message["Message-ID"] = mail.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body_text, subtype="plain", charset="utf-8")
    except (ValueError, IndexError, MessageError) as problem:
        raise UnusableMail("The name, address or subject cannot stand in a mail") from problem
    return message


def message_host(sender: str) -> str:
    """The right-hand side of our Message-IDs."""
    return parseaddr(sender)[1].rpartition("@")[2]


def _address(name: str, address: str) -> Address:
    return Address(display_name=name, addr_spec=address)
