"""The annexes: all answers, the index of evidence, the arithmetic, the sources, the versions."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reportlab.platypus import Flowable

from assessments.reports.dates import short_moment
from assessments.reports.supplier import (
    AnswerRow,
    AnswerSection,
    Citation,
    Explanation,
    Reference,
    SupplierReport,
)
from webapp.documents.composer import Composer, gap, hashed
from webapp.documents.palette import LINE
from webapp.documents.styles import FINE, FINE_QUIET, FINE_RIGHT, HASH, HEAD_RIGHT
from webapp.documents.supplier.chapters import CHAPTERS
from webapp.documents.supplier.risk import cited
from webapp.documents.tables import Cell, group_row, ruled
from webapp.documents.text import Piece, Quiet, Strong

_MOST_ROWS = 60


def answers_annex(report: SupplierReport, compose: Composer) -> list[Flowable]:
    rows: list[list[Cell]] = []
    style: list[Any] = []
    for section in report.answers:
        _add_section(section, rows, style, compose)
    head = compose.head("Question", "Answer", "By, when (UTC)")
    return [
        compose.chapter(CHAPTERS["answers"], "answers"),
        compose.text(
            "Every question of the questionnaire in its order. “Not asked” means that an earlier "
            "answer made the question unnecessary; such questions count nowhere. […] stands where "
            "a long text is cut; snapshot.json has it in full."
        ),
        compose.note(
            "Given by: "
            + "; ".join(f"{place} {name}" for place, name in enumerate(report.authors, start=1))
        ),
        gap(2),
        ruled(head, rows, [95, 48, 27], style),
        gap(3.5),
    ]


def _add_section(
    section: AnswerSection,
    rows: list[list[Cell]],
    style: list[Any],
    compose: Composer,
) -> None:
    at = len(rows) + 1
    style += group_row(at)
    rows.append([compose.cell([Strong(section.title)]), "", ""])
    for answer in section.rows:
        rows.extend(_answer_rows(answer, compose))


def _answer_rows(answer: AnswerRow, compose: Composer) -> list[list[Cell]]:
    """One row, and one more for each further line of a table, so that no row outgrows a page."""
    given = answer.state in ("answered", "dont_know")
    words = FINE if given else FINE_QUIET
    lines = _bounded(answer.lines)
    evidence = f"  Evidence {', '.join(map(str, answer.evidence))}" if answer.evidence else ""
    first: list[Cell] = [
        compose.cell([answer.question, Quiet(f"  {answer.key}")], FINE),
        compose.cell([lines[0], Quiet(evidence)], words),
        compose.cell(_who(answer), HASH),
    ]
    more: list[list[Cell]] = [["", compose.cell(line, words), ""] for line in lines[1:]]
    return [first, *more]


def _bounded(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) <= _MOST_ROWS:
        return lines
    return (*lines[:_MOST_ROWS], f"and {len(lines) - _MOST_ROWS} more rows, in snapshot.json")


def _who(answer: AnswerRow) -> str:
    if answer.saved_at is None:
        return ""
    version = f", saved {answer.version} times" if answer.version and answer.version > 1 else ""
    return f"{answer.author}, {short_moment(answer.saved_at)}{version}"


def evidence_annex(report: SupplierReport, compose: Composer) -> list[Flowable]:
    chapter = compose.chapter(CHAPTERS["evidence"], "evidence")
    if not report.evidence:
        return [chapter, compose.text("The supplier gave no file."), gap(3.5)]
    rows: list[list[Cell]] = [
        [
            compose.cell(str(one.number), FINE_RIGHT),
            compose.typesetter.paragraph(one.name, FINE, 200),
            compose.cell(one.key, FINE),
            compose.lines([one.type, f"{one.size:,} bytes"], FINE),
            compose.cell(hashed(one.sha256), HASH),
        ]
        for one in report.evidence
    ]
    head = compose.head("No.", "File", "Given for", "Type, size", "SHA-256")
    return [
        chapter,
        compose.text("The files themselves are not in this document. Their hashes fix them."),
        ruled(head, rows, [9, 52, 37, 26, 46]),
        gap(3.5),
    ]


def explanation_annex(report: SupplierReport, compose: Composer) -> list[Flowable]:
    rows: list[list[Cell]] = []
    style: list[Any] = []
    for explanation in report.explanations:
        style.append(("LINEABOVE", (0, len(rows) + 1), (-1, len(rows) + 1), 0.9, LINE))
        rows.extend(_explained(explanation, compose))
    head = [*compose.head("Number", "Step", "Its sum"), *compose.head("Is", style=HEAD_RIGHT)]
    return [
        compose.chapter(CHAPTERS["explanation"], "explanation"),
        compose.text(
            "Every figure of this report can be worked out again from these lines. Figures are "
            "rounded to one decimal only where the method says so."
        ),
        ruled(head, rows, [34, 22, 100, 14], style),
        gap(3.5),
    ]


def _explained(explanation: Explanation, compose: Composer) -> list[list[Cell]]:
    titles: list[Piece] = [Strong(explanation.title), *[Quiet("")] * len(explanation.sums)]
    return [
        [
            compose.cell([title], FINE),
            compose.cell(one.name, FINE),
            compose.cell(one.text, FINE),
            compose.cell([Strong(one.equals)], FINE_RIGHT),
        ]
        for title, one in zip(titles, explanation.sums, strict=False)
    ]


def sources_annex(report: SupplierReport, compose: Composer) -> list[Flowable]:
    rows: list[list[Cell]] = [
        [
            compose.cell([Strong(key), Quiet(f"  {table}")], FINE),
            [compose.cell(cited(one), FINE) for one in found],
        ]
        for (table, key), found in _by_row(report.citations)
    ]
    standards: list[list[Cell]] = [
        [
            compose.cell(source, FINE),
            [compose.cell([Strong(f"{one.code}  "), one.title], FINE) for one in found],
            compose.cell(seen, FINE_QUIET),
        ]
        for (source, seen), found in _by_source(report.references)
    ]
    return [
        compose.chapter(CHAPTERS["sources"], "sources"),
        ruled(compose.head("Row of reference data", "Value, source, year"), rows, [44, 126]),
        compose.part("Standards and laws named in this report", "standards"),
        compose.note(
            "“Rests on” says how far the pointer was checked. Anything but “seen in a source” is "
            "to be read against the official text before it is relied on."
        ),
        gap(1.5),
        ruled(compose.head("Source", "Reference", "Rests on"), standards, [54, 82, 34]),
        gap(3.5),
    ]


def _by_row(
    citations: Sequence[Citation],
) -> list[tuple[tuple[str, str], list[Citation]]]:
    return [
        (key, list(found))
        for key, found in groupby(citations, key=lambda one: (one.table, one.key))
    ]


def _by_source(
    references: Sequence[Reference],
) -> list[tuple[tuple[str, str], list[Reference]]]:
    return [
        (key, list(found))
        for key, found in groupby(references, key=lambda one: (one.source, one.seen))
    ]


def versions_annex(report: SupplierReport, compose: Composer, *, attached: bool) -> list[Flowable]:
    rows: list[list[Cell]] = [
        [
            compose.cell(pin.what, FINE),
            compose.cell(pin.version, FINE),
            compose.cell(hashed(pin.sha256), HASH),
        ]
        for pin in report.pins
    ]
    return [
        compose.chapter(CHAPTERS["versions"], "versions"),
        ruled(compose.head("What", "Version", "SHA-256 of its canonical form"), rows, [46, 28, 96]),
        compose.part("Attachments", "attachments"),
        *_attachments(report, compose, attached),
        *_letters(compose),
    ]


def _attachments(report: SupplierReport, compose: Composer, attached: bool) -> list[Flowable]:
    if not attached:
        return [
            compose.text(
                "This copy was made without attachments. The files below belong to the report "
                "and have these hashes."
            ),
            *_attachment_table(report, compose),
        ]
    return [
        compose.text(
            "These files are inside this PDF (in the list of attachments of your reader). With "
            "them the result can be followed and checked by anyone."
        ),
        *_attachment_table(report, compose),
    ]


def _attachment_table(report: SupplierReport, compose: Composer) -> Sequence[Flowable]:
    rows: list[list[Cell]] = [
        [
            compose.cell([Strong(one.name)], FINE),
            compose.cell(one.description, FINE),
            compose.cell(hashed(one.sha256), HASH),
        ]
        for one in report.attachments
    ]
    return [ruled(compose.head("File", "What it is", "SHA-256"), rows, [32, 42, 96])]


def _letters(compose: Composer) -> list[Flowable]:
    missing = compose.typesetter.missing
    if not missing:
        return []
    return [
        compose.part("Letters that could not be printed", "letters"),
        compose.text(
            f"The fonts of this document have no shape for {len(missing)} of the letters used "
            "(for example Chinese and Arabic script). Each is printed as □. The texts in full "
            "are in the sealed submission, snapshot.json."
        ),
    ]
