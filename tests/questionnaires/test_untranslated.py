"""What each language lacks is told question by question; one that lacks nothing is not named."""

from questionnaires.library import CORE
from questionnaires.untranslated import untranslated
from questionnaires.worded import shipped
from tests.own_questionnaires import checked


def test_a_shipped_questionnaire_lacks_nothing_in_any_language():
    assert untranslated(shipped(CORE, "2026.1")) == {}


def test_questions_that_were_added_are_named_for_each_language_that_lacks_them():
    worded = checked().worded
    assert worded is not None
    both = ("own_night_shifts", "own_night_locked")
    assert untranslated(worded) == {
        **dict.fromkeys(("kk", "ky", "tk", "uz"), both),
        "ru": ("own_night_locked",),
    }
