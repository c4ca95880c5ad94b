"""What a ruleset reads and a questionnaire does not ask is not known: it never counts as good."""

from dataclasses import replace

from scoring.conditions import ConditionProblems, names_of_form, parse
from scoring.form import Form, Question
from scoring.ruleset import Ruleset


def with_unasked(form: Form, ruleset: Ruleset) -> Form:
    """The form with every question that the ruleset reads, those that it lacks as unasked.

    They stand where they would be asked, under the condition of the questionnaire that the
    ruleset was written for, and everywhere when that condition cannot be read of this form. A
    screening, which leaves questions to the full questionnaire, stays as it is.
    """
    screening = ruleset.screening
    if screening is not None and form.slug in screening.questionnaires:
        return form
    lacking = _lacking(form, ruleset)
    if not lacking:
        return form
    questions = {**form.questions, **lacking}
    full = replace(form, questions=questions, unasked=frozenset(lacking))
    for key, question in lacking.items():
        if not _is_readable(question, full):
            questions[key] = replace(question, show_if="")
    return full


def _lacking(form: Form, ruleset: Ruleset) -> dict[str, Question]:
    """The questions that are read or lead to such a one, in the order of their questionnaire."""
    written_for = ruleset.written_for
    names = names_of_form(written_for)
    wanted: set[str] = set()
    waiting = [key for key in ruleset.reads if key not in form.questions]
    while waiting:
        key = waiting.pop()
        if key not in wanted:
            wanted.add(key)
            show_if = written_for.questions[key].show_if
            reads = parse(show_if, names).reads if show_if else ()
            waiting += [read for read in reads if read not in form.questions]
    return {key: each for key, each in written_for.questions.items() if key in wanted}


def _is_readable(question: Question, form: Form) -> bool:
    if not question.show_if:
        return True
    try:
        parse(question.show_if, names_of_form(form))
    except ConditionProblems:
        return False
    return True
