"""Numbers in conditions are found where they stand, and replaced without touching the rest."""

from decimal import Decimal

import pytest

from scoring.ruleset import Ruleset
from scoring.thresholds import Threshold, thresholds, with_numbers, with_rule


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("fees_paid == 'most'", []),
        ("fee_months >= 3", [("3", "fee_months >= 3")]),
        (
            "a in ('1', 'x') and 1 <= fee_months < 3",
            [("1", "1 <= fee_months < 3"), ("3", "1 <= fee_months < 3")],
        ),
        (
            "any_row(agents, fee > 0.5) and x",
            [("0.5", "fee > 0.5")],
        ),
        ("a > 2 * (b + 10)", [("2", "a > 2 * (b + 10)"), ("10", "a > 2 * (b + 10)")]),
        ("(x == 'қыз' and\n  n >= 24)", [("24", "n >= 24")]),
        ("True and n > 7", [("7", "n > 7")]),
        ("count_rows(t)", []),
        ("abs(n - 3) > 1", [("3", "abs(n - 3) > 1"), ("1", "abs(n - 3) > 1")]),
    ],
)
def test_each_number_is_found_with_its_comparison(
    condition: str, found: list[tuple[str, str]]
) -> None:
    assert thresholds(condition) == tuple(Threshold(*each) for each in found)


def test_other_numbers_stand_where_the_old_ones_stood() -> None:
    condition = "(x == 'қ 3' and\n  1 <= n < 3.0 and m > 24)"
    assert with_numbers(condition, [Decimal("0.5"), Decimal(3), Decimal(100)]) == (
        "(x == 'қ 3' and\n  0.5 <= n < 3.0 and m > 100)"
    )


def test_every_number_needs_one() -> None:
    with pytest.raises(ValueError):
        with_numbers("n > 3", [])


def test_the_numbers_of_every_shipped_rule_can_be_put_back(ruleset: Ruleset) -> None:
    numbered = 0
    for rule in ruleset.rules:
        found = [Decimal(each.written) for each in thresholds(rule.condition.text)]
        assert with_numbers(rule.condition.text, found) == rule.condition.text
        higher = [number + 1 for number in found]
        other = with_numbers(rule.condition.text, higher)
        assert [Decimal(each.written) for each in thresholds(other)] == higher
        numbered += bool(found)
    assert numbered > 10


def test_one_rule_is_changed_and_the_document_is_not(ruleset: Ruleset) -> None:
    before = ruleset.document["rules"][0]
    changed = with_rule(ruleset.document, before["id"], {"severity": "L"})
    assert changed["rules"][0] == {**before, "severity": "L"}
    assert changed["rules"][1:] == ruleset.document["rules"][1:]
    assert ruleset.document["rules"][0] is before
