"""Grave signs of earlier answers stand until somebody asks about them again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.responses.withdrawing import is_withdrawn
from assessments.results.models import Result
from assessments.results.standing import standing_first
from assessments.scope import CompanyScope

GRAVE = ("Z", "R")
NOT_ASKED = "not_asked"

Document = Mapping[str, Any]


@dataclass(frozen=True)
class NotCleared:
    """A zero-tolerance sign or red flag of the result `since`, of ISO day `seen_on`."""

    rule: str
    severity: str
    questions: tuple[str, ...]
    since: str
    seen_on: str


def not_cleared(
    session: Session,
    scope: CompanyScope,
    *,
    supplier_id: int,
    submission_id: int,
    document: Document,
) -> tuple[NotCleared, ...]:
    """What earlier answers of the supplier showed and these cannot clear, the gravest first.

    A questionnaire clears a sign when it asks every question that the sign was seen in. One that
    asks all that the rules read clears everything, at the price of no query.
    """
    unasked = {one["question"] for one in document["unknowns"] if one["state"] == NOT_ASKED}
    if not unasked:
        return ()
    before = session.scalars(
        select(Result)
        .where(
            Result.company_id == scope.company_id,
            Result.supplier_id == supplier_id,
            Result.submission_id < submission_id,
            ~is_withdrawn(Result),
        )
        .order_by(*standing_first())
        .limit(1)
    ).one_or_none()
    if before is None:
        return ()
    open_still = [
        sign
        for sign in (*_seen(before), *kept(before))
        if sign.rule not in document["rules"] and unasked & set(sign.questions)
    ]
    return tuple(sorted(open_still, key=lambda sign: GRAVE.index(sign.severity)))


def kept(result: Result) -> tuple[NotCleared, ...]:
    """The signs that were not cleared when a result was made."""
    return tuple(
        NotCleared(**{**sign, "questions": tuple(sign["questions"])})
        for sign in json.loads(result.not_cleared)
    )


def columns_of_signs(signs: Sequence[NotCleared]) -> dict[str, Any]:
    """What a stored result has of them."""
    return {
        "not_cleared": json.dumps([asdict(sign) for sign in signs]),
        "strongest_not_cleared": signs[0].rule if signs else None,
    }


def _seen(before: Result) -> list[NotCleared]:
    return [
        NotCleared(
            rule=finding["rule"],
            severity=finding["severity"],
            questions=tuple(finding["questions"]),
            since=str(before.public_id),
            seen_on=before.scored_on.isoformat(),
        )
        for finding in json.loads(before.document)["findings"]
        if finding["severity"] in GRAVE
    ]
