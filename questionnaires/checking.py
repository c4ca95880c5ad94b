"""Check answers against the questions of a version."""

from collections.abc import Mapping

from questionnaires.definition import Question, Questionnaire
from questionnaires.messages import Message, Problem, excerpt
from questionnaires.types import answer_type
from questionnaires.types.base import nearest


def check_answer(question: Question, value: object) -> list[Problem]:
    """What is wrong with one answer, nothing if it is blank. Never raises."""
    return answer_type(question).check(value)


def check_answers(questionnaire: Questionnaire, answers: Mapping[str, object]) -> list[Problem]:
    """What is wrong with a set of answers, unknown questions included, in the order given."""
    problems: list[Problem] = []
    for key, value in answers.items():
        if key in questionnaire.questions:
            problems += check_answer(questionnaire.questions[key], value)
        else:
            problems.append(unknown_question(questionnaire, key))
    return problems


def unknown_question(questionnaire: Questionnaire, key: object, part: str = "answers") -> Problem:
    """The problem of a key that is no question here, with the nearest one that is."""
    given = excerpt(key)
    close = nearest(str(key)[:64], questionnaire.questions)
    if close:
        message = Message("question_nearest", {"given": given, "nearest": close})
    else:
        message = Message("question_unknown", {"given": given})
    return Problem(given, message, part=part)
