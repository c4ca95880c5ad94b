"""The due-diligence report as a PDF."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.reports.supplier_report import supplier_report
from scoring.canonical import digest
from tests import needs
from tests.assessments.reports.samples import (
    CASES,
    COTTON,
    GLOVES,
    case,
    parts,
    questionnaire,
    report,
)
from tests.webapp.documents.made import (
    digests,
    page_count,
    pdf_of,
    report_with,
    suspicious,
    text_of,
)
from tests.webapp.documents.payloads import HOSTILE, LETTERS
from webapp.documents import render_supplier_report
from webapp.documents.supplier.chapters import CHAPTERS

ROOT = Path(__file__).parents[3]
A4 = (595.3, 841.9)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.mark.parametrize("name", CASES)
def test_a_full_answer_set_takes_eight_to_fifteen_pages(name: str) -> None:
    assert 8 <= page_count(pdf_of(name)) <= 15


@pytest.mark.parametrize("name", CASES)
def test_every_page_is_a4_and_says_which_of_how_many(name: str) -> None:
    pdf = pdf_of(name, attach=False)
    pages = page_count(pdf)
    text = text_of(pdf)
    with opened(pdf) as document:
        for page in document.pages:
            assert [round(float(side), 1) for side in page.mediabox[2:]] == list(A4)
    assert all(f"Page {number} of {pages}" in text for number in range(2, pages + 1))
    assert f"Page {pages + 1} of" not in text


def test_title_language_date_and_bookmarks_are_set() -> None:
    with opened(pdf_of(GLOVES)) as document:
        assert "Bukit Hijau" in str(document.docinfo["/Title"])
        assert str(document.Root.Lang) == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/CreationDate"]) == "D:20261121000000Z"
        with document.open_outline() as outline:
            titles = [one.title for one in outline.root]
    assert titles == [" ".join(title.split()) for title in CHAPTERS.values()]


def test_only_our_fonts_are_used_and_they_are_embedded() -> None:
    with opened(pdf_of(GLOVES)) as document:
        fonts = [
            one
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        names = {str(font.FontName) for font in fonts}
        assert all("Inter" in name for name in names)
        assert all("/FontFile2" in font for font in fonts)


@pytest.mark.parametrize("reader", ["pdftotext", "pdfium"])
def test_the_letters_of_central_asia_survive(reader: str, tmp_path: Path) -> None:
    pdf = render_supplier_report(report_with(LETTERS))
    if reader == "pdftotext":
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf)
        command = [needs.program("pdftotext"), "-enc", "UTF-8", str(file), "-"]
        text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    else:
        text = text_of(pdf)
    for word in LETTERS.replace(",", "").split():
        assert word in text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_field_leaves_a_sound_document(text: str) -> None:
    pdf = render_supplier_report(report_with(clean(text)), attach=False)
    assert page_count(pdf) >= 8
    assert suspicious(pdf) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=600))
def test_any_text_in_every_field_leaves_a_sound_document(text: str) -> None:
    pdf = render_supplier_report(report_with(text), attach=False)
    assert suspicious(pdf) == []


def test_long_tables_are_bounded_and_say_where_the_rest_is() -> None:
    changed = case(GLOVES)
    for key in ("inputs", "agents", "nationalities", "products", "deductions"):
        row = {column.key: None for column in questionnaire().questions[key].columns}
        changed["answers"][key] = (changed["answers"][key] or [row]) * 200
    pdf = render_supplier_report(supplier_report(**parts(changed)), attach=False)
    assert "and 140 more rows, in snapshot.json" in text_of(pdf)


def clean(text: str) -> str:
    """A sealed submission is UTF-8: it cannot hold a lone surrogate."""
    return text.encode("utf-8", "replace").decode()


def test_a_name_that_the_fonts_cannot_show_is_said_on_the_last_page() -> None:
    shown = text_of(render_supplier_report(report_with("新疆棉纺织厂")))
    assert "□□□□□□" in shown
    assert "Letters that could not be printed" in shown
    assert "Letters that could not be printed" not in text_of(pdf_of(GLOVES))


def test_the_same_report_is_the_same_bytes_in_two_processes() -> None:
    command = [sys.executable, "-c", "from tests.webapp.documents.made import *; print(digests())"]
    made = [
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout.decode()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Almaty"))
    ]
    assert made[0] == made[1]
    assert made[0].strip() == digests()


def test_the_files_inside_are_those_that_the_report_names() -> None:
    found = report(GLOVES)
    pdf = render_supplier_report(found)
    with opened(pdf) as document:
        inside = {name: one.get_file().read_bytes() for name, one in document.attachments.items()}
    assert inside == {one.name: one.content for one in found.attachments}
    text = text_of(pdf)
    for one in found.attachments:
        assert sha256(inside[one.name]).hexdigest()[:32] in text
    assert (
        digest(json.loads(inside["snapshot.json"])) == sha256(inside["snapshot.json"]).hexdigest()
    )


def test_a_copy_without_attachments_says_so() -> None:
    pdf = pdf_of(GLOVES, attach=False)
    with opened(pdf) as document:
        assert not dict(document.attachments)
    assert "made without attachments" in text_of(pdf)
    assert "made without attachments" not in text_of(pdf_of(GLOVES))


def test_the_cover_carries_the_id_and_the_digest_of_what_is_said() -> None:
    found = report(GLOVES)
    text = text_of(render_supplier_report(found))
    assert found.report_id in text
    assert found.digest[:32] in text
    assert found.digest[32:] in text


def test_another_answer_gives_another_document() -> None:
    changed = case(GLOVES)
    changed["answers"]["grievances_12m"] = 13
    other = supplier_report(**parts(changed))
    assert render_supplier_report(other) != pdf_of(GLOVES)


def test_the_result_is_on_one_page() -> None:
    found = report(GLOVES)
    long = "A sentence that goes on for longer than any sentence of the ruleset does today. " * 3
    crowded = replace(found, glance=replace(found.glance, reasons=(long,) * 6))
    pages = [page_count(render_supplier_report(one, attach=False)) for one in (found, crowded)]
    assert pages[0] == pages[1]


def test_an_unsure_tier_is_printed_with_its_certainty() -> None:
    text = text_of(pdf_of(GLOVES))
    assert "TIP tier: 2 (inferred by elimination, not the source's own statement)" in text


@pytest.mark.parametrize("name", CASES)
def test_every_chapter_stands_in_every_report(name: str) -> None:
    text = text_of(pdf_of(name))
    for title in CHAPTERS.values():
        assert " ".join(title.split()) in text


def test_no_report_says_that_forced_labour_was_found() -> None:
    for name in CASES:
        text = text_of(pdf_of(name)).lower()
        assert "forced labour found" not in text
        assert "found forced labour" not in text


def test_zero_tolerance_is_said_on_the_page_of_the_result() -> None:
    text = text_of(pdf_of(COTTON))
    assert "sets the band to critical by itself" in text
