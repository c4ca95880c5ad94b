"""One segment: read what it spans, and keep what was made of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from assessments.library import queries as library
from assessments.library.bulk import bulk_scorer
from assessments.library.methods import Method
from assessments.results import standing
from assessments.scope import CompanyScope
from assessments.trials.models import Trial, TrialMove, TrialSegment
from assessments.trials.rescoring import Mover, Pins, Rescored, Taken
from scoring.bulk import BulkScorer
from scoring.canonical import canonical
from scoring.compare import Comparer, Move, Standing
from scoring.engine import Scorer


@dataclass(frozen=True)
class Task:
    """A segment that is still to be scored, with everything that scoring it takes."""

    submissions: int
    taken: tuple[Taken, ...]
    scorers: Mapping[int, BulkScorer]
    method: Method


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
    segment, method = row[0], method_of(row[1])
    positions = standing.positions_between(session, scope, segment.first_id, segment.last_id)
    versions = (position.questionnaire_version_id for position in positions)
    scorers = {
        version: bulk_scorer(scorer)
        for version, scorer in scorers_for(session, versions, method).items()
    }
    packed = _packed(session, scope, segment, positions, scorers)
    taken = tuple(_taken(position, packed[position.id]) for position in positions)
    return Task(segment.submissions, taken, scorers, method)


def moves_of(
    session: Session, scope: CompanyScope, task: Task, rescored: Rescored
) -> list[tuple[Mover, Move]]:
    """Each mover of a segment with what moves it; the earlier results are opened for it."""
    results = [mover.taken.result_id for mover in rescored.movers]
    documents = standing.documents_of(session, scope, results)
    comparers = _comparers(session, task, rescored.movers)
    moves = []
    for mover in rescored.movers:
        before = Standing.of_document(documents[mover.taken.result_id])
        move = comparers[mover.taken.pins].compare(before, mover.after)
        if move is not None:
            moves.append((mover, move))
    return moves


def keep_segment(
    session: Session,
    scope: CompanyScope,
    *,
    trial_segment_id: int,
    rescored: Rescored,
    moves: Sequence[tuple[Mover, Move]],
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
    rows = [
        {
            "company_id": scope.company_id,
            "trial_id": trial_id,
            "supplier_id": mover.taken.supplier_id,
            "submission_id": mover.taken.submission_id,
            "result_id": mover.taken.result_id,
            "old_band": move.before.band,
            "new_band": move.after.band,
            "old_tenths": move.before.headline_tenths,
            "new_tenths": move.after.headline_tenths,
            "causes": canonical(move.by).decode(),
        }
        for mover, move in moves
    ]
    if rows:
        session.execute(insert(TrialMove), rows)
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


def _packed(
    session: Session,
    scope: CompanyScope,
    segment: TrialSegment,
    positions: Sequence[standing.Position],
    scorers: Mapping[int, BulkScorer],
) -> dict[int, bytes]:
    """What the tried method reads of each result's submission, by the result.

    As it was packed when the result was made; where the method reads something else, the sealed
    submissions are opened.
    """
    found = {
        one.id: one.packed.encode()
        for one in positions
        if one.packed and scorers[one.questionnaire_version_id].reads(one.packed.encode())
    }
    if len(found) == len(positions):
        return found
    opened = standing.standing_between(session, scope, segment.first_id, segment.last_id)
    return {
        one.result.id: scorers[one.result.questionnaire_version_id].pack(one.read) for one in opened
    }


def _taken(position: standing.Position, packed: bytes) -> Taken:
    return Taken(
        submission_id=position.submission_id,
        supplier_id=position.supplier_id,
        result_id=position.id,
        questionnaire_version_id=position.questionnaire_version_id,
        pins=(position.ruleset_version_id, position.reference_edition_id),
        seal=position.seal,
        band=position.band,
        headline_tenths=position.headline_tenths,
        packed=packed,
    )


def _comparers(session: Session, task: Task, movers: Sequence[Mover]) -> dict[Pins, Comparer]:
    """What compares the tried method with that of each earlier result."""
    comparers: dict[Pins, Comparer] = {}
    for one in (mover.taken for mover in movers):
        if one.pins not in comparers:
            version = one.questionnaire_version_id
            new = scorers_for(session, [version], task.method)[version]
            old = scorers_for(session, [version], Method(*one.pins))[version]
            same = old.reference.sha256 == new.reference.sha256
            comparers[one.pins] = Comparer(old.ruleset, new.ruleset, same_reference=same)
    return comparers


def _is_wanted(trial: Trial) -> bool:
    moments = (trial.stopped_at, trial.adopted_at, trial.discarded_at)
    return moments == (None, None, None)
