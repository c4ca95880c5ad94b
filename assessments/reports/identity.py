"""What makes a report this report: a digest of all it says, and a short id made from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from hashlib import sha256

from scoring.canonical import canonical, digest

_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that travels inside the report, as canonical JSON."""

    name: str
    description: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hex SHA-256 of the content."""
        return sha256(self.content).hexdigest()


def attachment(name: str, description: str, document: object) -> Attachment:
    """`document` in canonical JSON, ready to travel."""
    return Attachment(name, description, canonical(document))


def report_digest(says: object) -> str:
    """The hex SHA-256 of everything a report dataclass says; attachments count by their hash."""
    return digest(plain(says))


def report_id(report_sha256: str) -> str:
    """The first 80 bits of a digest in a form that can be read out on the telephone."""
    head = report_sha256[: 5 * _GROUPS].upper()
    return "ER-" + "-".join(head[at : at + 5] for at in range(0, len(head), 5))


def plain(value: object) -> object:
    """`value` with dataclasses as mappings and dates as ISO text, as canonical JSON takes it."""
    if isinstance(value, Attachment):
        return {"name": value.name, "sha256": value.sha256}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value
