"""Moments, days, sizes and authors in words."""

from datetime import date, datetime, timedelta
from math import ceil

from flask_babel import format_datetime, format_decimal
from flask_babel import gettext as _

from questionnaires import days
from webapp.languages import current_language

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


def moment(at: datetime) -> str:
    """A moment in UTC: 2 November 2026, 14:32 (UTC)."""
    return f"{day(at.date())}, {format_datetime(at, 'HH:mm')} (UTC)"


def clock(at: datetime) -> str:
    """The time of day in UTC: 14:32 UTC."""
    return f"{format_datetime(at, 'HH:mm')} UTC"


def minutes_until(later: datetime, now: datetime) -> int:
    """The minutes until a moment, rounded up, at least one: they need no time zone."""
    return max(1, ceil((later - now) / timedelta(minutes=1)))


def day(on: date) -> str:
    """A day: 30 November 2026."""
    return days.written(on, current_language())


def month(on: date) -> str:
    """The month of a day: November 2026."""
    return days.month(on, current_language())


def size(count: int) -> str:
    """A file's size: 1.2 MB, 340 kB."""
    if count >= MEGABYTE:
        return f"{format_decimal(count / MEGABYTE, '0.0')} MB"
    return f"{max(1, round(count / KILOBYTE))} kB"


def author(email: str, reader: str) -> str:
    """Who saved something, as the reader knows them."""
    return str(_("you, in another window or on another device")) if email == reader else email
