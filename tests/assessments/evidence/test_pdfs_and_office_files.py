"""Documents that act, carry programs, or are traps are refused (C17)."""

from typing import Any

import pikepdf
import pytest

from assessments.evidence.limits import LARGEST_FILE
from assessments.evidence.service import prepare
from tests.assessments.evidence import samples
from tests.assessments.evidence.refusals import reason_for
from tests.assessments.evidence.samples import archive, office, pdf


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
