"""HS codes are digits: what is typed as one cannot be the name of a good."""

import pytest

from questionnaires.library import CORE, latest
from questionnaires.types import Table, answer_type
from questionnaires.types.sheet_cells import Cell, Reading
from questionnaires.words import load_words

PRODUCTS = answer_type(latest(CORE).questions["products"])
assert isinstance(PRODUCTS, Table)
READING = Reading([load_words(CORE, latest(CORE).version, "uz")])


@pytest.mark.parametrize("typed", ["5201", "5205.11", "5201 00", "52.05.11.0000", " 401512 "])
def test_a_code_is_taken_as_it_was_typed(typed: str) -> None:
    parsed = PRODUCTS.parse({"q.products.1.hs": [typed]}, "q.products")
    assert parsed.value == [{"hs": typed.strip()}]


@pytest.mark.parametrize(
    "typed", ["paxta", "520", "52051100000", "5201a", "5201-00", "5201..00", "٥٢٠١", "5201."]
)
def test_anything_else_is_refused_beside_its_box(typed: str) -> None:
    parsed = PRODUCTS.parse({"q.products.1.hs": [typed]}, "q.products")
    (problem,) = parsed.problems
    assert problem.text == "Enter the HS code in digits, 4 to 10 of them, such as 5201 or 5205.11"
    assert (problem.column, problem.row) == ("hs", 1)


@pytest.mark.parametrize(("cell", "value"), [("5201", "5201"), (520511, "520511")])
def test_a_cell_of_a_spreadsheet_may_hold_the_code_as_a_number(cell: Cell, value: str) -> None:
    parsed = PRODUCTS.from_rows({}, [{"hs": {"": cell}}], READING)
    assert parsed.value == [{"hs": value}]


def test_what_was_sent_before_letters_were_refused_stays_valid() -> None:
    assert PRODUCTS.check([{"good": "cotton", "hs": "paxta"}]) == []
