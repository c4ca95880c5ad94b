"""The indicators and the headline of a worked case, from its trace."""

from assessments.reports.methodology.markdown import bullets
from assessments.reports.methodology.method import Document, Method, figure

_STEPS = ("driver", "exposure", "observed", "suspected", "remedied", "residual")


def indicator_lines(method: Method, result: Document) -> str:
    """Exposure, observed signs and residual of every indicator."""
    return bullets(_indicator(method, result, code) for code in result["indicators"])


def _indicator(method: Method, result: Document, code: str) -> str:
    found: dict[str, list[Document]] = {step: [] for step in _STEPS}
    for line in result["trace"]:
        if line.get("indicator") == code and line["step"] in found:
            found[line["step"]].append(line)
    exposure, residual = found["exposure"][0], found["residual"][0]
    signs = [*found["observed"], *found["suspected"], *found["remedied"]]
    observed = " ".join(_sign(line) for line in signs).removeprefix("+ ")
    inputs = residual["inputs"]
    larger, smaller = sorted((inputs["observed"], inputs["exposure"]), reverse=True)
    share = figure(method.document["residual"]["smaller_share"])
    return (
        f"{code}: exposure {_exposure(method, exposure)} = {figure(exposure['points'])}; "
        f"observed {observed + ' = ' if observed else ''}{figure(inputs['observed'])}; residual "
        f"{figure(larger)} + {share} × {figure(smaller)} → {figure(residual['points'])}."
    )


def _sign(line: Document) -> str:
    sign = "−" if line["points"] < 0 else "+"
    what = line["rule"] or {"cap": "(cap at 100)", "cases": "(remedied)"}[line["item"]]
    return f"{sign} {figure(abs(line['points']))} {what}"


def _exposure(method: Method, line: Document) -> str:
    inputs = line["inputs"]
    families = [key for key in inputs if f"{key}_weight" in inputs]
    text = f"{figure(inputs['inherent'])} × {figure(inputs['multiplier'])}"
    if not families:
        return text
    held = " + ".join(
        f"{figure(inputs[f'{key}_weight'])} × {figure(inputs[key])}" for key in families
    )
    weights = sum(inputs[f"{key}_weight"] for key in families)
    mean = f"({held})" if weights == 1 else f"({held}) ÷ {figure(weights)}"
    reduction = figure(method.document["exposure"]["reduction"])
    return f"{text} × (1 − {reduction} × {mean} ÷ 100)"


def headline(method: Method, result: Document) -> str:
    """The headline, its band, and what raised it."""
    terms = method.document["headline"]
    told = []
    for line in result["trace"]:
        if line["step"] == "headline":
            ranked = sorted(line["inputs"].items(), key=lambda one: -one[1])
            residuals = [f"{figure(value)} ({code})" for code, value in ranked]
            told.append(
                f"{figure(terms['highest'])} × {residuals[0]} + {figure(terms['mean'])} × the mean "
                f"of {', '.join(residuals)} = {figure(line['points'])}, rounded: "
                f"{method.name('bands', result['computed_band'])}."
            )
    raised: dict[str, list[str]] = {}
    for line in result["trace"]:
        if line["step"] == "override":
            raised.setdefault(line["item"], []).append(line["rule"] or "")
    told += [_raised(method, result, key, rules) for key, rules in raised.items()]
    return bullets(told)


def _raised(method: Method, result: Document, key: str, rules: list[str]) -> str:
    because = (
        ", ".join(filter(None, rules)) or f"confidence {figure(result['confidence']['score'])}"
    )
    decided = "" if key in result["overrides"] else ", told, and does not decide the band"
    return f"{method.name('overrides', key)}: {because}{decided}."
