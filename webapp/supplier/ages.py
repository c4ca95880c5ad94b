"""How long ago something was answered, in words."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.supplier.wording import day

MONTHS_SAID = 24


def age(on: date, today: date) -> str:
    """How long ago something was answered: answered 3 months ago, on 12 August 2026."""
    days = max(0, (today - on).days)
    months = (today.year - on.year) * 12 + today.month - on.month - (today.day < on.day)
    if days == 0:
        return str(_("Answered today"))
    if months < 1:
        text = ngettext(
            "Answered yesterday, on %(day)s", "Answered %(num)s days ago, on %(day)s", days,
            day=day(on),
        )  # fmt: skip
    elif months < MONTHS_SAID:
        text = ngettext(
            "Answered a month ago, on %(day)s", "Answered %(num)s months ago, on %(day)s", months,
            day=day(on),
        )  # fmt: skip
    else:
        text = ngettext(
            "Answered a year ago, on %(day)s", "Answered %(num)s years ago, on %(day)s",
            months // 12, day=day(on),
        )  # fmt: skip
    return str(text)
