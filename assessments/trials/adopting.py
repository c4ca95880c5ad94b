"""After a method was adopted: what is to be written for some of the submissions."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.library.bulk import bulk_scorer
from assessments.library.methods import Method
from assessments.responses.models import Disclosure
from assessments.responses.withdrawing import is_withdrawn
from assessments.results.beside import Another
from assessments.results.columns import columns_of
from assessments.results.models import Result
from assessments.results.standing import Standing, standing_between
from assessments.scope import CompanyScope
from assessments.trials.models import Trial
from assessments.trials.scoring import method_of, scorers_for
from scoring.engine import Scorer
from scoring.triage import outcome


def unscored_between(
    session: Session, scope: CompanyScope, first: int, last: int
) -> list[Disclosure]:
    """From one disclosure to another, those of submissions that have no result at all."""
    scored = select(Result.id).where(
        Result.company_id == Disclosure.company_id,
        Result.submission_id == Disclosure.submission_id,
    )
    return list(
        session.scalars(
            select(Disclosure)
            .where(
                Disclosure.company_id == scope.company_id,
                Disclosure.id.between(first, last),
                ~scored.exists(),
                ~is_withdrawn(Disclosure),
            )
            .order_by(Disclosure.id)
        )
    )


def adopted_method(session: Session, scope: CompanyScope, trial_id: int) -> Method | None:
    """The method of an adopted trial of the company; None for any other."""
    trial = session.scalar(
        select(Trial).where(
            Trial.company_id == scope.company_id,
            Trial.id == trial_id,
            Trial.adopted_at.is_not(None),
        )
    )
    return None if trial is None else method_of(trial)


def another_between(
    session: Session, scope: CompanyScope, method: Method, first: int, last: int
) -> list[Another]:
    """What the method makes of each submission whose result that counts is by another."""
    wanted = [
        one
        for one in standing_between(session, scope, first, last)
        if (one.result.ruleset_version_id, one.result.reference_edition_id) != method.pins
    ]
    versions = (one.result.questionnaire_version_id for one in wanted)
    scorers = scorers_for(session, versions, method)
    return [_another(scorers[one.result.questionnaire_version_id], one) for one in wanted]


def _another(scorer: Scorer, one: Standing) -> Another:
    made = scorer.score(one.read)
    document = made.document()
    packed = bulk_scorer(scorer).pack(one.read).decode()
    return Another(one.result, document, columns_of(document), outcome(scorer, made), packed)
