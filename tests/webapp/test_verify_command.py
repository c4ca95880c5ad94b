"""`flask --app wsgi verify …` works with just the file: no instance, no database, no secret."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result

from assessments.reports import bundle
from assessments.reports.identity import attachment
from scoring.canonical import canonical
from tests.assessments.reports.samples import COTTON, GLOVES, report
from tests.webapp.documents.made import pdf_of
from webapp.app import create_app
from webapp.documents import render_supplier_report
from webapp.documents.carried import LARGEST_CARRIED, LARGEST_PDF

ROOT = Path(__file__).parents[2]


@pytest.fixture
def verify(tmp_path: Path) -> Callable[..., Result]:
    runner = create_app().test_cli_runner()

    def run(content: bytes, name: str = "report.pdf") -> Result:
        (tmp_path / name).write_bytes(content)
        return runner.invoke(args=["verify", str(tmp_path / name)])

    return run


def json_of(name: str = GLOVES) -> bytes:
    files = {one.name: one.content for one in report(name).attachments}
    return canonical(bundle.read_attachments(files).document())


def carrying(**files: object) -> bytes:
    """The report on gloves with some of its attachments exchanged; None leaves one out."""
    given = report(GLOVES)
    changes = {f"{name}.json": document for name, document in files.items()}
    kept = tuple(
        attachment(one.name, one.description, changes[one.name]) if one.name in changes else one
        for one in given.attachments
        if changes.get(one.name, one) is not None
    )
    return render_supplier_report(replace(given, attachments=kept))


def found_in(name: str) -> dict:
    content = next(one.content for one in report(GLOVES).attachments if one.name == f"{name}.json")
    return json.loads(content)


def test_an_empty_directory_and_no_setting_is_enough(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf_of(GLOVES))
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", str(ROOT / "wsgi.py"), "verify", "report.pdf"],
        cwd=tmp_path,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("report.pdf: same"), done.stderr
    assert done.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_a_downloaded_result_is_the_same_and_the_limits_of_that_are_said(verify) -> None:
    done = verify(json_of(), "result.json")
    assert done.exit_code == 0
    assert "headline 88.2, band critical" in done.stdout
    assert "compare these digests with those on record" in done.stdout


def test_every_kind_of_change_has_a_message_of_its_own(verify) -> None:
    snapshot, result = found_in("snapshot"), found_in("result")
    answered = next(one for one in snapshot["answers"] if one["question"] == "workers_total")
    answered["value"] = 5
    other = {one.name: one.content for one in report(COTTON).attachments}
    swapped = json.loads(other["snapshot.json"])
    outputs = {
        "answer": verify(carrying(snapshot=snapshot)),
        "band": verify(carrying(result={**result, "band": "low"})),
        "ruleset": verify(carrying(ruleset={**found_in("ruleset"), "version": "2027.1"})),
        "digest": verify(carrying(digests={"format": "x", "sha256": {"result.json": "0" * 64}})),
        "submission": verify(carrying(snapshot=swapped)),
    }
    assert {done.exit_code for done in outputs.values()} == {1}
    assert "snapshot.json: SHA-256: stated" in outputs["answer"].stdout
    assert "band: stated low, found critical" in outputs["band"].stdout
    assert "ruleset.version: stated 2026.1, found 2027.1" in outputs["ruleset"].stdout
    assert f"result.json: SHA-256: stated {'0' * 64}" in outputs["digest"].stdout
    assert "headline: stated 88.2" in outputs["submission"].stdout
    assert len({done.stdout for done in outputs.values()}) == len(outputs)


def test_a_missing_attachment_is_named(verify) -> None:
    done = verify(carrying(reference=None))
    assert done.exit_code == 2
    assert "Not in this file: reference.json." in done.stdout
    assert "have it made again" in done.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "No JSON"),
        (b"%PDF-1.7 nothing", "damaged or not complete"),
        (b"{", "cannot be read"),
        (b'{"headline": 2}', "without what it was made from"),
        (b"x" * (LARGEST_PDF + 1), "larger than any report"),
    ],
    ids=["empty", "no pdf", "no json", "a score", "too large"],
)
def test_a_file_that_cannot_be_read_says_why(verify, content: bytes, message: str) -> None:
    done = verify(content)
    assert done.exit_code == 2
    assert message in done.stderr
    assert isinstance(done.exception, SystemExit)


def test_a_truncated_report_another_pdf_and_a_bare_report_say_what_to_do(verify, tmp_path) -> None:
    pdf = pdf_of(GLOVES)
    cut = verify(pdf[: len(pdf) // 2])
    bare = verify(pdf_of(GLOVES, attach=False))
    assert "fetch it again" in cut.stderr
    assert "ask for it with everything needed to check it" in bare.stderr
    assert (cut.exit_code, bare.exit_code) == (2, 2)


@pytest.mark.parametrize("kind", ["bomb", "password", "odd filter", "no stream"])
def test_a_hostile_pdf_is_refused(verify, tmp_path: Path, kind: str) -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        content = b"0" * (LARGEST_CARRIED + 1) if kind == "bomb" else b"{}"
        document.attachments["result.json"] = pikepdf.AttachedFileSpec(document, content)
        stream = document.attachments["result.json"].get_file().obj
        if kind == "odd filter":
            stream.write(b"00>", filter=pikepdf.Name.ASCIIHexDecode)
        if kind == "no stream":
            document.attachments["result.json"].obj.EF = pikepdf.Dictionary()
        path = tmp_path / "made.pdf"
        locked = pikepdf.Encryption(owner="x", user="y") if kind == "password" else False
        document.save(path, compress_streams=True, encryption=locked)
    done = verify(path.read_bytes())
    assert done.exit_code == 2
    assert "cannot be read" in done.stderr
    assert isinstance(done.exception, SystemExit)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = create_app().test_cli_runner().invoke(args=["verify", str(tmp_path / "none.pdf")])
    assert done.exit_code == 2
    assert "No such file" in done.stderr
