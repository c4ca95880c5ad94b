"""What can be set otherwise in a rule: the numbers of its condition, its points, its severity."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from assessments.reports.material import Document
from scoring.ruleset.parts import SEVERITIES
from scoring.thresholds import Threshold, thresholds, with_numbers
from webapp import forms
from webapp.company.schemas import Amount
from webapp.forms import Choice, Form, Schema

POINTS, NUMBER = "points-", "number-"


@dataclass(frozen=True)
class Setting:
    """One number of a rule that can be set otherwise: a threshold, or points for an indicator."""

    name: str
    written: str
    comparison: str = ""
    indicator: str = ""


def settings(about: Document) -> list[Setting]:
    """The numbers of a rule: those of its condition, then its points."""
    numbers = [
        Setting(f"{NUMBER}{place}", one.written, comparison=one.comparison)
        for place, one in enumerate(_thresholds(about), 1)
    ]
    points = about.get("points", {}).items()
    return numbers + [
        Setting(f"{POINTS}{code}", str(each), indicator=code) for code, each in points
    ]


def read_settings(about: Document) -> Form:
    """What this address sets; nothing of it is how the page is opened first."""
    needed = _("Enter a number, such as 3 or 2.5.")
    fields: dict[str, Any] = {one.name: Amount(needed=needed) for one in settings(about)}
    fields["severity"] = Choice(SEVERITIES, needed=_("Choose a severity."))
    sent = MultiDict((name, text) for name, text in request.args.items() if name in fields)
    if sent:
        return forms.read_values(Schema.from_dict(fields), sent)  # type: ignore[arg-type]
    as_it_is = {one.name: one.written for one in settings(about)}
    return Form({**as_it_is, "severity": about["severity"]})


def changed(about: Document, form: Form) -> dict[str, Any]:
    """The rule's values that the form sets otherwise; all of them, also those that it leaves."""
    numbers = [form.values[f"{NUMBER}{place}"] for place in range(1, len(_thresholds(about)) + 1)]
    points = {code: form.values[f"{POINTS}{code}"] for code in about.get("points", {})}
    changes = {
        "when": with_numbers(about["when"], numbers),
        "severity": form.values["severity"],
    }
    return changes | ({"points": points} if points else {})


def _thresholds(about: Document) -> tuple[Threshold, ...]:
    return thresholds(about["when"])
