"""One segment: read what it spans, and keep what was made of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from assessments.library import queries as library
from assessments.library.methods import Method
from assessments.results import standing
from assessments.scope import CompanyScope
from assessments.trials.models import Trial, TrialMove, TrialSegment
from assessments.trials.rescoring import Pins, Rescored, Taken
from scoring.canonical import canonical
from scoring.compare import Comparer, Standing
from scoring.engine import Scorer


@dataclass(frozen=True)
class Task:
    """A segment that is still to be scored, with everything that scoring it takes."""

    submissions: int
    taken: tuple[Taken, ...]
    scorers: Mapping[int, Scorer]
    comparers: Mapping[Pins, Comparer]


def take_segment(session: Session, scope: CompanyScope, trial_segment_id: int) -> Task | None:
    """What a job scores. None where it is done already, or the trial is stopped or decided."""
    row = session.execute(
        select(TrialSegment, Trial)
        .join(
            Trial,
            (Trial.company_id == TrialSegment.company_id) & (Trial.id == TrialSegment.trial_id),
        )
        .where(TrialSegment.company_id == scope.company_id, TrialSegment.id == trial_segment_id)
    ).one_or_none()
    if row is None or row[0].digest is not None or not _is_wanted(row[1]):
        return None
    segment, trial = row[0], row[1]
    rows = standing.standing_between(session, scope, segment.first_id, segment.last_id)
    taken = tuple(_taken(one) for one in rows)
    versions = (one.questionnaire_version_id for one in taken)
    scorers = scorers_for(session, versions, method_of(trial))
    return Task(segment.submissions, taken, scorers, _comparers(session, taken, scorers))


def keep_segment(
    session: Session,
    scope: CompanyScope,
    *,
    trial_segment_id: int,
    rescored: Rescored,
    now: datetime,
) -> bool:
    """Fill a segment with its scores and movers. False where another did so first."""
    filled = (
        update(TrialSegment)
        .where(
            TrialSegment.company_id == scope.company_id,
            TrialSegment.id == trial_segment_id,
            TrialSegment.digest.is_(None),
        )
        .values(
            scores=rescored.raw,
            digest=rescored.digest,
            unscored=TrialSegment.submissions - rescored.scored,
            shifted=rescored.shifted,
            scored_at=now,
        )
        .returning(TrialSegment.trial_id)
    )
    trial_id = session.scalar(filled)
    if trial_id is None:
        return False
    moves = [
        {
            "company_id": scope.company_id,
            "trial_id": trial_id,
            "supplier_id": mover.taken.supplier_id,
            "submission_id": mover.taken.submission_id,
            "result_id": mover.taken.result_id,
            "old_band": mover.move.before.band,
            "new_band": mover.move.after.band,
            "old_tenths": mover.move.before.headline_tenths,
            "new_tenths": mover.move.after.headline_tenths,
            "causes": canonical(mover.move.by).decode(),
        }
        for mover in rescored.movers
    ]
    if moves:
        session.execute(insert(TrialMove), moves)
    return True


def scorers_for(session: Session, versions: Iterable[int], method: Method) -> dict[int, Scorer]:
    """The method for each of these questionnaire versions, by their rows."""
    return {
        version: library.scorer(
            session,
            questionnaire_version_id=version,
            ruleset_version_id=method.ruleset_version_id,
            reference_edition_id=method.reference_edition_id,
        )
        for version in sorted(set(versions))
    }


def method_of(trial: Trial) -> Method:
    """The method that a trial tries."""
    return Method(trial.ruleset_version_id, trial.reference_edition_id)


def _taken(found: standing.Standing) -> Taken:
    result = found.result
    return Taken(
        submission_id=result.submission_id,
        supplier_id=result.supplier_id,
        result_id=result.id,
        questionnaire_version_id=result.questionnaire_version_id,
        pins=(result.ruleset_version_id, result.reference_edition_id),
        seal=found.seal,
        read=found.read,
        before=Standing.of_document(json.loads(result.document)),
    )


def _comparers(
    session: Session, taken: Sequence[Taken], scorers: Mapping[int, Scorer]
) -> dict[Pins, Comparer]:
    """What compares the tried method with that of each earlier result."""
    comparers: dict[Pins, Comparer] = {}
    for one in taken:
        if one.pins not in comparers:
            version, new = one.questionnaire_version_id, scorers[one.questionnaire_version_id]
            old = scorers_for(session, [version], Method(*one.pins))[version]
            same = old.reference.sha256 == new.reference.sha256
            comparers[one.pins] = Comparer(old.ruleset, new.ruleset, same_reference=same)
    return comparers


def _is_wanted(trial: Trial) -> bool:
    moments = (trial.stopped_at, trial.adopted_at, trial.discarded_at)
    return moments == (None, None, None)
