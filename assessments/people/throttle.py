"""How often one may try. Counted in the database, for one account and for one network (C9).

After a few free tries each one has to wait longer than the last. Nobody is locked out: the wait
ends, and a refused try does not prolong it.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assessments.errors import TooManyTries
from assessments.people.models import Attempt

WINDOW = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=5)
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` tries without waiting and `most` in all within a quarter of an hour."""

    name: str
    free: int
    most: int

    def wait(self, tries: int) -> timedelta:
        """How long after the last of so many tries the next may come."""
        if tries < self.free:
            return timedelta(0)
        return min(FIRST_WAIT * (1 << (tries - self.free)), WINDOW)


ACCOUNT = Limit("account", free=3, most=10)
NETWORK = Limit("network", free=20, most=30)


@dataclass(frozen=True, slots=True)
class Counted:
    """A try that was let through: its rows, and the account that it was for."""

    rows: tuple[int, ...]
    account: str


def admit(session: Session, *, account: str, address: str | None, now: datetime) -> Counted:
    """Count one try for an account from an address. Raises TooManyTries when it comes too soon."""
    subjects = {
        ACCOUNT: subject(ACCOUNT, account),
        NETWORK: subject(NETWORK, network(address)),
    }
    _take_turns(session, list(subjects.values()), now)
    for limit, digest in subjects.items():
        _refuse_haste(limit, _recent(session, digest, now), now)
    rows = [Attempt(subject=digest, at=now) for digest in subjects.values()]
    session.add_all(rows)
    session.execute(delete(Attempt).where(Attempt.at < now - KEPT))
    session.flush()
    return Counted(tuple(row.id for row in rows), subjects[ACCOUNT])


def forgive(session: Session, counted: Counted, now: datetime) -> None:
    """Forget a try that turned out well, and the failed ones for the same account before it."""
    session.execute(
        delete(Attempt).where(
            Attempt.at > now - WINDOW,
            Attempt.id.in_(counted.rows) | (Attempt.subject == counted.account),
        )
    )


def subject(limit: Limit, name: str) -> str:
    """What is stored in place of an account or a network: its SHA-256 in hexadecimal."""
    return hashlib.sha256(f"{limit.name}:{name}".encode()).hexdigest()


def network(address: str | None) -> str:
    """The network that an address belongs to: 24 bits of IPv4, 56 of IPv6."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return str(ipaddress.ip_network((found, 56), strict=False))
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, 24), strict=False))


def _take_turns(session: Session, subjects: list[str], now: datetime) -> None:
    """Let simultaneous tries on one subject wait for each other, so that each is counted."""
    session.scalars(
        select(Attempt.id)
        .where(Attempt.subject.in_(subjects), Attempt.at > now - WINDOW)
        .order_by(Attempt.id)
        .with_for_update()
    ).all()


def _recent(session: Session, digest: str, now: datetime) -> list[datetime]:
    return list(
        session.scalars(
            select(Attempt.at)
            .where(Attempt.subject == digest, Attempt.at > now - WINDOW)
            .order_by(Attempt.at)
        )
    )


def _refuse_haste(limit: Limit, tries: list[datetime], now: datetime) -> None:
    if not tries:
        return
    again = tries[-1] + limit.wait(len(tries))
    if len(tries) >= limit.most:
        again = max(again, tries[-limit.most] + WINDOW)
    if now < again:
        raise TooManyTries(retry_at=again)
