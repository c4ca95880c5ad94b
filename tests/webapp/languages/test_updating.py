"""Texts come and go; their translations stay as long as they fit."""

from babel.messages.catalog import Catalog, Message

from webapp.languages.files import translation_of
from webapp.languages.updating import updated


def template(*texts: object) -> Catalog:
    made = Catalog()
    for text in texts:
        made.add(text, locations=[("a.html", 0)])
    return made


def test_a_text_that_stays_keeps_its_translation() -> None:
    made = updated(template("Save"), [Message("Save", "Сохранить")], "ru")
    assert translation_of(made["Save"]) == "Сохранить"


def test_a_changed_text_waits_for_a_new_look_and_is_not_shown() -> None:
    known = [Message("Save and continue now", "Сохранить и продолжить")]
    made = updated(template("Save and continue"), known, "ru")["Save and continue"]
    assert made.fuzzy
    assert made.string == "Сохранить и продолжить"
    assert made.previous_id == ["Save and continue now"]
    assert translation_of(made) == ""


def test_a_text_that_is_still_used_lends_its_translation_to_no_other() -> None:
    known = [Message("Save and continue", "Сохранить и продолжить")]
    made = updated(template("Save and continue", "Save and continue."), known, "ru")
    assert translation_of(made["Save and continue"]) == "Сохранить и продолжить"
    assert not made["Save and continue."].string


def test_a_text_that_is_gone_goes_with_its_translation() -> None:
    assert len(updated(template(), [Message("Save", "Сохранить")], "ru")) == 0


def test_a_text_that_gained_plural_forms_does_not_take_the_single_form() -> None:
    made = updated(
        template(("%(num)s file", "%(num)s files")), [Message("%(num)s file", "x")], "ru"
    )
    assert not made["%(num)s file"].fuzzy
