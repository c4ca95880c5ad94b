"""Answers that do not fit together, told to the respondent before anything is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.evidence import queries as evidence
from assessments.library import queries as library
from assessments.scope import SupplierScope


@dataclass(frozen=True)
class Contradiction:
    """A check of the ruleset that these answers fire, and the answers that it compares."""

    check: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Contradictions:
    """Every fired check, with the ruleset document whose words explain them."""

    ruleset: Mapping[str, Any]
    found: tuple[Contradiction, ...]


def contradictions(
    session: Session, scope: SupplierScope, *, values: Mapping[str, Any], on: date
) -> Contradictions:
    """The checks that the (stored, typed) values fire under the versions of the campaign.

    What the company has learned elsewhere takes no part, so nothing of it can be read here.
    """
    campaign = campaigns.my_campaign(session, scope)
    scorer = library.scorer(
        session,
        questionnaire_version_id=campaign.questionnaire_version_id,
        ruleset_version_id=campaign.ruleset_version_id,
        reference_edition_id=campaign.reference_edition_id,
    )
    result = scorer.score(
        {
            "answers": dict(values),
            "proof": dict.fromkeys(evidence.my_evidence(session, scope), "uploaded"),
            "signals": {},
            "on": on.isoformat(),
        }
    )
    fired = result.document()["fired_checks"]
    return Contradictions(
        ruleset=scorer.ruleset.document,
        found=tuple(Contradiction(one["check"], tuple(one["questions"])) for one in fired),
    )
