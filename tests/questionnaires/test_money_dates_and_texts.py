import pytest

from questionnaires.types import answer_type
from questionnaires.words import load_words
from tests.questionnaires.samples import question

ENGLISH = load_words("forced-labour-core", "2026.1")
MONEY = answer_type(question("money"))
DATE = answer_type(question("date"))
COUNTRY = answer_type(question("country"))
TEXT = answer_type(question("text"))
REGION = answer_type(question("region"))
FILE = answer_type(question("file"))


def money(amount, currency):
    return MONEY.parse({"q.m.amount": [amount], "q.m.currency": [currency]}, "q.m")


def date_of(day, month, year):
    return DATE.parse({"q.d.day": [day], "q.d.month": [month], "q.d.year": [year]}, "q.d")


def told(read):
    return [(problem.field_name.rpartition(".")[2], problem.text) for problem in read.problems]


def test_an_amount_is_kept_exactly_as_decimal_text():
    assert money("6 800,50", "myr").value == {"amount": "6800.5", "currency": "MYR"}
    assert money("0", "KZT").value == {"amount": "0", "currency": "KZT"}


def test_a_currency_chosen_beforehand_is_no_answer():
    assert money("", "KZT").value is None
    assert money("", "KZT").problems == ()


@pytest.mark.parametrize(
    ("amount", "currency", "where", "message"),
    [
        ("100", "", "currency", "Choose the currency of the amount"),
        (
            "a lot",
            "KZT",
            "amount",
            "Enter the amount in digits only, without letters, such as 6800 or 6800.50",
        ),
        ("1.200", "KZT", "amount", "“1.200” can be read in two ways. Enter 1200 or 1.2"),
        ("-5", "KZT", "amount", "Enter 0 or more"),
        ("5", "KZZ", "currency",
         "“KZZ” is not a currency code. Use three letters, such as KZT"),
        ("5", "XAU", "currency",
         "“XAU” is not a currency code. Use three letters, such as XAF"),
    ],
)  # fmt: skip
def test_a_wrong_amount_is_told_beside_its_field(amount, currency, where, message):
    assert told(money(amount, currency)) == [(where, message)]


@pytest.mark.parametrize(
    "value",
    [
        6800,
        "6800 MYR",
        {"amount": 6800, "currency": "MYR"},
        {"amount": "1"},
        {"amount": "1", "x": 1},
    ],
)
def test_money_in_a_document_is_an_amount_as_text_with_a_currency(value):
    (problem,) = MONEY.check(value)
    assert "“" not in problem.text
    assert '{"amount": "6800", "currency": "MYR"}' in problem.text


@pytest.mark.parametrize("amount", ["1e5", "1,5", " 5", "٣", "5.", "0" * 16])
def test_an_amount_in_a_document_is_a_plain_decimal(amount):
    assert [p.at for p in MONEY.check({"amount": amount, "currency": "MYR"})] == ["amount"]


def test_the_same_sum_written_differently_is_the_same():
    assert MONEY.compare(
        {"amount": "100.0", "currency": "KZT"}, {"amount": "100", "currency": "KZT"}
    ) == "same"  # fmt: skip


def test_a_date_comes_from_three_fields_or_from_one():
    assert date_of("1", "3", "2026").value == "2026-03-01"
    assert DATE.parse({"q.d": ["2026-03-01"]}, "q.d").value == "2026-03-01"


@pytest.mark.parametrize(
    ("day", "month", "year", "where", "message"),
    [
        ("30", "2", "2026", "day", "There is no such day: check the day and the month"),
        ("1", "", "2026", "month", "The date needs a month too"),
        ("1", "3", "26", "year", "Enter the year in digits, such as 2026"),
        ("1", "March", "2026", "month", "Enter the month in digits, such as 3"),
        ("1", "٣", "2026", "month", "Enter the month in digits, such as 3"),
        ("²", "3", "2026", "day", "Enter the day in digits, such as 27"),
    ],
)
def test_a_wrong_date_is_told_beside_its_part(day, month, year, where, message):
    assert told(date_of(day, month, year)) == [(where, message)]


@pytest.mark.parametrize("value", ["2026-13-01", "2026-02-30", "01.03.2026", "20260301", 20260301])
def test_a_date_in_a_document_is_a_real_day_in_iso_form(value):
    (problem,) = DATE.check(value)
    assert problem.text == "Enter a real date, such as 2026-11-21"


@pytest.mark.parametrize("value", ["1899-12-31", "2200-01-01"])
def test_a_date_lies_within_living_reach(value):
    (problem,) = DATE.check(value)
    assert problem.text == "Enter a date between 1900-01-01 and 2199-12-31"


def test_a_date_is_shown_with_its_month_in_words():
    assert DATE.show("2026-11-21", ENGLISH) == "21 November 2026"


@pytest.mark.parametrize(
    ("given", "code"), [("Germany", "DEU"), ("DE", "DEU"), ("kazakhstan", "KAZ"), ("KAZZ", "KAZ")]
)
def test_a_country_is_a_code_and_a_name_is_answered_with_it(given, code):
    (problem,) = COUNTRY.check(given)
    assert problem.text == (
        f"“{given}” is not a country code. Use three letters (ISO 3166-1), such as {code}"
    )


def test_a_country_code_may_be_typed_small():
    assert COUNTRY.parse({"q.c": ["kaz"]}, "q.c").value == "KAZ"
    assert COUNTRY.show("KAZ", ENGLISH) == "Kazakhstan"


def test_a_text_is_cleaned_of_what_cannot_be_stored():
    read = TEXT.parse({"q.t": [" cafe\u0301\r\n\x00line\ttwo\ud800\x1b "]}, "q.t")
    assert read.value == "caf\u00e9\nline\ttwo"


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", "\x7f"])
def test_a_document_with_characters_that_cannot_be_stored_is_refused(value):
    (problem,) = TEXT.check(value)
    assert problem.text == "Remove the control characters: this text cannot be stored"


def test_a_text_too_long_is_told_how_long_it_may_be():
    (problem,) = TEXT.check("x" * 4001)
    assert problem.text == "Shorten the text to 4000 characters. It has 4001 now"


def test_a_region_is_chosen_from_the_list_or_written_under_other():
    assert REGION.parse({"q.r": ["CN-XJ"]}, "q.r").value == "CN-XJ"
    other = REGION.parse({"q.r": ["other"], "q.r.other": ["Kashgar  prefecture"]}, "q.r")
    assert other.value == "Kashgar prefecture"
    assert REGION.show("CN-XJ", ENGLISH) == "Xinjiang"
    assert REGION.posted("Lebap", "q.r") == {"q.r": ["other"], "q.r.other": ["Lebap"]}


def test_files_are_named_by_their_public_ids():
    first, second = "0" * 8 + "-0000-4000-8000-" + "0" * 12, "1" * 8 + "-0000-4000-8000-" + "0" * 12
    read = FILE.parse({"q.f": [first.upper(), second, first]}, "q.f")
    assert read.value == [first, second]
    assert FILE.show(read.value, ENGLISH) == "2 files"
    assert [p.message.key for p in FILE.check(["../etc/passwd"])] == ["files"]
    assert [p.message.key for p in FILE.check([first] * 31)] == ["too_many_files"]
