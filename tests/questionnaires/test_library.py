import dataclasses
from importlib.resources import files

import pytest

from questionnaires import library
from questionnaires.definition import Question
from questionnaires.lists import load_list
from scoring.reference import load_reference
from scoring.regions import Regions

core = library.load("forced-labour-core", "2026.1")
screening = library.load("forced-labour-screening", "2026.1")
reference = load_reference(files("scoring") / "rulesets/forced-labour/2026.1/reference")

PUBLISHED = {
    "forced-labour-core": {
        "2026.1": "5fd812461b7e17672a13b72ae7ae009f81bee8494c49e1c8f181eaba699360eb",
    },
    "forced-labour-screening": {
        "2026.1": "3f46f8dc4ea285b3bfeea1e34ae58491c982374cef9ce9d3ecb2787dbccfd86b",
    },
}


def test_a_published_version_never_changes():
    shipped = {
        slug: {version: library.load(slug, version).sha256 for version in library.versions(slug)}
        for slug in library.SLUGS
    }
    assert shipped == PUBLISHED


def test_the_core_questionnaire_has_its_84_questions_in_ten_sections():
    assert len(core.questions) == 84
    assert [len(section.question_keys) for section in core.sections] == [
        7, 11, 14, 9, 9, 8, 4, 8, 7, 7,
    ]  # fmt: skip
    assert sum(question.critical for question in core.questions.values()) == 22


def test_the_screening_version_asks_the_same_questions_under_the_same_keys():
    assert len(screening.questions) == 15
    for key, question in screening.questions.items():
        assert question == core.questions[key]


def test_sensitive_questions_and_tables_have_a_page_of_their_own():
    pages = [page for section in core.sections for page in section.pages]
    alone = {page[0] for page in pages if len(page) == 1}
    assert {"fees_paid", "id_documents", "under18"} <= alone
    assert {key for key, q in core.questions.items() if q.type == "table"} <= alone


def test_no_page_is_longer_than_seven_questions():
    for questionnaire in (core, screening):
        for section in questionnaire.sections:
            assert all(1 <= len(page) <= 7 for page in section.pages)


def test_activities_are_the_sectors_of_the_reference_data():
    known = {row["sector"] for row in reference.sectors}
    assert set(core.questions["activity"].choices) == known


def test_goods_are_the_goods_of_the_reference_data():
    known = {row["good"] for row in reference.table("goods")}
    goods = [c for q in core.questions.values() for c in q.columns if c.type == "good"]
    assert {column.key for column in goods} == {"good", "material"}
    assert all(set(column.choices) == known for column in goods)


def test_every_region_that_is_offered_is_understood_by_the_score():
    rows = reference.table("china_regions")
    regions = Regions([(row["alias"], row["region"]) for row in rows])
    for code, name in load_list("china_regions").items():
        assert regions.named(code) == {code}
        assert regions.named(name) == {code}


def test_the_form_for_scoring_keeps_order_types_and_choices():
    form = core.form()
    assert list(form.questions) == list(core.questions)
    assert (form.slug, form.version, form.sha256) == (core.slug, core.version, core.sha256)
    assert form.questions["policy"].choices == ("yes", "partly", "no", "na", "dont_know")
    agents = {column.name: column for column in form.questions["agents"].columns}
    assert agents["subagents"].choices == ("yes", "no", "dont_know")
    products = {column.name: column for column in form.questions["products"].columns}
    assert (products["good"].type, products["good"].choices) == ("good", ())


def test_the_hash_covers_what_is_asked():
    changed = dataclasses.replace(core, questions={**core.questions, "policy": _critical("policy")})
    assert changed.sha256 != core.sha256


def _critical(key: str) -> Question:
    return dataclasses.replace(core.questions[key], critical=not core.questions[key].critical)


def test_an_unknown_questionnaire_is_answered_with_those_there_are():
    for slug, version in [("forced-labor", "2026.1"), ("forced-labour-core", "1999.1")]:
        with pytest.raises(library.UnknownQuestionnaire) as caught:
            library.load(slug, version)
        assert "forced-labour-core (2026.1)" in str(caught.value)


def test_the_newest_version_is_found():
    assert library.latest("forced-labour-core") is core
