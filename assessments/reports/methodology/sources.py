"""What the method stands on: pinned versions, reference tables, questions and facts."""

from assessments.reports.methodology.markdown import bullets, code, table
from assessments.reports.methodology.method import Method
from questionnaires.definition import DONT_KNOW
from scoring.reference import Table


def pins(method: Method) -> str:
    """What this document describes, by version and hash."""
    scorer = method.scorer
    form, ruleset, reference = scorer.form, scorer.ruleset, scorer.reference
    return table(
        ("What", "Version", "SHA-256"),
        [
            (f"Ruleset `{ruleset.slug}`", ruleset.version, code(ruleset.sha256)),
            (f"Reference data `{reference.slug}`", reference.version, code(reference.sha256)),
            (f"Questionnaire `{form.slug}`", form.version, code(form.sha256)),
        ],
    )


def reference(method: Method) -> str:
    """Every reference table with source, year, licence and number of rows."""
    tables = method.scorer.reference.tables
    heads = table(
        ("Table", "Rows", "Year"), [(code(n), len(t), t.year) for n, t in tables.items()], (1, 2)
    )
    return "\n\n".join([heads, *(_table(name, one) for name, one in tables.items())])


def _table(name: str, one: Table) -> str:
    facts = [f"Source: {one.source}.", f"Licence: {one.licence}."]
    facts += [
        f"Column {code(field)}: {about['source']}, {about['year']}; {about['licence']}."
        for field, about in one.fields.items()
    ]
    facts += [f"To be known before a figure is quoted: {caveat}" for caveat in one.caveats]
    return f"#### `{name}`, {one.year}, {len(one)} rows\n\n{bullets(facts)}"


def facts(method: Method) -> str:
    """The names that conditions use and no question has."""
    names = method.scorer.ruleset.names
    questions = method.scorer.form.questions
    return bullets(
        f"{code(name)}: {method.terms.text('facts', name, 'plain')}"
        for name in names
        if name not in questions
    )


def questions(method: Method) -> str:
    """Every question that the ruleset reads, with its declared order."""
    return "\n\n".join(_question(method, key) for key in method.scorer.ruleset.reads)


def _question(method: Method, key: str) -> str:
    form = method.scorer.form.questions[key]
    critical = " (critical)" if form.critical else ""
    text = f"{code(key)}{critical}: {method.words.question(key).text}"
    told = [_order(method, key)]
    choices = [choice for choice in form.choices if choice != DONT_KNOW]
    if key == "activity":
        told.append(f"Answers: the {len(choices)} sectors of the reference data.")
    elif choices:
        said = "; ".join(f"{code(one)} {method.words.choice(key, one)}" for one in choices)
        told.append(f"Answers: {said}.")
    return f"{text}\n\n{bullets(told)}"


def _order(method: Method, key: str) -> str:
    entry = method.document["questions"][key]
    if "unordered" in entry:
        return f"No order: {entry['unordered']}."
    worse = entry["worse"]
    if isinstance(worse, str):
        said = f"Worse: {worse}"
    else:
        said = f"From better to worse: {'; '.join(code(chain) for chain in worse)}"
    return f"{said}; {entry['why']}." if entry.get("why") else f"{said}."
