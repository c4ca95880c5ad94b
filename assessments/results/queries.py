"""Reads on results."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.parties.models import Supplier
from assessments.responses.withdrawing import is_withdrawn
from assessments.results.models import Result
from assessments.results.portfolio import without_documents
from assessments.results.standing import standing_first
from assessments.scope import CompanyScope


def result(session: Session, scope: CompanyScope, public_id: UUID) -> Result:
    """One result of the company. NotFound for any other."""
    found = session.scalar(
        select(Result).where(Result.company_id == scope.company_id, Result.public_id == public_id)
    )
    if found is None:
        raise NotFound
    return found


def results_of_supplier(session: Session, scope: CompanyScope, supplier_id: int) -> list[Result]:
    """Every result of a supplier: the one that counts today first."""
    return list(
        session.scalars(
            select(Result)
            .where(Result.company_id == scope.company_id, Result.supplier_id == supplier_id)
            .order_by(*standing_first())
        )
    )


def newest_results(
    session: Session, scope: CompanyScope, most: int
) -> list[tuple[Result, Supplier]]:
    """The results that were made last, newest first, each with its supplier; for a list."""
    rows = session.execute(
        select(Result, Supplier)
        .join(
            Supplier,
            (Supplier.company_id == Result.company_id) & (Supplier.id == Result.supplier_id),
        )
        .where(Result.company_id == scope.company_id, ~is_withdrawn(Result))
        .options(*without_documents())
        .order_by(Result.scored_at.desc(), Result.id.desc())
        .limit(most)
    )
    return [(row[0], row[1]) for row in rows]


def supplier_of(session: Session, scope: CompanyScope, result: Result) -> Supplier:
    """The supplier that a result is about."""
    found = session.scalar(
        select(Supplier).where(
            Supplier.company_id == scope.company_id, Supplier.id == result.supplier_id
        )
    )
    if found is None:
        raise NotFound
    return found


def result_of_submission(
    session: Session, scope: CompanyScope, submission_id: int
) -> Result | None:
    """The result of a submission that counts today."""
    return session.scalar(
        select(Result)
        .where(Result.company_id == scope.company_id, Result.submission_id == submission_id)
        .order_by(*standing_first())
        .limit(1)
    )
