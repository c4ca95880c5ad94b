"""Cover, coverage, and the lists of rated suppliers."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from assessments.reports.dates import day
from assessments.reports.portfolio import PortfolioReport, RatedRow
from assessments.reports.wording import NOT_A_FINDING
from webapp.documents.charts import BandBar
from webapp.documents.composer import Composer, gap, hashed, number
from webapp.documents.covers import cover_title
from webapp.documents.pages import ContentsLine
from webapp.documents.portfolio.chapters import CHAPTERS
from webapp.documents.shapes import Letterhead
from webapp.documents.styles import (
    CELL_RIGHT,
    COVER_KIND,
    DENSE,
    DENSE_QUIET,
    DENSE_RIGHT,
    HEAD_RIGHT,
    SMALL,
)
from webapp.documents.tables import Cell, plain, ruled
from webapp.documents.text import Quiet, Strong


def cover_page(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    rows = [
        ("As of", day(report.on)),
        ("Campaigns", ", ".join(report.campaigns) or "none"),
        ("Suppliers asked", str(report.coverage[0].number)),
        *(("Rules", f"{one.name}, an overlay of {one.base}") for one in report.overlays),
        ("Report", report.report_id),
        ("Digest of what it says", hashed(report.digest)),
    ]
    particulars = plain(
        [
            [compose.cell(label, DENSE_QUIET), compose.typesetter.paragraph(value, DENSE, 400)]
            for label, value in rows
        ],
        [30, 62],
    )
    contents: list[Flowable] = [
        compose.cell([Strong("Contents")], DENSE_QUIET),
        *(ContentsLine(title, key, compose.typesetter) for key, title in CHAPTERS.items()),
    ]
    return [
        Letterhead(),
        gap(40),
        compose.text("Suppliers and the risk of forced labour", COVER_KIND),
        gap(2),
        *cover_title(report.company, compose),
        gap(10),
        BandBar(report.bands, len(report.no_replies), compose.typesetter),
        gap(14),
        plain(
            [[particulars, contents]],
            [98, 72],
            [("LEFTPADDING", (1, 0), (1, 0), 8 * mm), ("RIGHTPADDING", (0, 0), (-1, -1), 0)],
        ),
        gap(10),
        compose.text(NOT_A_FINDING, SMALL),
        PageBreak(),
    ]


def coverage_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    coverage: list[list[Cell]] = [
        [
            compose.cell(count.name),
            compose.cell([Strong(str(count.number))], CELL_RIGHT),
            compose.cell(count.note, DENSE_QUIET),
        ]
        for count in report.coverage
    ]
    bands: list[list[Cell]] = [
        [
            compose.band(band.key, band.name),
            compose.cell([Strong(str(count))], CELL_RIGHT),
            compose.cell(band.sentence, DENSE_QUIET),
        ]
        for band, count in report.bands
    ]
    return [
        compose.chapter(CHAPTERS["coverage"], "coverage"),
        ruled(compose.head("Coverage", "", ""), coverage, [52, 18, 100]),
        gap(6),
        BandBar(report.bands, len(report.no_replies), compose.typesetter),
        gap(3),
        ruled(
            [
                *compose.head("Band"),
                *compose.head("Suppliers", style=HEAD_RIGHT),
                *compose.head(""),
            ],
            bands,
            [34, 22, 114],
        ),
        gap(8),
    ]


def worst_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    worst = [row for row in report.rated if row.band.key in ("critical", "high")]
    return [
        compose.chapter(CHAPTERS["worst"], "worst"),
        _rated_table(worst, compose)
        if worst
        else compose.text("No rated supplier is critical or high."),
        gap(8),
    ]


def suppliers_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["suppliers"], "suppliers"),
        _rated_table(report.rated, compose)
        if report.rated
        else compose.text("No supplier has been rated yet."),
        gap(8),
    ]


def _rated_table(rows: Sequence[RatedRow], compose: Composer) -> Flowable:
    head = [
        *compose.head("Supplier", "Country", "Band"),
        *compose.head("Headline", "Confidence", style=HEAD_RIGHT),
        *compose.head("Strongest finding"),
    ]
    return ruled(head, [_rated_row(row, compose) for row in rows], [44, 24, 26, 15, 19, 42])


def _rated_row(row: RatedRow, compose: Composer) -> list[Cell]:
    raised = f"  raised by {row.why.lower()}" if row.why else ""
    provisional = "  provisional" if row.provisional else ""
    by_hand = [compose.cell([Strong(row.by_hand)], DENSE)] if row.by_hand else []
    screening = [compose.cell([Strong(row.screening)], DENSE)] if row.screening else []
    return [
        compose.typesetter.paragraph([Strong(row.supplier)], DENSE, 200),
        compose.cell(row.country, DENSE),
        [
            compose.band(row.band.key, row.band.name, DENSE),
            compose.cell([Quiet(raised + provisional)], DENSE),
            *by_hand,
            *screening,
        ],
        compose.cell([Strong(number(row.headline))], DENSE_RIGHT),
        compose.cell(f"{row.confidence_level}, {number(row.confidence)}", DENSE_RIGHT),
        compose.cell(row.strongest, DENSE),
    ]
