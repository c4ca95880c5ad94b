"""Cut what was disclosed to a company into segments of a size that one job can hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.responses.models import Disclosure
from assessments.scope import CompanyScope

SEGMENT = 500


@dataclass(frozen=True)
class Span:
    """Disclosures from `first` to `last`, both among them; `submissions` is how many."""

    first: int
    last: int
    submissions: int


def spans(session: Session, scope: CompanyScope) -> Iterator[Span]:
    """Everything that was disclosed to the company so far, in order, at most SEGMENT each."""
    ids = session.scalars(
        select(Disclosure.id)
        .where(Disclosure.company_id == scope.company_id)
        .order_by(Disclosure.id)
        .execution_options(yield_per=SEGMENT)
    )
    for part in ids.partitions(SEGMENT):
        yield Span(part[0], part[-1], len(part))
