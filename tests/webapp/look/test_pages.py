"""What holds for the markup of every page that is made of our macros."""

import re

import pytest
from flask import Flask
from lxml import html
from lxml.html import HtmlElement

from tests.webapp.look.gallery import PAGES

CONTROLS = "//input[not(@type='hidden')] | //select | //textarea"


@pytest.fixture(params=PAGES)
def markup(gallery: Flask, request: pytest.FixtureRequest) -> str:
    response = gallery.test_client().get(f"/{request.param}")
    assert response.status_code == 200
    return response.text


@pytest.fixture
def tree(markup: str) -> HtmlElement:
    return html.document_fromstring(markup)


def test_no_style_or_script_is_inline(markup: str) -> None:
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", markup, re.IGNORECASE)
    assert not re.search(r"<script(?![^>]*\ssrc=)", markup, re.IGNORECASE)


def test_every_id_is_unique(tree: HtmlElement) -> None:
    ids = tree.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_every_control_has_one_label(tree: HtmlElement) -> None:
    for control in tree.xpath(CONTROLS):
        by_id = tree.xpath("//label[@for=$id]", id=control.get("id"))
        around = control.xpath("ancestor::label")
        assert len(by_id) + len(around) == 1, html.tostring(control)


def test_whatever_is_pointed_at_by_id_is_there(tree: HtmlElement) -> None:
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        for ids in tree.xpath(f"//@{attribute}"):
            for one in ids.split():
                assert len(tree.xpath("//*[@id=$id]", id=one)) == 1, (attribute, one)


def test_each_problem_of_the_summary_leads_to_its_field(tree: HtmlElement) -> None:
    for href in tree.xpath("//*[@id='problems']//a/@href"):
        assert len(tree.xpath("//*[@id=$id]", id=href.removeprefix("#"))) == 1, href


def test_a_group_of_choices_has_a_legend(tree: HtmlElement) -> None:
    for control in tree.xpath("//input[@type='radio']"):
        assert control.xpath("ancestor::fieldset[1]/legend"), html.tostring(control)


def test_a_page_says_its_language_and_has_one_heading_and_a_title(tree: HtmlElement) -> None:
    assert tree.get("lang") == "en"
    assert tree.get("dir") == "ltr"
    assert len(tree.xpath("//h1")) == 1
    assert tree.findtext(".//title").endswith("· Erkin")


def test_a_form_that_changes_something_carries_the_token(tree: HtmlElement) -> None:
    for form in tree.xpath("//form[@method='post']"):
        assert form.xpath(".//input[@name='csrf_token']")
    for form in tree.xpath("//form[@method='get']"):
        assert not form.xpath(".//input[@name='csrf_token']")


def test_a_table_on_a_phone_says_what_each_cell_is(tree: HtmlElement) -> None:
    for cell in tree.xpath("//table[contains(@class, 'cards')]/tbody/tr/td"):
        assert cell.get("data-label") or cell.xpath(".//a | .//button"), html.tostring(cell)


def test_the_title_of_a_page_with_problems_begins_with_error(gallery: Flask) -> None:
    client = gallery.test_client()
    assert "<title>Error: Recruitment" in client.get("/forms").text
    assert "<title>Your questionnaire" in client.get("/tasks").text


def test_suppliers_pages_load_no_font_and_no_dark_colours(gallery: Flask) -> None:
    client = gallery.test_client()
    assert "theme-auto" in client.get("/list").text
    for page in ("forms", "tasks", "questions"):
        text = client.get(f"/{page}").text
        assert "theme-auto" not in text
        assert "app.css" not in text


def test_a_column_head_sorts_the_other_way_when_pressed_again(gallery: Flask) -> None:
    tree = html.document_fromstring(gallery.test_client().get("/list?band=high&page=3").text)
    heads = {a.text_content(): a.get("href") for a in tree.xpath("//thead//a")}
    assert heads["Headline"] == "/list?band=high&sort=headline"
    assert heads["Country"] == "/list?band=high&sort=country"
    (sorted_head,) = tree.xpath("//th[@aria-sort]")
    assert sorted_head.get("aria-sort") == "descending"


def test_pages_of_a_list_keep_its_filter(gallery: Flask) -> None:
    tree = html.document_fromstring(gallery.test_client().get("/list?band=high&page=2").text)
    assert tree.xpath("//nav[@class='pages']//a/@href") == [
        "/list?band=high&page=1",
        "/list?band=high&page=3",
    ]


def test_a_band_is_told_by_word_and_shape_not_by_colour_alone(gallery: Flask) -> None:
    tree = html.document_fromstring(gallery.test_client().get("/result").text)
    badges = tree.xpath("//span[starts-with(@class, 'band ')]")
    assert len(badges) == 9
    for badge in badges:
        assert badge.text_content().strip()
        assert badge.xpath("./svg")
    provisional = tree.xpath("//span[contains(@class, 'band-provisional')]")
    assert all("provisional" in badge.text_content() for badge in provisional)
    unsure = tree.xpath("//span[contains(@class, 'band-unsure')]")
    assert all("confidence is low" in badge.text_content() for badge in unsure)
