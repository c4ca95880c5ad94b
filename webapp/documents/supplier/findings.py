"""Chapters 7 to 10 and 13: what the answers show, what is not known, what does not fit."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reportlab.platypus import Flowable, KeepTogether

from assessments.reports.supplier import (
    Citation,
    Contradiction,
    Finding,
    GivenAnswer,
    SupplierReport,
    Unknown,
)
from webapp.documents.composer import Composer, gap, points
from webapp.documents.styles import DENSE, DENSE_QUIET
from webapp.documents.supplier.chapters import CHAPTERS
from webapp.documents.supplier.outlook import open_part
from webapp.documents.tables import Cell, group_row, ruled
from webapp.documents.text import Piece, Quiet, Strong

_MOST_QUESTIONS = 4
_MOST_LINES = 2
_LINE_LIMIT = 110
_WIDTHS = [62, 48, 21, 19, 20]


def findings_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    chapter = compose.chapter(CHAPTERS["findings"], "findings")
    if not report.findings:
        return [chapter, compose.text("No rule found a sign in the answers."), gap(3.5)]
    return [
        chapter,
        compose.text(
            "A finding is a rule that the answers meet: a sign, not a verdict. Worst first. "
            "Points add to the observed figure of the indicator named."
        ),
        _findings_table(report.findings, compose),
        gap(3.5),
    ]


def _findings_table(findings: Sequence[Finding], compose: Composer) -> Flowable:
    rows: list[list[Cell]] = []
    style: list[Any] = []
    for severity, group in groupby(findings, key=lambda one: one.severity):
        style += group_row(len(rows) + 1)
        rows.append([compose.cell([Strong(severity.name)]), "", "", "", ""])
        rows.extend(_finding_row(finding, compose) for finding in group)
    head = compose.head("Finding", "What was answered", "Adds to", "Standards", "Action")
    return ruled(head, rows, _WIDTHS, style)


def _finding_row(finding: Finding, compose: Composer) -> list[Cell]:
    title: list[Piece] = [Strong(finding.title), Quiet(f"  {finding.rule}")]
    what: list[Flowable] = [compose.cell(title, DENSE), compose.cell(finding.sentence, DENSE)]
    if finding.part_of_definition:
        what.append(compose.cell([Quiet(finding.part_of_definition)], DENSE))
    if finding.remedied:
        what.append(compose.cell([Strong("Remedied and verified: counts by half")], DENSE))
    if finding.citations:
        sources = "; ".join(_source(one) for one in finding.citations)
        what.append(compose.cell([Quiet(sources)], DENSE))
    scored = [
        compose.cell(
            [f"{key} ", Strong(f"+{points(value)}"), Quiet(f"  {ilo or 'own line'}")], DENSE
        )
        for key, ilo, value in finding.points
    ]
    return [
        what,
        _given_answers(finding.answers, compose),
        scored,
        compose.cell(", ".join(finding.references), DENSE),
        compose.cell(finding.action.key, DENSE),
    ]


def _given_answers(answers: Sequence[GivenAnswer], compose: Composer) -> list[Flowable]:
    shown = answers[:_MOST_QUESTIONS]
    parts = [part for given in shown for part in given_answer(given, compose)]
    if len(answers) > len(shown):
        more = f"and {len(answers) - len(shown)} more questions, in annex A"
        parts.append(compose.cell(more, DENSE_QUIET))
    return parts


def _source(one: Citation) -> str:
    certainty = f" ({one.certainty})" if one.certainty else ""
    return f"{one.field} {one.value}{certainty}: {one.source}, {one.year}"


def given_answer(given: GivenAnswer, compose: Composer) -> list[Flowable]:
    """A question and its answer, with the numbers of its evidence."""
    lines = given.lines[:_MOST_LINES]
    hidden = len(given.lines) - len(lines)
    parts: list[Flowable] = [compose.cell(given.question, DENSE_QUIET)]
    parts += [compose.typesetter.paragraph([Strong(line)], DENSE, _LINE_LIMIT) for line in lines]
    if hidden:
        parts.append(compose.cell(f"and {hidden} more in annex A", DENSE_QUIET))
    if given.evidence:
        numbers = ", ".join(str(one) for one in given.evidence)
        parts.append(compose.cell(f"Evidence {numbers} in annex B", DENSE_QUIET))
    return parts


def zero_tolerance_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    chapter = compose.chapter(CHAPTERS["zero-tolerance"], "zero-tolerance")
    if not report.notes:
        return [chapter, compose.text("No zero-tolerance sign and no pattern in the answers.")]
    return [
        chapter,
        *compose.bullets(report.notes),
        compose.text(report.said_of("review")),
        gap(3.5),
    ]


def gaps_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["gaps"], "gaps"),
        compose.part("What is not known", "unknowns"),
        *_unknowns(report, compose),
        *open_part(report, compose),
        compose.part("Answers that do not fit together", "contradictions"),
        *_contradictions(report.contradictions, compose),
        gap(3.5),
    ]


def _unknowns(report: SupplierReport, compose: Composer) -> list[Flowable]:
    if not report.unknowns:
        return [compose.text("Every question that was asked has an answer.")]
    rows: list[list[Cell]] = [
        [
            compose.cell(unknown.question, DENSE),
            compose.cell(unknown.state, DENSE),
            compose.cell(_weight(unknown), DENSE),
        ]
        for unknown in report.unknowns
    ]
    story: list[Flowable] = [
        compose.text(
            "What is not known counts neither as good nor as a no. It lowers confidence; where the "
            "subject is serious, it adds a few points to its indicator."
        ),
        ruled(compose.head("Question", "State", "Why it matters"), rows, [98, 32, 40]),
    ]
    if report.unknown_rules:
        names = "; ".join(f"{rule.name} ({rule.key})" for rule in report.unknown_rules)
        story += [
            gap(2),
            compose.typesetter.paragraph(
                [Strong("Signs that could be neither seen nor ruled out: "), names], DENSE, 6000
            ),
        ]
    return story


def _weight(unknown: Unknown) -> str:
    if unknown.gateway:
        return "Other questions hang on it; caps confidence"
    return "Key question: counts twice" if unknown.critical else ""


def _contradictions(found: Sequence[Contradiction], compose: Composer) -> list[Flowable]:
    if not found:
        return [compose.text("No two answers were found that do not fit together.")]
    return [_contradiction(one, compose) for one in found]


def _contradiction(one: Contradiction, compose: Composer) -> Flowable:
    takes = f"takes {one.points_off} points from consistency"
    suspected = "".join(f", {key} +{points(value)} suspected" for key, value in one.suspected)
    half = 170 / max(1, len(one.answers))
    sides = [given_answer(given, compose) for given in one.answers]
    return KeepTogether(
        [
            compose.small_heading(
                [one.title, Quiet(f"  {one.check}, {one.severity}; {takes}{suspected}")]
            ),
            ruled(
                compose.head(*_sides(len(one.answers))), [sides], [half] * max(1, len(one.answers))
            )
            if sides
            else gap(0),
            compose.cell([Quiet("To the supplier: "), one.question], DENSE),
            compose.cell([Quiet("Reply: "), one.reply], DENSE),
            gap(3.5),
        ]
    )


def _sides(count: int) -> list[str]:
    return ["This answer", *["and this one"] * (count - 1)]


def recruiters_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["recruiters"], "recruiters"),
        compose.text(report.said_of("recruiters")),
        gap(3.5),
    ]


def comment_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["comment"], "comment"),
        compose.text(report.said_of("comment")),
    ]
