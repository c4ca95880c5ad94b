"""Documents behind answers: added, listed, given back, taken away."""

from collections.abc import Callable

import pytest

from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person
from webapp.languages.choice import ARGUMENT

PAGE, FIELD = "management/1", "file.policy"
TEXT = (b"Nobody pays for work here.", "Our policy.txt")


def upload(person: Person, page: Page, *files: tuple[bytes, str]) -> Page:
    return person.press(page, button=("upload", "policy"), files={FIELD: list(files)})


def test_several_files_are_added_at_once_and_listed_with_their_size(scene: Scene) -> None:
    person = scene.inside()
    page = upload(person, scene.page(person, PAGE), TEXT, (b"a;b\n" * 4000, "training.csv"))
    assert "2 documents were added" in page.text
    assert "Our policy.txt" in page.text
    assert "16 kB" in page.text
    assert page.path.endswith(PAGE)


def test_files_and_answers_of_a_page_are_saved_together(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, PAGE)
    after = person.press(page, {"q.policy": "yes"}, holding="q.policy", files={FIELD: [TEXT]})
    assert after.path.endswith("/management/2")
    assert "1 document was added" in after.text
    check = scene.page(person, "check").text
    assert "Document: Our policy.txt" in check


def test_a_file_comes_back_as_an_attachment_that_runs_nothing(scene: Scene) -> None:
    person = scene.inside()
    name = "<script>alert(1)</script> ишчилар.txt"
    page = upload(person, scene.page(person, PAGE), (TEXT[0], name))
    assert "<script>alert" not in page.response.get_data(as_text=True)
    address = page.text.split(f'href="{scene.invitation}/evidence/')[1].split('"')[0]
    answer = person.client.get(f"{scene.invitation}/evidence/{address}")
    assert answer.get_data() == TEXT[0]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "empty.pdf", "This file is empty"),
        (b"MZ\x90\x00", "setup.exe", "cannot be taken"),
        (b"%PDF-1.7 nothing", "paper.jpg", "ends in .jpg"),
        (b"<html><script>1</script>", "page.txt", "Web pages"),
        (b"x" * (10 * 1024 * 1024 + 1), "large.txt", "larger than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_beside_its_field(
    scene: Scene, data: bytes, name: str, told: str
) -> None:
    person = scene.inside()
    page = scene.page(person, PAGE)
    again = person.press(
        page, {"q.owner": "yes"}, holding="q.policy", files={FIELD: [(data, name)]}
    )
    assert again.status == 422
    assert f'href="#{FIELD}"' in again.text
    assert f"{name}: " in again.text
    assert told in again.text
    assert again.form("q.owner").fields["q.owner"] == ["yes"]


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("uz", "holiday.jpg: Bu fayl nomining oxiri .jpg, lekin ichida – matn."),
        ("uz-Cyrl", "holiday.jpg: Бу файл номининг охири .jpg, лекин ичида – матн."),
    ],
)
def test_a_refused_file_is_told_in_the_language_of_the_page(
    scene: Scene, language: str, told: str
) -> None:
    person = scene.inside()
    person.get(f"{scene.invitation}/?{ARGUMENT}={language}")
    again = upload(person, scene.page(person, PAGE), (TEXT[0], "holiday.jpg"))
    assert again.status == 422
    assert told in again.text


def test_a_good_file_is_kept_beside_a_bad_one_and_beside_a_wrong_answer(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "pay/1")
    files = {"file.contracts_share": [TEXT, (b"MZ", "setup.exe")]}
    typed = {"q.contracts_share": "many"}
    again = person.press(page, typed, holding="q.contracts_share", files=files)
    assert again.status == 422
    assert "Our policy.txt</a>" in again.text
    assert again.form("q.contracts_share").fields["q.contracts_share"] == ["many"]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.txt", "a\u202egpj.txt", "ü" * 300 + ".txt", "CON.txt", "😀.txt", "报告.txt"],
)
def test_no_name_of_a_file_does_harm(scene: Scene, name: str) -> None:
    person = scene.inside()
    page = upload(person, scene.page(person, PAGE), (TEXT[0], name))
    assert page.status == 200
    assert "etc/passwd" not in page.text
    assert "\u202e" not in page.text
    assert "1 document was added" in page.text


def test_a_file_can_be_taken_away_and_stays_among_the_papers(scene: Scene) -> None:
    person = scene.inside()
    page = upload(person, scene.page(person, PAGE), TEXT)
    (button,) = [each for each in page.form("q.policy").buttons if each[0] == "remove_file"]
    after = person.press(page, button=button)
    assert "Our policy.txt was removed" in after.text
    assert "Our policy.txt</a>" not in after.text
    assert after.form("paper.policy").offered["paper.policy"] == [button[1]]
    assert person.get(f"{scene.invitation}/evidence/{button[1]}").status == 200


def test_adding_without_having_chosen_says_so_and_saves_the_answers(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, PAGE)
    again = person.press(page, {"q.policy": "partly"}, button=("upload", "policy"))
    assert again.status == 422
    assert "Choose a document first" in again.text
    assert f'href="#{FIELD}"' in again.text
    assert scene.answers()["policy"] == "partly"


def test_files_that_are_too_large_together_are_not_called_too_large_alone(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, PAGE)
    assert "up to 10 MB at once" in page.text
    refused = upload(person, page, (b"a" * 6_000_000, "a.txt"), (b"b" * 6_000_000, "b.txt"))
    assert refused.status == 413
    assert "sent at once may have 10 MB" in refused.text
    assert "Nothing was saved" in refused.text


def test_files_of_another_questionnaire_are_not_found(make_scene: Callable[..., Scene]) -> None:
    one, two = make_scene(), make_scene("Other Retail plc", "Other Gloves")
    owner, stranger = one.inside(), two.inside()
    page = upload(owner, one.page(owner, PAGE), TEXT)
    file = page.text.split(f"{one.invitation}/evidence/")[1].split('"')[0]
    for path in (f"{one.invitation}/evidence/{file}", f"{two.invitation}/evidence/{file}"):
        assert stranger.get(path).status == 404
    assert owner.get(f"{two.invitation}/evidence/{file}").status == 404
    assert owner.get(f"{one.invitation}/evidence/{file}").status == 200
