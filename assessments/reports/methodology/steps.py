"""The steps from answers to a band: their tables and numbers, from the ruleset."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.reports.methodology.markdown import bullets, code, table
from assessments.reports.methodology.method import Document, Method, figure, listed


def numbers(method: Method) -> dict[str, str]:
    """The single numbers and conditions that the text names."""
    document, reference = method.document, method.scorer.reference
    inherent, weights = document["inherent"], document["inherent"]["weights"]
    no_reply, confidence = document["no_reply"], document["confidence"]
    found = {
        "missing_country": inherent["missing_country"],
        "missing_sector": inherent["missing_sector"],
        **{f"w_{part}": weight for part, weight in weights.items()},
        **{f"c_{part}": weight for part, weight in confidence["weights"].items()},
        "origin_share": document["origin"]["share"],
        "few_share": document["few_foreign_workers"]["share"],
        "reduction": document["exposure"]["reduction"],
        "remedied_share": document["observed"]["remedied_share"],
        "smaller_share": document["residual"]["smaller_share"],
        "highest": document["headline"]["highest"],
        "mean": document["headline"]["mean"],
        "mean_of": document["headline"]["mean_of"],
        "no_reply_days": no_reply["days_after_deadline"],
        "no_reply_workforce": no_reply["workforce"],
        "no_reply_recruitment": no_reply["recruitment"],
        "case_tolerance": document["case_tolerance"],
        "countries_rows": len(reference.countries),
        "sectors_rows": len(reference.sectors),
        "rules_count": len(document["rules"]),
        "checks_count": len(document["checks"]),
    }
    return {name: figure(value) for name, value in found.items()} | {
        "origin_when": document["origin"]["when"],
        "few_when": document["few_foreign_workers"]["when"],
    }


def factors(method: Method, section: str) -> str:
    """The groups of points of step 2 or 3."""
    parts = []
    for factor in method.document[section]:
        grades = [f"{code(grade['when'])}: {figure(grade['points'])}" for grade in factor["first"]]
        key = factor["id"]
        parts.append(f"**{method.step(key)}.** {_plain(method, key)}\n\n{bullets(grades)}")
    return "\n\n".join(parts)


def _plain(method: Method, key: str) -> str:
    named = {"lodging": "housing", "channel": "channels"}.get(key, key)
    return str(method.terms.text("steps", named, "plain"))


def overlays(method: Method) -> str:
    """What listed goods add."""
    return table(
        ("What was found", "Points", "When"),
        [
            (method.step(key), figure(points), _plain(method, key))
            for key, points in method.document["overlays"].items()
        ],
        numbers=(1,),
    )


def floors(method: Method) -> str:
    """The lowest values of the line of state-imposed labour."""
    return bullets(
        f"{figure(floor['at_least'])} where {code(floor['when'])}"
        for floor in method.document["floors"]
    )


def proof(method: Method) -> str:
    """What each state of a document is worth."""
    worth = method.document["proof"]
    return table(
        ("State of the document", "Counts in a control", "Counts as evidence", "Meaning"),
        [
            (
                method.name("proof", state),
                figure(share),
                figure(worth["evidence"][state]),
                method.terms.text("proof", state, "plain"),
            )
            for state, share in worth["control"].items()
        ],
        numbers=(1, 2),
    )


def values(method: Method) -> str:
    """How answers become values."""
    told = [f"*{name}*: {_scale(scale)}" for name, scale in method.document["values"].items()]
    intro = "How an answer becomes a value; an answer that is not named has the value 0:"
    return f"{intro}\n\n{bullets(told)}"


def _scale(scale: Mapping[str, Any]) -> str:
    if "chosen_of" in scale:
        return f"the number of choices made ÷ {figure(scale['chosen_of'])}, at most 1"
    if "from" in scale:
        low, high = figure(scale["from"]), figure(scale["to"])
        return f"0 up to {low}, 1 from {high}, in a straight line between"
    return ", ".join(f"{choice} {figure(value)}" for choice, value in scale.items())


def families(method: Method) -> str:
    """The families of controls with their questions and weights."""
    parts = []
    for family in method.document["families"]:
        key = family["id"]
        head = f"**{key} {method.name('families', key)}**, weight {figure(family['weight'])}."
        rows = [
            (code(one["question"]), figure(one["weight"]), one["value"])
            for one in family["questions"]
        ]
        plain = method.terms.text("families", key, "plain")
        parts.append(f"{head} {plain}\n\n{table(('Question', 'Weight', 'Value'), rows, (1,))}")
    return "\n\n".join(parts)


def indicators(method: Method) -> str:
    """The twelve lines with what makes them present and which controls hold them down."""
    absent = method.document["exposure"]["absent"]
    parts = []
    for one in method.document["indicators"]:
        code_of = one["id"]
        otherwise = figure(one.get("absent", absent))
        controls = [f"{family} {figure(weight)}" for family, weight in one["controls"].items()]
        told = [
            f"Driver 1 where {code(one['present'])}; otherwise {otherwise}.",
            f"Controls that count: {', '.join(controls)}.",
        ]
        if one.get("floored"):
            told.append("Starts from the inherent risk after the floor of step 5.")
        origin = method.terms.text("indicators", code_of, "origin")
        plain = method.terms.text("indicators", code_of, "plain")
        head = f"**{method.indicator(code_of)}.** {plain} *{origin}.*"
        parts.append(f"{head}\n\n{bullets(told)}")
    return "\n\n".join(parts)


def bands(method: Method) -> str:
    """The bands with their limits and sentences."""
    terms = method.document["bands"]
    limits = {
        "low": f"under {figure(terms['medium'])}",
        "medium": f"from {figure(terms['medium'])}, under {figure(terms['high'])}",
        "high": f"from {figure(terms['high'])}, under {figure(terms['critical'])}",
        "critical": f"from {figure(terms['critical'])}",
    }
    return table(
        ("Band", "Headline", "What it says"),
        [
            (method.name("bands", band), limit, method.terms.text("bands", band, "sentence"))
            for band, limit in limits.items()
        ],
    )


def overrides(method: Method) -> str:
    """What raises a band, in order."""
    terms = method.document["overrides"]
    low, pattern = terms["low_confidence"], terms["pattern"]
    sides = listed([code(side) for side in pattern["icls"]])
    severities = _severities(method, pattern["severities"])
    when = {
        "low_confidence": f"Where confidence is under {figure(low['under'])} and the headline "
        f"gives {low['lifts']}: {low['to']}, marked provisional.",
        "red_flag": f"Where a live rule of severity {terms['red_flag']['severity']} fired: "
        f"at least {terms['red_flag']['to']}.",
        "zero_tolerance": f"Where a rule of severity {terms['zero_tolerance']['severity']} fired, "
        f"remedied or not: {terms['zero_tolerance']['to']}.",
        "pattern": f"Otherwise, where live rules of severity {severities} stand for both sides, "
        f"{sides}: "
        f"{pattern['to']}. The pattern is told whether or not it decided the band.",
    }
    parts = [
        f"{number}. **{method.name('overrides', key)}.** {text} "
        f"{method.terms.text('overrides', key, 'sentence')}"
        for number, (key, text) in enumerate(when.items(), start=1)
    ]
    return "\n".join(parts)


def _severities(method: Method, keys: Sequence[str]) -> str:
    return listed([method.name("severities", key).lower() for key in keys], "or")


def confidence(method: Method) -> str:
    """The four parts of confidence, its cap and its levels."""
    terms = method.document["confidence"]
    evidence = method.document["proof"]["evidence"]
    worth = ", ".join(
        f"{method.name('proof', state).lower()} {figure(value)}"
        for state, value in evidence.items()
    )
    verified = listed([code(key) for key in terms["verified_by"]], "or")
    critical, unsure = figure(terms["critical_counts"]), figure(terms["dont_know_counts"])
    under, cap = figure(terms["evidence_under"]), figure(terms["cap"])
    parts = [
        (
            f"**Completeness**: questions answered ÷ questions asked × 100. A critical question "
            f"counts {critical} times; “don't know” counts {unsure} of an answer, blank nothing."
        ),
        (
            f"**Evidence**: over the control questions whose value is above 0, the mean of: "
            f"{worth}; × 100."
        ),
        "**Consistency**: 100 less the points of the checks that fired, at least 0.",
        f"**Verification**: 100 where {verified} says yes with an accepted document, otherwise 0.",
        (
            f"**Cap**: evidence under {under} holds confidence at {cap} or below, and so does a "
            "question that decides what else is asked and is blank or not known."
        ),
    ]
    levels = terms["levels"]
    high, medium = figure(levels["high"]), figure(levels["medium"])
    reached = f"Confidence is high from {high}, medium from {medium}, and low below."
    return f"{bullets(parts)}\n\n{reached}"


def screening(method: Method) -> str:
    """The outcomes of the short version, in order."""
    terms: Document | None = method.document.get("screening")
    if terms is None:
        return "This ruleset names no short version."
    severities = _severities(method, terms["stop_severities"])
    states = {"dont_know": "answered “don't know”", "blank": "left blank"}
    return "\n".join(
        (
            f"1. **Stop and talk**, where a rule of severity {severities} fires.",
            "2. **Full questionnaire**, where",
            bullets(
                (
                    f"the inherent risk is {figure(terms['inherent_from'])} or more, or",
                    (
                        f"`{terms['workers']}` is not plainly false and the country is scored "
                        f"{figure(terms['country_from'])} or more, or"
                    ),
                    (
                        "a critical question of the short version is "
                        f"{listed([states[one] for one in terms['open_answers']], 'or')}."
                    ),
                ),
                indent="   ",
            ),
            "3. **Yearly screening**, where none of these is the case.",
        )
    )
