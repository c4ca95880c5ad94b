"""How a comparison of two rulesets is written: in lines for people, and as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.canonical import as_json
from scoring.compare import Comparison, Move, Standing
from scoring.engine import Scorer
from scoring.ruleset.overlay import Difference
from scoring.ruleset.parts import BANDS

ARROW = "→"
Place = Mapping[str, Any]


@dataclass(frozen=True)
class Compared:
    """What was compared, what differs between the rulesets, and who moves."""

    old: Scorer
    new: Scorer
    differences: Sequence[Difference]
    counts: Comparison
    moves: Sequence[tuple[Place, Move]]


def as_document(compared: Compared) -> str:
    """The comparison as one line of JSON."""
    return as_json(
        {
            "old": _pins(compared.old),
            "new": _pins(compared.new),
            "differences": [
                {
                    "path": list(one.path),
                    "what": one.what,
                    "before": one.before,
                    "after": one.after,
                }
                for one in compared.differences
            ],
            **compared.counts.document(),
            "moves": [
                {
                    "source": place,
                    "from": _standing(move.before),
                    "to": _standing(move.after),
                    "by": list(move.by),
                }
                for place, move in compared.moves
            ],
        }
    )


def as_lines(compared: Compared) -> str:
    """The comparison for people."""
    counts = compared.counts
    summary = (
        f"Sets of answers: {counts.total}. To another band: {counts.moved}. "
        f"With another headline: {counts.headlines}."
    )
    parts = [
        [f"Old: {_name(compared.old)}", f"New: {_name(compared.new)}", _reference(compared)],
        ["What differs between the rulesets", *_indented(map(str, compared.differences))],
        [summary],
        list(_bands(counts)),
        ["Moves by rule", *_indented(_by_rule(counts))],
        ["Who moves", *_indented(_who(compared.moves))],
    ]
    return "\n\n".join("\n".join(part) for part in parts)


def _name(scorer: Scorer) -> str:
    ruleset = scorer.ruleset
    over = ruleset.overlay_of
    of = f", an overlay of {over[0]} {over[1]}" if over else ""
    return f"{ruleset.slug} {ruleset.version}{of} (sha256 {ruleset.sha256})"


def _reference(compared: Compared) -> str:
    same = compared.old.reference.sha256 == compared.new.reference.sha256
    return f"The reference data are {'the same' if same else 'not the same'}."


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines] or ["  nothing"]


def _bands(counts: Comparison) -> Iterator[str]:
    """A table with a line for each old band and a column for each new one."""
    corner = "from / to"
    yield corner + "".join(f"{band:>10}" for band in BANDS)
    for before in BANDS:
        cells = (counts.bands[before, after] for after in BANDS)
        yield f"{before:<{len(corner)}}" + "".join(f"{cell or '-':>10}" for cell in cells)


def _by_rule(counts: Comparison) -> Iterator[str]:
    for entry in counts.document()["by"]:
        yield f"{entry['rule']}: {entry['from']} {ARROW} {entry['to']}, {entry['documents']}"


def _who(moves: Sequence[tuple[Place, Move]]) -> Iterator[str]:
    for place, move in moves:
        before, after = (f"{one.band} {_headline(one)}" for one in (move.before, move.after))
        at = f"{place['file']}:{place['line']}"
        yield f"{at}: {before} {ARROW} {after} by {', '.join(move.by)}"


def _headline(standing: Standing) -> Decimal:
    return Decimal(standing.headline_tenths).scaleb(-1)


def _standing(standing: Standing) -> dict[str, Any]:
    return {"band": standing.band, "headline": _headline(standing)}


def _pins(scorer: Scorer) -> dict[str, Any]:
    ruleset = scorer.ruleset
    names = ("slug", "version", "sha256")
    over = dict(zip(names, ruleset.overlay_of, strict=True)) if ruleset.overlay_of else None
    return {
        "slug": ruleset.slug,
        "version": ruleset.version,
        "sha256": ruleset.sha256,
        "overlay_of": over,
        "reference": {"sha256": scorer.reference.sha256},
    }
