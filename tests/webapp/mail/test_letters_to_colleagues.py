"""Letters between people at a supplier: no link but ours, and every free text marked (C13)."""

import re
from dataclasses import replace
from datetime import date

import pytest

from assessments.campaigns.letters import AskedToHelp, Invited
from questionnaires.library import SCREENING, load
from webapp.app import Erkin
from webapp.mail.letters import PlainLetters

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

LETTERS = PlainLetters("https://erkin.example")
INVITED = Invited(
    company_name="Invented Retail plc",
    invented=False,
    supplier_name="Invented Gloves",
    contact_name="",
    campaign_name="Yearly questions",
    due_on=date(2026, 12, 20),
    message="",
    language="en",
)
ASKED = AskedToHelp(
    invited=INVITED,
    questionnaire=load(SCREENING, "2026.1"),
    name="Dilnoza Invented",
    role="contributor",
    sections=("workforce",),
    questions=("fees_paid",),
    note="You know the numbers.\nThank you!",
    due_on=date(2026, 12, 1),
    invited_by="aigul@gloves.example",
    language="en",
)


def test_the_only_link_in_a_letter_to_a_colleague_is_theirs(app: Erkin) -> None:
    with app.app_context():
        letter = LETTERS.colleague(ASKED, "t" * 43)
    assert re.findall(r"https?://\S+", letter.body) == [f"https://erkin.example/i/{'t' * 43}"]
    assert "> You know the numbers.\n> Thank you!" in letter.body
    assert "Dilnoza" not in letter.subject
    assert "\n" not in letter.subject


def test_a_letter_to_a_contributor_names_their_part_and_no_other(app: Erkin) -> None:
    with app.app_context():
        part = LETTERS.colleague(ASKED, "t").body
        all_of_it = LETTERS.colleague(replace(ASKED, role="signatory"), "t").body
    assert "- Workforce" in part
    assert "1 December 2026" in part
    assert "sign and send" not in part
    assert "sign and send" in all_of_it
    assert "- Workforce" not in all_of_it


def test_a_letter_to_the_right_person_says_who_named_them(app: Erkin) -> None:
    with app.app_context():
        letter = LETTERS.given(INVITED, "wrong@gloves.example", "The Right One", "t" * 43)
    greeting, named = letter.body.split("\n\n")[:2]
    assert "The Right One" in greeting
    assert "wrong@gloves.example" in named
