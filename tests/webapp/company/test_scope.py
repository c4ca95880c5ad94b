"""What belongs to another company answers exactly like what does not exist."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask

from assessments.people import roles
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Person
from webapp.access import DECLARED

NUMBER = re.compile(r"[0-9a-f]{16}")


def addresses(app: Flask, method: str) -> list[tuple[str, dict[str, str]]]:
    """Every route of the company with the names of its ids."""
    return [
        (rule.endpoint, {name: name for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("company.") and method in (rule.methods or ())
    ]


def owned(firm: Firm) -> dict[str, str]:
    """An id of each kind that a company owns."""
    supplier, campaign = firm.supplier(), firm.story.campaign(firm.scope)
    (token,) = firm.ask(supplier, campaign=campaign)
    result = firm.submitted(token, {"site_country": "MYS"})
    invitation = firm.story.invitation_of(firm.scope, campaign)
    return {
        "supplier": str(supplier.public_id),
        "campaign": str(campaign.public_id),
        "result": str(result.public_id),
        "invitation": str(invitation.public_id),
    }


def answer(person: Person, method: str, path: str) -> tuple[int, str, list[tuple[str, str]]]:
    """What came back, without the number of the request."""
    data = {"csrf_token": token(person)} if method == "POST" else None
    sent = person.client.open(path, method=method, data=data)
    headers = [pair for pair in sent.headers if pair[0] != "X-Request-Id"]
    return sent.status_code, NUMBER.sub("#", sent.get_data(as_text=True)), headers


def token(person: Person) -> str:
    return person.get("/company").forms[0].fields["csrf_token"][0]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_id_answers_byte_for_byte_like_a_random_one(
    make_firm: Callable[[str], Firm], method: str
) -> None:
    mine, theirs = make_firm("Mine"), make_firm("Theirs")
    owned(mine)
    person, foreign = mine.person(roles.COMPANY_ADMIN), owned(theirs)
    values = {"code": "DEB", "part": "headline", "rule": "REC01", "check": "X01"}
    values |= {"key": "fees_paid", "table": "countries", "dimension": "rule"}
    tried = 0
    with mine.app.test_request_context():
        for endpoint, names in addresses(mine.app, method):
            if not names:
                continue
            for kind in foreign:
                filled = values | dict.fromkeys(names.keys() - values.keys(), foreign[kind])
                unknown = values | dict.fromkeys(names.keys() - values.keys(), str(uuid4()))
                build = mine.app.url_for
                theirs_answer = answer(person, method, build(endpoint, **only(filled, names)))
                random_answer = answer(person, method, build(endpoint, **only(unknown, names)))
                assert theirs_answer == random_answer, (endpoint, kind)
                assert theirs_answer[0] in (404, 422), (endpoint, theirs_answer[0])
                tried += 1
    assert tried >= 40


def only(values: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    return {name: values[name] for name in names}


def test_a_viewer_may_open_nothing_that_writes(firm: Firm, viewer: Person) -> None:
    owned_ids = owned(firm)
    found = 0
    with firm.app.test_request_context():
        for method in ("GET", "POST"):
            for endpoint, names in addresses(firm.app, method):
                declared = getattr(firm.app.view_functions[endpoint], DECLARED)
                if not declared.permission.endswith(":write"):
                    continue
                path = firm.app.url_for(endpoint, **dict.fromkeys(names, owned_ids["supplier"]))
                assert answer(viewer, method, path)[0] == 403, endpoint
                found += 1
    assert found >= 15
