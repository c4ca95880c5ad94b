"""Which of its own questionnaires a company offers for new campaigns. Old campaigns stay."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import NotFound
from assessments.library.methods import questionnaire_version
from assessments.library.models import QuestionnaireOffer
from assessments.scope import CompanyScope


def offer_questionnaire(
    session: Session,
    scope: CompanyScope,
    *,
    questionnaire_version_id: UUID,
    offered: bool,
    now: datetime,
) -> None:
    """Offer a questionnaire of the company's own from now on, or no longer.

    NotFound for any other, also for one that is for everybody.
    """
    row = questionnaire_version(session, scope, questionnaire_version_id)
    if row.company_id is None:
        raise NotFound
    if (row.id not in withdrawn_questionnaires(session, scope)) == offered:
        return
    session.add(
        QuestionnaireOffer(
            company_id=scope.company_id,
            questionnaire_version_id=row.id,
            offered=offered,
            decided_at=now,
        )
    )
    session.flush()
    record(
        session,
        scope,
        kind="questionnaire-offered" if offered else "questionnaire-withdrawn",
        subject_kind="questionnaire-version",
        subject_id=row.id,
        now=now,
    )


def withdrawn_questionnaires(session: Session, scope: CompanyScope) -> frozenset[int]:
    """The versions that the company no longer offers; its newest word on each counts."""
    said = session.execute(
        select(QuestionnaireOffer.questionnaire_version_id, QuestionnaireOffer.offered)
        .where(QuestionnaireOffer.company_id == scope.company_id)
        .order_by(QuestionnaireOffer.id)
    )
    newest = {each.questionnaire_version_id: each.offered for each in said}
    return frozenset(version for version, offered in newest.items() if not offered)
