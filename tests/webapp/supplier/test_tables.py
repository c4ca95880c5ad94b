"""Tables: one row a page, add another, change, remove, none to list."""

import re
from typing import cast

from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person

AGENTS = "recruitment/2"


def at_agents(scene: Scene) -> tuple[Person, Page]:
    person = scene.inside()
    scene.story.answer(scene.scope, {"channels": ["licensed_agency"]})
    return person, scene.page(person, AGENTS)


def add(person: Person, page: Page, name: str) -> Page:
    row = person.press(page, button=("add", "q.agents"))
    (field,) = [field for field in row.form("v.agents").fields if field.endswith(".name")]
    return person.press(row, {field: name}, holding=field)


def test_rows_are_added_one_a_page_and_listed(scene: Scene) -> None:
    person, page = at_agents(scene)
    listed = add(person, page, "Example Manpower")
    assert listed.path.endswith(AGENTS)
    assert "Do you need to add another?" in listed.text
    listed = add(person, listed, "Second Agency")
    assert [name in listed.text for name in ("Example Manpower", "Second Agency")] == [True, True]
    after = person.press(listed, holding="v.agents")
    assert after.path.endswith("/recruitment/7")  # those between are asked of others
    assert "Example Manpower" in scene.page(person, AGENTS).text


def test_one_press_saves_a_row_and_opens_the_next(scene: Scene) -> None:
    person, page = at_agents(scene)
    row = person.press(page, button=("add", "q.agents"))
    following = person.press(row, {"q.agents.1.name": "First"}, button=("another", "1"))
    assert following.path.endswith("/agents/new")
    person.press(following, {"q.agents.2.name": "Second"}, holding="v.agents")
    assert "Second" in scene.page(person, AGENTS).text


def test_a_row_can_be_changed(scene: Scene) -> None:
    person, page = at_agents(scene)
    listed = add(person, add(person, page, "First"), "Second")
    row = person.press(listed, button=("change", "q.agents.2"))
    assert row.form("v.agents").fields["q.agents.2.name"] == ["Second"]
    listed = person.press(row, {"q.agents.2.name": "Renamed"}, holding="v.agents")
    assert ["First" in listed.text, "Second" in listed.text, "Renamed" in listed.text] == [
        True,
        False,
        True,
    ]


def test_a_row_is_removed_after_one_question(scene: Scene) -> None:
    person, page = at_agents(scene)
    listed = add(person, add(person, page, "First"), "Second")
    asked = person.press(listed, button=("remove", "q.agents.1"))
    assert "First" in asked.text
    assert "First" in scene.page(person, AGENTS).text
    listed = person.press(asked, holding="v.agents")
    assert ("First" in listed.text, "Second" in listed.text) == (False, True)


def test_a_table_that_lost_its_last_row_is_unanswered_and_not_none_to_list(scene: Scene) -> None:
    person, page = at_agents(scene)
    listed = add(person, page, "First")
    person.press(person.press(listed, button=("remove", "q.agents.1")), holding="v.agents")
    form = scene.page(person, AGENTS).form("v.agents")
    assert "q.agents.none" in form.offered
    assert "q.agents.none" not in form.fields


def test_none_to_list_is_an_answer(scene: Scene) -> None:
    person, page = at_agents(scene)
    person.press(page, {"q.agents.none": "1"}, holding="v.agents")
    assert scene.page(person, AGENTS).form("v.agents").fields["q.agents.none"] == ["1"]
    assert "None to list" in scene.page(person, "check").text


def test_saving_the_page_of_a_table_leaves_its_rows_alone(scene: Scene) -> None:
    person, page = at_agents(scene)
    listed = add(person, page, "First")
    person.press(listed, holding="v.agents")
    person.press(scene.page(person, AGENTS), holding="v.agents")
    assert "First" in scene.page(person, AGENTS).text


def test_a_problem_in_a_row_stands_beside_its_box_and_nothing_is_saved(scene: Scene) -> None:
    person, page = at_agents(scene)
    row = person.press(page, button=("add", "q.agents"))
    typed = {"q.agents.1.name": "First", "q.agents.1.licence_expiry.day": "31"}
    typed |= {"q.agents.1.licence_expiry.month": "2", "q.agents.1.licence_expiry.year": "2027"}
    again = person.press(row, typed, holding="v.agents")
    assert again.status == 422
    assert 'href="#q.agents.1.licence_expiry.day"' in again.text
    assert "There is no such day" in again.text
    assert again.form("v.agents").fields["q.agents.1.name"] == ["First"]
    assert "First" not in scene.page(person, AGENTS).text


def test_an_empty_row_is_not_saved(scene: Scene) -> None:
    person, page = at_agents(scene)
    again = person.press(person.press(page, button=("add", "q.agents")), holding="v.agents")
    assert (again.status, "Fill in at least one box" in again.text) == (422, True)


def test_two_people_who_add_rows_lose_none(scene: Scene) -> None:
    one, page = at_agents(scene)
    two = scene.inside()
    first = one.press(page, button=("add", "q.agents"))
    second = two.press(scene.page(two, AGENTS), button=("add", "q.agents"))
    one.press(first, {"q.agents.1.name": "From one"}, holding="v.agents")
    told = two.press(second, {"q.agents.1.name": "From two"}, holding="v.agents")
    assert told.status == 412
    assert "saved by you, in another window or on another device" in told.text
    listed = two.press(told, holding="v.agents")
    assert ["From one" in listed.text, "From two" in listed.text] == [True, True]


def test_pressing_twice_adds_a_row_once(scene: Scene) -> None:
    person, page = at_agents(scene)
    row = person.press(page, button=("add", "q.agents"))
    for _ in range(2):
        listed = person.press(row, {"q.agents.1.name": "Once"}, holding="v.agents")
        assert listed.path.endswith(AGENTS)
    assert scene.answers()["agents"] == [{"name": "Once"}]


def test_a_row_that_somebody_changed_is_shown_beside_what_was_typed(scene: Scene) -> None:
    one, page = at_agents(scene)
    listed = add(one, page, "First")
    two = scene.inside()
    mine = two.press(scene.page(two, AGENTS), button=("change", "q.agents.1"))
    theirs = one.press(listed, button=("change", "q.agents.1"))
    one.press(theirs, {"q.agents.1.name": "Theirs"}, holding="v.agents")
    both = two.press(mine, {"q.agents.1.name": "Mine"}, holding="v.agents")
    assert both.status == 412
    assert "Theirs" in both.text
    assert both.form("v.agents").fields["q.agents.1.name"] == ["Mine"]
    assert "Theirs" in scene.page(one, AGENTS).text


def test_a_changed_row_that_somebody_removed_is_not_lost(scene: Scene) -> None:
    one, page = at_agents(scene)
    listed = add(one, page, "First")
    two = scene.inside()
    mine = two.press(scene.page(two, AGENTS), button=("change", "q.agents.1"))
    one.press(one.press(listed, button=("remove", "q.agents.1")), holding="v.agents")
    told = two.press(mine, {"q.agents.1.name": "Mine"}, holding="v.agents")
    assert told.status == 412
    listed = two.press(told, holding="v.agents")
    assert "Mine" in listed.text


def test_a_table_that_changed_is_not_cut_by_an_old_removal(scene: Scene) -> None:
    one, page = at_agents(scene)
    listed = add(one, add(one, page, "First"), "Second")
    asked = one.press(listed, button=("remove", "q.agents.1"))
    two = scene.inside()
    gone = two.press(scene.page(two, AGENTS), button=("remove", "q.agents.1"))
    two.press(gone, holding="v.agents")
    told = one.press(asked, holding="v.agents")
    assert "nothing was removed" in told.text
    assert "Second" in told.text


def test_other_answers_of_the_page_are_saved_on_the_way_to_a_row(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "site/4")
    row = person.press(page, button=("add", "q.inputs"))
    assert row.path.endswith("/site/4/inputs/new")


def test_a_chinese_origin_asks_for_the_region_from_a_list(scene: Scene) -> None:
    person = scene.inside()
    row = person.press(scene.page(person, "site/4"), button=("add", "q.inputs"))
    again = person.press(row, {"q.inputs.1.country": "CHN"}, holding="v.inputs")
    assert again.path.endswith("/site/4/inputs/1")
    assert "CN-XJ" in again.form("v.inputs").offered["q.inputs.1.region"]
    listed = person.press(again, {"q.inputs.1.region": "CN-XJ"}, holding="v.inputs")
    assert "Xinjiang" in listed.text
    row = person.press(listed, button=("change", "q.inputs.1"))
    assert row.form("v.inputs").fields["q.inputs.1.region"] == ["CN-XJ"]
    assert person.press(row, {"q.inputs.1.region": ""}, holding="v.inputs").path.endswith("/site/4")


def test_a_row_that_is_not_there_is_not_found(scene: Scene) -> None:
    person, _ = at_agents(scene)
    for row in ("1", "0", "-1", "201", "99999999999", "x", "new/remove/x", "%00"):
        assert scene.page(person, f"{AGENTS}/agents/{row}").status == 404
    assert scene.page(person, f"{AGENTS}/channels/new").status == 404
    assert scene.page(person, "recruitment/1/agents/new").status == 404


def test_a_row_is_found_again_after_one_before_it_was_removed(scene: Scene) -> None:
    person, page = at_agents(scene)
    listed = add(person, add(person, add(person, page, "R1"), "R2"), "R3")
    tab = person.press(listed, button=("change", "q.agents.2"))
    person.press(person.press(listed, button=("remove", "q.agents.1")), holding="v.agents")
    told = person.press(tab, {"q.agents.2.name": "R2 corrected"}, holding="v.agents")
    assert told.status == 412
    assert ["R3" in told.text, "R2 corrected" in told.text] == [False, True]
    for _ in range(2):
        person.press(told, holding="v.agents")
        assert [row["name"] for row in agents(scene)] == ["R2 corrected", "R3"]


def test_a_row_that_is_gone_is_offered_as_a_new_one_and_overwrites_none(scene: Scene) -> None:
    person, page = at_agents(scene)
    listed = add(person, add(person, add(person, page, "R1"), "R2"), "R3")
    tab = person.press(listed, button=("change", "q.agents.2"))
    person.press(person.press(listed, button=("remove", "q.agents.2")), holding="v.agents")
    told = person.press(tab, {"q.agents.2.name": "R2 corrected"}, holding="v.agents")
    assert (told.status, "your row is added to it" in told.text) == (412, True)
    for _ in range(2):
        person.press(told, holding="v.agents")
        assert [row["name"] for row in agents(scene)] == ["R1", "R3", "R2 corrected"]


def agents(scene: Scene) -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", scene.answers()["agents"])


def test_the_country_of_the_supplier_stands_before_the_others_and_is_not_chosen(
    scene: Scene,
) -> None:
    person = scene.inside()
    offered = re.findall(r'<option value="([A-Z]{3})"([^>]*)>', scene.page(person, "site/1").text)
    assert [code for code, _ in offered[:2]] == ["MYS", "AFG"]
    assert not any("selected" in more for _, more in offered)
    scene.story.answer(scene.scope, {"site_country": "UZB", "channels": ["licensed_agency"]})
    row = scene.page(person, f"{AGENTS}/agents/new").text
    assert re.findall(r'<option value="([A-Z]{3})"', row)[:2] == ["UZB", "AFG"]
