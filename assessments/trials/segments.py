"""Cut what was disclosed to a company into segments of a size that one job can hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessments.responses.models import Disclosure
from assessments.responses.withdrawing import is_withdrawn
from assessments.scope import CompanyScope

SEGMENT = 1000
WRITTEN_AT_ONCE = 50
"""Results of an adopted method in one transaction: others that write wait for it."""


@dataclass(frozen=True)
class Span:
    """Disclosures from `first` to `last`, both among them; `submissions` is how many."""

    first: int
    last: int
    submissions: int


def spans(session: Session, scope: CompanyScope) -> Iterator[Span]:
    """Everything that was disclosed to the company so far, in order, at most SEGMENT each."""
    return _cut(session, _disclosed(scope), SEGMENT)


def parts_of(session: Session, scope: CompanyScope, first: int, last: int) -> Iterator[Span]:
    """What was disclosed from one disclosure to another, at most WRITTEN_AT_ONCE each."""
    within = _disclosed(scope).where(Disclosure.id.between(first, last))
    return _cut(session, within, WRITTEN_AT_ONCE)


def _disclosed(scope: CompanyScope) -> Select[int]:
    return (
        select(Disclosure.id)
        .where(Disclosure.company_id == scope.company_id, ~is_withdrawn(Disclosure))
        .order_by(Disclosure.id)
    )


def _cut(session: Session, ids: Select[int], most: int) -> Iterator[Span]:
    found = session.scalars(ids.execution_options(yield_per=most))
    for part in found.partitions(most):
        yield Span(part[0], part[-1], len(part))
