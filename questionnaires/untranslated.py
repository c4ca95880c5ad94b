"""Which questions of a questionnaire are asked in another language than the one that is read."""

from collections.abc import Mapping

from questionnaires.definition import Question
from questionnaires.worded import Path, Texts, Worded, at, question_paths


def untranslated(worded: Worded) -> Mapping[str, tuple[str, ...]]:
    """Language that it has texts in → the questions of which a text is missing there.

    Such a text is shown in the questionnaire's own language; languages that lack nothing are left
    out.
    """
    own = worded.in_language(worded.questionnaire.language)
    asked = worded.questionnaire.questions.values()
    found = {
        language: tuple(one.key for one in asked if _missing(one, own, texts))
        for language, texts in worded.texts.items()
    }
    return {language: keys for language, keys in found.items() if keys}


def _missing(question: Question, own: Texts, texts: Texts) -> list[Path]:
    """The texts of a question that its own language has and the other has not."""
    return [path for path in question_paths(question) if at(own, path) and not at(texts, path)]
