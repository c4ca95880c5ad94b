"""Since when corrective actions have been due: to answer again gives no more time."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.results.models import Result
from assessments.scope import CompanyScope


@dataclass(frozen=True)
class Asked:
    """What the result of a submission asked for, on its day."""

    on: date
    questionnaire: str
    actions: frozenset[str]


def due_since(asked: Sequence[Asked]) -> dict[str, date]:
    """Action of the newest → the first day of the unbroken row of results that asked for it.

    The newest stands first. A result of another questionnaire, which may not go into the matter,
    breaks no row.
    """
    newest = asked[0]
    still = newest.actions
    first: dict[str, date] = {}
    for one in asked:
        first |= dict.fromkeys(still & one.actions, one.on)
        if one.questionnaire == newest.questionnaire:
            still &= one.actions
    return first


def due_since_result(result: Result, known: Iterable[Result]) -> dict[str, date]:
    """The same for a result, by those that are known of its supplier.

    Only what was there before it counts, so that it stays what it was.
    """
    before = sorted(
        (one for one in known if one.id < result.id and one.submission_id < result.submission_id),
        key=_submission,
        reverse=True,
    )
    answered = ([result], *(list(each) for _submission_id, each in groupby(before, _submission)))
    return due_since([_asked(each) for each in answered])


def results_before(session: Session, scope: CompanyScope, result: Result) -> list[Result]:
    """The results of earlier submissions of the same supplier that were there before it."""
    return list(
        session.scalars(
            select(Result).where(
                Result.company_id == scope.company_id,
                Result.supplier_id == result.supplier_id,
                Result.submission_id < result.submission_id,
                Result.id < result.id,
            )
        )
    )


def asked_by(document: Mapping[str, Any]) -> Asked:
    """What a result document asks for."""
    return Asked(
        on=date.fromisoformat(document["on"]),
        questionnaire=document["questionnaire"]["slug"],
        actions=frozenset(document["actions"]),
    )


def _submission(result: Result) -> int:
    return result.submission_id


def _asked(results: Sequence[Result]) -> Asked:
    """What a submission asked for by any method."""
    each = [asked_by(json.loads(one.document)) for one in results]
    actions = frozenset[str]().union(*(one.actions for one in each))
    return Asked(each[0].on, each[0].questionnaire, actions)
