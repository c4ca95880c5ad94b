"""The spreadsheet of a portfolio: suppliers, indicators, findings, answers, codebook."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from assessments.reports.entries import Entry, Rated, rated_of
from assessments.reports.heat import INDICATORS
from assessments.reports.overlay import Overlay
from assessments.reports.wording import declined
from assessments.reports.workbook import Column, Sheet, Value, Workbook, with_codebook
from assessments.responses.values import answers_of_snapshot, declined_in
from questionnaires.catalogue import Catalogue
from questionnaires.countries import name as country_name
from questionnaires.definition import DONT_KNOW, Question, Questionnaire
from questionnaires.types import Value as Answer
from questionnaires.types import answer_type
from questionnaires.words import Words

Row = tuple[Value, ...]
CONFIDENCE_PARTS = ("completeness", "evidence", "consistency", "verification")

_SUPPLIER = Column("supplier", "The supplier's name in your register", 34)

SUPPLIERS = (
    _SUPPLIER,
    Column("country", "ISO 3166-1 alpha-3 code", 9),
    Column("country_name", "The country in English", 18),
    Column("state", "scored, submitted, in_progress, not_started or no_answer", 13),
    Column("scored_on", "The day of the result", 12),
    Column("band", "The band after overrides; empty where there is no score", 10),
    Column("computed_band", "The band from the figures alone", 14),
    Column("provisional", "Whether the band rests on low confidence", 11),
    Column("headline", "0.6 of the highest residual and 0.4 of the mean of the four highest", 10),
    Column("overrides", "What raised the band", 22),
    Column("pattern", "A strong sign of involuntary work and one of menace together", 9),
    Column("inherent", "Inherent risk from 0 to 100", 10),
    Column("inherent_sif", "The same after the floor that serves the SIF line alone", 12),
    Column("control_total", "Control strength from 0 to 100", 13),
    Column("confidence", "Confidence from 0 to 100", 11),
    Column("confidence_level", "high, medium or low", 16),
    Column("completeness", "Part of confidence, from 0 to 100", 13),
    Column("evidence", "Part of confidence, from 0 to 100", 10),
    Column("consistency", "Part of confidence, from 0 to 100", 12),
    Column("verification", "Part of confidence, from 0 to 100", 12),
    Column("findings", "Number of findings", 9),
    Column("strongest_finding", "The first finding in order of severity", 40),
    Column("by_hand_band", "A band that a person set beside the computed one", 12),
    Column("by_hand_until", "The day on which that ends by itself", 12),
    Column("by_hand_by", "Who set it", 20),
    Column("by_hand_reason", "Why", 40),
    Column("no_answer_band", "Inherent band raised one step where nobody answered; no score", 15),
)
INDICATOR_COLUMNS = (
    _SUPPLIER,
    Column("indicator", "The key of the indicator; SIF is a line of the method itself", 10),
    Column("name", "The indicator in words", 34),
    Column("ilo", "The ILO indicator, empty for SIF", 8),
    Column("exposure", "Inherent risk after controls, from 0 to 100", 10),
    Column("observed", "Points of signs in the answers, from 0 to 100", 10),
    Column("residual", "The two combined, from 0 to 100", 10),
)
FINDINGS = (
    _SUPPLIER,
    Column("rule", "The rule that the answers meet", 9),
    Column("severity", "Z zero tolerance, R red flag, M moderate, L low, U unknown", 9),
    Column("title", "The finding in words", 44),
    Column("indicator", "The indicator that the points add to", 10),
    Column("points", "Points added to the observed figure of the indicator", 8),
    Column("definition", "INV involuntary or MEN menace, where the rule is a strong sign", 10),
    Column("remedied", "Whether all cases of the indicator are remedied and verified", 10),
    Column("questions", "The questions that the rule reads", 40),
    Column("action", "The corrective action that it asks for", 12),
)
ANSWERS = (
    _SUPPLIER,
    Column("question", "The stable key of the question", 24),
    Column("text", "The question in words", 60),
    Column("asked", "Whether the question was asked", 8),
    Column("value", "The answer as keys and numbers", 30),
    Column("answer", "The answer in words", 50),
    Column("number", "The answer as a number, where it is one", 12),
    Column("version", "How often the answer was saved", 8),
    Column("saved_at", "When the answer was last saved, UTC", 17),
)
OVERLAYS = (
    Column("ruleset", "A ruleset of the company's own that results were made by", 30),
    Column("over", "The ruleset that it was made over", 30),
    Column("title", "What the company calls it", 30),
    Column("why", "The reason that the company gives", 50),
    Column("place", "Where it differs", 34),
    Column("what", "What differs there", 14),
    Column("before", "What the ruleset says that it was made over", 20),
    Column("after", "What it says", 20),
)


def portfolio_workbook(
    *,
    company: str,
    on: date,
    entries: Sequence[Entry],
    questionnaires: Mapping[str, tuple[Questionnaire, Words]],
    terms: Catalogue,
    overlays: Sequence[Overlay] = (),
) -> Workbook:
    """All figures and answers of a portfolio, long and tidy, with a codebook.

    `questionnaires` holds each one that was answered, with its words, under "slug/version".
    `overlays` are the company's own rulesets that results were made by; they have a sheet of their
    own, with each difference.

    Of people it names only who set a band by hand. Answers of a supplier appear only where it
    submitted them.
    """
    rated = rated_of(entries)
    return with_codebook(
        "Suppliers and the risk of forced labour",
        company,
        on,
        (
            Sheet("suppliers", SUPPLIERS, tuple(_supplier(entry, terms) for entry in entries)),
            Sheet("indicators", INDICATOR_COLUMNS, tuple(_indicators(rated, terms))),
            Sheet("findings", FINDINGS, tuple(_findings(rated, terms))),
            Sheet("answers", ANSWERS, tuple(_answers(rated, questionnaires))),
            *([Sheet("overlays", OVERLAYS, tuple(_overlays(overlays)))] if overlays else []),
        ),
    )


def _overlays(overlays: Sequence[Overlay]) -> Iterator[Row]:
    for one in overlays:
        for line in one.lines:
            yield (
                one.name,
                one.base,
                one.title,
                one.why,
                line.place,
                line.what,
                line.before,
                line.after,
            )


def _supplier(entry: Entry, terms: Catalogue) -> Row:
    known: Row = (entry.supplier, entry.country, country_name(entry.country), entry.state)
    if entry.result is None:
        shown = entry.no_reply["band"] if entry.no_reply else None
        return (*known, *[None] * (len(SUPPLIERS) - len(known) - 1), shown)
    result, confidence = entry.result, entry.result["confidence"]
    findings = result["findings"]
    return (
        *known,
        date.fromisoformat(result["on"]),
        result["band"],
        result["computed_band"],
        bool(result["provisional"]),
        Decimal(result["headline"]),
        ", ".join(result["overrides"]),
        bool(result["pattern"]),
        Decimal(result["inherent"]["score"]),
        Decimal(result["inherent"]["floored"]),
        Decimal(result["controls"]["total"] or 0),
        Decimal(confidence["score"]),
        confidence["level"],
        *(Decimal(confidence[part]) for part in CONFIDENCE_PARTS),
        len(findings),
        str(terms.text("rules", findings[0]["rule"], "title")) if findings else "",
        *_by_hand(entry),
        None,
    )


def _by_hand(entry: Entry) -> Row:
    one = entry.by_hand
    return (one.band, one.expires_on, one.set_by, one.reason) if one else (None,) * 4


def _indicators(rated: Sequence[Rated], terms: Catalogue) -> Iterator[Row]:
    for one in rated:
        for key in INDICATORS:
            line = one.result["indicators"][key]
            yield (
                one.supplier,
                key,
                str(terms.text("indicators", key, "name")),
                str(terms.find("indicators", key, "ilo") or ""),
                *(Decimal(line[part]) for part in ("exposure", "observed", "residual")),
            )


def _findings(rated: Sequence[Rated], terms: Catalogue) -> Iterator[Row]:
    for one in rated:
        for found in one.result["findings"]:
            for indicator, points in found["points"].items():
                yield (
                    one.supplier,
                    found["rule"],
                    found["severity"],
                    str(terms.text("rules", found["rule"], "title")),
                    indicator,
                    Decimal(points),
                    found["icls"] or "",
                    bool(found["remedied"]),
                    ", ".join(found["questions"]),
                    found["action"],
                )


def _answers(
    rated: Sequence[Rated], questionnaires: Mapping[str, tuple[Questionnaire, Words]]
) -> Iterator[Row]:
    for one in rated:
        if one.snapshot is None:
            continue
        asked = one.snapshot["questionnaire"]
        questionnaire, words = questionnaires[f"{asked['slug']}/{asked['version']}"]
        values = answers_of_snapshot(questionnaire, one.snapshot)
        saved = {answer["question"]: answer for answer in one.snapshot["answers"]}
        hidden = frozenset(one.result["hidden"])
        reasons = declined_in(one.snapshot)
        for key, question in questionnaire.questions.items():
            answer = saved.get(key)
            yield (
                one.supplier,
                key,
                str(words.question(key).text),
                key not in hidden,
                *_value(question, values.get(key), words, reasons.get(key)),
                answer["version"] if answer else None,
                answer["saved_at"][:16].replace("T", " ") if answer else None,
            )


def _value(question: Question, value: Answer, words: Words, reason: str | None) -> Row:
    if reason:
        return (None, declined(reason), None)
    kind = answer_type(question)
    cell = kind.cell(value)
    number = cell if isinstance(cell, int | Decimal) and cell != DONT_KNOW else None
    return (None if cell is None else str(cell), kind.show(value, words), number)
