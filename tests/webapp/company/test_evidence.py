"""Documents that came with the answers: what is shown of them, and how they are handed out."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from assessments.evidence.models import EvidenceFile
from assessments.evidence.service import add_evidence, prepare, stored
from assessments.evidence.store import FileStore
from assessments.results.models import Result
from tests.webapp.company.firm import Firm, cases
from tests.webapp.supplier.pages import Person

TEXT = b"Rule 1: no worker pays for a job."


def with_document(
    firm: Firm, question: str = "policy", name: str = "rules.txt", text: bytes = TEXT
) -> Result:
    """A result whose answers came with a document."""
    (token,) = firm.ask(firm.supplier())
    store = FileStore(firm.app.extensions["erkin"].settings.evidence)
    with firm.app.app_context():
        respondent = firm.story.enter(token)
        firm.story.answer(respondent, cases()[1]["answers"])
        with (
            stored(store, prepare(text, name), firm.story.ids) as file,
            firm.database.writing(respondent) as session,
        ):
            add_evidence(
                session,
                respondent,
                question=question,
                file=file,
                now=firm.clock(),
                ids=firm.story.ids,
            )
        return firm.story.score(firm.scope, firm.story.submit(respondent))


def test_a_document_that_has_expired_is_called_so_and_counts_as_before(
    firm: Firm, viewer: Person
) -> None:
    result = with_document(firm)
    with firm.database.writing(firm.scope) as session:
        (file,) = session.scalars(select(EvidenceFile))
        file.expires_on, file.summary = firm.clock().date() - timedelta(days=1), "Our rules"
    answer = viewer.get(f"/company/results/{result.public_id}/answers/policy").text
    assert "Every document behind this answer has expired by now" in answer
    page = viewer.get(link(viewer, result)).text
    assert "Our rules" in page
    assert "Expired" in page
    with firm.database.writing(firm.scope) as session:
        session.merge(file).expires_on = firm.clock().date()
    assert "Expires" in viewer.get(link(viewer, result)).text
    assert (
        "has expired" not in viewer.get(f"/company/results/{result.public_id}/answers/policy").text
    )


def link(person: Person, result: Result, question: str = "policy") -> str:
    page = person.get(f"/company/results/{result.public_id}/answers/{question}")
    (found,) = set(re.findall(r'href="([^"]+/evidence/[\w-]+)"', page.text))
    return str(found)


def test_a_document_is_reached_from_its_answer(firm: Firm, viewer: Person) -> None:
    result = with_document(firm)
    page = viewer.get(link(viewer, result))
    assert "rules.txt" in page.text
    assert hashlib.sha256(TEXT).hexdigest() in page.text
    assert f"/company/results/{result.public_id}/answers/policy" in page.text
    assert "Added, not reviewed" not in page.text
    answer = viewer.get(f"/company/results/{result.public_id}/answers/policy")
    assert "nobody has reviewed it yet" in answer.text


def test_a_document_is_handed_out_and_never_shown(firm: Firm, viewer: Person) -> None:
    result = with_document(firm, name="a\u202egpj.<b>.txt")
    sent = viewer.client.get(link(viewer, result) + "/file")
    assert sent.data == TEXT
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in sent.headers["Content-Security-Policy"]


def test_another_company_never_reaches_a_document(make_firm: Callable[[str], Firm]) -> None:
    mine, theirs = make_firm("Mine"), make_firm("Theirs")
    result = with_document(theirs)
    path = link(theirs.person(), result)
    own = with_document(mine, text=b"Other rules of the same firm.")
    person = mine.person()
    assert person.get(path).status == 404
    assert person.get(f"{path}/file").status == 404
    through_mine = path.replace(str(result.public_id), str(own.public_id))
    assert person.get(through_mine).status == 404
    assert person.get(f"{through_mine}/file").status == 404
