"""Which result of a submission counts where there are several, and what it was made from."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import CTE, Select, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from assessments.library import queries as library
from assessments.library.models import CompanyMethod
from assessments.responses import queries as responses
from assessments.responses.models import Disclosure, Submission
from assessments.responses.values import answers_of_snapshot
from assessments.responses.withdrawing import is_withdrawn
from assessments.results.models import Result
from assessments.scope import CompanyScope
from questionnaires.definition import Questionnaire


@dataclass(frozen=True)
class Standing:
    """The result of a submission that counts today, and what the engine read for it.

    `seal` is the digest of the submission.
    """

    result: Result
    seal: str
    read: dict[str, Any]


class Position(NamedTuple):
    """Where a submission stands: of the result that counts what needs no document.

    `seal` is the digest of the submission.
    """

    seal: str
    id: int
    submission_id: int
    supplier_id: int
    questionnaire_version_id: int
    ruleset_version_id: int
    reference_edition_id: int
    band: str
    headline_tenths: int
    packed: str | None


def standing_first(result: Any = Result) -> tuple[Any, ...]:
    """An order: the newest submission first; of its results that by the adopted method, then the

    newest. Results are written in any order when a method is adopted, and one that was written
    long ago counts again when its method does.
    """
    adopted = aliased(CompanyMethod)
    newest = select(func.max(adopted.id)).where(adopted.company_id == CompanyMethod.company_id)
    by_method = exists().where(
        CompanyMethod.company_id == result.company_id,
        CompanyMethod.id == newest.scalar_subquery(),
        CompanyMethod.ruleset_version_id == result.ruleset_version_id,
        CompanyMethod.reference_edition_id == result.reference_edition_id,
    )
    # Added to nothing, so that SQLite finds the results by their supplier, not by this order.
    submission = result.submission_id + 0
    return submission.desc(), case((by_method, 0), else_=1), result.id.desc()


def standing_results(scope: CompanyScope) -> CTE:
    """The result that counts today of each supplier of the company, found once for all of them.

    A supplier that took its newest answers back has none: an older one does not count in its place.
    Its columns are `company_id`, `supplier_id`, `id`, `band` and `headline_tenths`.
    """
    place = func.row_number().over(partition_by=Result.supplier_id, order_by=standing_first())
    columns = (Result.company_id, Result.supplier_id, Result.id, Result.band)
    placed = (
        select(*columns, Result.headline_tenths, Result.submission_id, place.label("place"))
        .where(Result.company_id == scope.company_id)
        .subquery()
    )
    first = select(*placed.c[:-2]).where(placed.c.place == 1, ~is_withdrawn(placed.c))
    return first.cte("standing").prefix_with("MATERIALIZED")


def standing_between(
    session: Session, scope: CompanyScope, first: int, last: int
) -> Iterator[Standing]:
    """What counts of the submissions disclosed from one disclosure to another, in their order.

    A submission that has no result yet is left out.
    """
    columns = (Submission.digest, Result, Submission.snapshot)
    rows = session.execute(_counting(scope, first, last, *columns))
    asked: dict[int, Questionnaire] = {}
    for seal, result, snapshot in rows:
        version = result.questionnaire_version_id
        if version not in asked:
            asked[version] = library.questionnaire(session, version)
        yield Standing(result, seal, read_from(asked[version], result, json.loads(snapshot)))


def positions_between(
    session: Session, scope: CompanyScope, first: int, last: int
) -> list[Position]:
    """The same without opening documents: where each submission stands."""
    columns = (Submission.digest, *(getattr(Result, name) for name in Position._fields[1:]))
    return [Position(*row) for row in session.execute(_counting(scope, first, last, *columns))]


def documents_of(session: Session, scope: CompanyScope, results: Sequence[int]) -> dict[int, Any]:
    """The documents of these results of the company, by their ids."""
    rows = session.execute(
        select(Result.id, Result.document).where(
            Result.company_id == scope.company_id, Result.id.in_(results)
        )
    )
    return {row[0]: json.loads(row[1]) for row in rows}


def _counting(scope: CompanyScope, first: int, last: int, *columns: Any) -> Select[Any]:
    other = aliased(Result)
    standing = (
        select(other.id)
        .where(
            other.company_id == Disclosure.company_id,
            other.submission_id == Disclosure.submission_id,
        )
        .order_by(*standing_first(other))
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(*columns)
        .select_from(Submission)
        .join(
            Disclosure,
            (Disclosure.party_id == Submission.party_id)
            & (Disclosure.submission_id == Submission.id),
        )
        .join(Result, (Result.company_id == Disclosure.company_id) & (Result.id == standing))
        .where(
            Disclosure.company_id == scope.company_id,
            Disclosure.id.between(first, last),
            ~is_withdrawn(Disclosure),
        )
        .order_by(Disclosure.id)
    )


def read_for(session: Session, scope: CompanyScope, result: Result) -> dict[str, Any]:
    """What the engine read for a result of the company: the answers, and what stood beside them."""
    disclosed = responses.disclosed_submission(session, scope, result.submission_id)
    questionnaire = library.questionnaire(session, result.questionnaire_version_id)
    return read_from(questionnaire, result, disclosed.snapshot)


def read_from(
    questionnaire: Questionnaire, result: Result, snapshot: dict[str, Any]
) -> dict[str, Any]:
    """The answers of the snapshot, and beside them what was read when the result was made."""
    inputs: dict[str, Any] = json.loads(result.inputs)
    signals = {
        name: value if isinstance(value, bool) else Decimal(value)
        for name, value in inputs["signals"].items()
    }
    return inputs | {"signals": signals, "answers": answers_of_snapshot(questionnaire, snapshot)}
