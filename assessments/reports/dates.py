"""Days and moments as people read them, the same on every machine."""

from datetime import UTC, date, datetime

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day(on: date) -> str:
    """`21 November 2026`."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime) -> str:
    """`21 November 2026, 14:32 UTC`; `at` must be aware."""
    return f"{day(at.astimezone(UTC))}, {at.astimezone(UTC):%H:%M} UTC"


def short_moment(at: datetime) -> str:
    """`2026-11-21 14:32`, in UTC, for tables."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"
