"""Questionnaires that a company brings: ours with two questions more, ours with one less."""

from dataclasses import replace
from functools import cache

from assessments.library.own_questionnaires import CheckedQuestionnaire, check_file
from questionnaires.library import CORE, SCREENING
from questionnaires.own import make_own
from questionnaires.worded import Worded, shipped
from questionnaires.xlsform.writing import write_form
from tests.overlays import shipped_ruleset
from webapp.documents import render_form

CHOICES = (("never", "Never"), ("some", "Sometimes"))
ADDED = (
    {
        "type": "integer",
        "name": "night_shifts",
        "label::English (en)": "How many people work at night?",
        "label::Русский (ru)": "Сколько людей работает ночью?",
        "constraint": ". >= 0 and . <= 900",
    },
    {
        "type": "select_one night_locked",
        "name": "night_locked",
        "label::English (en)": "Are the doors locked at night?",
        "relevant": "${workers_total} > 5",
    },
)


@cache
def ours_with_more(without: str = "", slug: str = "night-work") -> bytes:
    """The core questionnaire with two questions at its end, and perhaps without one of ours."""
    sheets = write_form(shipped(CORE, "2026.1")).sheets()
    survey, choices, settings = sheets["survey"], sheets["choices"], sheets["settings"]
    name = survey[0].index("name")
    kept = [row for row in survey if not without or row[name] != without]
    added = [[row.get(heading, "") for heading in survey[0]] for row in ADDED]
    sheets["survey"] = [*kept[:-2], *added, *kept[-2:]]
    listed = [
        {"list_name": "night_locked", "name": code, "label::English (en)": label}
        for code, label in CHOICES
    ]
    sheets["choices"] = [
        *choices,
        *([row.get(heading, "") for heading in choices[0]] for row in listed),
    ]
    settings[1][settings[0].index("form_id")] = slug
    return render_form("Night work", sheets)


def small(title: str, slug: str = "nights") -> CheckedQuestionnaire:
    """The short questionnaire as a company's own under a title, without reading any file."""
    ours = shipped(SCREENING, "2026.1")
    texts = {"en": {**ours.texts["en"], "questionnaire": {"title": title}}}
    own = make_own(Worded(replace(ours.questionnaire, slug=slug), texts), [ours.questionnaire])
    file = title.encode()
    return CheckedQuestionnaire((), own.worded, own.renamed, None, file, f"{title}.json")


@cache
def checked(slug: str = "night-work") -> CheckedQuestionnaire:
    """The same, read and checked against the shipped ruleset."""
    return check_file(ours_with_more(slug=slug), "night.xlsx", shipped_ruleset())
