"""By what a company scores: the method it adopted last, and what it could try."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.library import queries
from assessments.library.models import (
    CompanyMethod,
    QuestionnaireVersion,
    ReferenceEdition,
    RulesetVersion,
)
from assessments.parties.queries import company
from assessments.scope import CompanyScope

Version = TypeVar("Version", RulesetVersion, ReferenceEdition, QuestionnaireVersion)


@dataclass(frozen=True)
class Method:
    """A ruleset and an edition of reference data that results are made by.

    `adopted_at` is None while the company has adopted nothing and uses what was newest, of what
    is for everybody, when it was set up: what is published later counts for it once it adopts it.
    """

    ruleset_version_id: int
    reference_edition_id: int
    adopted_at: datetime | None = None

    @property
    def pins(self) -> tuple[int, int]:
        """The rows of ruleset and edition."""
        return self.ruleset_version_id, self.reference_edition_id


def current_method(session: Session, scope: CompanyScope) -> Method:
    """What new campaigns of the company are scored by."""
    adopted = next(iter(adoptions(session, scope)), None)
    if adopted is None:
        since = company(session, scope).created_at
        return Method(
            queries.newest_ruleset_id(session, since), queries.newest_reference_id(session, since)
        )
    return Method(adopted.ruleset_version_id, adopted.reference_edition_id, adopted.adopted_at)


def adoptions(session: Session, scope: CompanyScope) -> list[CompanyMethod]:
    """What the company has adopted, newest first."""
    return list(
        session.scalars(
            select(CompanyMethod)
            .where(CompanyMethod.company_id == scope.company_id)
            .order_by(CompanyMethod.id.desc())
        )
    )


def ruleset_versions(session: Session, scope: CompanyScope) -> list[RulesetVersion]:
    """What is published for everybody and for this company, newest first."""
    return _visible(session, scope, RulesetVersion)


def reference_editions(session: Session, scope: CompanyScope) -> list[ReferenceEdition]:
    """What is published for everybody and for this company, newest first."""
    return _visible(session, scope, ReferenceEdition)


def questionnaire_versions(session: Session, scope: CompanyScope) -> list[QuestionnaireVersion]:
    """What is published for everybody and for this company, newest first."""
    return _visible(session, scope, QuestionnaireVersion)


def questionnaire_version(
    session: Session, scope: CompanyScope, public_id: UUID
) -> QuestionnaireVersion:
    """A published questionnaire that the company may see. NotFound for any other."""
    named = QuestionnaireVersion.public_id == public_id
    return _one(session, scope, QuestionnaireVersion, named)


def ruleset_version(session: Session, scope: CompanyScope, public_id: UUID) -> RulesetVersion:
    """A published ruleset that the company may see. NotFound for any other."""
    return _one(session, scope, RulesetVersion, RulesetVersion.public_id == public_id)


def reference_edition(session: Session, scope: CompanyScope, public_id: UUID) -> ReferenceEdition:
    """A published edition that the company may see. NotFound for any other."""
    return _one(session, scope, ReferenceEdition, ReferenceEdition.public_id == public_id)


def ruleset_of(session: Session, scope: CompanyScope, ruleset_version_id: int) -> RulesetVersion:
    """The same by the row that something pins."""
    return _one(session, scope, RulesetVersion, RulesetVersion.id == ruleset_version_id)


def edition_of(
    session: Session, scope: CompanyScope, reference_edition_id: int
) -> ReferenceEdition:
    """The same by the row that something pins."""
    return _one(session, scope, ReferenceEdition, ReferenceEdition.id == reference_edition_id)


def _visible(session: Session, scope: CompanyScope, kind: type[Version]) -> list[Version]:
    return list(session.scalars(select(kind).where(_seen_by(kind, scope)).order_by(kind.id.desc())))


def _one(
    session: Session, scope: CompanyScope, kind: type[Version], which: ColumnElement[bool]
) -> Version:
    found = session.scalar(select(kind).where(_seen_by(kind, scope), which))
    if found is None:
        raise NotFound
    return found


def _seen_by(kind: type[Version], scope: CompanyScope) -> ColumnElement[bool]:
    return or_(kind.company_id.is_(None), kind.company_id == scope.company_id)
