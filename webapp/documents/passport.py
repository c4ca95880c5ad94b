"""An answer passport as a spreadsheet for people: what the signed file says, and nothing else."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessments.reports.workbook import Column, Sheet, Workbook
from assessments.responses.values import revive
from questionnaires.definition import Questionnaire
from questionnaires.types import answer_type
from questionnaires.words import Words
from scoring.canonical import canonical
from webapp.documents.workbook import render_workbook

_ABOUT = (Column("name", "What is stated", 26), Column("value", "The statement", 90))
_ANSWERS = (
    Column("question", "The key of the question", 22),
    Column("asked", "The question", 60),
    Column("answer", "The answer in words", 50),
    Column("value", "The answer as it is signed", 40),
    Column("answered_on", "The day on which it was first given", 14),
    Column("evidence", "SHA-256 of each document behind it", 70),
)


def render_passport(
    file: Mapping[str, Any], asked: Questionnaire, words: Words, about: Mapping[str, str]
) -> bytes:
    """The XLSX of a signed passport. `about` names its statements in the reader's language."""
    document = file["passport"]
    stated = {
        "firm": document["firm"]["name"],
        "issuer": document["issuer"],
        "issued_at": document["issued_at"],
        "issued_for": document["issued_for"],
        "questionnaire": f"{asked.slug} {asked.version}",
        "questionnaire_sha256": asked.sha256,
        "sha256": file["sha256"],
        "key_id": file["signature"]["key_id"],
        "signature": file["signature"]["value"],
    }
    rows = [(about.get(name, name), value) for name, value in stated.items()]
    sheets = (
        Sheet("passport", _ABOUT, (*rows, (about["note"], ""))),
        Sheet("answers", _ANSWERS, tuple(_row(one, asked, words) for one in document["answers"])),
    )
    return render_workbook(
        Workbook(about["title"], document["firm"]["name"], _day(document), sheets)
    )


def _row(answer: Mapping[str, Any], asked: Questionnaire, words: Words) -> tuple[Any, ...]:
    question = asked.questions[answer["question"]]
    value = revive(question, answer["value"])
    return (
        answer["question"],
        str(words.question(question.key).text),
        answer_type(question).show(value, words),
        canonical(answer["value"]).decode(),
        answer["answered_on"],
        "\n".join(answer["evidence"]),
    )


def _day(document: Mapping[str, Any]) -> date:
    return date.fromisoformat(document["issued_at"][:10])
