"""The English words are complete, plain, and each its own."""

import re
from collections import Counter

import pytest

from questionnaires.catalogue import Catalogue, Layer
from questionnaires.library import SLUGS, latest
from questionnaires.words import load_ruleset_words, load_words, words_of_ruleset

CODE = re.compile(
    r"\b(ILO|UK|CA|AU|OECD|UNGP|DHAKA|CSDDD|UFLPA|FLR|ICLS|CAL|NO|SIF|TVPRA)-[A-Z0-9]"
    r"|\b[CR]\d{2,3}\b|\b[A-Z]{3}\d{2}\b"
)
PARTS = ("text", "help", "why", "evidence")


@pytest.fixture(params=SLUGS)
def questionnaire(request):
    return latest(request.param)


@pytest.fixture
def words(questionnaire):
    return load_words(questionnaire.slug, questionnaire.version)


def own_texts(questionnaire, words, part):
    return {key: getattr(words.question(key), part) for key in questionnaire.questions}


def test_every_question_says_what_how_why_and_what_would_show_it(questionnaire, words):
    for part in PARTS:
        for key, text in own_texts(questionnaire, words, part).items():
            assert text.language == "en", f"{key}.{part}"


def test_every_choice_and_column_has_words(questionnaire, words):
    for question in questionnaire.questions.values():
        for described in (question, *question.columns):
            said = {choice: words.choice_of(described, choice) for choice in described.choices}
            assert [c for c, text in said.items() if text.language != "en"] == [], described.key
        for column in question.columns:
            assert words.column(question.key, column.key).language == "en", column.key


def test_every_section_has_a_title_a_task_and_an_introduction(questionnaire, words):
    for section in questionnaire.sections:
        said = words.section(section.id)
        assert all(text.language == "en" for text in (said.title, said.task, said.intro))
    assert words.title.language == words.intro.language == "en"


@pytest.mark.parametrize("part", ["text", "help", "why"])
def test_no_two_texts_are_alike(questionnaire, words, part):
    texts = own_texts(questionnaire, words, part)
    repeated = [text for text, times in Counter(texts.values()).items() if times > 1]
    assert repeated == []


@pytest.mark.parametrize("part", ["help", "why"])
def test_texts_are_not_made_from_a_template(questionnaire, words, part):
    texts = own_texts(questionnaire, words, part).values()
    openings = Counter(" ".join(text.lower().split()[:5]) for text in texts)
    endings = Counter(" ".join(text.lower().split()[-5:]) for text in texts)
    assert [opening for opening, times in openings.items() if times > 3] == []
    assert [ending for ending, times in endings.items() if times > 3] == []


def test_no_text_contains_a_reference_code(questionnaire, words):
    for part in PARTS:
        for key, text in own_texts(questionnaire, words, part).items():
            assert not CODE.search(text), f"{key}.{part}: {text}"


def test_no_words_are_left_without_a_question():
    core = latest("forced-labour-core")
    layer = load_words(core.slug, core.version).catalogue.layers[0]
    assert set(layer.texts["questions"]) == set(core.questions)
    assert set(layer.texts["sections"]) == {section.id for section in core.sections}
    for key, entry in layer.texts["questions"].items():
        question = core.questions[key]
        assert set(entry.get("choices", {})) <= {*question.choices, "dont_know"}, key
        assert set(entry.get("columns", {})) == {column.key for column in question.columns}, key


def test_no_text_says_that_forced_labour_was_found(questionnaire, words):
    for layer in words.catalogue.layers:
        assert "forced labour found" not in str(layer.texts).lower()


def test_what_a_language_lacks_is_said_in_english_and_marked_so():
    catalogue = Catalogue([Layer("ru", {"a": "привет"}), Layer("en", {"a": "hello", "b": "bye"})])
    assert (catalogue.text("a"), catalogue.text("a").language) == ("привет", "ru")
    assert (catalogue.text("b"), catalogue.text("b").language) == ("bye", "en")


def test_what_no_language_has_is_shown_as_its_key():
    text = Catalogue([Layer("en", {"a": {"b": "x"}})]).text("a", "c")
    assert (text, text.language) == ("[a.c]", "")


def test_a_language_without_files_falls_back_to_english():
    english, welsh = load_words("forced-labour-core", "2026.1"), load_words(
        "forced-labour-core", "2026.1", "cy"
    )  # fmt: skip
    assert welsh.question("policy").text == english.question("policy").text
    assert welsh.question("policy").text.language == "en"


@pytest.mark.parametrize("language", ["../../etc", "en/../en", "", "e" * 50])
def test_a_language_is_a_tag_and_never_a_path(language):
    assert load_words("forced-labour-core", "2026.1", language).language == "en"


def test_the_words_of_the_ruleset_are_found_by_path():
    words = load_ruleset_words("forced-labour", "2026.1")
    assert words.text("rules", "REC01", "title").language == "en"
    assert words.texts("actions", "A-FEE", "steps")


OVERLAY = {
    "slug": "acme",
    "version": "1",
    "overlay_of": {"slug": "forced-labour", "version": "2026.1", "sha256": "0" * 64},
    "words": {
        "title": "Strenger bei Gebühren",
        "why": "<b>Kodex</b>",
        "language": "de",
        "rules": {"C-FEES": {"title": "Gebühren", "sentence": "Arbeiter haben bezahlt."}},
        "checks": {},
    },
}


def test_an_overlay_brings_words_of_its_own_before_those_of_its_base():
    words = words_of_ruleset(OVERLAY)
    assert words.text("rules", "C-FEES", "title") == "Gebühren"
    assert words.text("rules", "C-FEES", "title").language == "de"
    assert words.text("overlay", "why") == "<b>Kodex</b>"
    shipped = load_ruleset_words("forced-labour", "2026.1")
    assert words.text("rules", "REC01", "title") == shipped.text("rules", "REC01", "title")


def test_a_whole_ruleset_has_the_shipped_words():
    shipped = load_ruleset_words("forced-labour", "2026.1")
    words = words_of_ruleset({"slug": "forced-labour", "version": "2026.1"})
    assert words.sha256 == shipped.sha256
