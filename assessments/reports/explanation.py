"""How each number came about: its sum written out, from the trace."""

from collections.abc import Sequence

from assessments.reports.material import Document, Material, decimal
from assessments.reports.reckoning import (
    MINUS,
    TIMES,
    added,
    figure,
    name_of,
    plain_key,
    signed,
)
from assessments.reports.supplier import Explanation, IndicatorLine, Sum


def explanations(material: Material, lines: Sequence[IndicatorLine]) -> tuple[Explanation, ...]:
    """Headline, inherent risk, controls, each indicator and confidence."""
    result = material.result
    return (
        Explanation("Headline and band", _headline(material), figure(result["headline"])),
        Explanation("Inherent risk", _inherent(material), figure(result["inherent"]["score"])),
        Explanation("Control strength", _controls(material), figure(result["controls"]["total"])),
        *(_indicator(line, material) for line in lines),
        Explanation("Confidence", _confidence(material), figure(result["confidence"]["score"])),
    )


def _headline(material: Material) -> tuple[Sum, ...]:
    terms = material.ruleset["headline"]
    sums = []
    for line in material.trace("headline"):
        largest = sorted(line["inputs"].items(), key=lambda one: -decimal(one[1]))
        highest, *_ = residuals = [figure(value) for _, value in largest]
        text = (
            f"{figure(terms['highest'])} {TIMES} {highest} + {figure(terms['mean'])} {TIMES} "
            f"mean of {', '.join(residuals)} ({', '.join(code for code, _ in largest)})"
        )
        sums.append(Sum("Headline", text, figure(line["points"])))
    raised: dict[str, list[str]] = {}
    for line in material.trace("override"):
        raised.setdefault(name_of(line, material), []).append(line["rule"] or "")
    sums += [Sum(name, ", ".join(filter(None, rules)), "") for name, rules in raised.items()]
    return tuple(sums)


def _inherent(material: Material) -> tuple[Sum, ...]:
    parts = [
        f"{figure(line['inputs']['weight'])} {TIMES} {figure(line['inputs']['value'])} "
        f"{line['item']}"
        for line in material.trace("base")
        if line["inputs"]
    ]
    goods = [
        f"{figure(line['points'])} {_lower(line, material)}" for line in material.trace("overlay")
    ]
    ends = [
        f"{signed(line['points'])} {_lower(line, material)}"
        for line in material.trace("base")
        if not line["inputs"]
    ]
    text = " ".join([added([*parts, *goods]), *ends])
    floors = [
        Sum(name_of(line, material), f"at least {line['inputs']['at_least']}, for SIF alone", "")
        for line in material.trace("floor")
    ]
    return (Sum("Sum", text, figure(material.result["inherent"]["score"])), *floors)


def _lower(line: Document, material: Material) -> str:
    name = name_of(line, material)
    return name[:1].lower() + name[1:]


def _controls(material: Material) -> tuple[Sum, ...]:
    sums = [_family(line, material) for line in material.trace("family")]
    for line in material.trace("control_total"):
        inputs = line["inputs"]
        families = [key for key in inputs if not key.endswith("_weight")]
        text = added(
            f"{figure(inputs[f'{key}_weight'])} {TIMES} {figure(inputs[key])}" for key in families
        )
        sums.append(
            Sum("All families", f"{text}, by the sum of the weights", figure(line["points"]))
        )
    return tuple(sums)


def _family(line: Document, material: Material) -> Sum:
    controls = [one for one in material.trace("control") if one["item"] == line["item"]]
    text = "; ".join(_control(one) for one in controls)
    whole = f"100 {TIMES} {figure(line['inputs']['sum'])} of {figure(line['inputs']['weight'])}"
    name = material.term("families", line["item"], "name")
    return Sum(f"{line['item']} {name}", f"{whole}: {text}", figure(line["points"]))


def _control(line: Document) -> str:
    weight, value, proof = (figure(line["inputs"][key]) for key in ("weight", "value", "proof"))
    return f"{plain_key(line['questions'][0])} {weight} {TIMES} {value} {TIMES} {proof}"


def _indicator(line: IndicatorLine, material: Material) -> Explanation:
    found = {
        step: [one for one in material.trace(step) if one.get("indicator") == line.key]
        for step in ("driver", "exposure", "observed", "suspected", "remedied", "residual")
    }
    sums = [_exposure(one, found["driver"], material) for one in found["exposure"]]
    signs = [*found["observed"], *found["suspected"], *found["remedied"]]
    text = ", ".join(f"{_sign(one, material)} {signed(one['points'])}" for one in signs)
    sums += [_residual(one, text, material) for one in found["residual"]]
    return Explanation(f"{line.key} {line.name}", tuple(sums), figure(line.residual))


def _sign(line: Document, material: Material) -> str:
    return str(line["rule"] or _lower(line, material))


def _exposure(line: Document, drivers: Sequence[Document], material: Material) -> Sum:
    inputs = line["inputs"]
    families = [key for key in inputs if f"{key}_weight" in inputs]
    held = added(
        f"{figure(inputs[f'{key}_weight'])} {TIMES} {figure(inputs[key])} {key}" for key in families
    )
    reduction = figure(material.ruleset["exposure"]["reduction"])
    left = f" {TIMES} (1 {MINUS} {reduction} {TIMES} ({held}) / 100)" if families else ""
    keys = ", ".join(dict.fromkeys(plain_key(key) for one in drivers for key in one["questions"]))
    driver = f"driver {figure(inputs['multiplier'])}" + (f" (from {keys})" if keys else "")
    text = f"inherent {figure(inputs['inherent'])} {TIMES} {driver}{left}"
    return Sum("Exposure", text, figure(line["points"]))


def _residual(line: Document, signs: str, material: Material) -> Sum:
    observed, exposure = (decimal(line["inputs"][key]) for key in ("observed", "exposure"))
    share = figure(material.ruleset["residual"]["smaller_share"])
    seen = f"observed {figure(observed)}" + (f" ({signs})" if signs else "")
    terms = [seen, f"exposure {figure(exposure)}"]
    larger, smaller = terms if observed > exposure else reversed(terms)
    text = f"{larger} + {share} {TIMES} {smaller}, at most 100"
    return Sum("Residual", text, figure(line["points"]))


def _confidence(material: Material) -> tuple[Sum, ...]:
    sums = [
        Sum(
            name_of(line, material),
            f"{figure(line['inputs']['weight'])} {TIMES} {figure(line['inputs']['value'])}"
            if "weight" in line["inputs"]
            else "",
            figure(line["points"]),
        )
        for line in material.trace("confidence")
    ]
    contradictions = [
        Sum("Consistency", f"{line['rule']} takes {figure(line['points'])}", "")
        for line in material.trace("consistency")
        if line["rule"]
    ]
    return (*sums, *contradictions)
