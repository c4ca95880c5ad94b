"""The cover: whose report, on what it stands, what it says in one line, what is inside."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from assessments.reports.dates import day, moment
from assessments.reports.supplier import SupplierReport
from assessments.reports.wording import NOT_A_FINDING
from webapp.documents.composer import Composer, gap, hashed
from webapp.documents.covers import cover_title
from webapp.documents.pages import ContentsLine
from webapp.documents.palette import LINE
from webapp.documents.panel import ResultPanel
from webapp.documents.shapes import Letterhead
from webapp.documents.styles import (
    COVER_KIND,
    DENSE,
    DENSE_QUIET,
    SMALL,
)
from webapp.documents.supplier.chapters import CHAPTERS
from webapp.documents.tables import plain
from webapp.documents.text import Strong

_LONGEST_SITE = 160


def cover(report: SupplierReport, compose: Composer) -> list[Flowable]:
    """The first page."""
    said = report.cover
    return [
        Letterhead(),
        gap(34),
        compose.text("Due-diligence report on forced labour", COVER_KIND),
        gap(2),
        *cover_title(said.supplier, compose),
        gap(2),
        compose.typesetter.paragraph(said.site, COVER_KIND, _LONGEST_SITE),
        gap(9),
        ResultPanel(report.glance, compose.typesetter),
        gap(10),
        plain(
            [[_particulars(report, compose), _contents(compose)]],
            [98, 72],
            [("LEFTPADDING", (1, 0), (1, 0), 8 * mm), ("RIGHTPADDING", (0, 0), (-1, -1), 0)],
        ),
        gap(6),
        compose.text(NOT_A_FINDING, SMALL),
        PageBreak(),
    ]


def _particulars(report: SupplierReport, compose: Composer) -> Flowable:
    said = report.cover
    confidence = report.glance.confidence
    rows = [
        ("Prepared for", said.prepared_for),
        ("Result of", day(said.result_on)),
        ("Answers declared", f"{moment(said.declared_at)}, by {said.declared_by}"),
        ("Status", said.status),
        ("Confidence", f"{confidence.level}, {confidence.score:.1f} of 100"),
        ("Questionnaire", said.questionnaire),
        ("Rules", said.ruleset),
        ("Reference data", said.reference),
        ("Report", report.report_id),
        ("Digest of what it says", hashed(report.digest)),
    ]
    return plain(
        [
            [compose.cell(label, DENSE_QUIET), compose.typesetter.paragraph(value, DENSE, 130)]
            for label, value in rows
        ],
        [30, 68],
        [("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE)],
    )


def _contents(compose: Composer) -> list[Flowable]:
    return [
        compose.cell([Strong("Contents")], DENSE_QUIET),
        *(ContentsLine(title, key, compose.typesetter) for key, title in CHAPTERS.items()),
    ]
