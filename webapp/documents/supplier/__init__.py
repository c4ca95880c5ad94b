"""The due-diligence report on one supplier, as a PDF."""

from reportlab.platypus import Flowable

from assessments.reports.dates import day
from assessments.reports.supplier import SupplierReport
from webapp.documents.composer import Composer
from webapp.documents.finishing import finished
from webapp.documents.overlay import overlay_part
from webapp.documents.pages import Running, build_pdf
from webapp.documents.supplier import annex, findings, plan, risk
from webapp.documents.supplier.cover import cover
from webapp.documents.supplier.glance import glance_page


def render_supplier_report(report: SupplierReport, *, attach: bool = True) -> bytes:
    """The PDF of `report`; the same report gives the same bytes, on any day and machine.

    With `attach` it carries the report's attachments; without, its last page says so.
    """
    compose = Composer()
    story = _story(report, compose, attach)
    pdf = build_pdf(story, _running(report), compose.typesetter)
    return finished(pdf, report.cover.result_on, report.attachments if attach else ())


def _story(report: SupplierReport, compose: Composer, attach: bool) -> list[Flowable]:
    return [
        *cover(report, compose),
        *glance_page(report, compose),
        *risk.indicators_chapter(report, compose),
        *risk.method_chapter(report, compose),
        *risk.site_chapter(report, compose),
        *risk.inherent_chapter(report, compose),
        *risk.controls_chapter(report, compose),
        *findings.findings_chapter(report, compose),
        *findings.zero_tolerance_chapter(report, compose),
        *findings.gaps_chapter(report, compose),
        *findings.recruiters_chapter(report, compose),
        *plan.actions_chapter(report, compose),
        *plan.remedy_chapter(report, compose),
        *findings.comment_chapter(report, compose),
        *annex.answers_annex(report, compose),
        *annex.evidence_annex(report, compose),
        *annex.explanation_annex(report, compose),
        *annex.sources_annex(report, compose),
        *annex.versions_annex(report, compose, attached=attach),
        *overlay_part(report.overlay, compose),
    ]


def _running(report: SupplierReport) -> Running:
    said = report.cover
    return Running(
        title=f"Due-diligence report on forced labour: {said.supplier}",
        head_left=said.supplier,
        head_right=f"Result of {day(said.result_on)}",
        foot=f"Report {report.report_id}",
    )
