"""Deadlines of corrective actions count from the day of the result."""

from datetime import date

import pytest

from assessments.reports.deadlines import SEVERITIES, deadlines
from tests.assessments.reports.samples import GLOVES, report, ruleset, stored

SATURDAY = date(2026, 11, 21)
RULESET = stored(ruleset().document)


@pytest.mark.parametrize(
    ("action", "severity", "days"),
    [
        ("A-FEE", "R", [date(2026, 12, 5), date(2026, 12, 21), date(2027, 2, 19)]),
        ("A-DOCS", "Z", [date(2026, 11, 23)]),
        ("A-DOCS", "M", [date(2026, 12, 21)]),
        ("A-HOURS", "R", [date(2027, 1, 20)]),
    ],
)
def test_a_deadline_counts_from_the_day_of_the_result(
    action: str, severity: str, days: list[date]
) -> None:
    assert [one.on for one in deadlines(RULESET, action, severity, SATURDAY)] == days


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 11, 21), date(2026, 11, 24)),
        (date(2026, 11, 23), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 30)),
        (date(2026, 11, 27), date(2026, 12, 1)),
    ],
)
def test_working_days_leave_out_the_weekend(on: date, due: date) -> None:
    assert [one.on for one in deadlines(RULESET, "A-LIST", "Z", on)] == [due]


@pytest.mark.parametrize(
    ("action", "severity", "like"),
    [("A-DOCS", "R", "Z"), ("A-EXIT", "M", "R"), ("A-CONTRACT", "L", "M"), ("A-HOUSE", "Z", "M")],
)
def test_a_severity_without_a_time_takes_the_next_more_severe_else_the_most_severe(
    action: str, severity: str, like: str
) -> None:
    assert deadlines(RULESET, action, severity, SATURDAY) == deadlines(
        RULESET, action, like, SATURDAY
    )


def test_every_action_has_a_deadline_at_every_severity() -> None:
    for action in RULESET["actions"]:
        for severity in SEVERITIES:
            assert all(one.on > SATURDAY for one in deadlines(RULESET, action, severity, SATURDAY))


def test_an_action_is_due_by_its_worst_finding_and_the_first_due_comes_first() -> None:
    actions = report(GLOVES).actions
    fee = next(action for action in actions if action.key == "A-FEE")
    first = [action.deadlines[0].on for action in actions]
    assert fee.severity.key == "R"
    assert {"REC01", "REC04", "REC05"} == set(fee.rules)
    assert first == sorted(first)
    assert report(GLOVES).glance.first_deadlines[0] == (actions[0].title, first[0])
