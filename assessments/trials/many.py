"""Score many documents by one method, and keep of each what a comparison reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.canonical import canonical
from scoring.engine import Scorer

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Thin:
    """What a comparison reads of a result.

    `findings` are the fired rules and checks, each with what it weighs: severity and points.
    """

    headline_tenths: int
    band: str
    findings: Mapping[str, str]


@dataclass(frozen=True)
class Scores:
    """Scores of many documents: bytes that are the same for the same, and the thin results."""

    raw: bytes
    thin: tuple[Thin, ...]


def score_many(scorer: Scorer, documents: Sequence[Document]) -> Scores:
    """Score documents that were checked, in their order."""
    results = [scorer.score(document).document() for document in documents]
    raw = canonical([_compact(result) for result in results])
    return Scores(raw, tuple(thin(result) for result in results))


def thin(document: Document) -> Thin:
    """What a comparison reads of the document of a result, stored or not."""
    findings = {one["rule"]: _weighs(one, "points") for one in document["findings"]}
    checks = {one["check"]: _weighs(one, "suspected") for one in document["fired_checks"]}
    return Thin(
        headline_tenths=int(_number(document["headline"]) * 10),
        band=document["band"],
        findings=findings | checks,
    )


def _weighs(entry: Document, points: str) -> str:
    parts = [entry["severity"], entry[points], entry.get("points_off")]
    return canonical(parts).decode()


def _compact(result: Document) -> dict[str, object]:
    """What the bulk engine keeps of a score."""
    return {
        "headline": result["headline"],
        "computed_band": result["computed_band"],
        "band": result["band"],
        "provisional": result["provisional"],
        "pattern": result["pattern"],
        "confidence": result["confidence"]["score"],
        "inherent": result["inherent"]["floored"],
        "residuals": {code: line["residual"] for code, line in result["indicators"].items()},
        "rules": result["rules"],
        "unknown_rules": result["unknown_rules"],
        "checks": result["checks"],
    }


def _number(value: Decimal | str) -> Decimal:
    """A number of a result; canonical JSON keeps it as text."""
    return Decimal(value)
