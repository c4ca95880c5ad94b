"""The annexes: all answers, the index of evidence, the arithmetic, the sources, the versions."""

from collections.abc import Sequence
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable

from assessments.reports.dates import short_moment
from assessments.reports.supplier import (
    AnswerRow,
    AnswerSection,
    Citation,
    Explanation,
    SupplierReport,
)
from webapp.documents.composer import Composer, gap
from webapp.documents.palette import LINE
from webapp.documents.styles import DENSE, DENSE_QUIET, DENSE_RIGHT, HASH, HEAD_RIGHT
from webapp.documents.supplier.chapters import CHAPTERS
from webapp.documents.supplier.risk import cited
from webapp.documents.tables import Cell, group_row, ruled
from webapp.documents.text import Quiet, Strong

_HASH_HALF = 32


def answers_annex(report: SupplierReport, compose: Composer) -> list[Flowable]:
    rows: list[list[Cell]] = []
    style: list[tuple[object, ...]] = []
    for section in report.answers:
        _add_section(section, rows, style, compose)
    head = compose.head("Question", "Answer", "By, when (UTC)")
    return [
        CondPageBreak(70 * mm),
        compose.chapter(CHAPTERS["answers"], "answers"),
        compose.text(
            "Every question of the questionnaire in its order. “Not asked” means that an earlier "
            "answer made the question unnecessary; such questions count nowhere."
        ),
        compose.note(
            "Given by: "
            + "; ".join(f"{place} {name}" for place, name in enumerate(report.authors, start=1))
        ),
        gap(2),
        ruled(head, rows, [86, 53, 31], style),
        gap(5),
    ]


def _add_section(
    section: AnswerSection,
    rows: list[list[Cell]],
    style: list[tuple[object, ...]],
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
    words = DENSE if given else DENSE_QUIET
    lines = answer.lines or ("",)
    evidence = f"  Evidence {', '.join(map(str, answer.evidence))}" if answer.evidence else ""
    first: list[Cell] = [
        compose.cell([answer.question, Quiet(f"  {answer.key}")], DENSE),
        compose.cell([lines[0], Quiet(evidence)], words),
        compose.cell(_who(answer), DENSE_QUIET),
    ]
    return [first, *(["", compose.cell(line, words), ""] for line in lines[1:])]


def _who(answer: AnswerRow) -> str:
    if answer.saved_at is None:
        return ""
    version = f", saved {answer.version} times" if answer.version and answer.version > 1 else ""
    return f"{answer.author}, {short_moment(answer.saved_at)}{version}"


def evidence_annex(report: SupplierReport, compose: Composer) -> list[Flowable]:
    chapter = compose.chapter(CHAPTERS["evidence"], "evidence")
    if not report.evidence:
        return [chapter, compose.text("The supplier gave no file."), gap(5)]
    rows: list[list[Cell]] = [
        [
            compose.cell(str(one.number), DENSE_RIGHT),
            compose.typesetter.paragraph(one.name, DENSE, 200),
            compose.cell(one.question, DENSE),
            compose.lines([one.type, f"{one.size:,} bytes"], DENSE),
            compose.lines([one.sha256[:_HASH_HALF], one.sha256[_HASH_HALF:]], HASH),
        ]
        for one in report.evidence
    ]
    head = compose.head("No.", "File", "Given for", "Type, size", "SHA-256")
    return [
        chapter,
        compose.text("The files themselves are not in this document. Their hashes fix them."),
        ruled(head, rows, [9, 40, 47, 26, 48]),
        gap(5),
    ]


def explanation_annex(report: SupplierReport, compose: Composer) -> list[Flowable]:
    rows: list[list[Cell]] = []
    style: list[tuple[object, ...]] = []
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
        ruled(head, rows, [38, 30, 88, 14], style),
        gap(5),
    ]


def _explained(explanation: Explanation, compose: Composer) -> list[list[Cell]]:
    titles = [Strong(explanation.title), *[Quiet("")] * len(explanation.sums)]
    return [
        [
            compose.cell([title], DENSE),
            compose.cell(one.name, DENSE),
            compose.cell(one.text, DENSE),
            compose.cell([Strong(one.equals)], DENSE_RIGHT),
        ]
        for title, one in zip(titles, explanation.sums, strict=False)
    ]


def sources_annex(report: SupplierReport, compose: Composer) -> list[Flowable]:
    rows: list[list[Cell]] = [
        [
            compose.cell([Strong(key), Quiet(f"  {table}")], DENSE),
            [compose.cell(cited(one), DENSE) for one in found],
        ]
        for (table, key), found in _by_row(report.citations)
    ]
    codes: list[list[Cell]] = [
        [
            compose.cell([Strong(one.code)], DENSE),
            compose.cell([f"{one.title}. ", Quiet(one.source)], DENSE),
            compose.cell(one.seen, DENSE_QUIET),
        ]
        for one in report.references
    ]
    return [
        compose.chapter(CHAPTERS["sources"], "sources"),
        compose.part("Rows of reference data that were used", "reference-rows"),
        ruled(compose.head("Row", "Value, source, year"), rows, [44, 126]),
        compose.part("Standards and laws named in this report", "standards"),
        compose.note(
            "“Rests on” says how far the pointer was checked. Anything but “seen in a source” is "
            "to be read against the official text before it is relied on."
        ),
        gap(1.5),
        ruled(compose.head("Code", "What it is, where it stands", "Rests on"), codes, [20, 118, 32]),
        gap(5),
    ]


def _by_row(
    citations: Sequence[Citation],
) -> list[tuple[tuple[str, str], list[Citation]]]:
    return [
        (key, list(found))
        for key, found in groupby(citations, key=lambda one: (one.table, one.key))
    ]


def versions_annex(
    report: SupplierReport, compose: Composer, *, attached: bool
) -> list[Flowable]:
    rows: list[list[Cell]] = [
        [
            compose.cell(pin.what, DENSE),
            compose.cell(pin.version, DENSE),
            compose.cell(pin.sha256, HASH),
        ]
        for pin in report.pins
    ]
    return [
        compose.chapter(CHAPTERS["versions"], "versions"),
        ruled(compose.head("What", "Version", "SHA-256 of its canonical form"), rows, [48, 32, 90]),
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
            "them anyone can work the result out again."
        ),
        *_attachment_table(report, compose),
    ]


def _attachment_table(report: SupplierReport, compose: Composer) -> Sequence[Flowable]:
    rows: list[list[Cell]] = [
        [
            compose.cell([Strong(one.name)], DENSE),
            compose.cell(one.description, DENSE),
            compose.cell(one.sha256, HASH),
        ]
        for one in report.attachments
    ]
    return [ruled(compose.head("File", "What it is", "SHA-256"), rows, [32, 48, 90])]


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
