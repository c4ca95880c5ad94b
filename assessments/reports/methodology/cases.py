"""The ruleset's own cases, worked out line by line from the trace of their results."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.reports.methodology.indicators import headline, indicator_lines
from assessments.reports.methodology.markdown import bullets, code, table
from assessments.reports.methodology.method import Document, Method, figure
from questionnaires.countries import name as country_name
from scoring.ruleset.cases import Case

_MOST_SHOWN = 3


def cases(method: Method) -> str:
    """Every case of the ruleset."""
    numbered = enumerate(method.scorer.ruleset.cases, start=1)
    return "\n\n".join(_case(method, number, case) for number, case in numbered)


def _case(method: Method, number: int, case: Case) -> str:
    result = method.scorer.score(case.document).document()
    answers = case.document["answers"]
    trade = method.words.choice("activity", answers["activity"])
    place = country_name(answers["site_country"])
    parts = (
        f"### Example {number}: {trade}, {place}",
        f"Case {code(case.name)}, assessed on {result['on']}.",
        _outcome(method, result),
        f"**Inherent risk.**\n\n{_inherent(method, result)}",
        f"**Controls.** Each line is weight × value × proof.\n\n{_controls(method, result)}",
        f"**Indicators.**\n\n{indicator_lines(method, result)}",
        f"**Headline and band.**\n\n{headline(method, result)}",
        f"**Confidence.**\n\n{_confidence(method, result)}",
    )
    return "\n\n".join(parts)


def _outcome(method: Method, result: Document) -> str:
    confidence = result["confidence"]
    told = [
        (
            f"Headline {figure(result['headline'])}, band {method.name('bands', result['band'])}"
            f"{' (provisional)' if result['provisional'] else ''}, confidence "
            f"{figure(confidence['score'])} ({confidence['level']})."
        ),
        f"Rules that fired: {', '.join(result['rules']) or 'none'}.",
        f"Rules left undecided: {', '.join(result['unknown_rules']) or 'none'}.",
        f"Checks that fired: {', '.join(result['checks']) or 'none'}.",
        f"Actions asked for: {', '.join(result['actions']) or 'none'}.",
    ]
    return bullets(told)


def _trace(result: Document, *steps: str) -> list[Document]:
    return [line for line in result["trace"] if line["step"] in steps]


def _inherent(method: Method, result: Document) -> str:
    inherent = result["inherent"]
    told = [_looked_up(method, line) for line in _trace(result, "country", "sector")]
    for step in ("workforce", "recruitment"):
        lines = [_part(method, line) for line in _trace(result, step)]
        told.append(f"{method.step(step)}: {_sum(lines)} = {figure(inherent[step])}.")
    told.append(_base(method, result))
    told += [_floor(method, line) for line in _trace(result, "floor")]
    return bullets(told)


def _looked_up(method: Method, line: Document) -> str:
    cited = next((one for one in line["reference"] if one["field"] == "score"), None)
    source = f"`{cited['table']}`, row {cited['key']}, {cited['year']}" if cited else "no row"
    return f"{method.step(line['step'])}: {figure(line['points'])} ({source})."


def _sum(parts: list[str]) -> str:
    """Parts with a sign before each; that of the first is left out where it is a plus."""
    return " ".join(parts).removeprefix("+ ") or "nothing"


def _part(method: Method, line: Document) -> str:
    sign = "−" if line["points"] < 0 else "+"
    inputs = line["inputs"]
    if "country" in inputs:
        what = f"{figure(inputs['share'])} × {figure(inputs['country'])}, rounded"
    else:
        what = _read(line)
    name = {"cap": "cap at 100"}.get(line["item"]) or method.step(line["item"])
    return f"{sign} {figure(abs(line['points']))} {name}{f' ({what})' if what else ''}"


def _read(line: Document) -> str:
    """The answers that a line read, by the keys of their questions."""
    return ", ".join(f"`{key}` {_answer(line['answers'][key])}" for key in line["questions"])


def _answer(value: Any) -> str:
    if value is None:
        return "blank"
    if isinstance(value, Mapping):
        return f"{value['amount']} {value['currency']}"
    if not isinstance(value, list):
        return str(value)
    if value and isinstance(value[0], Mapping):
        return f"{len(value)} rows" if len(value) > 1 else "1 row"
    shown = ", ".join(str(one) for one in value[:_MOST_SHOWN])
    return f"{shown} …" if len(value) > _MOST_SHOWN else shown or "none to list"


def _base(method: Method, result: Document) -> str:
    parts, ends = [], []
    for line in _trace(result, "base"):
        inputs = line["inputs"]
        if inputs:
            parts.append(f"{figure(inputs['weight'])} × {figure(inputs['value'])}")
        else:
            ends.append(f"{figure(line['points'])} {line['item']}")
    for line in _trace(result, "overlay"):
        keys = ", ".join(one["key"] for one in line["reference"])
        parts.append(f"{figure(line['points'])} {method.step(line['item']).lower()} ({keys})")
    ended = f" ({'; '.join(ends)})" if ends else ""
    total = figure(result["inherent"]["score"])
    return f"{method.step('inherent')}: {' + '.join(parts)} = {total}{ended}."


def _floor(method: Method, line: Document) -> str:
    inputs = line["inputs"]
    return (
        f"{method.step('floor')}: {method.step(line['item']).lower()}, at least "
        f"{figure(inputs['at_least'])} for the line SIF."
    )


def _controls(method: Method, result: Document) -> str:
    told = []
    for line in _trace(result, "family"):
        parts = [_control(one) for one in _trace(result, "control") if one["item"] == line["item"]]
        whole, weight = figure(line["inputs"]["sum"]), figure(line["inputs"]["weight"])
        told.append(
            f"{line['item']} {method.name('families', line['item'])}: {'; '.join(parts)}. "
            f"Sum {whole}; 100 × {whole} ÷ {weight} = {figure(line['points'])}."
        )
    told += [_control_total(line) for line in _trace(result, "control_total")]
    return bullets(told)


def _control(line: Document) -> str:
    weight, value, proof = (figure(line["inputs"][key]) for key in ("weight", "value", "proof"))
    return f"{code(line['questions'][0])} {weight} × {value} × {proof}"


def _control_total(line: Document) -> str:
    inputs = line["inputs"]
    families = [key for key in inputs if not key.endswith("_weight")]
    parts = [f"{figure(inputs[f'{key}_weight'])} × {figure(inputs[key])}" for key in families]
    weights = figure(sum(inputs[f"{key}_weight"] for key in families))
    return f"Together: ({' + '.join(parts)}) ÷ {weights} = {figure(line['points'])}."


def _confidence(method: Method, result: Document) -> str:
    rows: list[Sequence[str]] = []
    for line in _trace(result, "confidence"):
        inputs = line["inputs"]
        if "weight" in inputs:
            sum_of = f"{figure(inputs['weight'])} × {figure(inputs['value'])}"
        else:
            sum_of = f"held at {figure(inputs['cap'])} or below" if inputs else ""
        name = {"rounding": "Rounded"}.get(line["item"]) or method.step(line["item"])
        rows.append((name, sum_of, figure(line["points"])))
    rows.append(("Confidence", "", figure(result["confidence"]["score"])))
    completeness = [_completeness(line) for line in _trace(result, "completeness")]
    checks = [
        f"{line['rule']} takes {figure(-line['points'])} points off consistency."
        for line in _trace(result, "consistency")
        if line["rule"]
    ]
    return f"{table(('Part', 'Sum', 'Points'), rows, (2,))}\n\n{bullets([*completeness, *checks])}"


def _completeness(line: Document) -> str:
    inputs = line["inputs"]
    return (
        f"Completeness: of {figure(inputs['shown'])} (critical questions twice), "
        f"{figure(inputs['blank'])} blank and {figure(inputs['dont_know'])} not known; "
        f"100 × {figure(inputs['counted'])} ÷ {figure(inputs['shown'])}."
    )
