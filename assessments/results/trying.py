"""What another rule would change in the portfolio. Nothing of it is kept."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, defer

from assessments.library import queries as library
from assessments.parties.models import Supplier
from assessments.responses.models import Submission
from assessments.results.models import Result
from assessments.results.portfolio import newest_result
from assessments.results.queries import result
from assessments.results.standing import read_from
from assessments.scope import CompanyScope
from questionnaires import library as questionnaires
from scoring.engine import Scorer
from scoring.ruleset import Ruleset, parse_ruleset
from scoring.thresholds import with_rule

MOST = 400
"""How many suppliers are scored for one page."""


@dataclass(frozen=True)
class Moved:
    """A supplier whose newest result would be another one, with what it is and what it would be.

    Headlines in tenths; `fired` and `would_fire` are about the rule that was changed.
    """

    supplier: Supplier
    result: Result
    band: str
    tenths: int
    fired: bool
    would_fire: bool

    @property
    def moves(self) -> bool:
        """Whether the band would be another one."""
        return self.band != self.result.band


@dataclass(frozen=True)
class Tried:
    """What came of a changed rule: for how many suppliers it fires before and after, who changes.

    `others` are rated suppliers that were not looked at: scored by another ruleset, or beyond
    MOST, those with the newest results first.
    """

    looked_at: int
    others: int
    fired: int
    would_fire: int
    changed: tuple[Moved, ...]

    @property
    def steps(self) -> list[tuple[str, str, int]]:
        """From which band to which, and how many; the most first."""
        moved = Counter((one.result.band, one.band) for one in self.changed if one.moves)
        return [(before, after, number) for (before, after), number in moved.most_common()]


def try_rule(
    session: Session, scope: CompanyScope, *, result_id: UUID, rule: str, changes: Mapping[str, Any]
) -> Tried:
    """Score the newest result of each supplier by the ruleset of one result with a rule changed.

    Raises RulesetProblems where the changed ruleset would be none, NotFound for a result that is
    not the company's.
    """
    like = result(session, scope, result_id)
    tried = _Tried(session, like, rule, changes)
    scored = [
        tried.score(supplier, newest, snapshot)
        for supplier, newest, snapshot in _newest(session, scope, like)
    ]
    rated = session.scalar(
        select(func.count())
        .select_from(Supplier)
        .join(Result, newest_result())
        .where(*_counted(scope))
    )
    return Tried(
        looked_at=len(scored),
        others=(rated or 0) - len(scored),
        fired=sum(one.fired for one in scored),
        would_fire=sum(one.would_fire for one in scored),
        changed=tuple(one for one in scored if _differs(one)),
    )


class _Tried:
    """Scores what was scored before, by the same ruleset and by the changed one."""

    def __init__(self, session: Session, like: Result, rule: str, changes: Mapping[str, Any]):
        self._session = session
        self._rule = rule
        self._like = like
        self._scorers: dict[tuple[int, int], tuple[Scorer, Scorer]] = {}
        self._ruleset = self._changed(changes)

    def score(self, supplier: Supplier, result: Result, snapshot: str) -> Moved:
        """What one supplier's newest result would be."""
        questionnaire = library.questionnaire(self._session, result.questionnaire_version_id)
        read = read_from(questionnaire, result, json.loads(snapshot))
        before, after = self._pair(result)
        scored = after.score(read)
        return Moved(
            supplier=supplier,
            result=result,
            band=scored.banding.band,
            tenths=int(scored.headline * 10),
            fired=self._fires(before, read),
            would_fire=any(rule.id == self._rule for rule in scored.rules),
        )

    def _fires(self, scorer: Scorer, read: Mapping[str, Any]) -> bool:
        values = scorer.values(read)
        rule = next(rule for rule in scorer.ruleset.rules if rule.id == self._rule)
        return rule.condition.test(values) is True

    def _pair(self, result: Result) -> tuple[Scorer, Scorer]:
        key = result.questionnaire_version_id, result.reference_edition_id
        if key not in self._scorers:
            base = self._base(result)
            self._scorers[key] = base, Scorer(self._ruleset, base.reference, base.form)
        return self._scorers[key]

    def _base(self, result: Result) -> Scorer:
        return library.scorer(
            self._session,
            questionnaire_version_id=result.questionnaire_version_id,
            ruleset_version_id=result.ruleset_version_id,
            reference_edition_id=result.reference_edition_id,
        )

    def _changed(self, changes: Mapping[str, Any]) -> Ruleset:
        base = self._base(self._like)
        return parse_ruleset(
            with_rule(base.ruleset.document, self._rule, changes),
            form=questionnaires.load(*base.ruleset.questionnaire).form(),
            reference=base.reference,
        )


def _newest(
    session: Session, scope: CompanyScope, like: Result
) -> Iterator[tuple[Supplier, Result, str]]:
    rows = session.execute(
        select(Supplier, Result, Submission.snapshot)
        .select_from(Supplier)
        .join(Result, newest_result())
        .join(Submission, Submission.id == Result.submission_id)
        .where(*_counted(scope), Result.ruleset_version_id == like.ruleset_version_id)
        .options(defer(Result.document, raiseload=True))
        .order_by(Result.id.desc())
        .limit(MOST)
    )
    yield from ((row[0], row[1], row[2]) for row in rows)


def _counted(scope: CompanyScope) -> tuple[ColumnElement[bool], ...]:
    return Supplier.company_id == scope.company_id, Supplier.archived_at.is_(None)


def _differs(one: Moved) -> bool:
    now = (one.result.band, one.result.headline_tenths)
    return (one.band, one.tenths) != now or one.fired != one.would_fire
