"""What people type into the cells of a spreadsheet, in whatever language and program."""

from datetime import date
from decimal import Decimal

import pytest

from questionnaires.catalogue import Catalogue, Layer
from questionnaires.library import SLUGS, latest
from questionnaires.types import answer_type
from questionnaires.types.sheet_cells import Cell, Cells, Reading, Unread, folded
from questionnaires.words import Words
from tests.questionnaires.answer_sheet.sheets import LANGUAGES, reading, words
from tests.questionnaires.samples import question

READING = reading("ru")


def read(kind: str, cells: Cells) -> object:
    """The value, or the key of the message where it is not understood."""
    parsed = answer_type(question(kind)).from_cells(cells, READING)
    if parsed.problems:
        assert all(problem.text for problem in parsed.problems)
        return "! " + parsed.problems[0].message.key
    return parsed.value


UNDERSTOOD: list[tuple[str, Cell, object]] = [
    ("ypn", "Yes", "yes"),
    ("ypn", " да ", "yes"),
    ("ypn", "YOʻQ", "no"),
    ("ypn", "yo'q", "no"),
    ("ypn", "Yo‘q.", "no"),
    ("ypn", "partly", "partly"),
    ("ypn", True, "yes"),
    ("ypn", False, "no"),
    ("ypn", "Bilmayman", "dont_know"),
    ("ypn", "dont_know", "dont_know"),
    ("number", "Don’t know", "dont_know"),
    ("number", Decimal("2.5"), Decimal("2.5")),
    ("number", "2,5", Decimal("2.5")),
    ("number", "1 200", "! too_large"),
    ("whole number", "1 200", 1200),
    ("whole number", "1,200", "! ambiguous_whole"),
    ("whole number", Decimal("1200.5"), "! whole_number"),
    ("whole number", date(2026, 5, 2), "! cell_date"),
    ("percent", "12,5 %", Decimal("12.5")),
    ("percent", Decimal("12.5"), Decimal("12.5")),
    ("percent", Decimal("0.5"), "! share"),
    ("percent", 1, "! share"),
    ("percent", 0, 0),
    ("percent", "0,5", Decimal("0.5")),
    ("date", date(2026, 11, 21), "2026-11-21"),
    ("date", "2026-11-21", "2026-11-21"),
    ("date", "21.11.2026", "2026-11-21"),
    ("date", "1.2.2026", "2026-02-01"),
    ("date", "21/11/2026", "2026-11-21"),
    ("date", "11/21/2026", "2026-11-21"),
    ("date", "03/04/2026", "! date_order"),
    ("date", "31.2.2026", "! date_impossible"),
    ("date", "last spring", "! date"),
    ("country", "Казахстан", "KAZ"),
    ("country", "Oʻzbekiston", "UZB"),
    ("country", "kz", "KAZ"),
    ("country", "kaz", "KAZ"),
    ("country", "Казакстан Республика", "! country_name"),
    ("country", "Atlantis", "! country_name"),
    ("single", "Никто", "! choice"),
    ("text", 42, "42"),
    ("text", "=1+1", "=1+1"),
    ("region", " xinjiang", "CN-XJ"),
    ("region", "Lebap", "Lebap"),
    ("number", Unread("#REF!"), "! cell_error"),
    ("number", Unread(), "! cell_formula"),
]


@pytest.mark.parametrize(("kind", "cell", "value"), UNDERSTOOD)
def test_a_cell_is_understood_or_asked_back(kind: str, cell: Cell, value: object) -> None:
    assert read(kind, {"": cell}) == value


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({"": 6800, "unit": "MYR"}, {"amount": "6800", "currency": "MYR"}),
        ({"": "6 800,50 myr"}, {"amount": "6800.5", "currency": "MYR"}),
        ({"": Decimal("6800.5"), "unit": "myr"}, {"amount": "6800.5", "currency": "MYR"}),
        ({"unit": "MYR"}, None),
        ({"": 6800}, "! currency_missing"),
        ({"": 6800, "unit": "ringgit"}, "! currency"),
        ({"": "Не знаю"}, "dont_know"),
    ],
)
def test_an_amount_takes_its_currency_from_beside_it(cells: Cells, value: object) -> None:
    assert read("money", cells) == value


@pytest.mark.parametrize("tick", ["x", "X", "х", "✓", "1", 1, True, "да", "Ha", "Yes"])
def test_a_box_is_ticked_by_whatever_means_yes(tick: Cell) -> None:
    assert read("multi", {"refugees": tick}) == ["refugees"]


@pytest.mark.parametrize("tick", ["", None, 0, False, "-", "нет", "no"])
def test_a_box_stays_empty_by_whatever_means_no(tick: Cell) -> None:
    assert read("multi", {"refugees": tick, "prisoners": "x"}) == ["prisoners"]


def test_choices_may_be_written_in_one_cell_and_don_t_know_stands_alone() -> None:
    names = "; ".join(READING.words.choice("special_groups", c) for c in ("refugees", "prisoners"))
    assert read("multi", {"": names}) == ["prisoners", "refugees"]
    assert read("multi", {"": "Не знаю"}) == ["dont_know"]
    assert read("multi", {"": "Не знаю", "refugees": "x"}) == "! answer_or_dont_know"
    assert read("multi", {"refugees": "x", "none": "x"}) == "! stands_alone"
    assert read("multi", {"refugees": "sometimes"}) == "! tick"


def test_the_advice_names_choices_in_the_language_of_whoever_reads_it() -> None:
    parsed = answer_type(question("single")).from_cells({"": "???"}, READING)
    (message,) = [problem.message for problem in parsed.problems]
    assert READING.words.choice("fees_paid", "some") in message.text
    assert "some" not in message.text


@pytest.mark.parametrize("slug", SLUGS)
def test_no_name_of_a_choice_means_another_choice_in_another_language(slug: str) -> None:
    form = latest(slug)
    languages = [words(each, form) for each in LANGUAGES]
    for asked in form.questions.values():
        for described in (asked, *asked.columns):
            meant: dict[str, set[str]] = {}
            for choice in described.choices:
                for spoken in languages:
                    meant.setdefault(folded(spoken.choice_of(described, choice)), set()).add(choice)
            assert all(len(choices) == 1 for choices in meant.values()), described.key


def test_what_means_two_choices_in_two_languages_is_asked_back() -> None:
    colours = question("single", key="colour", choices=("red", "blue"))
    crossed = [_named({"red": "Rot", "blue": "Blau"}), _named({"red": "Blu", "blue": "Rosso"})]
    mixed = [*crossed, _named({"red": "Rosso", "blue": "Rot"})]
    assert Reading(mixed).choice(colours, "rot") == "red"
    assert Reading(mixed).choice(colours, "blu") == "red"
    assert Reading(mixed).choice(colours, "rosso") == ""


def _named(choices: dict[str, str]) -> Words:
    layer = Layer("en", {"questions": {"colour": {"choices": choices}}})
    return Words("en", Catalogue([layer]), "2026.1")
