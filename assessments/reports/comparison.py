"""Two results of one supplier side by side: what changed, the answers first (method, step 17)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assessments.reports.glance import band, indicators
from assessments.reports.material import Document, Material, decimal
from assessments.reports.supplier import Band
from scoring.ruleset.differences import Difference, differences

State = Literal["came", "went", "changed", "stayed"]
Pair = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class AnswerChange:
    """A question whose sealed answer, or whether it was asked, differs."""

    key: str
    question: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class FindingChange:
    """A rule or check that fired in either result; `points` by indicator before and after."""

    key: str
    title: str
    severity: str
    state: State
    points: tuple[tuple[str, Pair], ...]


@dataclass(frozen=True)
class IndicatorChange:
    """Residual, observed signs and exposure of an indicator, before and after."""

    key: str
    name: str
    residual: Pair
    observed: Pair
    exposure: Pair


@dataclass(frozen=True)
class SourceChange:
    """A figure of the reference data that both results read, and that differs."""

    row: Document
    before: Any
    after: Any


@dataclass(frozen=True)
class Comparison:
    """What two results say differently; everything in the order in which people read it."""

    bands: tuple[Band, Band]
    figures: Mapping[str, Pair]
    answers: tuple[AnswerChange, ...]
    rules: tuple[FindingChange, ...]
    checks: tuple[FindingChange, ...]
    indicators: tuple[IndicatorChange, ...]
    ruleset: tuple[Difference, ...]
    sources: tuple[SourceChange, ...]


def comparison(before: Material, after: Material) -> Comparison:
    """Compare a result with another one of the same supplier."""
    return Comparison(
        bands=(band(before.result["band"], before), band(after.result["band"], after)),
        figures=_figures(before.result, after.result),
        answers=tuple(_answers(before, after)),
        rules=tuple(_rules(before, after)),
        checks=tuple(_checks(before, after)),
        indicators=tuple(_indicators(before, after)),
        ruleset=differences(before.ruleset, after.ruleset),
        sources=tuple(_sources(before, after)),
    )


def _figures(before: Document, after: Document) -> dict[str, Pair]:
    """The figures of the first page, by the part that adds each of them up."""
    return {
        "headline": (decimal(before["headline"]), decimal(after["headline"])),
        "inherent": _pair(before["inherent"], after["inherent"], "score"),
        "controls": _pair(before["controls"], after["controls"], "total"),
        "confidence": _pair(before["confidence"], after["confidence"], "score"),
    }


def _pair(before: Document, after: Document, key: str) -> Pair:
    return decimal(before[key]), decimal(after[key])


def _answers(before: Material, after: Material) -> Iterator[AnswerChange]:
    asked = {**before.questionnaire.questions, **after.questionnaire.questions}
    for key in asked:
        old, new = _lines(key, before), _lines(key, after)
        if old != new:
            known = after if key in after.questionnaire.questions else before
            yield AnswerChange(key, known.question(key), old, new)


def _lines(key: str, material: Material) -> tuple[str, ...]:
    """An answer as people read it; nothing where the questionnaire did not have the question."""
    return material.value_lines(key) if key in material.questionnaire.questions else ()


def _rules(before: Material, after: Material) -> Iterator[FindingChange]:
    yield from _findings(
        "rules", _by(before, "findings", "rule"), _by(after, "findings", "rule"), after
    )


def _checks(before: Material, after: Material) -> Iterator[FindingChange]:
    old, new = _by(before, "fired_checks", "check"), _by(after, "fired_checks", "check")
    yield from _findings("checks", old, new, after)


def _by(material: Material, section: str, key: str) -> dict[str, Document]:
    return {one[key]: one for one in material.result[section]}


def _findings(
    kind: str, before: Mapping[str, Document], after: Mapping[str, Document], words: Material
) -> Iterator[FindingChange]:
    """Those that came, then those that went, those that weigh otherwise, and the others."""
    changes = [
        _finding(kind, key, before.get(key), after.get(key), words)
        for key in dict.fromkeys((*after, *before))
    ]
    order = ("came", "went", "changed", "stayed")
    yield from sorted(changes, key=lambda change: order.index(change.state))


def _finding(
    kind: str, key: str, before: Document | None, after: Document | None, words: Material
) -> FindingChange:
    old, new = _points(before), _points(after)
    there = after or before or {}
    severities = "severities" if kind == "rules" else "check_severities"
    return FindingChange(
        key=key,
        title=str(words.terms.find(kind, key, "title") or key),
        severity=words.term(severities, there["severity"], "name"),
        state=_state(before, after),
        points=tuple(
            (code, (old.get(code, Decimal(0)), new.get(code, Decimal(0))))
            for code in dict.fromkeys((*new, *old))
        ),
    )


def _state(before: Document | None, after: Document | None) -> State:
    if before is None or after is None:
        return "went" if after is None else "came"
    same = _weighs(before) == _weighs(after)
    return "stayed" if same else "changed"


def _weighs(finding: Document) -> tuple[object, ...]:
    """What a finding does to a result."""
    return finding["severity"], _points(finding), finding.get("remedied"), finding.get("points_off")


def _points(finding: Document | None) -> dict[str, Decimal]:
    given = (finding or {}).get("points") or (finding or {}).get("suspected") or {}
    return {code: decimal(points) for code, points in given.items()}


def _indicators(before: Material, after: Material) -> list[IndicatorChange]:
    """Those whose residual moved most come first."""
    old = {line.key: line for line in indicators(before)}
    found = [
        IndicatorChange(
            key=line.key,
            name=line.name,
            residual=(old[line.key].residual, line.residual),
            observed=(old[line.key].observed, line.observed),
            exposure=(old[line.key].exposure, line.exposure),
        )
        for line in indicators(after)
    ]
    return sorted(found, key=lambda one: -abs(one.residual[1] - one.residual[0]))


def _sources(before: Material, after: Material) -> Iterator[SourceChange]:
    old, new = _cited(before), _cited(after)
    for key, row in new.items():
        if key in old and old[key]["value"] != row["value"]:
            yield SourceChange(row, old[key]["value"], row["value"])


def _cited(material: Material) -> dict[tuple[str, str, str], Document]:
    return {
        (row["table"], row["key"], row["field"]): row
        for line in material.result["trace"]
        for row in line["reference"]
    }
