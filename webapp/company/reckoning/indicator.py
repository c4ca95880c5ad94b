"""Exposure, observed signs and residual of one indicator."""

from flask_babel import gettext as _

from assessments.reports.material import Document, Material, decimal
from webapp.company.reckoning.steps import (
    MINUS,
    TIMES,
    Step,
    Total,
    families,
    of_check,
    of_rule,
    rounded,
    step_of,
    weighed,
)
from webapp.company.words import exact


def of_indicator(material: Material, code: str) -> list[Total]:
    """The three numbers of an indicator, in the order in which they are worked out."""
    own = [line for line in material.result["trace"] if line.get("indicator") == code]
    exposure, residual = (_only(step, own) for step in ("exposure", "residual"))
    signs = [line for line in own if line["step"] in ("observed", "suspected", "remedied")]
    return [
        Total(
            title=material.term("steps", "exposure", "name"),
            steps=[_driver(_only("driver", own), material), *_inputs(exposure["inputs"], material)],
            equals=decimal(exposure["points"]),
            plain=material.term("steps", "exposure", "plain"),
            formula=_exposure(exposure["inputs"], material),
        ),
        Total(
            title=material.term("steps", "observed", "name"),
            steps=[_sign(line, material) for line in signs],
            equals=decimal(residual["inputs"]["observed"]),
            plain=material.term("steps", "observed", "plain"),
        ),
        Total(
            title=material.term("steps", "residual", "name"),
            steps=[],
            equals=decimal(residual["points"]),
            plain=material.term("steps", "residual", "plain"),
            formula=_residual(residual["inputs"], material),
        ),
    ]


def _only(step: str, own: list[Document]) -> Document:
    return next(line for line in own if line["step"] == step)


def _driver(line: Document, material: Material) -> Step:
    matters = decimal(line["points"]) == 1
    return Step(
        name=material.term("steps", "driver", "name"),
        formula=exact(line["points"]),
        note=_("Something at this site makes this indicator matter in full.")
        if matters
        else _("Nothing at this site makes this indicator matter more: it counts in part."),
        questions=tuple(line["questions"]),
    )


def _inputs(inputs: Document, material: Material) -> list[Step]:
    inherent = Step(
        name=material.term("steps", "inherent", "name"),
        formula=exact(inputs["inherent"]),
        part="inherent",
    )
    held = [
        Step(
            name=f"{key} {material.term('families', key, 'name')}",
            formula=exact(inputs[key]),
            note=_("Weight %(weight)s") % {"weight": exact(inputs[f"{key}_weight"])},
            part="controls",
        )
        for key in families(inputs)
    ]
    return [inherent, *held]


def _exposure(inputs: Document, material: Material) -> str:
    start = f"{exact(inputs['inherent'])} {TIMES} {exact(inputs['multiplier'])}"
    held, weights = weighed(inputs)
    if not held:
        return start
    reduction = exact(material.ruleset["exposure"]["reduction"])
    return f"{start} {TIMES} (1 {MINUS} {reduction} {TIMES} ({held}) / (100 {TIMES} ({weights})))"


def _residual(inputs: Document, material: Material) -> str:
    values = [decimal(inputs["observed"]), decimal(inputs["exposure"])]
    share = exact(material.ruleset["residual"]["smaller_share"])
    whole = f"{exact(max(values))} + {share} {TIMES} {exact(min(values))}"
    return rounded(_("%(formula)s, at most 100", formula=whole))


def _sign(line: Document, material: Material) -> Step:
    if line["step"] == "remedied":
        share = exact(line["inputs"]["share"])
        return step_of(line, material, note=_("Counts by %(share)s") % {"share": share})
    if not line["rule"]:
        return step_of(line, material)
    return of_check(line, material) if line["step"] == "suspected" else of_rule(line, material)
