"""Goods, sectors and regions by name, in every language."""

from collections import Counter

import pytest

from questionnaires.definition import Field
from questionnaires.library import CORE, latest
from questionnaires.lists import NAMES, list_choices, list_names, load_list
from questionnaires.translations import entries, translated_names
from questionnaires.types.sheet_cells import Reading, folded
from questionnaires.words import load_words

LANGUAGES = ["en", "ru", "kk", "ky", "uz", "uz-Cyrl", "tk"]
VERSION = latest(CORE).version


def reading(*languages: str) -> Reading:
    return Reading([load_words(CORE, VERSION, language) for language in languages])


def good() -> Field:
    return latest(CORE).questions["products"].columns[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_everything_on_a_list_has_a_name_of_its_own_in_the_language(
    name: str, language: str
) -> None:
    names = list_names(name, language)
    assert list(names) == list(load_list(name))
    assert {text.language for text in names.values()} == {language}
    assert [text for text, times in Counter(map(folded, names.values())).items() if times > 1] == []


def test_a_language_that_has_no_names_says_them_in_english() -> None:
    assert list_names("goods", "ar")["cotton"] == "Cotton"
    assert list_names("goods", "ar")["cotton"].language == "en"


def test_a_list_is_offered_in_the_order_of_the_language() -> None:
    names = [name for _, name in list_choices("goods", "kk")]
    assert names.index("Кілем") < names.index("Қауын") < names.index("Мақта")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("paxta", "cotton"), ("PAXTA", "cotton"), ("пахта", "cotton"), ("мақта", "cotton"),
        ("Хлопок", "cotton"), ("pagta", "cotton"), ("Cotton", "cotton"), ("cotton", "cotton"),
        ("gʻisht", "bricks"), ("g'isht", "bricks"), ("ғишт", "bricks"),
        ("ip", "thread_yarn"), ("нить", "thread_yarn"), ("Ip (yigirilgan ip)", "thread_yarn"),
        ("тош (пемза)", "stones_pumice"), ("", ""), ("paxtachi", ""),
    ],
)  # fmt: skip
def test_a_good_is_understood_by_its_name_in_any_language(typed: str, key: str) -> None:
    assert reading("uz", *LANGUAGES).choice(good(), typed) == key


def test_what_stands_before_brackets_is_enough_unless_it_means_two_goods() -> None:
    assert reading("en").choice(good(), "rubber") == "rubber"
    assert reading("en").choice(good(), "khat") == "khat_stimulant"
    assert reading("uz").choice(good(), "kat") == "khat_stimulant"
    assert reading("en").choice(good(), "fruits") == "fruits_pome_and_stone"
    assert reading("tk").choice(good(), "burç") == ""


@pytest.mark.parametrize("typed", ["Xinjiang", "Синьцзян (уйгур)", "Шинжаң (Синьцзян)"])
def test_a_region_is_understood_by_its_name(typed: str) -> None:
    known = "" if "уйгур" in typed else "CN-XJ"
    assert reading("uz", "ky").region(typed) == known


def test_the_lists_are_counted_with_the_other_translations() -> None:
    assert "lists/2026.1" in translated_names()
    keys = {entry.key for entry in entries("lists/2026.1", "uz")}
    assert {"goods.cotton", "sectors.bricks", "china_regions.CN-XJ"} <= keys
