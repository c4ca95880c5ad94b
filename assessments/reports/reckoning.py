"""Lines of the trace in words: what they are about, what they read, what they add."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assessments.phrases import phrase
from assessments.reports.material import Document, Material, decimal
from assessments.reports.supplier import ScorePart

TIMES, MINUS = "×", "−"
_LONGEST_VALUE = 60


def score_parts(lines: Sequence[Document], material: Material) -> tuple[ScorePart, ...]:
    """Lines of the trace in their order, each with what was read and where it comes from."""
    return tuple(
        ScorePart(
            name=name_of(line, material),
            points=None if line["points"] is None else decimal(line["points"]),
            because=read(line, material),
            citations=material.citations([line]),
        )
        for line in lines
    )


def name_of(line: Document, material: Material) -> str:
    """What a line is about, in words."""
    item = str(line["item"])
    for kind in ("steps", "families", "overrides"):
        found = material.terms.find(kind, item, "name")
        if found:
            return str(found)
    if item in _OWN_NAMES:
        return material.reader.said(_OWN_NAMES[item])
    return material.term("steps", line["step"], "name")


_OWN_NAMES = {
    "cap": phrase("Capped"),
    "rounding": phrase("Rounded"),
    "missing": phrase("Not in the reference data"),
    "lodging": phrase("Lodging"),
    "channel": phrase("Riskiest recruitment channel"),
    "state_transfer": phrase("State labour transfer or conscripts"),
    "cap_evidence": phrase("Held down: little evidence"),
    "cap_gateway": phrase("Held down: an open question that decides others"),
}


def read(line: Document, material: Material) -> tuple[str, ...]:
    """The answers that a line read, in one line of text; empty where it read none."""
    asked = material.questionnaire.questions
    parts = [
        f"{plain_key(key)}: {_brief(key, material)}" for key in line["questions"] if key in asked
    ]
    return ("; ".join(parts),) if parts else ()


def plain_key(key: str) -> str:
    """The key of a question as words."""
    return key.replace("_", " ")


def _brief(key: str, material: Material) -> str:
    lines = material.value_lines(key)
    if len(lines) > 1 or len(lines[0]) > _LONGEST_VALUE:
        return "as in annex A"
    return lines[0]


def figure(value: Decimal | int | str) -> str:
    """A number as it stands in a sum: at most two decimals, without a tail of noughts."""
    exact = decimal(value)
    rounded = f"{exact:.2f}" if abs(exact) < 1 else f"{exact:.1f}"
    if decimal(rounded) != exact:
        return rounded.replace("-", MINUS)
    return f"{exact.normalize():f}".replace("-", MINUS)


def signed(value: Decimal | int | str) -> str:
    """A number with its sign, as it adds to a sum."""
    text = figure(value)
    return text if text.startswith(MINUS) else f"+{text}"


def added(terms: Iterable[str]) -> str:
    """Terms with a plus between them."""
    return " + ".join(terms)
