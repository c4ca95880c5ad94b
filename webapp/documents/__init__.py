"""Reports on paper and in sheets. The only package that knows ReportLab, pikepdf and XlsxWriter.

Each function is pure: the same report gives the same bytes, with no clock and no database.
"""

from webapp.documents.answer_copy import render_answer_copy
from webapp.documents.answer_sheet import render_answer_sheet
from webapp.documents.form_workbook import render_form
from webapp.documents.portfolio import render_portfolio
from webapp.documents.supplier import render_supplier_report
from webapp.documents.workbook import render_workbook

__all__ = [
    "render_answer_copy",
    "render_answer_sheet",
    "render_form",
    "render_portfolio",
    "render_supplier_report",
    "render_workbook",
]
