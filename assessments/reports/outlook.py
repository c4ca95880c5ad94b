"""What open questions still allow, and what would bring the band down, in words.

Both are computed when they are shown; a stored result holds neither.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from assessments.reports.glance import band
from assessments.reports.material import Material
from assessments.reports.supplier import OpenLine, Outlook, Prospect, Step
from scoring.advice import Advice, Advisor, Change
from scoring.canonical import digest
from scoring.engine import Scorer
from scoring.ranges import Range, Ranger

_MOST_KEPT = 256
_MOST_SCORERS = 8


@dataclass(frozen=True)
class _Read:
    """What the engine reads, known by its digest."""

    sha256: str
    document: Mapping[str, Any] = field(compare=False)


def outlook(material: Material, scorer: Scorer) -> Outlook:
    """The range of a result and what would bring its band down, by the scorer that made it."""
    found, advices = _computed(scorer, _read(material))
    told = found.document()
    return Outlook(
        low=told["low"],
        high=told["high"],
        open=tuple(
            OpenLine(one["question"], material.question(one["question"]), one["width"])
            for one in told["open"]
        ),
        prospects=tuple(_distinct(_prospect(one, material) for one in advices)),
    )


def _read(material: Material) -> _Read:
    inputs = material.inputs
    document = {
        "answers": dict(material.values),
        "proof": inputs["proof"],
        "signals": {
            name: value if isinstance(value, bool) else Decimal(value)
            for name, value in inputs["signals"].items()
        },
        "on": inputs["on"],
    }
    return _Read(digest(document), document)


@lru_cache(maxsize=_MOST_KEPT)
def _computed(scorer: Scorer, read: _Read) -> tuple[Range, tuple[Advice, ...]]:
    ranger, advisor = _made(scorer)
    result = scorer.score(read.document)
    return ranger.range(read.document, result), advisor.advise(read.document, result)


@lru_cache(maxsize=_MOST_SCORERS)
def _made(scorer: Scorer) -> tuple[Ranger, Advisor]:
    return Ranger(scorer), Advisor(scorer)


def _prospect(advice: Advice, material: Material) -> Prospect:
    told = advice.document()
    steps = _each_once(_step(change, material) for change in advice.changes)
    return Prospect(steps, told["headline"], band(told["band"], material))


def _each_once(steps: Iterable[Step]) -> tuple[Step, ...]:
    """An action that betters several answers is one thing to do; it settles what each settles."""
    found: dict[str, Step] = {}
    for step in steps:
        settles = found[step.name].settles if step.name in found else ()
        found[step.name] = replace(step, settles=tuple(dict.fromkeys(settles + step.settles)))
    return tuple(found.values())


def _distinct(prospects: Iterable[Prospect]) -> Iterator[Prospect]:
    """Each way that asks for something else than those before it, not for the same and more."""
    known: list[set[tuple[str, tuple[str, ...]]]] = []
    for one in prospects:
        asks = {(step.name, step.settles) for step in one.steps}
        if not any(before <= asks for before in known):
            known.append(asks)
            yield one


def _step(change: Change, material: Material) -> Step:
    title = material.term("actions", change.action, "title") if change.action else ""
    names = (material.term("indicators", one, "name") for one in sorted(change.settles))
    return Step(change.action or "", title, material.question(change.question), tuple(names))
