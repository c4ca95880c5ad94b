"""Reports: made as jobs that are seen, that may run twice, that fail in sight and start over."""

import hashlib
import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from assessments.reports.bundle import read_result_file
from assessments.reports.models import ReportFile
from assessments.reports.verification import verify
from assessments.results.models import Result
from assessments.work.models import Job
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page, Person
from webapp.jobs.context import JobFailed
from webapp.jobs.handlers import reports as handlers


def make(person: Person, result: Result, attach: str = "yes") -> Page:
    page = person.get(f"/company/results/{result.public_id}")
    return person.press(page, {"attach": [attach]}, holding="attach")


def files(firm: Firm) -> list[ReportFile]:
    with firm.database.reading(firm.scope) as session:
        return list(session.scalars(select(ReportFile).order_by(ReportFile.id)))


def jobs(firm: Firm) -> list[Job]:
    with firm.database.reading() as session:
        made = Job.kind.like("make-%")
        return list(session.scalars(select(Job).where(made).order_by(Job.id)))


def test_a_pdf_is_made_seen_and_downloaded(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier("Oʻzbek / Ip"), case=1)
    page = make(editor, result)
    assert "Waiting to start" in page.text
    assert 'http-equiv="refresh"' in page.text
    firm.work()
    page = editor.get(f"/company/results/{result.public_id}")
    assert 'http-equiv="refresh"' not in page.text
    (link,) = set(re.findall(r'href="(/company/reports/[\w-]+)"', page.text))
    sent = editor.client.get(link)
    (file,) = files(firm)
    assert hashlib.sha256(sent.data).hexdigest() == file.sha256
    assert file.sha256 in page.text
    assert sent.data.startswith(b"%PDF")
    assert sent.mimetype == "application/pdf"
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "2026-11-02.pdf" in sent.headers["Content-Disposition"]


def test_a_double_click_makes_one_file(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    make(editor, result)
    make(editor, result)
    assert len(jobs(firm)) == 1
    firm.work()
    assert len(files(firm)) == 1


def test_a_job_that_runs_twice_leaves_one_file_of_one_digest(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    make(editor, result)
    firm.work()
    with firm.database.writing() as session:
        again = update(Job).where(Job.kind.like("make-%"))
        session.execute(again.values(state="waiting", attempts=0))
    firm.work()
    assert [job.state for job in jobs(firm)] == ["done"]
    (file,) = files(firm)
    folder = firm.app.extensions["erkin"].settings.reports
    assert [one.name for one in folder.rglob("*") if one.is_file()] == [file.stored_name]


def test_a_pdf_without_attachments_is_another_file(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    make(editor, result)
    make(editor, result, attach="no")
    firm.work()
    with_all, bare = files(firm)
    assert bare.size < with_all.size
    page = editor.get(f"/company/results/{result.public_id}")
    assert "Due-diligence report without attachments, PDF" in page.text


def test_the_portfolio_is_made_as_pdf_and_as_workbook(firm: Firm, editor: Person) -> None:
    firm.answered(firm.supplier(), case=1)
    for kind in ("make-portfolio-report", "make-portfolio-workbook"):
        editor.press(editor.get("/company/reports"), button=("kind", kind))
    firm.work()
    page = editor.get("/company/reports")
    links = re.findall(r'href="(/company/reports/[\w-]+)"', page.text)
    kinds = {editor.client.get(link).data[:4] for link in links}
    assert kinds == {b"%PDF", b"PK\x03\x04"}


def test_a_failed_report_is_seen_everywhere_and_starts_over(
    firm: Firm, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> bytes:
        raise JobFailed("The paper is out.")

    result = firm.answered(firm.supplier(), case=1)
    make(editor, result)
    with monkeypatch.context() as broken:
        broken.setattr(handlers, "render_supplier_report", fail)
        firm.work()
    (job,) = jobs(firm)
    assert "1</b> piece of work failed" in editor.get("/company").text
    assert "The paper is out." in editor.get(f"/company/results/{result.public_id}").text
    page = editor.get("/company/work")
    assert "The paper is out." in page.text
    told = json.loads(editor.client.get(f"/company/jobs/{job.public_id}/state").data)
    assert told["state"] == "failed"
    editor.press(page, action=f"/company/jobs/{job.public_id}/retry")
    firm.work()
    assert len(files(firm)) == 1


def test_progress_is_told_to_the_script_that_follows_it(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = make(editor, result)
    (path,) = re.findall(r'data-poll="([^"]+)"', page.text)
    told = json.loads(editor.client.get(path).data)
    assert told == {"state": "waiting", "done": 0, "total": 0, "text": "Waiting to start"}


def test_a_report_belongs_to_its_company(make_firm: Callable[[str], Firm]) -> None:
    mine, theirs = make_firm("Mine"), make_firm("Theirs")
    result = theirs.answered(theirs.supplier(), case=1)
    make(theirs.person(), result)
    theirs.work()
    (file,) = files(theirs)
    (job,) = jobs(theirs)
    person = mine.person()
    assert person.get(f"/company/reports/{file.public_id}").status == 404
    assert person.get(f"/company/jobs/{job.public_id}/state").status == 404
    assert file.sha256 not in person.get("/company/reports").text


@pytest.mark.parametrize("kind", ["", "make-supplier-report", "' OR 1=1 --"])
def test_only_what_is_offered_is_made(firm: Firm, editor: Person, kind: str) -> None:
    token = editor.get("/company/reports").form("kind").fields["csrf_token"][0]
    sent = editor.client.post("/company/reports", data={"kind": kind, "csrf_token": token})
    assert sent.status_code == 422
    assert jobs(firm) == []


def test_a_result_is_downloaded_with_all_that_it_was_made_from(firm: Firm, viewer: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = viewer.get(f"/company/results/{result.public_id}")
    (link,) = re.findall(r'href="(/company/results/[\w-]+/result.json)"', page.text)
    sent = viewer.client.get(link)
    assert sent.headers["Content-Disposition"].startswith("attachment")
    bundle = read_result_file(sent.data)
    assert bundle.stated["result.json"] == result.digest
    assert verify(bundle).outcome == "same"
