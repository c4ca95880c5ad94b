"""The language of a page: chosen by the person, else the invitation's, else the browser's."""

import pytest
from flask import Flask, render_template_string

from webapp import languages
from webapp.languages import choice, current_language, invited_in

PAGE = "{{ page_language().tag }}|{% for one in language_choices() %}{{ one.tag }} {% endfor %}"


@pytest.fixture
def app() -> Flask:
    app = Flask("spoken")
    app.config.update(SECRET_KEY="only here", SESSION_COOKIE_SECURE=False)
    languages.install(app)

    @app.get("/company", endpoint="company.page")
    def for_company() -> str:
        return render_template_string(PAGE)

    @app.get("/answer/<kind>", endpoint="supplier.page")
    def for_supplier(kind: str) -> str:
        if kind != "none":
            invited_in(kind)
        return render_template_string(PAGE + "{{ address_in('tk') }}")

    return app


def tag(app: Flask, path: str, *, chosen: str = "", browser: str = "") -> str:
    client = app.test_client()
    if chosen:
        client.set_cookie("language", chosen)
    page = client.get(path, headers={"Accept-Language": browser} if browser else {}).text
    return page.partition("|")[0]


def test_what_the_person_chose_comes_first(app: Flask) -> None:
    assert tag(app, "/answer/ky", chosen="kk", browser="ru") == "kk"


def test_then_the_language_of_the_invitation(app: Flask) -> None:
    assert tag(app, "/answer/ky", browser="ru") == "ky"


def test_then_what_the_browser_asks_for(app: Flask) -> None:
    assert tag(app, "/answer/none", browser="fr, uz-UZ;q=0.8, en;q=0.5") == "uz"
    assert tag(app, "/answer/none", browser="uz-Cyrl") == "uz-Cyrl"


def test_else_english(app: Flask) -> None:
    assert tag(app, "/answer/none") == "en"


@pytest.mark.parametrize("odd", ["xx", "../../etc", "EN", "uz_Cyrl", "k" * 999])
def test_a_language_that_we_do_not_speak_counts_as_none(app: Flask, odd: str) -> None:
    assert tag(app, "/answer/zh", chosen=odd, browser="xx") == "en"


def test_companies_have_english_and_russian(app: Flask) -> None:
    assert app.test_client().get("/company").text == "en|en ru "
    assert tag(app, "/company", chosen="kk", browser="ru-RU") == "ru"


def test_suppliers_have_all_seven(app: Flask) -> None:
    assert "|en ru kk ky uz uz-Cyrl tk " in app.test_client().get("/answer/none").text


def test_choosing_leads_back_to_the_same_page_and_is_kept(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/answer/ky?page_language=tk&return=check")
    assert (answer.status_code, answer.location) == (303, "/answer/ky?return=check")
    assert client.get("/answer/ky").text.startswith("tk|")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("language=tk;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_choosing_what_there_is_not_changes_nothing(app: Flask) -> None:
    client = app.test_client()
    assert "Set-Cookie" not in client.get("/answer/ky?page_language=%0d%0aSet-Cookie:x").headers
    assert client.get("/answer/ky").text.startswith("ky|")


@pytest.mark.parametrize("path", ["//evil.example/?page_language=kk", "/nothing?page_language=kk"])
def test_choosing_leads_nowhere_else(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert "evil.example" not in answer.headers.get("Location", "").split("?")[0].removeprefix(
        "http://localhost/"
    )


def test_the_address_of_a_choice_keeps_the_rest_and_names_no_page(app: Flask) -> None:
    page = app.test_client().get("/answer/none?return=check").text
    assert page.endswith("?return=check&amp;page_language=tk")


def test_outside_a_request_it_is_english_and_a_letter_is_in_its_own_language(app: Flask) -> None:
    from flask_babel import force_locale

    assert current_language() == "en"
    with app.app_context():
        assert choice.locale_of_request() == "en"
        with force_locale("uz_Cyrl"):
            assert current_language() == "uz-Cyrl"
        assert current_language() == "en"
