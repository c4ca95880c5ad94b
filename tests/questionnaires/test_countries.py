import pycountry
import pytest

from questionnaires import countries
from questionnaires.lists import load_list


def test_country_codes_are_those_of_iso_and_kosovo():
    assert set(countries.COUNTRIES) == {c.alpha_3 for c in pycountry.countries} | {"XKX"}


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("KGZ", "en", "Kyrgyzstan"),
        ("KGZ", "ru", "Киргизия"),
        ("XKX", "en", "Kosovo"),
        ("UZB", "uz-Latn", "Oʻzbekiston"),
        ("KGZ", "xx", "Kyrgyzstan"),
        ("ZZZ", "en", "ZZZ"),
    ],
)
def test_a_country_is_named_in_the_language_or_in_english(code, language, name):
    assert countries.name(code, language) == name


def test_every_country_has_an_english_name():
    assert all(name != code for code, name in countries.choices("en"))


def test_a_letter_with_a_mark_stands_beside_the_plain_letter():
    names = [name for _, name in countries.choices("en")]
    assert names.index("Côte d’Ivoire") < names.index("Croatia")
    assert names.index("Türkiye") < names.index("Turkmenistan")
    assert names.index("Åland Islands") < names.index("Albania")
    assert names[-1] == "Zimbabwe"


def test_china_has_a_list_of_regions_and_others_have_none():
    regions = dict(countries.regions("CHN"))
    assert regions["CN-XJ"] == "Xinjiang"
    assert len(regions) == 31
    assert countries.regions("KAZ") == ()
    assert countries.regions(None) == ()


def test_the_regions_are_the_iso_subdivisions_that_are_no_countries_of_their_own():
    iso = {s.code for s in pycountry.subdivisions.get(country_code="CN")}
    assert set(load_list("china_regions")) == iso - {"CN-HK", "CN-MO", "CN-TW"}


@pytest.mark.parametrize("code", ["KZT", "KGS", "UZS", "TMT", "TJS", "XOF", "EUR", "MYR"])
def test_money_in_use_is_a_currency(code):
    assert countries.is_currency(code)
    assert countries.currency_name(code) != code


@pytest.mark.parametrize("code", ["CHE", "CLF", "UYW", "XAD"])
def test_units_of_account_that_no_wage_is_paid_in_are_not_offered(code):
    assert not countries.is_currency(code)


@pytest.mark.parametrize("code", ["XAU", "XXX", "XTS", "kzt", "", "ZZZ"])
def test_metals_test_codes_and_unknown_codes_are_no_currency(code):
    assert not countries.is_currency(code)


def test_the_usual_currency_of_a_country_is_known():
    assert countries.currency_of("KAZ") == "KZT"
    assert countries.currency_of("DEU") == "EUR"
    assert countries.currency_of("ZZZ") == ""
    assert countries.currency_of(None) == ""
