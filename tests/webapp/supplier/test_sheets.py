"""Answering in a spreadsheet: what is uploaded is looked at, then saved as from the pages."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from questionnaires.library import CORE, latest
from tests.assessments.sheets.bombs import row, text, xlsx
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person
from tests.webapp.supplier.spreadsheets import downloaded, fill, row_of, saved, table, take, upload
from webapp.languages.choice import ARGUMENT

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
FIRST = {"site_country": "TKM", "workers_total": 120, "policy": "no"}


def shown_by(page: Page) -> str:
    """The words of a page on one line."""
    return " ".join(page.text.split())


def test_a_form_filled_in_offline_is_saved_as_if_it_had_been_typed_on_the_pages(
    scene: Scene,
) -> None:
    person = scene.inside()
    book = downloaded(scene, person)
    agents = table(book, "agents")
    agents.append(["Invented Agency", "Nepal", "L-1", "31.12.2027", 40, "Yes", "No", 100, "USD"])
    data = fill(
        book,
        {
            "site_country": "Kazakhstan",
            "workers_total": "1 200",
            "workers_agency": 200,
            "policy": "Yes",
            "contracts_share": "87,5 %",
            "lowest_pay": "90000 KZT",
            "guards:none": "x",
            "cases": "None to list",
            "resign_cost": "Don’t know",
        },
    )
    page = upload(scene, person, data)
    assert page.path.endswith("/sheet/check")
    assert scene.answers() == {}
    assert "10 answers can be taken." in shown_by(page)
    arrived = take(person, page)
    assert arrived.path.endswith("/tasks")
    assert "10 answers were taken." in shown_by(arrived)
    assert scene.held() == []
    assert scene.answers() == {
        "site_country": "KAZ",
        "workers_total": 1200,
        "workers_agency": 200,
        "policy": "yes",
        "contracts_share": "87.5",
        "lowest_pay": {"amount": "90000", "currency": "KZT"},
        "guards": ["none"],
        "cases": [],
        "resign_cost": "dont_know",
        "agents": [
            {
                "name": "Invented Agency",
                "country": "NPL",
                "licence_no": "L-1",
                "licence_expiry": "2027-12-31",
                "workers_12m": 40,
                "contract": "yes",
                "subagents": "no",
                "fee_to_worker": {"amount": "100", "currency": "USD"},
            }
        ],
    }


def test_what_cannot_be_read_is_named_with_its_place_and_the_rest_is_taken(scene: Scene) -> None:
    person = scene.inside()
    book = downloaded(scene, person)
    place = f"cell D{row_of(book.worksheets[1], 'erkin:question:workers_total')}"
    page = upload(scene, person, fill(book, {"workers_total": "many", "policy": "Yes"}))
    words = shown_by(page)
    assert "Enter a whole number, such as 120" in words
    assert f"Sheet “Answers”, {place}: “many”" in words
    assert 'workforce/1#q.workers_total">Answer on the page' in words
    after = take(person, page)
    assert after.path.endswith("/sheet/check")
    assert "“many”" in after.text
    assert "1 answer was taken." in after.text
    assert "What is listed here is not saved yet." in page.text
    assert "is not saved yet" not in after.text
    assert scene.answers() == {"policy": "yes"}
    assert scene.held() == ["sheet"]


def test_what_somebody_else_changed_since_the_download_is_chosen_by_hand(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, FIRST)
    book = downloaded(scene, person)
    scene.story.answer(scene.scope, {"policy": "partly", "workers_total": 130})
    page = upload(scene, person, fill(book, {"policy": "Yes", "site_country": None}))
    words = shown_by(page)
    assert "1 answer was changed by somebody else." in words
    assert "1 answer can be taken." in words
    take(person, page)
    assert scene.answers() == {"site_country": None, "policy": "partly", "workers_total": 130}
    again = upload(scene, person, fill(book, {"policy": "Yes", "site_country": "Turkmenistan"}))
    take(person, again, mine=["policy"])
    assert scene.answers()["policy"] == "yes"


def test_nothing_is_taken_that_the_page_did_not_show(scene: Scene) -> None:
    person = scene.inside()
    page = upload(scene, person, fill(downloaded(scene, person), {"policy": "Yes"}))
    scene.story.answer(scene.scope, {"policy": "no"})
    told = take(person, page)
    assert told.status == 412
    assert "Please look again." in told.text
    assert scene.answers() == {"policy": "no"}


def test_a_file_is_kept_for_a_day_one_at_a_time_and_can_be_discarded(scene: Scene) -> None:
    person = scene.inside()
    book = downloaded(scene, person)
    upload(scene, person, fill(book, {"policy": "No"}))
    page = upload(scene, person, fill(book, {"policy": "Yes"}))
    assert scene.held() == ["sheet"]
    assert "A file waits for you" in scene.page(person, "tasks").text
    gone = person.press(page, button=("discard", "1"))
    assert gone.path.endswith("/sheet")
    assert scene.held() == []
    upload(scene, person, fill(book, {"policy": "Yes"}))
    scene.clock.pass_by(timedelta(minutes=50))
    scene.page(person, "tasks")
    scene.clock.pass_by(timedelta(hours=24))
    assert scene.held() == []


def test_the_sheet_speaks_the_language_of_the_page_and_takes_answers_in_any(scene: Scene) -> None:
    person = scene.inside()
    person.get(f"{scene.invitation}/sheet?{ARGUMENT}=ru")
    book = downloaded(scene, person)
    assert "В какой стране" in str(book.worksheets[1]["B4"].value)
    page = upload(scene, person, fill(book, {"site_country": "Oʻzbekiston", "policy": "Yes"}))
    take(person, page)
    assert scene.answers() == {"site_country": "UZB", "policy": "yes"}


def test_goods_are_chosen_by_their_names_in_the_language_of_the_page_and_of_the_file(
    scene: Scene,
) -> None:
    person = scene.inside()
    person.get(f"{scene.invitation}/sheet?{ARGUMENT}=uz")
    offered = scene.page(person, "site/3/products/new").text
    assert '<option value="cotton">Paxta</option>' in offered
    assert offered.index(">Zira<") < offered.index(">Oʻyinchoqlar<") < offered.index(">Chigit")
    book = downloaded(scene, person)
    assert "Paxta" in {cell.value for row in book["lists"].iter_rows() for cell in row}
    table(book, "products").append(["paxta", "5201 00"])
    page = upload(scene, person, saved(book))
    assert "Paxta" in page.text
    take(person, page)
    assert scene.answers() == {"products": [{"good": "cotton", "hs": "5201 00"}]}
    assert "Paxta" in scene.page(person, "check").text


def test_the_sheet_holds_the_form_and_one_s_own_answers_and_names_nobody(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, FIRST)
    got = scene.page(person, "sheet/download").response
    assert got.headers["Content-Disposition"] == ("attachment; filename=forced-labour-core-en.xlsx")
    with ZipFile(BytesIO(got.get_data())) as archive:
        everything = b" ".join(archive.read(name) for name in archive.namelist()).decode()
    for secret in ("Invented Retail", "Invented Gloves", scene.address, scene.invitation[-36:]):
        assert secret not in everything
    assert scene.page(person, "sheet/download").response.get_data() == got.get_data()


def test_a_sheet_of_one_s_answers_to_another_customer_fills_what_is_empty_here(
    scene: Scene, make_scene: type
) -> None:
    other = make_scene("Other Retail plc", "Invented Gloves")
    elsewhere = other.inside()
    other.story.answer(other.scope, FIRST)
    filled_in = saved(downloaded(other, elsewhere))
    person = scene.inside()
    scene.story.answer(scene.scope, {"policy": "yes"})
    page = upload(scene, person, filled_in)
    assert "2 answers can be taken." in shown_by(page)
    take(person, page)
    assert scene.answers() == {**FIRST, "policy": "yes"}


def test_files_that_are_no_answer_sheet_are_refused_with_advice(scene: Scene) -> None:
    person = scene.inside()
    shopping = Workbook()
    shopping.worksheets[0].append(["Milk", 2])
    for data, name, advice in (
        (b"", "", "Choose the file first"),
        (b"", "a.xlsx", "This file is empty."),
        (b"Country;Answer", "a.csv", "A text file keeps too little of the form."),
        (saved(shopping), "a.xlsx", "No question of this form was found in the file."),
        (xlsx(row(1, text("A1", "x"), text("XFD1048576", "y"))), "a.xlsx", "cell XFD1048576"),
    ):
        page = upload(scene, person, data, name)
        assert page.status == 422
        assert advice in shown_by(page)
    assert scene.held() == []


def test_a_sheet_after_the_answers_were_sent_changes_nothing(scene: Scene) -> None:
    person = scene.inside()
    data = fill(downloaded(scene, person), {"policy": "Yes"})
    page = upload(scene, person, data)
    scene.story.answer(scene.scope, FIRST)
    scene.story.submit(scene.scope)
    told = take(person, page)
    assert told.path.endswith("/receipt")
    assert scene.page(person, "sheet/download").path.endswith("/receipt")
    assert scene.answers() == FIRST


def test_the_pages_are_small(scene: Scene) -> None:
    person = scene.inside()
    book = downloaded(scene, person)
    form = latest(CORE)
    yes = {key: "Yes" for key, one in form.questions.items() if one.type == "ypn"}
    many = {key: "many" for key, one in form.questions.items() if one.type == "number"}
    page = upload(scene, person, fill(book, {**yes, **many}))
    assert len(page.response.get_data()) < 60_000
    assert len(scene.page(person, "sheet").response.get_data()) < 60_000


def whole(scene: Scene, person: Person) -> bytes:
    return saved(downloaded(scene, person))


def test_what_was_not_touched_changes_nothing(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, FIRST)
    page = upload(scene, person, whole(scene, person))
    assert "0 answers can be taken." in shown_by(page)
    assert "3 answers are the same as they were." in shown_by(page)
    assert "Take these" not in page.text


def test_a_file_takes_the_place_of_a_reason_only_where_it_is_ticked(
    scene: Scene, make_scene: type
) -> None:
    other = make_scene("Other Retail plc", "Invented Gloves")
    of_another = fill(downloaded(other, other.inside()), {"policy": "Yes"})
    person = scene.inside()
    own = fill(downloaded(scene, person), {"policy": "Yes"})
    reason = {"declined.policy": "confidential", "declined.policy.words": "Ask our lawyer"}
    person.press(scene.page(person, "management/1"), reason, holding="v.policy")
    for file in (own, of_another):
        page = upload(scene, person, file)
        assert "1 answer was changed by somebody else." in shown_by(page)
        assert "Declined: It is a business secret. Ask our lawyer" in shown_by(page)
        take(person, page)
        assert scene.answers() == {"policy": None}
