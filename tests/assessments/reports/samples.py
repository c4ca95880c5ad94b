"""Reports on the ruleset's own cases, with sealed submissions made as the product makes them."""

import copy
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from assessments.ids import SeededIds
from assessments.reports.supplier import SupplierReport
from assessments.reports.supplier_report import supplier_report
from assessments.responses.snapshot import Declaration, SealedAnswer, SealedEvidence, Snapshot, seal
from questionnaires import library
from questionnaires.definition import Questionnaire
from questionnaires.words import load_ruleset_words, load_words
from scoring import shipped
from scoring.canonical import canonical, digest
from scoring.engine import Scorer
from scoring.ruleset import Ruleset

CASES = (
    "careful-factory-germany",
    "glove-maker-malaysia",
    "seasonal-farm-kazakhstan",
    "cotton-yarn-turkmenistan",
    "perfect-on-paper-uzbekistan",
    "half-answered-vietnam",
)
GLOVES = CASES[1]
FARM = CASES[2]
COTTON = CASES[3]
HALF = CASES[5]
SAVED = datetime(2026, 11, 18, 9, 41, tzinfo=UTC)
DECLARED = datetime(2026, 11, 20, 15, 2, 11, tzinfo=UTC)
AUTHOR = "Aishah Rahman (invented)"
SUPPLIER = "Bukit Hijau Glove Works (invented)"
TERMS = load_ruleset_words(*shipped.LATEST)


@cache
def questionnaire(slug: str = library.CORE) -> Questionnaire:
    return library.latest(slug)


@cache
def ruleset() -> Ruleset:
    return shipped.ruleset(questionnaire().form())


@cache
def scorer(slug: str = library.CORE) -> Scorer:
    return Scorer(ruleset(), shipped.reference(), questionnaire(slug).form())


def case(name: str) -> dict[str, Any]:
    """The document of a case of the shipped ruleset, to be changed at will."""
    found = next(one for one in ruleset().cases if one.name == name)
    return copy.deepcopy(dict(found.document))


def stored(document: object) -> Any:
    """What comes back of a document that was kept as canonical JSON."""
    return json.loads(canonical(document))


def sealed(
    document: Mapping[str, Any],
    *,
    slug: str = library.CORE,
    supplier: str = SUPPLIER,
    asked_by: str = "Nordlicht Medizinbedarf (invented)",
    author: str = AUTHOR,
    role: str = "Director",
    file_name: str = "",
) -> Snapshot:
    """The document's answers and proofs as a sealed submission."""
    asked = questionnaire(slug)
    return seal(
        asked_by={"name": asked_by},
        supplier={"name": supplier, "country": document["answers"].get("site_country")},
        questionnaire={"slug": asked.slug, "version": asked.version, "sha256": asked.sha256},
        answers=[
            SealedAnswer(key, value, 1, author, SAVED) for key, value in document["answers"].items()
        ],
        evidence=[
            SealedEvidence(key, digest(key), 18_000, "application/pdf", file_name or f"{key}.pdf")
            for key, state in document["proof"].items()
            if state != "none"
        ],
        declaration=Declaration(author, role),
        at=DECLARED,
        previous=None,
        ids=SeededIds("reports"),
    )


def parts(document: Mapping[str, Any], *, slug: str = library.CORE, **texts: str) -> dict[str, Any]:
    """The arguments of supplier_report for a document."""
    asked = questionnaire(slug)
    snapshot = sealed(document, slug=slug, **texts)
    return {
        "result": stored(scorer(slug).score(document).document()),
        "snapshot": json.loads(snapshot.text),
        "questionnaire": asked,
        "words": load_words(asked.slug, asked.version),
        "ruleset": stored(ruleset().document),
        "terms": TERMS,
        "reference": shipped.reference(),
        "inputs": stored({name: document[name] for name in ("proof", "signals", "on")}),
        "scorer": scorer(slug),
        "people": {one.commitment: one.value for one in snapshot.commitments},
    }


@cache
def report(name: str) -> SupplierReport:
    """The report on a case of the shipped ruleset."""
    return supplier_report(**parts(case(name)))
