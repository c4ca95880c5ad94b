"""Publish versions. A published version never changes; publishing it again does nothing."""

from datetime import datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import Invalid, PublishedDifferently
from assessments.ids import Ids, new_public_id
from assessments.library.models import QuestionnaireVersion, ReferenceEdition, RulesetVersion
from assessments.library.overlays import CheckedOverlay
from assessments.parties.models import Company
from assessments.phrases import Filled, phrase
from assessments.scope import CompanyScope, InstanceScope
from questionnaires import library as questionnaires
from scoring import shipped
from scoring.canonical import canonical
from scoring.reference import Reference
from scoring.ruleset import Ruleset

TAKEN = phrase("{name} was published with other content. Give the overlay another version.")


def publish_shipped(session: Session, *, now: datetime, ids: Ids) -> None:
    """Publish the questionnaires, the ruleset and the reference data that come with the product.

    Raises PublishedDifferently when a version of the same name has another hash.
    """
    for slug in questionnaires.SLUGS:
        for version in questionnaires.versions(slug):
            loaded = questionnaires.load(slug, version)
            _publish(
                session,
                QuestionnaireVersion,
                slug=slug,
                version=version,
                sha256=loaded.sha256,
                document=loaded.document(),
                now=now,
                ids=ids,
            )
    _keep_edition(session, None, reference=shipped.reference(), now=now, ids=ids)
    ruleset = _shipped_ruleset()
    _publish(
        session,
        RulesetVersion,
        slug=ruleset.slug,
        version=ruleset.version,
        sha256=ruleset.sha256,
        document=ruleset.document,
        now=now,
        ids=ids,
    )
    session.flush()


def publish_edition(
    session: Session,
    scope: CompanyScope | InstanceScope,
    *,
    reference: Reference,
    now: datetime,
    ids: Ids,
) -> ReferenceEdition:
    """An edition of reference data for this company alone, or of the instance for everybody.

    It counts for no company until that company adopts it.

    Doing it again returns the edition that is there; so does one that is for everybody already.
    """
    _take_turns(session, scope)
    shared = session.scalar(
        select(ReferenceEdition).where(
            ReferenceEdition.company_id.is_(None), ReferenceEdition.sha256 == reference.sha256
        )
    )
    edition = shared or _keep_edition(
        session, getattr(scope, "company_id", None), reference=reference, now=now, ids=ids
    )
    record(
        session,
        scope,
        kind="reference-edition-published",
        subject_kind="reference-edition",
        subject_id=edition.id,
        now=now,
        facts={"sha256": edition.sha256},
    )
    return edition


def publish_overlay(
    session: Session, scope: CompanyScope, *, overlay: CheckedOverlay, now: datetime, ids: Ids
) -> RulesetVersion:
    """The ruleset that an overlay makes, for this company alone. It counts for nothing until

    adopted. Publishing the same again returns what is there; raises Invalid when slug and
    version are taken by other content.
    """
    ruleset = overlay.ruleset
    found = session.scalar(
        select(RulesetVersion).where(
            RulesetVersion.company_id == scope.company_id,
            RulesetVersion.slug == ruleset.slug,
            RulesetVersion.version == ruleset.version,
        )
    )
    if found is not None and found.sha256 != ruleset.sha256:
        raise Invalid({"source": Filled(TAKEN, name=f"{ruleset.slug} {ruleset.version}")})
    if found is not None:
        return found
    version = RulesetVersion(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        slug=ruleset.slug,
        version=ruleset.version,
        sha256=ruleset.sha256,
        document=canonical(ruleset.document).decode(),
        overlay=canonical(overlay.document).decode(),
        published_at=now,
    )
    session.add(version)
    session.flush()
    record(
        session,
        scope,
        kind="overlay-published",
        subject_kind="ruleset-version",
        subject_id=version.id,
        now=now,
        facts={"sha256": version.sha256},
    )
    return version


def _take_turns(session: Session, scope: CompanyScope | InstanceScope) -> None:
    """Two colleagues, or two clicks, who publish the same at once."""
    if isinstance(scope, CompanyScope):
        session.execute(select(Company.id).where(Company.id == scope.company_id).with_for_update())


def _keep_edition(
    session: Session, company_id: int | None, *, reference: Reference, now: datetime, ids: Ids
) -> ReferenceEdition:
    """The edition with this content for a company, or for everybody; kept if it is new."""
    owner = ReferenceEdition.company_id
    found = session.scalar(
        select(ReferenceEdition).where(
            owner.is_(None) if company_id is None else owner == company_id,
            ReferenceEdition.sha256 == reference.sha256,
        )
    )
    if found is not None:
        return found
    edition = ReferenceEdition(
        public_id=new_public_id(ids),
        company_id=company_id,
        sha256=reference.sha256,
        document=canonical(reference.document).decode(),
        published_at=now,
    )
    session.add(edition)
    session.flush()
    return edition


@cache
def _shipped_ruleset() -> Ruleset:
    """Checked once: it does not change while the process runs."""
    return shipped.ruleset(questionnaires.load(*shipped.QUESTIONNAIRE).form())


def _publish(
    session: Session,
    kind: type[QuestionnaireVersion] | type[RulesetVersion],
    *,
    slug: str,
    version: str,
    sha256: str,
    document: object,
    now: datetime,
    ids: Ids,
) -> None:
    named = [kind.slug == slug, kind.version == version, kind.company_id.is_(None)]
    found = session.scalar(select(kind.sha256).where(*named))
    if found == sha256:
        return
    if found is not None:
        raise PublishedDifferently(f"{slug} {version} was published with other content")
    session.add(
        kind(
            public_id=new_public_id(ids),
            slug=slug,
            version=version,
            sha256=sha256,
            document=canonical(document).decode(),
            published_at=now,
        )
    )
