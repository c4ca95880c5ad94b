"""How forms are read: nothing unknown, nothing that a database cannot store."""

import uuid
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnprocessableEntity

from webapp.forms import (
    Choice,
    Day,
    Email,
    Form,
    OptionalText,
    Password,
    PublicId,
    Schema,
    Text,
    Whole,
    read_query,
    read_values,
)

SOME = uuid.UUID("0f0f0f0f-0000-4000-8000-000000000000")


class Everything(Schema):
    name = Text(needed="Enter a name.", most=10)
    note = Text(lines=True, most=50)
    reference = OptionalText()
    email = Email()
    password = Password(needed="Enter a password.")
    country = Choice(["KAZ", "UZB"], needed="Choose the country.")
    kind = Choice(["a", "b"])
    version = Whole()
    supplier = PublicId()
    on = Day()


GOOD = {"name": "Aral", "password": "p", "country": "KAZ"}


@pytest.fixture(autouse=True)
def application() -> Iterator[Flask]:
    app = Flask("forms")
    Babel(app)
    with app.test_request_context():
        yield app


def read(**sent: str) -> Form:
    fields = {name.replace("__", "."): value for name, value in (GOOD | sent).items()}
    return read_values(Everything, MultiDict(fields))


def test_missing_fields_are_empty_ones() -> None:
    assert read().values == {
        "name": "Aral",
        "note": "",
        "reference": None,
        "email": "",
        "password": "p",
        "country": "KAZ",
        "kind": "",
        "version": None,
        "supplier": None,
        "on": None,
    }


def test_every_problem_is_told_at_once() -> None:
    form = read_values(Everything, MultiDict({"email": "x", "version": "-1", "on.day": "31"}))
    assert form.values == {}
    assert set(form.problems) == {"name", "email", "password", "country", "version", "on"}
    assert form.problems["name"] == "Enter a name."


def test_a_field_that_the_form_does_not_have_is_refused() -> None:
    for name in ("company_id", "score", "id", "name.x", "on", "on.hour"):
        with pytest.raises(UnprocessableEntity):
            read_values(Everything, MultiDict({**GOOD, name: "1"}))
    assert read_values(Everything, MultiDict({**GOOD, "csrf_token": "t"})).problems == {}


def test_text_is_stored_in_one_form_on_one_line_without_control_characters() -> None:
    form = read(name="  e\u0301\0\x1b\u009f a\r\n\tb ", note=" a\r\nb\x00\tc ")
    assert form.values["name"] == "\u00e9 a b"
    assert form.values["note"] == "a\nb\tc"


def test_characters_that_no_database_stores_are_refused_and_shown_without() -> None:
    form = read(name="a\ud800b")
    assert form.problems == {
        "name": "This contains characters that cannot be stored. Type it again."
    }
    assert form.typed["name"] == "ab"


def test_text_that_is_too_long_is_refused_and_kept() -> None:
    form = read(name="x" * 11)
    assert form.problems == {"name": "Use at most 10 characters; this has 11."}
    assert form.typed["name"] == "x" * 11
    assert read(name=" " + "x" * 10).problems == {}


def test_text_of_a_few_megabytes_is_refused_in_reasonable_time() -> None:
    assert read(name="\0" * 1_000_000 + "é" * 1_000_000).problems.keys() == {"name"}


def test_a_password_is_taken_as_typed_and_never_shown_again() -> None:
    form = read(password=" p\u0301\t ", name="")
    assert "password" not in form.typed
    assert read(password=" p\u0301\t ").values["password"] == " p\u0301\t "


@pytest.mark.parametrize("typed", ["KAZ ", " UZB"])
def test_a_choice_of_the_list_is_taken(typed: str) -> None:
    assert read(country=typed).values["country"] == typed.strip()


@pytest.mark.parametrize("typed", ["kaz", "RUS", "KAZ,UZB", "0", "' OR 1=1"])
def test_any_other_choice_is_refused(typed: str) -> None:
    assert read(country=typed).problems == {"country": "Choose the country."}
    assert read(kind=typed).problems == {"kind": "Choose one of the list."}


@pytest.mark.parametrize(
    "typed", ["-1", "1.9", "1e3", "１２", "٣", "9" * 10, "9223372036854775808", "0x1", "1_0", "∞"]
)
def test_only_whole_numbers_in_plain_digits_count(typed: str) -> None:
    assert read(version=typed).problems == {"version": "Enter a whole number."}


def test_a_whole_number_is_read() -> None:
    assert read(version=" 012 ").values["version"] == 12


@pytest.mark.parametrize("typed", ["A@B.example", " a@b.example\n"])
def test_an_address_is_kept_in_small_letters(typed: str) -> None:
    assert read(email=typed).values["email"] == "a@b.example"


@pytest.mark.parametrize(
    "typed", ["a", "a@b", "a@@b.example", "a b@c.example", "a@b.example, c@d.example", "<a@b.c>"]
)
def test_anything_but_one_address_is_refused(typed: str) -> None:
    assert read(email=typed).problems.keys() == {"email"}


def test_public_ids_are_uuids() -> None:
    assert read(supplier=str(SOME)).values["supplier"] == SOME
    for typed in ("1", "../1", str(SOME)[:-1], "{" * 40):
        assert read(supplier=typed).problems.keys() == {"supplier"}


def test_a_day_comes_from_three_boxes_in_digits_of_any_script() -> None:
    assert read(on__day="5", on__month="03", on__year="2026").values["on"] == date(2026, 3, 5)
    assert read(on__day="٥", on__month="３", on__year="2026").values["on"] == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("31", "2", "2026"),
        ("0", "1", "2026"),
        ("1", "13", "2026"),
        ("1", "1", "26"),
        ("1", "1", ""),
        ("", "", "2026"),
        ("-1", "1", "2026"),
        ("1", "1", "99999"),
        ("1" * 5000, "1", "2026"),
        ("x", "y", "z"),
        ("1.0", "1", "2026"),
        ("\0", "1", "2026"),
        ("²", "1", "2026x"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_and_stays_typed(
    day: str, month: str, year: str
) -> None:
    form = read(on__day=day, on__month=month, on__year=year)
    assert form.problems == {"on": "Enter a day, month and year that exist, like 27 3 2026."}
    assert form.typed["on"]["year"] == year


def test_a_repeated_field_counts_once() -> None:
    sent = MultiDict([*GOOD.items(), ("name", "Other")])
    assert read_values(Everything, sent).values["name"] == "Aral"


class Query(Schema):
    q = Text()
    sort = Text(most=20)
    page = Whole()


@pytest.mark.parametrize(
    ("address", "values"),
    [
        ("/?q=a&sort=name&page=2&utm=x", {"q": "a", "sort": "name", "page": 2}),
        ("/", {"q": "", "sort": "", "page": None}),
        ("/?q=" + "x" * 300 + "&page=2", {"q": "", "sort": "", "page": 2}),
        ("/?q=%00a&page=-1", {"q": "a", "sort": "", "page": None}),
        ("/?page=99999999999999999999&sort=" + "s" * 21, {"q": "", "sort": "", "page": None}),
    ],
)
def test_an_argument_that_cannot_be_used_counts_as_not_given(
    application: Flask, address: str, values: dict[str, object]
) -> None:
    with application.test_request_context(address):
        assert read_query(Query) == values
