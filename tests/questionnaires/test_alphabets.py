"""Names stand where people look for them: in the order of their own alphabet."""

import pytest

from questionnaires import countries
from questionnaires.alphabets import ALPHABETS, in_order


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Åland", "Albania", "Côte d’Ivoire", "Croatia", "Türkiye", "Turkmenistan"]),
        ("ru", ["Ёлка", "Италия", "Йемен", "Казахстан"]),
        ("kk", ["Израиль", "Кения", "Қазақстан", "Латвия", "Өзбекстан", "Палау", "Үндістан"]),
        ("ky", ["Норвегия", "Оман", "Өзбекстан", "Пакистан", "Уганда", "Үй"]),
        ("uz", ["Ozarbayjon", "Zambiya", "Oʻzbekiston", "Gʻana", "Shri-Lanka", "Chad"]),
        ("uz-Cyrl", ["Озарбайжон", "Япония", "Ўзбекистон", "Қозоғистон", "Ҳиндистон"]),
        ("tk", ["Cili", "Çad", "Daniýa", "Germaniýa", "Kanada", "Norwegiýa", "Özbegistan"]),
        ("tk", ["Sudan", "Şweýsariýa", "Ukraina", "Ürgenç", "Wengriýa", "Yrak", "Ýaponiýa"]),
    ],
)
def test_names_are_in_the_order_of_the_alphabet(language: str, names: list[str]) -> None:
    mixed = [("", name) for name in sorted(names)]
    assert [name for _, name in in_order(mixed, language)] == names


def test_whatever_the_apostrophe_is_the_letter_has_its_place() -> None:
    mixed = [("1", "O’zbekiston"), ("2", "Zambiya"), ("3", "O‘zbek"), ("4", "Oman")]
    assert [key for key, _ in in_order(mixed, "uz")] == ["4", "2", "3", "1"]


@pytest.mark.parametrize("language", ALPHABETS)
def test_an_alphabet_names_each_letter_once(language: str) -> None:
    letters = ALPHABETS[language].split()
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [("kk", "Қазақстан", "Ямайка"), ("ky", "Өзбекстан", "Пакистан"), ("uz", "Misr", "Oʻzbekiston")],
)
def test_countries_are_offered_in_that_order(language: str, first: str, then: str) -> None:
    names = [name for _, name in countries.choices(language)]
    assert names.index(first) < names.index(then)
