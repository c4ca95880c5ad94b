"""Reads on trials."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.parties.models import Supplier
from assessments.results.models import Result
from assessments.results.portfolio import without_documents
from assessments.scope import CompanyScope
from assessments.trials.models import Trial, TrialMove, TrialSegment
from assessments.trials.status import OPEN, about_adoption, about_trial, status_of
from assessments.work.models import Job
from scoring.canonical import digest

PAGE_SIZE = 50
AT_ONCE = 500


@dataclass(frozen=True)
class Progress:
    """How far a trial is: segments that are done of all, and what they hold.

    `scored` counts submissions that were compared, `unscored` those without a result to compare
    with, `moved` those whose band changes, `shifted` those whose headline alone does.
    """

    status: str
    done: int
    total: int
    scored: int
    unscored: int
    moved: int
    shifted: int

    @property
    def is_open(self) -> bool:
        """Whether it can still be adopted or discarded."""
        return self.status in OPEN


@dataclass(frozen=True)
class Passage:
    """How many move from one band to another, and for how many of them each cause is one."""

    old_band: str
    new_band: str
    count: int
    causes: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Mover:
    """One submission whose band changes, with its supplier and the result that counts today."""

    move: TrialMove
    supplier: Supplier
    result: Result

    @property
    def causes(self) -> list[str]:
        """Rules and checks that differ, or else `weights`, `reference` or `other`."""
        found: list[str] = json.loads(self.move.causes)
        return found


@dataclass(frozen=True)
class Movers:
    """One page of movers. `total` counts all of them."""

    rows: list[Mover]
    total: int
    page: int
    pages: int


def trial(session: Session, scope: CompanyScope, public_id: UUID) -> Trial:
    """One trial of the company. NotFound for any other."""
    found = session.scalar(
        select(Trial).where(Trial.company_id == scope.company_id, Trial.public_id == public_id)
    )
    if found is None:
        raise NotFound
    return found


def trials(session: Session, scope: CompanyScope) -> list[Trial]:
    """Every trial of the company, newest first."""
    return list(
        session.scalars(
            select(Trial).where(Trial.company_id == scope.company_id).order_by(Trial.id.desc())
        )
    )


def open_trial(session: Session, scope: CompanyScope) -> Trial | None:
    """The trial that was neither adopted nor discarded; there is at most one."""
    return session.scalar(
        select(Trial).where(
            Trial.company_id == scope.company_id,
            Trial.adopted_at.is_(None),
            Trial.discarded_at.is_(None),
        )
    )


def progress(session: Session, scope: CompanyScope, of: Trial) -> Progress:
    """How far a trial of the company is. NotFound for any other."""
    found = trial(session, scope, of.public_id)
    done = TrialSegment.digest.is_not(None)
    row = session.execute(
        select(
            func.count(TrialSegment.id),
            func.count(TrialSegment.digest),
            func.sum(TrialSegment.submissions).filter(done),
            func.sum(TrialSegment.unscored),
            func.sum(TrialSegment.shifted),
        ).where(TrialSegment.company_id == scope.company_id, TrialSegment.trial_id == found.id)
    ).one()
    moved = session.scalar(select(func.count()).select_from(_moves(scope, found).subquery()))
    return Progress(
        status=status_of(found, done=row[1], total=row[0]),
        done=row[1],
        total=row[0],
        scored=(row[2] or 0) - (row[3] or 0),
        unscored=row[3] or 0,
        moved=moved or 0,
        shifted=row[4] or 0,
    )


def job_counts(session: Session, scope: CompanyScope, trial: Trial) -> dict[str, int]:
    """State of job (waiting, running, done, failed) → how many of those for this trial.

    Of a trial that is not adopted those that score it, of an adopted one those that write results.
    """
    about = about_trial(trial) if trial.adopted_at is None else about_adoption(trial)
    rows = session.execute(
        select(Job.state, func.count())
        .where(Job.company_id == scope.company_id, Job.about == about)
        .group_by(Job.state)
    )
    return {row[0]: row[1] for row in rows}


def digest_of(session: Session, scope: CompanyScope, trial: Trial) -> str | None:
    """The SHA-256 over the digests of all segments in order; None before all are done."""
    found = session.scalars(
        select(TrialSegment.digest)
        .where(TrialSegment.company_id == scope.company_id, TrialSegment.trial_id == trial.id)
        .order_by(TrialSegment.number)
    ).all()
    return None if None in found else digest(list(found))


def passages(session: Session, scope: CompanyScope, trial: Trial) -> list[Passage]:
    """Who moves from which band to which, by which rule; the largest passage first."""
    rows = session.execute(
        select(TrialMove.old_band, TrialMove.new_band, TrialMove.causes, func.count())
        .where(TrialMove.company_id == scope.company_id, TrialMove.trial_id == trial.id)
        .group_by(TrialMove.old_band, TrialMove.new_band, TrialMove.causes)
    )
    counts: Counter[tuple[str, str]] = Counter()
    causes: dict[tuple[str, str], Counter[str]] = {}
    for old, new, why, count in rows:
        counts[old, new] += count
        by_cause = causes.setdefault((old, new), Counter())
        for cause in json.loads(why):
            by_cause[cause] += count
    return [
        Passage(*bands, count, tuple(sorted(causes[bands].items(), key=_most_first)))
        for bands, count in sorted(counts.items(), key=_most_first)
    ]


def movers(session: Session, scope: CompanyScope, trial: Trial, page: int = 1) -> Movers:
    """One page of the submissions whose band changes, the largest change first."""
    total = session.scalar(select(func.count()).select_from(_moves(scope, trial).subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    chosen = _with_names(scope, trial).order_by(
        func.abs(TrialMove.new_tenths - TrialMove.old_tenths).desc(), TrialMove.id
    )
    rows = session.execute(chosen.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return Movers([Mover(*row) for row in rows], total, page, pages)


def all_movers(session: Session, scope: CompanyScope, trial: Trial) -> Iterator[Mover]:
    """Every one of them in the order of submission, some at a time, for a file."""
    chosen = _with_names(scope, trial).order_by(TrialMove.submission_id)
    for row in session.execute(chosen.execution_options(yield_per=AT_ONCE)):
        yield Mover(*row)


def mover(session: Session, scope: CompanyScope, trial: Trial, result: UUID) -> Mover:
    """The mover whose result of today is this one. NotFound where it does not move."""
    row = session.execute(_with_names(scope, trial).where(Result.public_id == result)).one_or_none()
    if row is None:
        raise NotFound
    return Mover(*row)


def _moves(scope: CompanyScope, trial: Trial) -> Select[int]:
    return select(TrialMove.id).where(
        TrialMove.company_id == scope.company_id, TrialMove.trial_id == trial.id
    )


def _with_names(scope: CompanyScope, trial: Trial) -> Select[TrialMove, Supplier, Result]:
    return (
        select(TrialMove, Supplier, Result)
        .join(
            Supplier,
            (Supplier.company_id == TrialMove.company_id) & (Supplier.id == TrialMove.supplier_id),
        )
        .join(
            Result,
            (Result.company_id == TrialMove.company_id) & (Result.id == TrialMove.result_id),
        )
        .where(TrialMove.company_id == scope.company_id, TrialMove.trial_id == trial.id)
        .options(*without_documents())
    )


def _most_first(item: tuple[object, int]) -> tuple[int, str]:
    return -item[1], str(item[0])
