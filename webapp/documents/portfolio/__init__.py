"""The report on all suppliers of a company, as a PDF."""

from assessments.reports.dates import day
from assessments.reports.portfolio import PortfolioReport
from webapp.documents.composer import Composer
from webapp.documents.finishing import finished
from webapp.documents.overlay import overlay_part
from webapp.documents.pages import Running, build_pdf
from webapp.documents.portfolio.details import (
    actions_chapter,
    confidence_chapter,
    heat_chapter,
    no_answer_chapter,
    not_yet_chapter,
    versions_chapter,
    zero_tolerance_chapter,
)
from webapp.documents.portfolio.overview import (
    cover_page,
    coverage_chapter,
    suppliers_chapter,
    worst_chapter,
)


def render_portfolio(report: PortfolioReport) -> bytes:
    """The PDF of `report`; the same report gives the same bytes, on any day and machine."""
    compose = Composer()
    story = [
        *cover_page(report, compose),
        *coverage_chapter(report, compose),
        *worst_chapter(report, compose),
        *heat_chapter(report, compose),
        *zero_tolerance_chapter(report, compose),
        *actions_chapter(report, compose),
        *confidence_chapter(report, compose),
        *no_answer_chapter(report, compose),
        *not_yet_chapter(report, compose),
        *suppliers_chapter(report, compose),
        *versions_chapter(report, compose),
        *(part for overlay in report.overlays for part in overlay_part(overlay, compose)),
    ]
    running = Running(
        title=f"Suppliers and forced labour: {report.company}",
        head_left=report.company,
        head_right=f"As of {day(report.on)}",
        foot=f"Report {report.report_id}",
    )
    return finished(build_pdf(story, running, compose.typesetter), report.on)
