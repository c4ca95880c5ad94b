"""How far those who were asked got: the list, the funnel, and what became of the letters."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from assessments.campaigns.models import Campaign, Invitation, NotForMe
from assessments.campaigns.status import Funnel
from assessments.errors import NotFound
from assessments.parties.models import Supplier
from assessments.parties.names import folded
from assessments.scope import CompanyScope
from assessments.work.models import Mail

PAGE_SIZE = 50
LETTERS = ("invitation", "reminder")
NOT_ARRIVED = ("failed", "unknown")

RECENT = timedelta(days=14)

Asked = Literal[
    "mailed",
    "opened",
    "started",
    "submitted",
    "open",
    "overdue",
    "failed",
    "turned_away",
    "closed",
    "revoked",
]
ASKED: tuple[Asked, ...] = get_args(Asked)


@dataclass(frozen=True)
class AskedFilter:
    """What a list of invitations shows.

    `state` is a step that was reached (mailed, opened, started, submitted); open: not submitted
    yet, or sent back; overdue: open after its deadline; failed: the letter did not arrive;
    turned_away: somebody said in the last 14 days that it is not for them, or no longer supplies,
    and the company did not settle it; closed: no longer a supplier; or revoked.
    """

    state: Asked | None = None
    search: str = ""
    page: int = 1


@dataclass(frozen=True)
class AskedRow:
    """An invitation with its supplier, its campaign and the newest letter that carried a link.

    `said` is what was said last by somebody for whom it was not.
    """

    invitation: Invitation
    supplier: Supplier
    campaign: Campaign
    letter: Mail | None
    said: NotForMe | None = None


@dataclass(frozen=True)
class AskedPage:
    """One page of the list. `total` counts every invitation that the filter lets through."""

    rows: list[AskedRow]
    total: int
    page: int
    pages: int


def asked(
    session: Session,
    scope: CompanyScope,
    wanted: AskedFilter,
    on: date,
    campaign: Campaign | None = None,
) -> AskedPage:
    """One page of the invitations of a campaign, or of all, by the supplier's name."""
    chosen = _filtered(scope, wanted, on, campaign)
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, wanted.page), pages)
    rows = session.execute(
        chosen.order_by(Supplier.name_folded, Invitation.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return AskedPage([AskedRow(*row) for row in rows], total, page, pages)


def asked_of_supplier(session: Session, scope: CompanyScope, supplier: Supplier) -> list[AskedRow]:
    """Every time that a supplier was asked, newest first."""
    chosen = _filtered(scope, AskedFilter(), date.min, None)
    rows = session.execute(
        chosen.where(Invitation.supplier_id == supplier.id).order_by(Invitation.id.desc())
    )
    return [AskedRow(*row) for row in rows]


def asked_row(session: Session, scope: CompanyScope, public_id: UUID) -> AskedRow:
    """One invitation of the company with its letter. NotFound for any other."""
    chosen = _filtered(scope, AskedFilter(), date.min, None)
    row = session.execute(chosen.where(Invitation.public_id == public_id)).one_or_none()
    if row is None:
        raise NotFound
    return AskedRow(*row)


def count_asked(session: Session, scope: CompanyScope, wanted: AskedFilter, on: date) -> int:
    """How many invitations the filter lets through, over all campaigns."""
    chosen = _filtered(scope, wanted, on, None).subquery()
    return session.scalar(select(func.count()).select_from(chosen)) or 0


def funnels(session: Session, scope: CompanyScope, campaigns: Collection[int]) -> dict[int, Funnel]:
    """How far the invitations of each campaign got; every later step counts for the earlier.

    `mailed` counts letters that the mail server took, not letters that wait to be sent.
    """
    rows = session.execute(
        select(
            Invitation.campaign_id,
            func.count(Invitation.id),
            _number(_reached("mailed")),
            _number(_reached("opened")),
            _number(_reached("started")),
            _number(_reached("submitted")),
        )
        .where(Invitation.company_id == scope.company_id, Invitation.campaign_id.in_(campaigns))
        .group_by(Invitation.campaign_id)
    )
    return {row[0]: Funnel(*row[1:]) for row in rows}


def latest_invitations(
    session: Session, scope: CompanyScope, suppliers: Collection[int]
) -> dict[int, Invitation]:
    """Supplier → the last time that it was asked, of those suppliers that were."""
    newest = (
        select(func.max(Invitation.id))
        .where(Invitation.company_id == scope.company_id, Invitation.supplier_id.in_(suppliers))
        .group_by(Invitation.supplier_id)
    )
    found = session.scalars(
        select(Invitation).where(
            Invitation.company_id == scope.company_id, Invitation.id.in_(newest)
        )
    )
    return {invitation.supplier_id: invitation for invitation in found}


def _filtered(
    scope: CompanyScope, wanted: AskedFilter, on: date, campaign: Campaign | None
) -> Select[Invitation, Supplier, Campaign, Mail, NotForMe]:
    chosen = (
        select(Invitation, Supplier, Campaign, Mail, NotForMe)
        .join(
            Supplier,
            and_(
                Supplier.company_id == Invitation.company_id,
                Supplier.id == Invitation.supplier_id,
            ),
        )
        .join(
            Campaign,
            and_(
                Campaign.company_id == Invitation.company_id,
                Campaign.id == Invitation.campaign_id,
            ),
        )
        .outerjoin(Mail, _is_newest_letter())
        .outerjoin(NotForMe, _was_said_last())
        .where(Invitation.company_id == scope.company_id)
    )
    if campaign is not None:
        chosen = chosen.where(Invitation.campaign_id == campaign.id)
    if wanted.state is not None:
        chosen = chosen.where(_is(wanted.state, on))
    if wanted.search.strip():
        typed = folded(wanted.search)
        chosen = chosen.where(Supplier.name_folded.contains(typed, autoescape=True))
    return chosen


def _is(state: Asked, on: date) -> ColumnElement[bool]:
    not_sent = or_(Invitation.submitted_at.is_(None), Invitation.returned_at.is_not(None))
    unsent = and_(not_sent, Invitation.revoked_at.is_(None))
    closed = and_(unsent, Invitation.closed_at.is_not(None))
    still_open = and_(unsent, Invitation.closed_at.is_(None))
    lately = NotForMe.said_at >= datetime.combine(on, time.min, tzinfo=UTC) - RECENT
    conditions: dict[str, ColumnElement[bool]] = {
        "open": still_open,
        "overdue": and_(still_open, Invitation.due_on < on),
        "failed": and_(still_open, Mail.state.in_(NOT_ARRIVED)),
        "turned_away": and_(_is_unsettled(), or_(closed, and_(still_open, lately))),
        "closed": closed,
        "revoked": Invitation.revoked_at.is_not(None),
    }
    return conditions[state] if state in conditions else _reached(state)


def _is_unsettled() -> ColumnElement[bool]:
    """Whoever was named in place of the wrong person was asked: nothing is left to do there."""
    return and_(
        NotForMe.reason != "wrong_person",
        or_(Invitation.settled_at.is_(None), NotForMe.said_at > Invitation.settled_at),
    )


def _was_said_last() -> ColumnElement[bool]:
    """The join of an invitation with what was said last by somebody for whom it was not."""
    later = aliased(NotForMe)
    newest = (
        select(func.max(later.id))
        .where(later.company_id == Invitation.company_id, later.invitation_id == Invitation.id)
        .correlate(Invitation)
        .scalar_subquery()
    )
    return and_(NotForMe.company_id == Invitation.company_id, NotForMe.id == newest)


def _reached(step: str) -> ColumnElement[bool]:
    moments: dict[str, ColumnElement[bool]] = {
        "submitted": Invitation.submitted_at.is_not(None),
        "started": Invitation.started_at.is_not(None),
        "opened": or_(Invitation.opened_at.is_not(None), _somebody_was_there()),
        "mailed": _a_letter_arrived(),
    }
    steps = list(moments)
    return or_(*(moments[each] for each in steps[: steps.index(step) + 1]))


def _somebody_was_there() -> ColumnElement[bool]:
    """Whoever says that it is not for them has opened it, though the next one has not."""
    said = aliased(NotForMe)
    return exists().where(
        said.company_id == Invitation.company_id, said.invitation_id == Invitation.id
    )


def _a_letter_arrived() -> ColumnElement[bool]:
    """Whether any letter that carried a link was taken, also where a newer one waits."""
    letter = aliased(Mail)
    return exists().where(*_carries_link(letter), letter.sent_at.is_not(None))


def _carries_link(letter: type[Mail]) -> tuple[ColumnElement[bool], ...]:
    return (
        letter.company_id == Invitation.company_id,
        letter.about == literal("invitation:") + cast(Invitation.id, String),
        letter.kind.in_(LETTERS),
    )


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _is_newest_letter() -> ColumnElement[bool]:
    """The join of an invitation with the newest letter that carried its link."""
    later = aliased(Mail)
    newest = (
        select(func.max(later.id))
        .where(*_carries_link(later))
        .correlate(Invitation)
        .scalar_subquery()
    )
    return and_(Mail.company_id == Invitation.company_id, Mail.id == newest)
