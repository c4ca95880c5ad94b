"""Findings: each rule that the answers meet, with the facts it rests on."""

from assessments.reports.material import Document, Material, decimal
from assessments.reports.supplier import Finding, Named
from assessments.reports.wording import DEFINITION

_OWN_REFERENCES = ("signal", "SIF")
_REPORTING_LAWS = ("UK-", "CA", "AU-", "NO-")
"""They say what a company reports, not how people are to be treated, so no finding cites them."""


def findings(material: Material) -> tuple[Finding, ...]:
    """The findings in the order of the result: worst severity first."""
    return tuple(_finding(found, material) for found in material.result["findings"])


def rests_on(material: Material, finding: str) -> tuple[str, ...] | None:
    """The questions that a rule or a check of the result rests on and that were asked.

    None where the result has no such finding.
    """
    result = material.result
    rules = {one["rule"]: one["questions"] for one in result["findings"]}
    checks = {one["check"]: one["questions"] for one in result["fired_checks"]}
    read = (checks | rules).get(finding)
    if read is None:
        return None
    asked = set(material.questionnaire.questions) - material.hidden
    return tuple(key for key in dict.fromkeys(read) if key in asked)


def _finding(found: Document, material: Material) -> Finding:
    rule = found["rule"]
    lines = [line for line in material.trace("observed") if line.get("rule") == rule]
    return Finding(
        rule=rule,
        severity=material.named("severities", found["severity"]),
        title=material.term("rules", rule, "title"),
        sentence=material.term("rules", rule, "sentence"),
        part_of_definition=_part_of_definition(found, material),
        points=tuple(
            (indicator, material.ilo(indicator), decimal(points))
            for indicator, points in found["points"].items()
        ),
        references=_references(found, material),
        answers=material.given(found["questions"]),
        citations=material.citations(lines),
        action=Named(found["action"], material.term("actions", found["action"], "title")),
        remedied=bool(found["remedied"]),
    )


def _part_of_definition(found: Document, material: Material) -> str:
    return material.reader.said(DEFINITION[found["icls"]]) if found["icls"] in DEFINITION else ""


def _references(found: Document, material: Material) -> tuple[str, ...]:
    """The standards that the rule's questions serve, and its part of the 2018 definition."""
    questions = material.questionnaire.questions
    codes = [ref for key in found["questions"] if key in questions for ref in questions[key].refs]
    if found["icls"]:
        codes.append(f"ICLS-{found['icls']}")
    codes += [material.ilo(indicator) for indicator in found["points"]]
    return tuple(
        code
        for code in dict.fromkeys(codes)
        if code and code not in _OWN_REFERENCES and not code.startswith(_REPORTING_LAWS)
    )


def notes(material: Material) -> tuple[str, ...]:
    """What is said of zero tolerance and of the pattern; empty where there is neither."""
    zero = [one for one in material.result["findings"] if one["severity"] == "Z"]
    said = [
        f"{material.term('rules', one['rule'], 'title')} ({one['rule']}). "
        + material.term("severities", "Z", "plain")
        for one in zero
    ]
    if material.result["pattern"]:
        said.append(material.term("overrides", "pattern", "sentence"))
    return tuple(said)
