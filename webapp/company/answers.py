"""The sealed answers: all of them, and one with its author, its documents and its weight."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from assessments.errors import Invalid, NotFound
from assessments.reports.annex import answer_sections
from assessments.reports.material import Document, Material, decimal, moment_of
from assessments.reports.reading import Reading
from assessments.reports.reckoning import name_of
from assessments.scope import CompanyScope
from questionnaires.definition import Question
from webapp import forms
from webapp.access import access
from webapp.asking import today
from webapp.company.blueprint import blueprint
from webapp.company.deciding import about_answer, decide
from webapp.company.exporting import exportable
from webapp.company.results import drawn, read
from webapp.company.schemas import ReviewForm
from webapp.forms import Form

PART_OF_STEP = {
    **dict.fromkeys(("country", "sector", "workforce", "recruitment", "overlay"), "inherent"),
    "floor": "inherent",
    "control": "controls",
    "override": "headline",
    **dict.fromkeys(("completeness", "evidence", "consistency", "confidence"), "confidence"),
    "verification": "confidence",
}
"""The page that adds up the lines of each step of the trace."""


@dataclass(frozen=True)
class Use:
    """A line of the calculation that read an answer, and the page on which it stands."""

    name: str
    item: str
    points: Decimal | None
    rule: str
    check: str
    indicator: str
    part: str


@blueprint.get("/results/<uuid:result>/answers")
@access("response:read", scope=CompanyScope)
@exportable
def result_answers(result: UUID) -> ResponseReturnValue:
    """Every question with its sealed answer, section by section."""
    found = read(result)
    declared = found.material.snapshot["declared"]
    return drawn(
        "answers",
        found,
        sections=answer_sections(found.material),
        declared_at=moment_of(declared["at"]),
        declared_by=found.material.person(declared["signatory"]),
        declared_role=declared.get("role", ""),
    )


@blueprint.get("/results/<uuid:result>/answers/<key>")
@access("response:read", scope=CompanyScope)
@exportable
def result_answer(result: UUID, key: str) -> ResponseReturnValue:
    """One answer: what was asked, what was answered by whom and when, and where it counts."""
    found = read(result)
    question = found.material.questionnaire.questions.get(key)
    if question is None:
        raise NotFound
    return answer_page(found, question, Form({}))


@blueprint.post("/results/<uuid:result>/answers/<key>")
@access("review:write", scope=CompanyScope)
def result_answer_review(result: UUID, key: str) -> ResponseReturnValue:
    """Accept an answer, ask for a change, ask about it, or take a request back."""
    form = forms.read(ReviewForm)
    found = read(result)
    question = found.material.questionnaire.questions.get(key)
    if question is None:
        raise NotFound
    if form.problems:
        return answer_page(found, question, form), 422
    try:
        told = decide(found, key, form.values)
    except Invalid as refusal:
        return answer_page(found, question, form.refused(refusal.problems)), 422
    flash(told, "success")
    return redirect(url_for("company.result_answer", result=result, key=key), 303)


def answer_page(found: Reading, question: Question, form: Form) -> str:
    """One answer with what both sides said about it, and what can be done."""
    key = question.key
    sealed = found.material.answers.get(key)
    files = found.files_of(key)
    return drawn(
        "answer",
        found,
        question=question,
        sealed=sealed,
        typed=form.typed,
        problems=form.problems,
        **about_answer(found, key),
        saved_at=_saved_at(sealed),
        first_answered_on=_first_answered_on(sealed),
        author=found.material.person(sealed["author"]) if sealed else "",
        files=files,
        all_expired=bool(files) and all(kept and kept.expired(today()) for _file, kept in files),
        today=today(),
        uses=uses(key, found),
    )


def uses(key: str, found: Reading) -> list[Use]:
    """Each line of the calculation that read the answer, once."""
    material = found.material
    lines = (line for line in material.result["trace"] if key in line["questions"])
    return list(dict.fromkeys(_use(line, material) for line in lines))


def _use(line: Document, material: Material) -> Use:
    by_check = line["step"] in ("suspected", "consistency") and bool(line["rule"])
    rule = "" if by_check else line["rule"] or ""
    return Use(
        name=material.term("steps", line["step"], "name"),
        item=_item(line, material),
        points=None if line["points"] is None else decimal(line["points"]),
        rule=rule,
        check=line["rule"] if by_check else "",
        indicator=line.get("indicator") or "",
        part=PART_OF_STEP.get(line["step"], ""),
    )


def _item(line: Document, material: Material) -> str:
    if line["step"] in ("driver", "observed") and line.get("indicator") and not line["rule"]:
        return material.term("indicators", line["indicator"], "name")
    if line["rule"]:
        kind = "checks" if line["step"] in ("suspected", "consistency") else "rules"
        return material.term(kind, line["rule"], "title")
    return name_of(line, material)


def _first_answered_on(sealed: Document | None) -> date | None:
    stated = sealed.get("first_answered_on") if sealed else None
    return date.fromisoformat(stated) if stated else None


def _saved_at(sealed: Document | None) -> datetime | None:
    return moment_of(sealed["saved_at"]) if sealed else None
