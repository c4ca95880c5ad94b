"""Why a supplier is asked: what published sources say of its country, its trade and its goods.

Of the firm itself nothing is known then, and nothing is said. What the company has learned
elsewhere takes no part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.campaigns.models import Campaign
from assessments.errors import NotFound
from assessments.library import queries as library
from assessments.parties.models import Supplier
from assessments.scope import SupplierScope
from scoring.engine import Scorer
from scoring.exact import decimal
from scoring.no_reply import NoReply, no_reply
from scoring.trace import Line


@dataclass(frozen=True)
class Finding:
    """One row of the sources. `about` is country, sector or good, `points` are of 100.

    Without `source` there is no row, and `points` is what the method counts in its place. A good
    has no points; it stands on a list.
    """

    about: str
    key: str
    points: Decimal | None
    source: str = ""
    year: int = 0


@dataclass(frozen=True)
class Reasons:
    """The findings, and the band that they give together with what nobody knows yet.

    `short` says that the questionnaire is the short form, which goes before the full one.
    """

    country: str
    findings: tuple[Finding, ...]
    band: str
    short: bool


def my_reasons(session: Session, scope: SupplierScope) -> Reasons:
    """Why the asker is asked, by the method and the reference data of the campaign."""
    campaign = campaigns.my_campaign(session, scope)
    supplier = _supplier(session, scope)
    scorer = _scorer(session, campaign)
    sector = supplier.sector or ""
    known = no_reply(
        scorer.ruleset, scorer.reference, supplier.country, sector, supplier.goods.split()
    )
    return Reasons(
        country=supplier.country,
        findings=tuple(_findings(known, supplier.country, sector)),
        band=known.inherent_band,
        short=_is_short(scorer),
    )


def _supplier(session: Session, scope: SupplierScope) -> Supplier:
    asked = campaigns.my_invitation(session, scope)
    found = session.scalar(
        select(Supplier).where(
            Supplier.company_id == scope.company_id, Supplier.id == asked.supplier_id
        )
    )
    if found is None:
        raise NotFound
    return found


def _scorer(session: Session, campaign: Campaign) -> Scorer:
    return library.scorer(
        session,
        questionnaire_version_id=campaign.questionnaire_version_id,
        ruleset_version_id=campaign.ruleset_version_id,
        reference_edition_id=campaign.reference_edition_id,
    )


def _is_short(scorer: Scorer) -> bool:
    terms = scorer.ruleset.screening
    return terms is not None and scorer.form.slug in terms.questionnaires


def _findings(known: NoReply, country: str, sector: str) -> Iterable[Finding]:
    for line in known.lines:
        if line.step == "country":
            yield _rated(line, "country", country)
        elif line.step == "sector":
            yield _rated(line, "sector", sector)
        elif line.step == "overlay":
            yield from _listed(line)


def _rated(line: Line, about: str, key: str) -> Finding:
    points = decimal(line.points or 0)
    if not line.reference:
        return Finding(about, key, points)
    cited = line.reference[0]
    return Finding(about, key, points, cited.source, cited.year)


def _listed(line: Line) -> Iterable[Finding]:
    for cited in line.reference:
        yield Finding("good", cited.key.rpartition("/")[2], None, cited.source, cited.year)
