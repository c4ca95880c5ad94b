"""The condition language: three truth values, and hidden, blank and dont_know kept apart."""

import pytest

from scoring.conditions import DONT_KNOW, HIDDEN, ConditionProblems, Money, Name, parse

NAMES = {
    "paid": Name("choice", ("paid",), ("none", "some", "most")),
    "other": Name("choice", ("other",), ("none", "some")),
    "number": Name("number", ("number",)),
    "total": Name("number", ("total",)),
    "pay": Name("money", ("pay",)),
    "least": Name("money", ("least",)),
    "groups": Name("multi", ("groups",), ("a", "b", "none")),
    "place": Name("country", ("place",)),
    "day": Name("date", ("day",)),
    "words": Name("text", ("words",)),
    "fact": Name("condition", ("paid", "number")),
    "table": Name(
        "table",
        ("table",),
        (),
        {"kind": Name("choice", (), ("x", "y")), "men": Name("number"), "fee": Name("money")},
    ),
}


def truth(text, **values):
    condition = parse(text, NAMES)
    environment = dict.fromkeys(NAMES) | values
    environment.setdefault("proof:paid", "none")
    return condition.test(environment)


@pytest.mark.parametrize("comparison", ["==", "!=", "in", "not in"])
def test_a_comparison_with_a_hidden_question_is_false(comparison):
    right = "('some',)" if "in" in comparison else "'some'"
    assert truth(f"paid {comparison} {right}", paid=HIDDEN) is False
    assert truth(f"not (paid {comparison} {right})", paid=HIDDEN) is True


@pytest.mark.parametrize(
    "text",
    ["number > 1", "number == 1", "number + total > 1", "total - number > 1", "'a' in groups",
     "1 < number < 3", "abs(number) > 1", "-number < 1", "count(groups) == 0", "day < '2026-01-01'",
     "count_rows(table) == 0", "proof(paid) == 'none'", "number == total", "pay > least"],
)  # fmt: skip
def test_whatever_needs_a_hidden_question_is_false(text):
    hidden = dict.fromkeys(("number", "groups", "day", "table", "proof:paid", "pay"), HIDDEN)
    assert truth(text, total=5, least=Money(1, "EUR"), **hidden) is False


@pytest.mark.parametrize(
    "text",
    ["paid == 'some'", "paid != 'some'", "paid in ('some', 'most')", "'a' in groups", "number > 1",
     "number == 1", "number != 1", "number + 1 > 1", "abs(number) < 1", "1 <= number < 3",
     "count(groups) == 0", "day >= '2026-01-01'", "pay / least < 0.9", "place == 'DEU'", "fact"],
)  # fmt: skip
def test_a_comparison_with_a_blank_answer_is_unknown(text):
    assert truth(text) is None
    assert truth(f"not ({text})") is None


def test_hidden_outweighs_blank_in_arithmetic():
    assert truth("number + total > 0", number=HIDDEN, total=None) is False
    assert truth("total / number > 0", number=HIDDEN, total=DONT_KNOW) is False


def test_dont_know_is_another_value_to_equality_and_membership():
    assert truth("paid == 'some'", paid=DONT_KNOW) is False
    assert truth("paid != 'some'", paid=DONT_KNOW) is True
    assert truth("paid == 'dont_know'", paid=DONT_KNOW) is True
    assert truth("paid in ('some', 'dont_know')", paid=DONT_KNOW) is True
    assert truth("number == 'dont_know'", number=DONT_KNOW) is True
    assert truth("number == 0", number=DONT_KNOW) is False
    assert truth("'a' in groups", groups=(DONT_KNOW,)) is False
    assert truth("'dont_know' in groups", groups=(DONT_KNOW,)) is True
    assert truth("'dont_know' in groups", groups=("a",)) is False
    assert truth("place in ('DEU', 'POL')", place=DONT_KNOW) is False


@pytest.mark.parametrize(
    "text",
    ["number > 1", "number + 1 > 1", "number + 1 == 1", "abs(number) >= 0", "count(groups) == 0",
     "day < '2026-01-01'", "pay < 5", "pay / least < 1", "1 <= number < 3", "-number < 0"],
)  # fmt: skip
def test_dont_know_is_unknown_where_a_number_date_amount_or_count_is_needed(text):
    answers = {"number": DONT_KNOW, "day": DONT_KNOW, "pay": DONT_KNOW, "groups": (DONT_KNOW,)}
    assert truth(text, least=Money(5, "EUR"), **answers) is None


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_and_or_not_follow_kleene(left, right, both, either):
    values = {"fact": left, "number": {True: 1, False: 0, None: None}[right]}
    assert truth("fact and number == 1", **values) is both
    assert truth("number == 1 and fact", **values) is both
    assert truth("fact or number == 1", **values) is either
    assert truth("number == 1 or fact", **values) is either


def test_arithmetic_is_exact():
    assert truth("number * 0.1 == 0.3", number=3) is True
    assert truth("0.1 + 0.2 == 0.3") is True
    assert truth("number / 3 * 3 == number", number=7) is True


def test_division_by_zero_is_unknown():
    assert truth("number / total < 1", number=1, total=0) is None
    assert truth("number / total < 1", number=HIDDEN, total=0) is False


def test_a_money_value_stands_for_its_amount():
    assert truth("pay > 100", pay=Money(101, "EUR")) is True
    assert truth("pay == 101", pay=Money(101, "EUR")) is True
    assert truth("pay in (100, 101)", pay=Money(101, "EUR")) is True
    assert truth("abs(pay) * 2 - 1 == 201", pay=Money(101, "EUR")) is True


@pytest.mark.parametrize(
    "text",
    ["pay / least < 0.9", "pay < least", "pay == least", "pay - least < 0", "pay + least > 0"],
)
def test_two_amounts_in_different_currencies_are_unknown(text):
    assert truth(text, pay=Money(80, "EUR"), least=Money(100, "USD")) is None
    assert truth(text, pay=Money(80, "EUR"), least=Money(100, "EUR")) is not None


def test_a_chained_comparison_holds_where_each_link_does():
    assert truth("1 <= number < 3", number=1) is True
    assert truth("1 <= number < 3", number=3) is False
    assert truth("0 < number <= total < 10", number=2, total=10) is False


def test_a_false_link_of_a_chain_outweighs_an_unknown_one():
    assert truth("1 <= number < total", number=0, total=None) is False


def test_a_missing_table_has_no_rows():
    for rows in (None, DONT_KNOW, HIDDEN, ()):
        assert truth("any_row(table, kind == 'x')", table=rows) is False
        assert truth("count_rows(table) > 0", table=rows) is False
    assert truth("count_rows(table) == 0", table=None) is True
    assert truth("count_rows(table) == 0", table=DONT_KNOW) is True


def test_a_row_condition_that_is_not_plainly_true_is_not_met():
    rows = ({"kind": None, "men": None, "fee": None}, {"kind": "y", "men": DONT_KNOW, "fee": None})
    assert truth("any_row(table, kind == 'x')", table=rows) is False
    assert truth("any_row(table, men > 0)", table=rows) is False
    assert truth("any_row(table, kind == 'y' and not men > 0)", table=rows) is False
    assert truth("any_row(table, fee < 5)", table=({**rows[0], "fee": Money(4, "EUR")},)) is True


def test_count_leaves_none_out():
    assert truth("count(groups) == 0", groups=("none",)) is True
    assert truth("count(groups) == 2", groups=("a", "b")) is True


def test_the_reads_of_a_condition_are_the_questions_behind_its_names_in_order():
    condition = parse("number > 0 and fact or proof(other) == 'none'", NAMES)
    assert condition.reads == ("number", "paid", "other")
    assert condition.proofs == ("other",)


def test_the_reason_of_an_or_is_the_part_that_is_true():
    condition = parse("paid == 'most' or number > 5 or total > 5", NAMES)
    values = {"paid": "none", "number": 9, "total": None}
    assert condition.reason(values) == ("number",)
    assert parse("paid == 'most' and number > 5", NAMES).reason(values) == ("paid", "number")


def problems(text):
    with pytest.raises(ConditionProblems) as caught:
        parse(text, NAMES)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("piad == 'some'", "there is no question 'piad'; is 'paid' meant?", 1),
        ("number > 0 and paid == 'sum'", "there is no choice 'sum'", 24),
        ("paid in ('some', 'sum')", "there is no choice 'sum'", 9),
        ("'c' in groups", "there is no choice 'c'", 8),
        ("number == 'some'", "compares a number with the choice 'some'", 11),
        ("paid == 3", "compares a choice with a number", 9),
        ("paid > 3", "compares numbers or dates, not a choice with a number", 8),
        ("paid in (1, 2)", "compares a choice with a number", 9),
        ("number in ('some',)", "compares a number with the choice 'some'", 11),
        ("groups == 'a'", "write 'choice' in groups", 11),
        ("paid in 'some'", "'in' needs a list of values", 9),
        ("number in groups", "a number cannot be among the choices", 11),
        ("place == 'Deu'", "is no country", 10),
        ("day < '2026-13-01'", "is no date", 7),
        ("day < 'dont_know'", "neither before nor after", 7),
        ("any_row(table, kidn == 'x')", "there is no column of table 'kidn'; is 'kind' meant?", 16),
        ("any_row(table, kind == 'z')", "there is no choice 'z'", 24),
        ("any_row(groups, kind == 'x')", "groups is no table", 9),
        ("any_row(table)", "write any_row(table, condition on the row)", 1),
        ("count_rows(groups) > 1", "count_rows takes table questions", 12),
        ("count(table) > 1", "count takes multi questions", 7),
        ("count(groups, table) > 1", "takes one value", 1),
        ("proof(fact) == 'none'", "only questions have proof", 7),
        ("proof(paid) == 'good'", "there is no choice 'good'", 16),
        ("sum(groups) > 1", "there is no function 'sum'", 1),
        ("number.real > 1", "Attribute is not part of the language", 1),
        ("paid", "paid is no condition", 1),
        ("number + paid > 1", "a number is needed, not a choice", 10),
        ("number > (paid == 'some')", "a condition stands where a value is needed", 11),
        ("number ** 2 > 4", "Pow is not part of the language", 1),
        ("number is 2", "'Is' is not part of the language", 11),
        ("number > 0x1F", "is not a number or text", 10),
        ("number > 1e5", "is not a number or text", 10),
        ("number > None", "is not a number or text", 10),
        ("paid == b'some'", "is not a number or text", 9),
        ("[x for x in groups]", "ListComp is not part of the language", 1),
        ("lambda: 1", "Lambda is not part of the language", 1),
        ("f'{paid}' == 'some'", "JoinedStr is not part of the language", 1),
        ("(number := 3) > 1", "NamedExpr is not part of the language", 2),
        ("table == 'x'", "compares a table with", 10),
        ("", "is empty", 1),
        ("number >", "is not an expression", 9),
        ("number > 1; paid", "is not an expression", 11),
    ],
)
def test_a_problem_names_what_is_wrong_and_where(text, message, column):
    problem = problems(text)[0]
    assert message in problem.message
    assert (problem.line, problem.column) == (1, column)


def test_all_problems_of_a_condition_are_told_at_once():
    told = problems("piad == 'x' and number > 'y' and foo(1) or any_row(table, kind == 'z')")
    assert len(told) == 4


def test_a_problem_shows_the_line_with_a_caret_counted_in_characters():
    problem = problems("(words == 'Қазақ' and\n  piad == 'some')")[0]
    assert (problem.line, problem.column) == (2, 3)
    assert problem.picture.splitlines() == ["      piad == 'some')", "      ^"]
    problem = problems("words == 'Қазақ' and piad == 'some'")[0]
    assert problem.column == 22


def test_numbers_and_names_after_letters_of_other_scripts_are_read():
    assert parse("words == 'Қазақ' and number > 2.5 and paid == 'some'", NAMES)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("paid == 'so\u202eme'", "cannot be seen (U+202E, at 12)"),
        ("paid == 'some' # or number > 3", "a comment has no place"),
        ("words == '#' # or number > 3", "a comment has no place"),
        ("paid == 'so\\x6de'", "a backslash has no place"),
        ("ｐaid == 'some'", "'paid' is written with other letters"),
        ("\u0440aid == 'some'", "is 'paid' meant?"),
    ],
)
def test_a_condition_says_what_it_seems_to_say(text, message):
    (problem,) = problems(text)
    assert message in problem.message
    assert "\u202e" not in str(problem)


def test_a_condition_is_nested_twelve_deep_at_most():
    assert parse("not " * 10 + "number > 1", NAMES)
    assert "more than 12 deep" in problems("not " * 11 + "number > 1")[0].message


def test_a_condition_has_five_hundred_parts_at_most():
    assert parse(" or ".join(["number > 1"] * 166), NAMES)
    assert "more than 500 parts" in problems(" or ".join(["number > 1"] * 167))[0].message


@pytest.mark.parametrize(
    "text", ["(" * 3000, "-" * 3999 + "1", "not " * 990 + "paid", "1" * 4001, "\0", "a\ud800b"]
)
def test_text_that_would_exhaust_the_parser_is_refused(text):
    assert problems(text)
