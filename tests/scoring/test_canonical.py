"""Canonical JSON: one value, one sequence of bytes."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.canonical import as_json, canonical, digest

decimals = st.decimals(allow_nan=False, allow_infinity=False, places=6)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | decimals,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def test_keys_are_sorted_and_text_is_utf_8():
    assert canonical({"b": 1, "a": "Қазақ", "ä": [None, True]}) == (
        '{"a":"Қазақ","b":1,"ä":[null,true]}'.encode()
    )


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("1.50"), "1.5"),
        (Decimal("60.0"), "60"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-3"), "0.001"),
        (Decimal("-0.0"), "0"),
        (Decimal("123456789012345678901234567890.5"), "123456789012345678901234567890.5"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-7, 20), "-0.35"),
        (Fraction(40, 10), "4"),
        (Fraction(10**30 + 1, 2), "500000000000000000000000000000.5"),
    ],
)
def test_decimals_and_fractions_become_strings_in_normal_form(number, text):
    assert json.loads(canonical(number)) == text


@pytest.mark.parametrize(
    "value", [0.1, [1.0], {"a": {"b": 2.5}}, float("nan"), {1}, b"a", object()]
)
def test_a_float_and_any_unknown_type_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_a_key_that_is_no_string_is_refused():
    with pytest.raises(TypeError, match="key"):
        canonical({1: "a"})


@pytest.mark.parametrize("value", [Fraction(1, 3), Decimal("NaN"), Decimal("Infinity"), "\ud800"])
def test_what_has_no_finite_form_is_refused(value):
    with pytest.raises(ValueError):
        canonical(value)


@given(values)
def test_the_order_of_keys_does_not_change_the_digest(value):
    assert digest(_reversed(value)) == digest(value)


@given(values)
def test_what_was_stored_canonically_has_the_same_digest_when_it_is_read_again(value):
    assert digest(json.loads(canonical(value))) == digest(value)


def test_tuples_and_lists_are_the_same():
    assert canonical((1, (2,))) == canonical([1, [2]])


@given(values)
def test_json_for_people_keeps_numbers_as_numbers_digit_by_digit(value):
    again = json.loads(as_json(value), parse_float=Decimal)
    assert again == value


def test_json_for_people_refuses_a_float():
    with pytest.raises(TypeError):
        as_json({"a": 0.1})


def _reversed(value):
    if isinstance(value, dict):
        return {key: _reversed(value[key]) for key in reversed(value)}
    return [_reversed(item) for item in value] if isinstance(value, list) else value
