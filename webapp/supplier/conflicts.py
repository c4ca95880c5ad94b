"""Two answers to one question: what is stored and what was typed, side by side (C43)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from assessments.errors import AnswerConflict
from assessments.responses.service import TypedAnswer
from questionnaires.types import answer_type
from webapp.supplier import declining, wording
from webapp.supplier.typed import TypedPage
from webapp.supplier.visit import Visit


@dataclass(frozen=True)
class TwoAnswers:
    """What a page shows of an answer that somebody else saved in the meantime."""

    question: str
    stored: str
    typed: str
    by: str
    at: str


def with_conflicts(sent: TypedPage, conflicts: Iterable[AnswerConflict]) -> TypedPage:
    """The typed page with each conflict as a problem, and the stored versions as those seen."""
    found = list(conflicts)
    told = _("Somebody saved another answer here. Choose which of the two to keep.")
    return replace(
        sent,
        seen={**sent.seen, **{one.question: one.stored_version for one in found}},
        problems={**sent.problems, **{f"keep.{one.question}": told for one in found}},
        undecided=(*sent.undecided, *(one.question for one in found)),
    )


def two_answers(visit: Visit, sent: TypedPage) -> dict[str, TwoAnswers]:
    """Question key → both answers, for all that are undecided."""
    typed = {answer.question: answer for answer in sent.answers}
    return {
        key: TwoAnswers(
            question=key,
            stored=shown(visit, key, saved.value, saved.declined),
            typed=_typed(visit, key, typed.get(key)),
            by=wording.author(saved.author, visit.scope.email),
            at=wording.moment(saved.saved_at),
        )
        for key in sent.undecided
        if (saved := visit.saved.get(key))
    }


def _typed(visit: Visit, key: str, answer: TypedAnswer | None) -> str:
    return shown(visit, key, answer.value, answer.declined) if answer else shown(visit, key, None)


def shown(visit: Visit, key: str, value: Any, declined: str = "") -> str:
    """An answer as text; an empty one is said to be empty."""
    if declined:
        return declining.in_words(declined)
    text = answer_type(visit.questionnaire.questions[key]).show(value, visit.words)
    return text or str(_("No answer"))
