"""Someone with only the pages and a pencil finds the score again, to the last digit."""

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from assessments.results.models import Result
from questionnaires.checking import check_answer
from questionnaires.library import CORE, load
from scoring import shipped
from scoring.samples import Sampler
from tests.webapp.company.firm import Firm
from tests.webapp.company.proof import Proof
from tests.webapp.supplier.pages import Person

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)


def check(result: Result, person: Person) -> None:
    headline, band = Proof(person, f"/company/results/{result.public_id}").work_out()
    assert headline == Fraction(result.headline_tenths, 10)
    assert band.lower() == result.band


@pytest.mark.parametrize("case", range(6))
def test_a_worked_example_is_worked_out_from_its_pages(
    firm: Firm, editor: Person, case: int
) -> None:
    check(firm.answered(firm.supplier(), case=case), editor)


@pytest.mark.parametrize("seed", [1, 4, 7, 12])
def test_a_random_set_of_answers_is_worked_out_from_its_pages(
    firm: Firm, editor: Person, seed: int
) -> None:
    asked = load(CORE, "2026.1")
    sampler = Sampler(
        asked.form(),
        countries=("MYS", "UZB", "DEU", "CHN", "TKM", "NPL"),
        goods=sorted({row.key[1] for row in shipped.reference().table("listed_goods")})[:40],
        fits=lambda key, answer: not check_answer(asked.questions[key], answer),
    )
    answers = sampler.document(Random(seed))["answers"]
    given = {key: answer for key, answer in answers.items() if answer is not None}
    (token,) = firm.ask(firm.supplier())
    check(firm.submitted(token, given), editor)


@dataclass
class Forger:
    """A person whose pages of one address say something else in one place."""

    person: Person
    ending: str
    figure: str
    instead: str

    def get(self, path: str) -> Any:
        page = self.person.get(path)
        if not path.split("?")[0].endswith(self.ending):
            return page
        before, after = page.text.split(self.figure, 1)
        return SimpleNamespace(text=f"{before}{self.instead}{after}")


def test_any_other_figure_is_noticed(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    one = f"/company/results/{result.public_id}"
    forged = [
        ("/indicators/DEB", ">77.4<", ">77.3<"),
        ("/indicators/DEC", "0.25 ×", "0.26 ×"),
        ("/parts/headline", "0.6 ×", "0.7 ×"),
        ("/parts/confidence", "At most 49", "At most 48"),
        ("/parts/inherent", "0.35 ×", "0.36 ×"),
        (one, ">90.5<", ">90.4<"),
        (one, "</svg><span>Critical", "</svg><span>High"),
    ]
    for ending, figure, instead in forged:
        reader: Any = Forger(editor, ending, figure, instead)
        with pytest.raises(AssertionError):
            Proof(reader, one).work_out()
