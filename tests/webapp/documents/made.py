"""Documents to look into, and how to look into them."""

import io
from functools import cache
from hashlib import sha256
from typing import Any

import pikepdf
import pypdfium2

from assessments.reports.supplier import SupplierReport
from assessments.reports.supplier_report import supplier_report
from tests.assessments.reports.companies import portfolio, workbook
from tests.assessments.reports.samples import GLOVES, case, parts, report
from webapp.documents import render_portfolio, render_supplier_report, render_workbook


def digests() -> str:
    """The hashes of one document of each kind, for comparing processes."""
    made = (
        render_supplier_report(report(GLOVES)),
        render_supplier_report(report(GLOVES), attach=False),
        render_portfolio(portfolio()),
        render_workbook(workbook()),
    )
    return " ".join(sha256(data).hexdigest() for data in made)


@cache
def pdf_of(name: str, *, attach: bool = True) -> bytes:
    """The report on a case of the ruleset, drawn once."""
    return render_supplier_report(report(name), attach=attach)


def text_of(pdf: bytes) -> str:
    """The text of all pages in one line, as a reader would copy it."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def page_count(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def suspicious(pdf: bytes) -> list[str]:
    """Pictures, addresses, scripts and launches in a PDF; there should be none."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for one in document.objects:
            if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                continue
            if one.get("/Subtype") == "/Image":
                found.append("image")
            found += [key for key in ("/URI", "/JS", "/JavaScript", "/OpenAction") if key in one]
            if one.get("/S") in ("/URI", "/JavaScript", "/Launch", "/GoToR", "/SubmitForm"):
                found.append(str(one["/S"]))
    return found


def report_with(text: str) -> SupplierReport:
    """A report in which every text that a supplier may write is `text`."""
    document = case(GLOVES)
    answers = document["answers"]
    answers["inputs"] = [{"material": "cotton", "country": "IND", "region": text, "supplier": text}]
    answers["agents"][0] |= {"name": text, "licence_no": text}
    answers["products"][0]["hs"] = text
    answers["nationalities"][0]["permit"] = text
    return supplier_report(**_put(parts(document), text))


def _put(given: dict[str, Any], text: str) -> dict[str, Any]:
    """`text` in the fields beside the answers; the score has been made without it."""
    snapshot = given["snapshot"]
    snapshot["supplier"]["name"] = snapshot["asked_by"]["name"] = text
    snapshot["declared"]["role"] = text
    for file in snapshot["evidence"]:
        file["name"] = text
    given["people"] = dict.fromkeys(given["people"], text)
    return given
