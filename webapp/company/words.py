"""Words that the company's pages share."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _

from assessments.campaigns.progress import Asked
from assessments.reports.service import (
    BARE_SUPPLIER_REPORT,
    PORTFOLIO_REPORT,
    PORTFOLIO_WORKBOOK,
    SUPPLIER_REPORT,
)
from assessments.reports.sources import citation as cited
from assessments.reports.supplier import Citation
from assessments.reports.wording import DEFINITION
from assessments.responses.submission import SCORE_SUBMISSION
from assessments.trials.queries import Progress
from assessments.trials.service import SCORE_SEGMENT, WRITE_RESULTS
from assessments.work.models import Job
from scoring.canonical import as_json
from scoring.exact import decimal as engine_decimal
from webapp.charts import Number
from webapp.languages import SPOKEN
from webapp.languages.coverage import is_draft
from webapp.languages.names import country_name, good_name, sector_name
from webapp.languages.reader import page_reader

__all__ = ["DEFINITION"]

MINUS = "−"
ENDLESS = _(
    "Figures stand in full; one that does not end, such as a third, to the ninth decimal. A figure "
    "is rounded only where it says so: half up."
)


LANGUAGES = {
    **{language.tag: language.name for language in SPOKEN.values()},
    "tg": "Тоҷикӣ",
    "az": "Azərbaycanca",
    "tr": "Türkçe",
    "zh": "中文",
}
"""The languages that a contact can be written to in; what is not translated goes in English."""

BANDS = {
    "critical": _("Critical"),
    "high": _("High"),
    "medium": _("Medium"),
    "low": _("Low"),
    "unrated": _("Not rated"),
}

DIMENSIONS = {
    "country": _("Country"),
    "sector": _("Sector"),
    "band": _("Band"),
    "indicator": _("Indicator"),
    "rule": _("Rule"),
}
"""What suppliers are put in groups by."""

CHANGES = {
    "came": _("New"),
    "went": _("Gone"),
    "changed": _("Weighs otherwise"),
}
"""What became of a finding from one result to another."""

RULE_STATES = {
    "added": _("Added"),
    "unchanged": _("Unchanged"),
    "changed": _("Changed"),
    "removed": _("Removed"),
    "absent": _("Not in it"),
}
"""What became of a rule from one ruleset to the next."""

SIGNS = {
    "Z": _("Zero tolerance"),
    "R": _("Red flag"),
}
"""The severities of a strongest finding that lists can be filtered by."""

ASKED: dict[Asked, Any] = {
    "open": _("Not submitted yet"),
    "overdue": _("Overdue"),
    "failed": _("Letter not delivered"),
    "turned_away": _("Not for whoever was asked"),
    "closed": _("No longer supplies"),
    "mailed": _("Letter delivered"),
    "opened": _("Opened"),
    "started": _("Started"),
    "submitted": _("Submitted"),
    "revoked": _("Withdrawn"),
}

SCREENINGS = {
    "stop_and_talk": _("Screening: stop and talk"),
    "full_questionnaire": _("Screening: full questionnaire"),
    "yearly_screening": _("Screening: again in a year"),
}
"""What follows from the short version of a questionnaire."""

PARTS = {
    "headline": _("Headline and band"),
    "inherent": _("Inherent risk"),
    "controls": _("Control strength"),
    "confidence": _("Confidence"),
}

FILES = {
    SUPPLIER_REPORT: _("Due-diligence report, PDF"),
    BARE_SUPPLIER_REPORT: _("Due-diligence report without attachments, PDF"),
    PORTFOLIO_REPORT: _("Report on all suppliers, PDF"),
    PORTFOLIO_WORKBOOK: _("Workbook of all suppliers, XLSX"),
}
"""What can be made, by the kind of job that makes it and of the file that it becomes."""

JOBS = FILES | {
    SCORE_SUBMISSION: _("Scoring the answers of a supplier"),
    SCORE_SEGMENT: _("Trying a method on a part of the answers"),
    WRITE_RESULTS: _("Writing results by the adopted method"),
}

TRIALS = {
    "running": _("Running"),
    "stopped": _("Stopped"),
    "ready": _("Ready to be decided"),
    "adopted": _("Adopted"),
    "discarded": _("Discarded"),
}
"""What a trial is at."""

CAUSES = {
    "weights": _("Weights, factors or bands"),
    "reference": _("Reference data"),
    "other": _("Something else"),
}
"""Why a band changes where no rule and no check makes the difference."""

DIFFERENCES = {
    "weight": _("Weight"),
    "points": _("Points"),
    "band": _("Band"),
    "severity": _("Severity"),
    "deadline": _("Deadline"),
    "condition": _("Condition"),
    "action": _("Action"),
    "rule": _("Rule"),
    "check": _("Check"),
    "order": _("Order of answers"),
    "other": _("Other"),
}
"""What kind of value an overlay changes."""

MAILS = {
    "invitation": _("Questionnaire"),
    "reminder": _("Reminder"),
    "code": _("Security code"),
    "notice": _("Receipt"),
}


def in_words(text: str) -> str:
    """What a table says of itself, in the language of this page where we have it."""
    return page_reader().translated(text)


def citation(row: Mapping[str, Any]) -> Citation:
    """A row of reference data as this page says it."""
    return cited(row, page_reader())


def trial_words(at: Progress) -> str:
    """How far a trial is."""
    return str(_("%(done)s of %(total)s parts")) % {"done": at.done, "total": at.total}


def overlay_value(value: object) -> str:
    """A value of a ruleset document, as the document writes it."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else as_json(value)


def tenths(number: int) -> str:
    """A figure that is stored in tenths, with one decimal: 614 is 61.4."""
    return f"{number // 10}.{number % 10}"


def stored_value(field: str, value: str | list[str]) -> str:
    """A stored value of the supplier form as people read it."""
    if isinstance(value, list):
        return ", ".join(good_name(good) for good in value)
    if field == "country":
        return country_name(value)
    if field == "sector":
        return sector_name(value)
    return LANGUAGES.get(value, value) if field == "contact_language" else value


def language_name(tag: str) -> str:
    """A language to write to a contact in, and how far its texts can be relied on."""
    name = LANGUAGES.get(tag, tag)
    if tag not in SPOKEN:
        return str(_("%(language)s (not translated: letters in English)", language=name))
    if is_draft(tag):
        return str(_("%(language)s (draft translation)", language=name))
    return name


def decimal(number: Fraction | int) -> Decimal:
    """An exact number of the engine, to be shown."""
    return engine_decimal(number)


def one_decimal(number: Number) -> str:
    """A figure as tables show it, with one decimal."""
    return f"{Decimal(number):.1f}".replace("-", MINUS)


def exact(number: Decimal | int | str | None) -> str:
    """A figure as sums need it: in full, as the result has it; what has no end as ENDLESS says."""
    text = f"{Decimal(number or 0):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def added(number: Decimal | int | str | None) -> str:
    """A figure with the sign with which it is added."""
    text = exact(number)
    return text if text.startswith(MINUS) else f"+{text}"


def job_words(job: Job) -> str:
    """How far a job is, and why it waits."""
    if job.state == "waiting" and job.error:
        return str(_("%(problem)s It is tried again by itself.", problem=job.error))
    if job.state == "waiting":
        return str(_("Waiting to start"))
    done = {"done": job.progress_done, "total": job.progress_total}
    return str(_("%(done)s of %(total)s")) % done


def plain_value(value: object) -> str:
    """A value of a reference row that is not a figure."""
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value) or "–"
    return "–" if value in (None, "") else str(value)
