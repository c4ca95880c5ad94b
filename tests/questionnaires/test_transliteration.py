"""Uzbek in Cyrillic letters, from Uzbek in Latin letters."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import questionnaires
from questionnaires.transliteration import FOREIGN, to_cyrillic

WORDS = {
    "Oʻzbekiston": "Ўзбекистон", "gʻisht": "ғишт", "togʻ": "тоғ", "yoʻl": "йўл", "ayol": "аёл",
    "yer": "ер", "qayerda": "қаерда", "ertaga": "эртага", "poema": "поэма", "eʼlon": "эълон",
    "maʼlumot": "маълумот", "sanʼat": "санъат", "Isʼhoq": "Исҳоқ", "shahar": "шаҳар",
    "choʻl": "чўл", "yakshanba": "якшанба", "tuyuq": "туюқ", "hujjat": "ҳужжат",
    "xotin-qizlar": "хотин-қизлар", "majburiy": "мажбурий", "ishchi": "ишчи", "ilgʻor": "илғор",
    "meʼyor": "меъёр", "eksport": "экспорт", "oʻqituvchi": "ўқитувчи", "singil": "сингил",
}  # fmt: skip
LOAN_WORDS = {
    "litsenziyasi": "лицензияси", "konvensiya": "конвенция", "inspeksiyasidan": "инспекциясидан",
    "pensiya": "пенсия", "politsiya": "полиция", "spetsifikatsiya": "спецификация",
    "farmatsevtika": "фармацевтика", "noyabr": "ноябрь", "noyabrida": "ноябрида",
    "iyuldan": "июлдан", "dekabrdan": "декабрдан", "mebellar": "мебеллар", "panel": "панель",
    "panellari": "панеллари", "palma": "пальма", "neft": "нефть", "karyeri": "карьери",
    "reyestridan": "реестридан", "stajyor": "стажёр", "kvitansiya": "квитанция",
    "nasiya": "насия", "obyekt": "объект", "rayon": "район",
    "tsex": "цех", "sement": "цемент", "rol": "роль", "sitrus": "цитрус",
    "marganes": "марганец", "nikelni": "никелни", "kobalt": "кобальт", "volframit": "вольфрамит",
    "vanil": "ваниль", "kalmar": "кальмар", "sizal": "сизаль", "keshyu": "кешью",
    "tsinxay": "цинхай", "chuntsin": "чунцин", "tyantszin": "тянцзин",
}  # fmt: skip
NATIVE_TS = {"etsa": "этса", "baxtsiz": "бахтсиз", "koʻrsatsangiz": "кўрсатсангиз"}


@pytest.mark.parametrize(("latin", "cyrillic"), (WORDS | LOAN_WORDS | NATIVE_TS).items())
def test_a_word_is_written_by_the_rules(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic
    assert to_cyrillic(latin.capitalize()) == cyrillic.capitalize()


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [("AQSh", "АҚШ"), ("XMTning", "ХМТнинг"), ("YI", "ЕИ"), ("SHARTNOMA", "ШАРТНОМА")],
)
def test_abbreviations_stay_in_capitals(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize("apostrophe", ["ʻ", "‘", "'", "`", "’"])
def test_whatever_the_apostrophe_is_the_letter_is_known(apostrophe: str) -> None:
    assert to_cyrillic(f"so{apostrophe}m to{apostrophe}gʻri") == "сўм тўғри"


@pytest.mark.parametrize(
    "text",
    ["%(company)s", "%(num)d", "{given}", "<b>", "&nbsp;", "https://erkin.example/i/abc",
     "ali@firma.uz", "javoblar.xlsx", ".json", "REC01", "C105", "54(5)(a)", "“Erkin”",
     *FOREIGN, "WhatsApp"],
)  # fmt: skip
def test_what_is_no_uzbek_word_stays(text: str) -> None:
    assert to_cyrillic(f"Bu {text} uchun") == f"Бу {text} учун"


def test_the_word_for_free_is_not_the_name_of_the_program() -> None:
    assert to_cyrillic("Erkin harakatlanish") == "Эркин ҳаракатланиш"
    assert to_cyrillic("bu “Erkin” dasturi") == "бу “Erkin” дастури"


LATIN = st.text(st.sampled_from("abdefghijklmnopqrstuvxyzʻʼ ABSTYOE.,-’"), max_size=12)
KEPT = st.sampled_from(["%(company)s", "%(num)s", "{given}", "{least}", "a@b.uz", "<strong>"])


@given(st.lists(st.tuples(LATIN, KEPT), max_size=4), LATIN)
def test_placeholders_survive_any_text_around_them(pairs: list[tuple[str, str]], end: str) -> None:
    text = "".join(f"{words} {kept} " for words, kept in pairs) + end
    found = re.compile("|".join(re.escape(k) for k in {kept for _, kept in pairs}) or "$^")
    assert found.findall(to_cyrillic(text)) == found.findall(text)


@given(LATIN)
def test_what_was_made_is_made_no_more(text: str) -> None:
    assert to_cyrillic(to_cyrillic(text)) == to_cyrillic(text)


def test_no_uzbek_text_of_ours_keeps_a_latin_word_by_accident() -> None:
    content = Path(questionnaires.__file__).parent / "content"
    left = set()
    for path in content.glob("**/uz.toml"):
        for text in _texts(tomllib.loads(path.read_text("utf-8"))):
            plain = re.sub(r"\{.*?\}|\b\w*\d\w*\b", " ", to_cyrillic(text))
            left |= set(re.findall(r"[A-Za-z]{2,}", plain))
    assert left <= {*FOREIGN, "CA", "CAL", "CSDDD", "ICLS", "OECD", "docs", "at_least"}


def _texts(tree: object) -> list[str]:
    if isinstance(tree, dict):
        return [text for value in tree.values() for text in _texts(value)]
    if isinstance(tree, list):
        return [text for value in tree for text in _texts(value)]
    return [str(tree)]
