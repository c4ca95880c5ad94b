"""The headline, and what speaks for a higher band."""

from flask_babel import gettext as _

from assessments.reports.material import Document, Material, decimal
from scoring.ruleset.parts import BANDS
from webapp.company.reckoning.steps import TIMES, Step, Total, rounded, step_of
from webapp.company.words import exact


def headline(material: Material) -> list[Total]:
    """The highest residuals and their mean; then each reason to raise the band."""
    totals = [_headline(line, material) for line in material.trace("headline")]
    totals.append(_bands(material))
    raising = material.trace("override")
    if raising:
        totals.append(
            Total(
                title=_("What speaks for a higher band than the headline gives"),
                steps=[_reason(line, material) for line in raising],
                equals=None,
                plain=material.term("steps", "override", "plain"),
            )
        )
    return totals


def _headline(line: Document, material: Material) -> Total:
    terms = material.ruleset["headline"]
    ranked = sorted(line["inputs"].items(), key=lambda one: -decimal(one[1]))
    values = [exact(value) for _code, value in ranked]
    mean = f"({' + '.join(values)}) / {len(values)}"
    highest, average = exact(terms["highest"]), exact(terms["mean"])
    return Total(
        title=material.term("steps", "headline", "name"),
        steps=[
            Step(
                name=material.term("indicators", code, "name"),
                formula=exact(value),
                indicator=code,
            )
            for code, value in ranked
        ],
        equals=decimal(line["points"]),
        plain=material.term("steps", "headline", "plain"),
        formula=rounded(f"{highest} {TIMES} {values[0]} + {average} {TIMES} {mean}"),
    )


def _bands(material: Material) -> Total:
    """From which headline on each band begins."""
    lowest, *others = BANDS
    begins = {lowest: "0"} | {band: exact(material.ruleset["bands"][band]) for band in others}
    return Total(
        title=_("The band that the headline reaches"),
        steps=[
            Step(name=material.term("bands", band, "name"), formula=start)
            for band, start in begins.items()
        ],
        equals=None,
        plain=_("Each band begins at its figure."),
    )


def _reason(line: Document, material: Material) -> Step:
    item = line["item"]
    sentence = material.term("overrides", item, "sentence")
    band = material.term("bands", material.ruleset["overrides"][item]["to"], "name")
    least = _("At least “%(band)s”.") % {"band": band}
    return step_of(line, material, note=f"{sentence} {least}", rule=line["rule"] or "")
