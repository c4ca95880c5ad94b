"""The PDF that a sender keeps: every answer whole, in the language of the copy."""

import textwrap
from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable

from assessments.reports.answer_copy import AnswerCopy, CopiedAnswer, CopiedSection, Labels
from webapp.documents.composer import Composer, gap, hashed
from webapp.documents.finishing import finished
from webapp.documents.pages import Running, build_pdf
from webapp.documents.palette import LINE
from webapp.documents.shapes import Letterhead
from webapp.documents.styles import CELL, CELL_QUIET, DENSE_QUIET, SMALL_QUIET
from webapp.documents.tables import Cell, group_row, plain, ruled
from webapp.documents.text import Strong

WIDTHS = (84, 86)
LONGEST_TITLE = 300
ROW_OF_TEXT = 900
"""A longer answer goes on in the next row, because no row may outgrow a page."""


def render_answer_copy(copy: AnswerCopy) -> bytes:
    """The PDF of `copy`; the same copy gives the same bytes, on any day and machine."""
    compose = Composer()
    pdf = build_pdf(_story(copy, compose), _running(copy), compose.typesetter)
    return finished(pdf, copy.sent_on)


def _running(copy: AnswerCopy) -> Running:
    return Running(
        title=f"{copy.title}: {copy.subject}",
        head_left=copy.subject,
        head_right=copy.title,
        foot=f"{copy.digest_label}: {copy.digest[:16]}…",
        language=copy.language,
        page_of=copy.labels.page_of,
    )


def _story(copy: AnswerCopy, compose: Composer) -> list[Flowable]:
    return [
        Letterhead(),
        gap(8),
        compose.chapter(copy.title, "answers"),
        _facts(copy, compose),
        gap(2),
        compose.text(copy.digest_meaning, SMALL_QUIET),
        gap(5),
        *(part for section in copy.sections for part in _section(section, copy.labels, compose)),
        *_letters(copy, compose),
    ]


def _facts(copy: AnswerCopy, compose: Composer) -> Flowable:
    rows = [*copy.facts, (copy.digest_label, hashed(copy.digest))]
    return plain(
        [[compose.cell(label, DENSE_QUIET), compose.cell(value)] for label, value in rows],
        [44, 126],
        [("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE)],
    )


def _section(section: CopiedSection, labels: Labels, compose: Composer) -> list[Flowable]:
    title = compose.typesetter.paragraph([Strong(section.title)], CELL, LONGEST_TITLE)
    rows: list[list[Cell]] = [[title, ""]]
    style: list[Any] = group_row(1)
    for answer in section.answers:
        rows.extend(_rows(answer, labels, compose))
    head = compose.head(labels.question, labels.answer)
    about = [compose.text(section.about, SMALL_QUIET), gap(1)] if section.about else []
    return [*about, ruled(head, rows, WIDTHS, style), gap(5)]


def _rows(answer: CopiedAnswer, labels: Labels, compose: Composer) -> Iterator[list[Cell]]:
    given = [compose.cell(text, CELL) for line in answer.answer for text in _whole(line)]
    if not given:
        given = [compose.cell(labels.unanswered, CELL_QUIET)]
    files = [compose.cell(f"{labels.file}: {name}", CELL_QUIET) for name in answer.files]
    first, *more = [*given, *files]
    yield [compose.cell(answer.question), first]
    for cell in more:
        yield ["", cell]


def _whole(line: str) -> list[str]:
    """All of a line, in parts that end between words where they can."""
    return textwrap.wrap(line, ROW_OF_TEXT, drop_whitespace=True) or [line]


def _letters(copy: AnswerCopy, compose: Composer) -> list[Flowable]:
    if not compose.typesetter.missing:
        return []
    return [compose.text(copy.labels.missing_letters, SMALL_QUIET)]
