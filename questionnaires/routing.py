"""Which questions are asked, which page comes next, and how far each section is answered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.definition import DONT_KNOW, Questionnaire, Section
from questionnaires.types import Value, answer_type

Answers = Mapping[str, Value]


class State(StrEnum):
    """How far a section is answered."""

    NOT_ASKED = "not_asked"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a section's shown questions have an answer, how many have “don't know” in its
    place, and how many were declined; no question is counted twice."""

    section: str
    shown: int
    answered: int
    dont_know: int
    declined: int = 0

    @property
    def state(self) -> State:
        """The state of the section, from the counts alone."""
        if not self.shown:
            return State.NOT_ASKED
        dealt_with = self.answered + self.dont_know + self.declined
        if not dealt_with:
            return State.NOT_STARTED
        return State.ANSWERED if dealt_with == self.shown else State.IN_PROGRESS


def visible(questionnaire: Questionnaire, answers: Answers, on: str = "") -> frozenset[str]:
    """The keys of the questions that these (checked) answers lead to.

    `on` is the assessment date; no condition of the language depends on it yet.
    """
    return questionnaire.routing.shown(answers)


def gateways(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions whose answers decide which others are asked (tables left out)."""
    return questionnaire.routing.gateways


def unanswered(
    questionnaire: Questionnaire, answers: Answers, declined: Collection[str] = ()
) -> tuple[str, ...]:
    """The shown questions without an answer, gateways first, then critical ones, then in order.

    A declined question is not among them: its reason stands for the answer.
    """
    deciding = gateways(questionnaire)
    shown = visible(questionnaire, answers)
    blank = [
        key
        for key, question in questionnaire.questions.items()
        if key in shown and key not in declined and answer_type(question).is_blank(answers.get(key))
    ]
    critical = {key for key in blank if questionnaire.questions[key].critical}
    return tuple(sorted(blank, key=lambda key: (key not in deciding, key not in critical)))


def not_counted(questionnaire: Questionnaire, answers: Answers) -> tuple[str, ...]:
    """The questions that have an answer which is kept but not counted, because they are hidden."""
    shown = visible(questionnaire, answers)
    return tuple(
        key
        for key, question in questionnaire.questions.items()
        if key not in shown and not answer_type(question).is_blank(answers.get(key))
    )


def progress(
    questionnaire: Questionnaire,
    answers: Answers,
    declined: Collection[str] = (),
    within: Collection[str] | None = None,
) -> dict[str, Progress]:
    """The progress of every section, by its id, in order; `within` leaves out other questions."""
    shown = visible(questionnaire, answers)
    if within is not None:
        shown &= frozenset(within)
    return {
        section.id: _progress(questionnaire, section, answers, shown, declined)
        for section in questionnaire.sections
    }


def pages(questionnaire: Questionnaire, section_id: str, answers: Answers) -> list[list[str]]:
    """The pages of a section with the questions that are shown; pages without any are left out."""
    shown = visible(questionnaire, answers)
    kept = (
        [key for key in page if key in shown] for page in questionnaire.section(section_id).pages
    )
    return [page for page in kept if page]


def _progress(
    questionnaire: Questionnaire,
    section: Section,
    answers: Answers,
    shown: frozenset[str],
    declined: Collection[str],
) -> Progress:
    asked = [key for key in section.question_keys if key in shown]
    given = [
        answers.get(key)
        for key in asked
        if not answer_type(questionnaire.questions[key]).is_blank(answers.get(key))
    ]
    unknown = sum(value in (DONT_KNOW, [DONT_KNOW]) for value in given)
    return Progress(
        section.id,
        shown=len(asked),
        answered=len(given) - unknown,
        dont_know=unknown,
        declined=len(set(asked) & set(declined)),
    )
