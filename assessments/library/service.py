"""Publish versions. A published version never changes; publishing it again does nothing."""

from datetime import datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.errors import PublishedDifferently
from assessments.ids import Ids, new_public_id
from assessments.library.models import QuestionnaireVersion, ReferenceEdition, RulesetVersion
from questionnaires import library as questionnaires
from scoring import shipped
from scoring.canonical import canonical
from scoring.ruleset import Ruleset


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
    reference = shipped.reference()
    if not session.scalar(
        select(ReferenceEdition.id).where(ReferenceEdition.sha256 == reference.sha256)
    ):
        document = canonical(reference.document).decode()
        session.add(ReferenceEdition(sha256=reference.sha256, document=document, published_at=now))
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
    found = session.scalar(select(kind.sha256).where(kind.slug == slug, kind.version == version))
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
