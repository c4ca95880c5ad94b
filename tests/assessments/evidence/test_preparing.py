"""Uploads: what is taken, what is refused, and what the uploader is told (C17)."""

import re
import resource
import sys
from hashlib import sha256
from io import BytesIO
from typing import Any

import openpyxl
import pikepdf
import pytest
from PIL import Image

from assessments.errors import Invalid
from assessments.evidence import cleaning
from assessments.evidence.advice import ADVICE
from assessments.evidence.limits import LARGEST_FILE, MEGABYTE, MEMORY
from assessments.evidence.service import prepare
from tests.assessments.evidence import samples
from tests.assessments.evidence.samples import archive, office, pdf, picture


def workbook() -> bytes:
    """A workbook that a real spreadsheet library wrote."""
    buffer = BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["month", "paid"])
    book.save(buffer)
    return buffer.getvalue()


def advice_on(data: bytes, filename: str) -> str:
    """What the uploader is told."""
    with pytest.raises(Invalid) as refusal:
        prepare(data, filename)
    assert list(refusal.value.problems) == ["file"]
    return refusal.value.problems["file"]


def reason_for(data: bytes, filename: str) -> str:
    """Which advice was given."""
    told = advice_on(data, filename)
    for reason, text in ADVICE.items():
        pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))
        if re.fullmatch(pattern, told):
            return reason
    raise AssertionError(f"no such advice: {told}")


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


@pytest.mark.parametrize(
    ("kind", "filename"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_a_picture_keeps_its_pixels_upright_and_loses_place_device_and_notes(
    kind: str, filename: str
) -> None:
    sent = samples.telling_picture(kind)
    with Image.open(BytesIO(sent)) as before:
        assert before.getexif().get_ifd(samples.GPS_IFD)
        assert before.getexif()[samples.MAKE] == samples.DEVICE
        assert before.size == (40, 20)

    kept = prepare(sent, filename).data

    for secret in (samples.DEVICE.encode(), samples.XMP, b"secret", samples.COMMENT, b"Exif"):
        assert secret not in kept
    with Image.open(BytesIO(kept)) as after:
        assert after.format == kind
        assert dict(after.getexif()) == {}
        assert not after.getexif().get_ifd(samples.GPS_IFD)
        assert not {"exif", "xmp", "comment", "icc_profile", "Comment"} & set(after.info)
        assert after.size == (20, 40)
        grey = after.convert("L")
        assert grey.getpixel((10, 5)) < 50
        assert grey.getpixel((10, 35)) > 200


def test_the_sample_with_metadata_would_betray_a_picture_that_is_passed_on_as_it_is() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        assert samples.XMP in samples.telling_picture(kind)
    assert samples.COMMENT in samples.telling_picture("JPEG")


@pytest.mark.parametrize(
    ("mode", "kind", "filename"),
    [
        ("L", "JPEG", "a.jpg"),
        ("CMYK", "JPEG", "a.jpg"),
        ("1", "PNG", "a.png"),
        ("P", "PNG", "a.png"),
        ("LA", "PNG", "a.png"),
        ("RGBA", "PNG", "a.png"),
        ("I;16", "PNG", "a.png"),
        ("RGBA", "WEBP", "a.webp"),
    ],
)
def test_pictures_of_every_colour_mode_are_taken(mode: str, kind: str, filename: str) -> None:
    buffer = BytesIO()
    Image.new(mode, (16, 8)).save(buffer, kind)
    with Image.open(BytesIO(prepare(buffer.getvalue(), filename).data)) as kept:
        assert kept.size == (16, 8)


def test_a_transparent_colour_stays_transparent() -> None:
    buffer = BytesIO()
    Image.new("P", (4, 4)).save(buffer, "PNG", transparency=0)
    with Image.open(BytesIO(prepare(buffer.getvalue(), "a.png").data)) as kept:
        assert kept.convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_small_file_that_would_unfold_into_too_many_pixels_is_refused() -> None:
    bomb = samples.pixel_bomb()
    assert len(bomb) < 10_000
    assert reason_for(bomb, "a.png") == "pixels"


def javascript(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def hidden_javascript(document: pikepdf.Pdf) -> None:
    action = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x()"))
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([link])


def named_javascript(document: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x()")
    document.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=["a", document.make_indirect(script)])
    )


def launch(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def embedded_file(document: pikepdf.Pdf) -> None:
    document.attachments["invoice.exe"] = b"MZ"


def page_action(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://tracker.example/")
    )


def opens_a_website(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://tracker.example/")


def remote_file(document: pikepdf.Pdf) -> None:
    go = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=r"\\server.example\share\x.pdf", D=[0])
    document.Root.Outlines = document.make_indirect(pikepdf.Dictionary(A=go))


@pytest.mark.parametrize(
    "change",
    [
        javascript,
        hidden_javascript,
        named_javascript,
        launch,
        embedded_file,
        page_action,
        opens_a_website,
        remote_file,
    ],
)
@pytest.mark.parametrize(
    "how",
    [
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    ],
    ids=["packed", "plain"],
)
def test_a_pdf_that_acts_or_carries_files_is_refused(change: Any, how: dict[str, Any]) -> None:
    assert reason_for(pdf(change, **how), "policy.pdf") == "pdf_active"


def opens_at_a_page(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def links_to_a_website(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://ilo.example/")
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([link])


@pytest.mark.parametrize("change", [opens_at_a_page, links_to_a_website])
def test_what_office_programs_write_into_every_pdf_is_taken(change: Any) -> None:
    data = pdf(change)
    assert prepare(data, "policy.pdf").data == data


def test_a_pdf_with_a_password_is_refused_and_one_that_only_forbids_printing_is_taken() -> None:
    locked = pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert reason_for(locked, "policy.pdf") == "pdf_password"
    restricted = pdf(encryption=pikepdf.Encryption(user="", owner="secret"))
    assert prepare(restricted, "policy.pdf").data == restricted


def test_a_script_in_a_pdf_that_only_forbids_printing_is_found() -> None:
    hidden = pdf(hidden_javascript, encryption=pikepdf.Encryption(user="", owner="secret"))
    assert reason_for(hidden, "policy.pdf") == "pdf_active"


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([(f"word/media/{number}.png", b"x") for number in range(250)], "too_heavy"),
        ([("word/document.xml", b"0" * 20_000_000)], "too_heavy"),
        ([("word/document.xml", b"0" * 101 * 1024 * 1024)], "too_heavy"),
        ([("../../etc/cron.d/x", b"x")], "package"),
        ([("/etc/passwd", b"x")], "package"),
        ([("word\\..\\..\\x", b"x")], "package"),
        ([("C:/x", b"x")], "package"),
        ([samples.link_in_archive("word/link", "/etc/passwd")], "package"),
        ([("word/a.xml", b"x"), ("Word/A.xml", b"y")], "package"),
        ([("word/vbaProject.bin", b"x")], "macros"),
        ([("word/activeX/activeX1.bin", b"x")], "macros"),
        ([("word/embeddings/setup.exe", b"x")], "macros"),
    ],
    ids=[
        "many-parts", "ratio", "declared-size", "climbs", "absolute", "backslash", "drive", "link",
        "same-name-twice", "macro", "activex", "program",
    ],
)  # fmt: skip
def test_an_office_file_that_is_a_trap_is_refused(entries: Any, reason: str) -> None:
    content_types = ("[Content_Types].xml", samples.CONTENT_TYPES.format(samples.WORD).encode())
    data = archive([content_types, *entries])
    assert len(data) < LARGEST_FILE
    assert reason_for(data, "policy.docx") == reason


def test_macros_that_call_themselves_a_document_are_refused() -> None:
    assert reason_for(office(samples.MACRO_WORD), "policy.docx") == "macros"
    assert reason_for(office(samples.MACRO_WORD), "policy.docm") == "macros"


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    honest = office(parts={"word/document.xml": b"0" * 5_000_000})
    lying = honest.replace((5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != honest
    assert reason_for(lying, "policy.docx") == "damaged"


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(office(parts={"word/document.xml": b"text"}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert reason_for(bytes(data), "policy.docx") == "package"


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


@pytest.mark.parametrize(
    "tail", [archive([("a.js", b"x()")]), b"<script>x()</script>", pdf()], ids=["zip", "web", "pdf"]
)
@pytest.mark.parametrize(
    ("kind", "filename"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_what_hangs_on_a_picture_is_cut_off(kind: str, filename: str, tail: bytes) -> None:
    kept = prepare(picture(kind) + tail, filename).data
    assert tail not in kept
    for trace in (b"<script", b"PK\x03\x04", b"%PDF-"):
        assert trace not in kept


def test_a_picture_that_hides_a_web_page_in_its_comment_loses_it() -> None:
    hiding = picture("JPEG", comment=b"*/=1;<script>x()</script>")
    assert b"<script" in hiding
    assert b"<script" not in prepare(hiding, "a.jpg").data


def test_the_reading_process_gets_no_secret_and_its_death_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: dict[str, Any] = {}
    run = cleaning.subprocess.run

    def killed(command: list[str], **how: Any) -> Any:
        seen.update(how["env"])
        return run(["/bin/sh", "-c", "kill -9 $$"], **how)

    monkeypatch.setenv("SECRET_KEY", "a-secret-that-must-stay-here")
    monkeypatch.setattr(cleaning.subprocess, "run", killed)
    assert reason_for(pdf(), "a.pdf") == "too_heavy"
    assert set(seen) <= {"PATH", "LANG"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
def test_a_pdf_that_unfolds_into_gigabytes_stays_within_the_reading_process() -> None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert reason_for(samples.memory_bomb(3), "a.pdf") == "damaged"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - own
    largest_child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert grown * 1024 < 50 * MEGABYTE
    assert largest_child * 1024 < MEMORY


@pytest.mark.parametrize("answer", ["", "refused no_such_reason", "cleaned", "kept?"])
def test_an_answer_that_makes_no_sense_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    run = cleaning.subprocess.run
    monkeypatch.setattr(
        cleaning.subprocess,
        "run",
        lambda _command, **how: run(["/bin/echo", answer], **how),
    )
    assert reason_for(pdf(), "a.pdf") == "damaged"
