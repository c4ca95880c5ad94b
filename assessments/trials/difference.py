"""What the tried method says differently of one submission, rule by rule and figure by figure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.results.models import Result
from assessments.results.standing import read_for
from assessments.scope import CompanyScope
from assessments.trials.models import Trial
from assessments.trials.queries import trial as own
from assessments.trials.scoring import method_of, scorers_for

Document = Mapping[str, Any]
Weight = tuple[str, tuple[tuple[str, Decimal], ...]]


@dataclass(frozen=True)
class RuleChange:
    """A rule or check that fires on one side only, or counts differently.

    Each side is its severity and its points for each indicator (of a check, the suspected points);
    None where it does not fire.
    """

    rule: str
    is_check: bool
    before: Weight | None
    after: Weight | None


@dataclass(frozen=True)
class Residual:
    """The residual of one indicator before and after."""

    indicator: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Difference:
    """Two documents of results of one submission. `written` is the new one, once it is kept."""

    before: Document
    after: Document
    written: Result | None

    @property
    def residuals(self) -> list[Residual]:
        """The indicators whose residual differs."""
        return [
            Residual(code, *figures)
            for code, line in self.after["indicators"].items()
            if code in self.before["indicators"]
            and len(set(figures := _both(self.before["indicators"][code], line))) > 1
        ]

    @property
    def rules(self) -> list[RuleChange]:
        """The rules and checks that differ, by their names."""
        return [
            *_changes("findings", "rule", "points", self.before, self.after),
            *_changes("fired_checks", "check", "suspected", self.before, self.after),
        ]


def difference(session: Session, scope: CompanyScope, trial: Trial, result: Result) -> Difference:
    """What a trial makes of the submission of a result, computed now from the sealed snapshot."""
    version, trial = result.questionnaire_version_id, own(session, scope, trial.public_id)
    scorer = scorers_for(session, [version], method_of(trial))[version]
    after = scorer.score(read_for(session, scope, result)).document()
    return Difference(json.loads(result.document), after, _written(session, scope, trial, result))


def _written(session: Session, scope: CompanyScope, trial: Trial, result: Result) -> Result | None:
    return session.scalar(
        select(Result).where(
            Result.company_id == scope.company_id,
            Result.submission_id == result.submission_id,
            Result.ruleset_version_id == trial.ruleset_version_id,
            Result.reference_edition_id == trial.reference_edition_id,
        )
    )


def _both(before: Document, after: Document) -> tuple[Decimal, Decimal]:
    return Decimal(before["residual"]), Decimal(after["residual"])


def _changes(
    part: str, name: str, points: str, before: Document, after: Document
) -> Iterator[RuleChange]:
    old = {entry[name]: _weight(entry, points) for entry in before[part]}
    new = {entry[name]: _weight(entry, points) for entry in after[part]}
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            yield RuleChange(key, name == "check", old.get(key), new.get(key))


def _weight(entry: Document, points: str) -> Weight:
    counted = ((code, Decimal(number)) for code, number in sorted(entry[points].items()))
    return entry["severity"], tuple(counted)
