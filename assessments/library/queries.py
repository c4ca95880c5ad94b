"""Reads on published versions, and the live objects that are made from them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.errors import NotFound, PublishedDifferently
from assessments.library.models import QuestionnaireVersion, ReferenceEdition, RulesetVersion
from questionnaires import library as shipped_questionnaires
from questionnaires.definition import Questionnaire
from questionnaires.published import questionnaire_of
from scoring.engine import Scorer
from scoring.reference import Reference
from scoring.ruleset import parse_ruleset

Row = TypeVar("Row", QuestionnaireVersion, RulesetVersion, ReferenceEdition)


class Pinned(Protocol):
    """Whatever says by which published versions it was made."""

    @property
    def questionnaire_version_id(self) -> int: ...
    @property
    def ruleset_version_id(self) -> int: ...
    @property
    def reference_edition_id(self) -> int: ...


@dataclass(frozen=True)
class Pins:
    """The documents of one set of published versions."""

    questionnaire: Questionnaire
    ruleset: dict[str, Any]
    reference: Reference
    base: Mapping[str, Any] | None = None
    """The ruleset that an overlay was made over."""


class NothingPublished(RuntimeError):
    """The instance has no published version yet: run `flask --app wsgi init`."""


def questionnaire_versions(session: Session) -> list[QuestionnaireVersion]:
    """Every questionnaire version that is for everybody, newest first within its name."""
    return list(
        session.scalars(
            select(QuestionnaireVersion)
            .where(QuestionnaireVersion.company_id.is_(None))
            .order_by(QuestionnaireVersion.slug, QuestionnaireVersion.id.desc())
        )
    )


def newest_ruleset_id(session: Session, by: datetime | None = None) -> int:
    """The newest ruleset version that is for everybody, or that was so at a moment."""
    return _newest(session, RulesetVersion, by)


def newest_reference_id(session: Session, by: datetime | None = None) -> int:
    """The newest edition of reference data that is for everybody, or that was so at a moment."""
    return _newest(session, ReferenceEdition, by)


def questionnaire(session: Session, version_id: int) -> Questionnaire:
    """The questionnaire of a published version, exactly as it was published."""
    return asked_in(_row(session, QuestionnaireVersion, version_id))


def asked_in(row: QuestionnaireVersion) -> Questionnaire:
    """The questionnaire of a row; one of a company's own brings its words along."""
    if row.words is not None:
        return _own_questionnaire(row.document, row.words)
    found = shipped_questionnaires.load(row.slug, row.version)
    if found.sha256 != row.sha256:
        raise PublishedDifferently(f"{row.slug} {row.version} is not what was published")
    return found


def scorer(
    session: Session,
    *,
    questionnaire_version_id: int,
    ruleset_version_id: int,
    reference_edition_id: int,
) -> Scorer:
    """The engine for exactly these published versions; kept for the next call."""
    ruleset = _row(session, RulesetVersion, ruleset_version_id)
    reference = _row(session, ReferenceEdition, reference_edition_id)
    row = _row(session, QuestionnaireVersion, questionnaire_version_id)
    asked = asked_in(row)
    own = row.document if row.words is not None else ""
    return _scorer(asked.slug, asked.version, own, ruleset.document, reference.document)


def document(row: RulesetVersion) -> dict[str, Any]:
    """The document of a published ruleset; its decimal numbers are texts."""
    found: dict[str, Any] = json.loads(row.document)
    return found


def reference(session: Session, edition_id: int) -> Reference:
    """The tables of a published edition."""
    return _reference(_row(session, ReferenceEdition, edition_id).document)


def newest_ruleset_document(session: Session) -> dict[str, Any]:
    """The document of the newest ruleset."""
    row = _row(session, RulesetVersion, newest_ruleset_id(session))
    document: dict[str, Any] = json.loads(row.document)
    return document


def pins(session: Session, pinned: Pinned) -> Pins:
    """The published documents that a result was made from."""
    ruleset = _row(session, RulesetVersion, pinned.ruleset_version_id)
    reference = _row(session, ReferenceEdition, pinned.reference_edition_id)
    made_by = document(ruleset)
    return Pins(
        questionnaire=questionnaire(session, pinned.questionnaire_version_id),
        ruleset=made_by,
        reference=Reference(json.loads(reference.document)),
        base=base_of(session, made_by),
    )


def base_of(session: Session, ruleset: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The published ruleset that an overlay was made over; None for what is no overlay.

    Raises NotFound where no ruleset with that hash is published.
    """
    if "overlay_of" not in ruleset:
        return None
    found = session.scalar(
        select(RulesetVersion).where(
            RulesetVersion.company_id.is_(None),
            RulesetVersion.sha256 == ruleset["overlay_of"]["sha256"],
        )
    )
    if found is None:
        raise NotFound
    return document(found)


def rules_of_severity(session: Session, severity: str) -> dict[int, tuple[str, ...]]:
    """For each published ruleset version, by its row, the rules of a severity (Z, R, M, L, U)."""
    return {
        row.id: _rules_of_severity(row.document, severity)
        for row in session.scalars(select(RulesetVersion).order_by(RulesetVersion.id))
    }


@lru_cache(maxsize=64)
def _rules_of_severity(ruleset: str, severity: str) -> tuple[str, ...]:
    rules = json.loads(ruleset)["rules"]
    return tuple(rule["id"] for rule in rules if rule["severity"] == severity)


@lru_cache(maxsize=8)
def _reference(document: str) -> Reference:
    return Reference(json.loads(document))


@lru_cache(maxsize=16)
def _own_questionnaire(document: str, words: str) -> Questionnaire:
    """Made once: a published row never changes."""
    said = json.loads(words)
    asked = questionnaire_of(json.loads(document))
    return replace(asked, language=said["language"], lists=said["lists"], own_words=said["texts"])


@lru_cache(maxsize=16)
def _scorer(slug: str, version: str, own: str, ruleset: str, reference: str) -> Scorer:
    """The engine; `own` is the document of a questionnaire that did not come with the product."""
    form = questionnaire_of(json.loads(own)) if own else shipped_questionnaires.load(slug, version)
    asked = form.form()
    tables = Reference(json.loads(reference))
    document = json.loads(ruleset)
    written_for = shipped_questionnaires.load(*document["questionnaire"].split("/")).form()
    return Scorer(parse_ruleset(document, form=written_for, reference=tables), tables, asked)


def _newest(
    session: Session, kind: type[RulesetVersion] | type[ReferenceEdition], by: datetime | None
) -> int:
    """Of what is for everybody; the oldest where nothing was published by then."""
    for_everybody = kind.company_id.is_(None)
    in_time = for_everybody if by is None else for_everybody & (kind.published_at <= by)
    found: int | None = session.scalar(select(func.max(kind.id)).where(in_time))
    if found is None:
        found = session.scalar(select(func.min(kind.id)).where(for_everybody))
    if found is None:
        raise NothingPublished("run `flask --app wsgi init` first")
    return found


def _row(session: Session, kind: type[Row], row_id: int) -> Row:
    found = session.get(kind, row_id)
    if found is None:
        raise NotFound
    return found
