"""Small words of letters: nothing is doubled, and one is said as one."""

from datetime import date

import pytest

from assessments.campaigns.letters import Invited
from webapp.app import Erkin
from webapp.mail.letters import PlainLetters

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

LETTERS = PlainLetters("http://localhost")


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_a_name_that_ends_in_a_full_stop_does_not_double_it(app: Erkin, language: str) -> None:
    with app.app_context():
        body = LETTERS.invitation(_invited(language), "token").body
    assert "Invented Garments Co." in body
    assert "Co.." not in body


def test_dots_that_somebody_typed_stay(app: Erkin) -> None:
    with app.app_context():
        body = LETTERS.invitation(_invited("en", "Wait..."), "token").body
    assert "Wait..." in body


def test_one_answer_is_said_as_one(app: Erkin) -> None:
    with app.app_context():
        one, two = (
            LETTERS.sent_back(_invited("en"), number, date(2027, 1, 1), "token").body
            for number in (1, 2)
        )
    assert "sends one of them back" in one
    assert "sends 2 of them back" in two


def _invited(language: str, message: str = "") -> Invited:
    return Invited(
        company_name="Invented Retail plc",
        invented=False,
        supplier_name="Invented Garments Co.",
        contact_name="",
        campaign_name="Autumn",
        due_on=date(2027, 1, 1),
        message=message,
        language=language,
    )
