"""What was typed but could not be saved: kept for a day, for the address that typed it alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from assessments.colleagues.queries import my_colleague
from assessments.responses.models import HeldSave
from assessments.scope import LinkScope, SupplierScope

HELD_FOR = timedelta(hours=24)
LONGEST_HELD = 2 * 1024 * 1024  # bytes; twice the largest form, for JSON writes some signs longer
LONGEST_PAGE = 300
MOST_HELD = 20


@dataclass(frozen=True)
class Held:
    """What was typed on a page after the session had ended."""

    page: str
    fields: dict[str, list[str]]
    created_at: datetime


@dataclass(frozen=True)
class Waiting:
    """That somebody typed something on a page, not what."""

    page: str
    email: str
    created_at: datetime


def hold_save(
    session: Session,
    scope: LinkScope,
    *,
    email: str,
    page: str,
    fields: Mapping[str, Sequence[str]],
    now: datetime,
) -> bool:
    """Keep what was typed for 24 hours, until the code is entered again. False if it is too much.

    It is shown only within a session of the same invitation for the same address.
    """
    text = json.dumps({name: list(values) for name, values in fields.items()}, ensure_ascii=False)
    held = and_(_at(scope), HeldSave.email == email, HeldSave.expires_at > now)
    is_full = len(session.scalars(select(HeldSave.id).where(held)).all()) >= MOST_HELD
    if is_full or len(page) > LONGEST_PAGE or len(text.encode()) > LONGEST_HELD:
        return False
    hold(session, scope, email=email, page=page, text=text, now=now)
    return True


def hold(
    session: Session,
    scope: LinkScope | SupplierScope,
    *,
    email: str,
    page: str,
    text: str,
    now: datetime,
) -> None:
    """Keep fields that are JSON already."""
    session.add(
        HeldSave(
            company_id=scope.company_id,
            invitation_id=scope.invitation_id,
            colleague_id=scope.colleague_id,
            email=email,
            page=page,
            fields=text,
            created_at=now,
            expires_at=now + HELD_FOR,
        )
    )
    session.flush()


def held_saves(session: Session, scope: SupplierScope, now: datetime) -> list[Held]:
    """What the asker typed and is not older than a day, oldest first."""
    found = session.scalars(
        select(HeldSave)
        .where(_mine(scope), HeldSave.expires_at > now)
        .order_by(HeldSave.created_at, HeldSave.id)
    )
    return [Held(held.page, json.loads(held.fields), held.created_at) for held in found]


def waiting_of_others(session: Session, scope: SupplierScope, now: datetime) -> list[Waiting]:
    """Where others typed what is not saved, oldest first. A contributor is told nothing."""
    if scope.colleague_id and my_colleague(session, scope).role == "contributor":
        return []
    found = session.execute(
        select(HeldSave.page, HeldSave.email, HeldSave.created_at)
        .where(
            HeldSave.company_id == scope.company_id,
            HeldSave.invitation_id == scope.invitation_id,
            HeldSave.email != scope.email,
            HeldSave.expires_at > now,
        )
        .order_by(HeldSave.created_at, HeldSave.id)
    )
    return [Waiting(*row) for row in found]


def release_held(session: Session, scope: SupplierScope, *, page: str) -> None:
    """Forget what was held for a page: it was saved, or its author does not want it."""
    session.execute(delete(HeldSave).where(_mine(scope), HeldSave.page == page))


def forget_held(session: Session, scope: SupplierScope) -> None:
    """Forget everything that anybody typed for the invitation: it goes to somebody else."""
    session.execute(
        delete(HeldSave).where(
            HeldSave.company_id == scope.company_id,
            HeldSave.invitation_id == scope.invitation_id,
        )
    )


def _at(scope: LinkScope | SupplierScope) -> ColumnElement[bool]:
    return and_(
        HeldSave.company_id == scope.company_id,
        HeldSave.invitation_id == scope.invitation_id,
        HeldSave.colleague_id == scope.colleague_id,
    )


def _mine(scope: SupplierScope) -> ColumnElement[bool]:
    return and_(_at(scope), HeldSave.email == scope.email)
