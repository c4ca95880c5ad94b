"""The result of a supplier's own answers, for the supplier: what they add up to by fixed rules.

What the company has learned elsewhere takes no part, so that nothing of it can be read here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.campaigns.models import Campaign
from assessments.library import queries as library
from assessments.phrases import Reader
from assessments.reports.material import Material
from assessments.responses import queries as responses
from assessments.responses.models import Submission
from assessments.results.due import Asked, asked_by, due_since
from assessments.results.service import scoring_input
from assessments.scope import SupplierScope
from questionnaires.worded import words_of
from questionnaires.words import words_of_ruleset
from scoring.canonical import canonical
from scoring.engine import Scorer


@dataclass(frozen=True)
class OwnReading:
    """What was sent, scored under the versions that its sender was asked under."""

    material: Material
    scorer: Scorer
    submitted_at: datetime


def own_reading(session: Session, scope: SupplierScope, reader: Reader) -> OwnReading | None:
    """The asker's newest submission, scored, with its words for a reader; None before sending."""
    submission = responses.my_submission(session, scope)
    if submission is None:
        return None
    campaign = campaigns.my_campaign(session, scope)
    asked = campaign.questionnaire_version_id
    scorer = _scorer(session, campaign, asked)
    questionnaire = library.questionnaire(session, asked)
    snapshot = json.loads(submission.snapshot)
    read = scoring_input(questionnaire, snapshot, {}, submission.submitted_at.date())
    result = json.loads(canonical(scorer.score(read).document()))
    material = Material(
        result=result,
        snapshot=snapshot,
        questionnaire=questionnaire,
        words=words_of(questionnaire, reader.language),
        terms=words_of_ruleset(scorer.ruleset.document, reader.language),
        ruleset=scorer.ruleset.document,
        reference=scorer.reference,
        people={},
        inputs={name: read[name] for name in ("proof", "signals", "on")},
        reader=reader,
        since=due_since([asked_by(result), *_before(session, scope, campaign, submission)]),
    )
    return OwnReading(material, scorer, submission.submitted_at)


def _before(
    session: Session, scope: SupplierScope, campaign: Campaign, submission: Submission
) -> Iterator[Asked]:
    """What the earlier answers of the same supplier to the same company asked for, by the rules
    of today, newest first.
    """
    supplier = json.loads(submission.snapshot)["supplier"]["name"]
    for one, version in responses.my_submissions_before(session, scope):
        snapshot = json.loads(one.snapshot)
        if snapshot["supplier"]["name"] == supplier:
            questionnaire = library.questionnaire(session, version)
            read = scoring_input(questionnaire, snapshot, {}, one.submitted_at.date())
            scored = _scorer(session, campaign, version).score(read)
            yield asked_by(json.loads(canonical(scored.document())))


def _scorer(session: Session, campaign: Campaign, questionnaire_version_id: int) -> Scorer:
    return library.scorer(
        session,
        questionnaire_version_id=questionnaire_version_id,
        ruleset_version_id=campaign.ruleset_version_id,
        reference_edition_id=campaign.reference_edition_id,
    )
