"""The deadline in the time of the supplier's country, where the whole country has one time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask_babel import format_datetime
from flask_babel import gettext as _

from questionnaires import countries
from webapp.languages import current_language
from webapp.supplier import wording

LAST_MINUTE = time(23, 59, tzinfo=UTC)


def local_deadline(due_on: date, country: str) -> str:
    """The last moment to answer by the clock of a country: in Uzbekistan: 1 December 2026, 04:59.

    Empty where its clocks do not agree or are not known.
    """
    deadline = datetime.combine(due_on, LAST_MINUTE)
    local = {deadline.astimezone(zone).replace(tzinfo=None) for zone in _zones(country)}
    if len(local) != 1:
        return ""
    (moment,) = local
    name = countries.name(country, current_language())
    clock = format_datetime(moment, "HH:mm", rebase=False)
    return str(
        _(
            "In %(country)s that is %(day)s, %(clock)s.",
            country=name,
            day=wording.day(moment.date()),
            clock=clock,
        )
    )


def _zones(country: str) -> list[ZoneInfo]:
    try:
        return [ZoneInfo(name) for name in countries.time_zones(country)]
    except ZoneInfoNotFoundError:
        return []
