"""Write what another method makes of submissions beside the results that are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.ids import Ids, new_public_id
from assessments.library.methods import Method
from assessments.results.clearing import columns_of_signs, not_cleared
from assessments.results.marks import keep_marks
from assessments.results.models import Result
from assessments.scope import CompanyScope


@dataclass(frozen=True)
class Another:
    """What another method makes of the submission of a result.

    `columns` are those that `columns_of` makes of the document; to make them takes longer than to
    write them. `screening` is the outcome where the questionnaire is a short version, `packed`
    what the bulk engine read.
    """

    result: Result
    document: Mapping[str, Any]
    columns: Mapping[str, Any]
    screening: str | None = None
    packed: str | None = None


def write_beside(
    session: Session,
    scope: CompanyScope,
    *,
    method: Method,
    made: Sequence[Another],
    now: datetime,
    ids: Ids,
) -> int:
    """Add a result by the method for each submission that has none; how many were added.

    Each takes over what was read beside the answers, so that the method alone makes the
    difference. What is there is never changed.
    """
    there = _written(session, scope, method, [one.result.submission_id for one in made])
    added = [
        (_beside(session, scope, method, one, now, ids), one.document)
        for one in made
        if one.result.submission_id not in there
    ]
    if not added:
        return 0
    session.add_all(result for result, _ in added)
    session.flush()
    keep_marks(session, added)
    record(
        session,
        scope,
        kind="submissions-rescored",
        subject_kind="ruleset-version",
        subject_id=method.ruleset_version_id,
        now=now,
        facts={"results": len(added)},
    )
    return len(added)


def _written(
    session: Session, scope: CompanyScope, method: Method, submissions: Sequence[int]
) -> set[int]:
    return set(
        session.scalars(
            select(Result.submission_id).where(
                Result.company_id == scope.company_id,
                Result.submission_id.in_(submissions),
                Result.ruleset_version_id == method.ruleset_version_id,
                Result.reference_edition_id == method.reference_edition_id,
            )
        )
    )


def _beside(
    session: Session,
    scope: CompanyScope,
    method: Method,
    one: Another,
    now: datetime,
    ids: Ids,
) -> Result:
    result = one.result
    signs = not_cleared(
        session,
        scope,
        supplier_id=result.supplier_id,
        submission_id=result.submission_id,
        document=one.document,
    )
    return Result(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        supplier_id=result.supplier_id,
        invitation_id=result.invitation_id,
        submission_id=result.submission_id,
        questionnaire_version_id=result.questionnaire_version_id,
        ruleset_version_id=method.ruleset_version_id,
        reference_edition_id=method.reference_edition_id,
        inputs=result.inputs,
        scored_on=result.scored_on,
        scored_at=now,
        screening=one.screening,
        packed=one.packed,
        **one.columns,
        **columns_of_signs(signs),
    )
