"""Score a sealed submission and keep the result beside any earlier one."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns.models import Campaign, Invitation
from assessments.errors import NotFound
from assessments.ids import Ids, new_public_id
from assessments.library import queries as library
from assessments.library.bulk import bulk_scorer
from assessments.responses import queries as responses
from assessments.responses.queries import DisclosedSubmission
from assessments.responses.values import answers_of_snapshot
from assessments.results.clearing import columns_of_signs, not_cleared
from assessments.results.columns import columns_of
from assessments.results.marks import keep_marks
from assessments.results.models import Result
from assessments.scope import CompanyScope
from assessments.signals.queries import signal_values
from questionnaires.definition import Questionnaire
from scoring.canonical import canonical
from scoring.triage import outcome


def score_submission(
    session: Session, scope: CompanyScope, *, submission_id: int, now: datetime, ids: Ids
) -> Result:
    """The result of a submission under the versions that its campaign pins.

    Scored as of the day of submission. Doing it again returns the result that is there.
    """
    disclosed = responses.disclosed_submission(session, scope, submission_id)
    invitation, campaign = _asked(session, scope, disclosed)
    found = session.scalar(
        select(Result).where(
            Result.company_id == scope.company_id,
            Result.submission_id == submission_id,
            Result.ruleset_version_id == campaign.ruleset_version_id,
            Result.reference_edition_id == campaign.reference_edition_id,
        )
    )
    if found is not None:
        return found
    questionnaire = library.questionnaire(session, campaign.questionnaire_version_id)
    scorer = library.scorer(
        session,
        questionnaire_version_id=campaign.questionnaire_version_id,
        ruleset_version_id=campaign.ruleset_version_id,
        reference_edition_id=campaign.reference_edition_id,
    )
    on = disclosed.submission.submitted_at.date()
    signals = signal_values(session, scope, invitation.supplier_id)
    read = scoring_input(questionnaire, disclosed.snapshot, signals, on)
    made = scorer.score(read)
    document = made.document()
    signs = not_cleared(
        session,
        scope,
        supplier_id=invitation.supplier_id,
        submission_id=submission_id,
        document=document,
    )
    result = Result(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        supplier_id=invitation.supplier_id,
        invitation_id=invitation.id,
        submission_id=submission_id,
        questionnaire_version_id=campaign.questionnaire_version_id,
        ruleset_version_id=campaign.ruleset_version_id,
        reference_edition_id=campaign.reference_edition_id,
        inputs=canonical({name: read[name] for name in ("proof", "signals", "on")}).decode(),
        scored_on=on,
        scored_at=now,
        screening=outcome(scorer, made),
        packed=bulk_scorer(scorer).pack(read).decode(),
        **columns_of(document),
        **columns_of_signs(signs),
    )
    session.add(result)
    session.flush()
    keep_marks(session, [(result, document)])
    record(
        session,
        scope,
        kind="submission-scored",
        subject_kind="result",
        subject_id=result.id,
        now=now,
        facts={"band": result.band, "digest": result.digest},
    )
    return result


def scoring_input(
    questionnaire: Questionnaire,
    snapshot: Mapping[str, Any],
    signals: Mapping[str, bool | Decimal],
    on: date,
) -> dict[str, Any]:
    """What the engine reads. Every file that came with the submission counts as `uploaded`."""
    return {
        "answers": answers_of_snapshot(questionnaire, snapshot),
        "proof": {file["question"]: "uploaded" for file in snapshot["evidence"]},
        "signals": dict(signals),
        "on": on.isoformat(),
    }


def _asked(
    session: Session, scope: CompanyScope, disclosed: DisclosedSubmission
) -> tuple[Invitation, Campaign]:
    row = session.execute(
        select(Invitation, Campaign)
        .join(
            Campaign,
            (Campaign.company_id == Invitation.company_id)
            & (Campaign.id == Invitation.campaign_id),
        )
        .where(
            Invitation.company_id == scope.company_id,
            Invitation.id == disclosed.disclosure.invitation_id,
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]
