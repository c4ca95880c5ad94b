"""Uploads: what is taken, what is refused, and what the uploader is told (C17)."""

from hashlib import sha256
from io import BytesIO

import openpyxl
import pytest

from assessments.evidence.limits import LARGEST_FILE
from assessments.evidence.service import prepare
from tests.assessments.evidence import samples
from tests.assessments.evidence.refusals import advice_on, reason_for
from tests.assessments.evidence.samples import archive, office, pdf, picture


def workbook() -> bytes:
    """A workbook that a real spreadsheet library wrote."""
    buffer = BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["month", "paid"])
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "filename", "media_type"),
    [
        (pdf(), "policy.pdf", "application/pdf"),
        (pdf(), "POLICY.PDF", "application/pdf"),
        (picture("JPEG"), "dorm.jpg", "image/jpeg"),
        (picture("JPEG"), "dorm.jpeg", "image/jpeg"),
        (picture("PNG"), "dorm.png", "image/png"),
        (picture("WEBP"), "dorm.webp", "image/webp"),
        (
            office(),
            "policy.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            workbook(),
            "payroll.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (b"month,paid\n2026-10,yes\n", "payroll.csv", "text/csv"),
        ("месяц;оплата\n".encode("cp1251"), "табель.csv", "text/csv"),
        ("ай\tтөлем\n".encode("utf-16"), "табель.csv", "text/csv"),
        ("\ufeffЖалақы төленді".encode(), "note.txt", "text/plain"),
        (b"1 < 2", "note.txt", "text/plain"),
        (b"PK is the code of Pakistan", "note.txt", "text/plain"),
    ],
)
def test_each_kind_that_we_name_is_taken(data: bytes, filename: str, media_type: str) -> None:
    prepared = prepare(data, filename)
    assert prepared.media_type == media_type
    assert prepared.original_name == filename
    assert prepared.sha256 == sha256(prepared.data).hexdigest()


@pytest.mark.parametrize(
    ("data", "filename"),
    [(pdf(), "a.pdf"), (office(), "a.docx"), (workbook(), "a.xlsx"), (b"a;b\r\n", "a.csv")],
)
def test_documents_are_stored_byte_for_byte(data: bytes, filename: str) -> None:
    assert prepare(data, filename).data == data


@pytest.mark.parametrize(
    ("data", "filename", "reason"),
    [
        (b"", "policy.pdf", "empty"),
        (b"%PDF-1.7\n" + b" " * LARGEST_FILE, "policy.pdf", "too_large"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "page.html", "markup"),
        (b"<html><body>policy</body></html>", "policy.txt", "markup"),
        (b'\xef\xbb\xbf\n <?xml version="1.0"?><svg onload="x()"/>', "drawing.csv", "markup"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "drawing.svg", "markup"),
        ("<script>alert(1)</script>".encode("utf-16"), "note.txt", "markup"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "setup.exe", "kind"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "policy.pdf", "kind"),
        (b"\x7fELF\x02\x01\x01\x00", "policy.txt", "kind"),
        (b"#!/bin/sh\nrm -rf /\n", "policy.sh", "kind"),
        (archive([("a.txt", b"a")]), "files.zip", "archive"),
        (archive([("a.txt", b"a")]), "files.docx", "archive"),
        (archive([]), "files.docx", "archive"),
        (b"Rar!\x1a\x07\x01\x00", "files.pdf", "archive"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "IMG_0001.HEIC", "heic"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00", "IMG_0001.jpg", "heic"),
        (b"GIF89a\x01\x00", "logo.gif", "picture"),
        (b"II*\x00\x08\x00", "scan.tiff", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "policy.doc", "old_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "policy.xlsx", "old_office"),
        (pdf(), "policy", "no_ending"),
        (pdf(), "", "no_ending"),
        (pdf(), "CON", "no_ending"),
        (b"plain text", "../../etc/passwd", "no_ending"),
        (picture("JPEG"), "a\u202egpj.exe", "other_ending"),
        (picture("JPEG"), "dorm.png", "other_ending"),
        (picture("PNG"), "dorm.pdf", "other_ending"),
        (pdf(), "policy.docx", "other_ending"),
        (b"month,paid\n", "payroll.xlsx", "other_ending"),
        (b"month,paid\n", "payroll.json", "kind"),
        (office(), "policy.pdf", "not_as_named"),
        (office(), "policy.pptx", "kind"),
        (office(samples.WORD), "policy.xlsx", "not_as_named"),
        (office(samples.EXCEL), "payroll.docx", "not_as_named"),
        (b"text that looks like\x00a file", "note.txt", "kind"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(data: bytes, filename: str, reason: str) -> None:
    assert reason_for(data, filename) == reason


def test_the_advice_names_what_was_found_and_what_to_do() -> None:
    assert advice_on(pdf(), "policy") == (
        "The name of this file does not say what kind of file it is. Rename it so that it ends "
        "in .pdf, then choose it again."
    )
    assert ".png" in advice_on(picture("JPEG"), "dorm.png")
    assert "a JPEG picture" in advice_on(picture("JPEG"), "dorm.png")


@pytest.mark.parametrize(
    ("data", "filename", "reason"),
    [
        (b"%PDF-1.7\nnothing that a reader could use", "a.pdf", "damaged"),
        (pdf()[:-200], "a.pdf", "kept"),
        (picture("JPEG")[:200], "a.jpg", "damaged"),
        (picture("PNG")[:60], "a.png", "damaged"),
        (picture("WEBP")[:30], "a.webp", "damaged"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 500, "a.jpg", "damaged"),
        (office()[:-30], "a.docx", "package"),
    ],
)
def test_a_damaged_file_is_refused_unless_its_reader_can_mend_it(
    data: bytes, filename: str, reason: str
) -> None:
    if reason == "kept":
        assert prepare(data, filename).data == data
        return
    assert reason_for(data, filename) == reason


POLYGLOTS = {
    "pdf and zip": (pdf() + archive([("a.js", b"x()")]), "a.pdf", "archive"),
    "zip and more": (office() + b"<script>x()</script>", "a.docx", "package"),
    "picture and zip, as document": (picture("JPEG") + office(), "a.docx", "other_ending"),
    "web page and zip": (b"<html>" + office(), "a.docx", "kind"),
    "text and pdf": (b"note\n" + pdf(), "a.txt", "kind"),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_file_of_two_kinds_is_refused(name: str) -> None:
    data, filename, reason = POLYGLOTS[name]
    assert reason_for(data, filename) == reason
