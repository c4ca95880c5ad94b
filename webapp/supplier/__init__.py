"""The supplier's pages: from the mailed link to the receipt."""

from webapp.supplier import (
    autosave,
    check,
    copies,
    earlier,
    evidence,
    leaving,
    links,
    own_passport,
    own_result,
    paper_pages,
    papers,
    passports,
    receipt,
    returning,
    section_pages,
    sharing,
    sheet_pages,
    start,
    table_pages,
)
from webapp.supplier.blueprint import blueprint
from webapp.supplier.returning import signed_out

__all__ = [
    "autosave",
    "blueprint",
    "check",
    "copies",
    "earlier",
    "evidence",
    "leaving",
    "links",
    "own_passport",
    "own_result",
    "paper_pages",
    "papers",
    "passports",
    "receipt",
    "returning",
    "section_pages",
    "sharing",
    "sheet_pages",
    "signed_out",
    "start",
    "table_pages",
]
