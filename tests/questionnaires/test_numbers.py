from decimal import Decimal

import pytest

from questionnaires.types import answer_type
from tests.questionnaires.samples import question

NUMBER = answer_type(question("number", most=10**9))
COUNT = answer_type(question("whole number"))
PERCENT = answer_type(question("percent"))

A_MILLION = "1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000"


def read(answer, typed):
    return answer.parse({"q.n": [typed]}, "q.n")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("2,5", Decimal("2.5")),
        ("2.5", Decimal("2.5")),
        ("0,125", Decimal("0.125")),
        ("0.125", Decimal("0.125")),
        ("12.50", Decimal("12.5")),
        ("12.00", 12),
        ("1 200", 1200),
        ("1\N{NO-BREAK SPACE}200", 1200),
        ("1\N{NARROW NO-BREAK SPACE}200,5", Decimal("1200.5")),
        ("1'200", 1200),
        ("1’200.50", Decimal("1200.5")),
        ("1,234.56", Decimal("1234.56")),
        ("1.234,56", Decimal("1234.56")),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("1,20,000", 120000),
        ("1,20,000.75", Decimal("120000.75")),
        ("１２０", 120),
    ],
)
def test_a_number_with_one_reading_is_understood(typed, value):
    assert read(NUMBER, typed).value == value
    assert isinstance(read(NUMBER, typed).value, int) == isinstance(value, int)


@pytest.mark.parametrize(
    ("typed", "grouped", "decimal"),
    [("1,200", "1200", "1.2"), ("1.200", "1200", "1.2"), ("12.000", "12000", "12.0")],
)
def test_a_number_with_two_readings_is_asked_back_with_both(typed, grouped, decimal):
    (problem,) = read(NUMBER, typed).problems
    assert problem.text == f"“{typed}” can be read in two ways. Enter {grouped} or {decimal}"


@pytest.mark.parametrize(("typed", "whole"), [("1,200", "1200"), ("1.200", "1200")])
def test_a_count_with_two_readings_is_asked_back_with_the_whole_one_alone(typed, whole):
    (problem,) = read(COUNT, typed).problems
    assert problem.text == f"Enter {whole} without a comma or a point"
    assert read(COUNT, whole).problems == ()


def test_a_count_that_is_whole_in_both_readings_is_asked_back_with_both():
    (problem,) = read(COUNT, "12.000").problems
    assert problem.text == "“12.000” can be read in two ways. Enter 12000 or 12.0"


@pytest.mark.parametrize(
    "typed",
    [
        "1e5",
        "0x10",
        "1_000",
        "+5",
        "1 20",
        "12 34 567",
        "1,2,3",
        "1.2.3",
        ".5",
        "5.",
        "½",
        "10²",
        "①",
        "1٫5",
        "nan",
        "inf",
        "9" * 41,
        "5 kg",
        "--5",
        "1'200 000",
    ],
)
def test_what_is_no_plain_number_is_refused(typed):
    (problem,) = read(NUMBER, typed).problems
    assert problem.text == "Enter a number in digits, such as 2.5"


@pytest.mark.parametrize("typed", ["٣٤", "१२", "1٢"])
def test_digits_of_other_scripts_are_asked_for_in_ascii(typed):
    (problem,) = read(NUMBER, typed).problems
    assert problem.text == "Write the number with the digits 0 to 9, such as 120"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("a dozen", "Enter a whole number, such as 120"),
        ("2.5", "Enter a whole number, such as 120"),
        ("-1", "Enter 0 or more"),
        ("−1", "Enter 0 or more"),
        ("10000000", f"Enter {A_MILLION} or less: a larger number is not possible here"),
    ],
)
def test_a_count_is_whole_and_within_reason(typed, message):
    (problem,) = read(COUNT, typed).problems
    assert problem.text == message
    assert problem.field_name == "q.workers_total"


def test_what_was_typed_is_kept_beside_the_problem():
    assert read(COUNT, "a dozen").typed == {"q.n": ["a dozen"]}


@pytest.mark.parametrize("value", [2.5, float("nan"), 3.0])
def test_a_binary_float_is_refused(value):
    (problem,) = NUMBER.check(value)
    assert problem.message.key == "not_exact"


@pytest.mark.parametrize(
    "value", [True, "120", Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), [], {}]
)
def test_only_exact_numbers_pass(value):
    assert [p.message.key for p in COUNT.check(value)] == ["whole_number"]


@pytest.mark.parametrize(
    "value",
    [Decimal("1e-999999"), Decimal("1e999999"), 10**5000],
    ids=["tiny", "huge", "integer"],
)
def test_numbers_of_absurd_size_are_refused_without_being_written_out(value):
    assert len(NUMBER.check(value)) == 1


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12.5 %", Decimal("12.5")), ("100%", 100), ("0", 0), ("33,3", Decimal("33.3"))],
)
def test_a_percentage_may_carry_its_sign(typed, value):
    assert read(PERCENT, typed).value == value


@pytest.mark.parametrize("typed", ["100.5", "101"])
def test_a_percentage_ends_at_a_hundred(typed):
    (problem,) = read(PERCENT, typed).problems
    assert problem.text == "Enter 100 or less: a larger number is not possible here"


def test_a_number_is_shown_with_thousands_apart():
    assert NUMBER.show(Decimal("1234567.50"), None) == "1 234 567.5".replace(
        " ", "\N{NO-BREAK SPACE}"
    )
