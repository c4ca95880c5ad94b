"""Pages with questions: saving, going on, routing, problems."""

from tests.webapp.supplier.conftest import Scene


def test_an_answer_is_saved_and_the_next_page_follows(scene: Scene) -> None:
    person = scene.inside()
    tasks = scene.page(person, "tasks")
    assert "0 of 10 sections complete" in tasks.text
    first = scene.page(person, "site/1")
    after = person.press(first, {"q.site_country": "UZB"}, holding="q.site_country")
    assert after.path.endswith("/site/2")
    again = scene.page(person, "site/1")
    assert again.form("q.site_country").fields["q.site_country"] == ["UZB"]
    assert "Saved 09:00 UTC" in again.text


def test_every_page_of_the_questionnaire_opens(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, EVERYTHING_ASKED)
    from questionnaires.library import load

    for section in load("forced-labour-core", "2026.1").sections:
        for number in range(1, len(section.pages) + 1):
            page = scene.page(person, f"{section.id}/{number}")
            assert (page.status, page.path.endswith(f"{section.id}/{number}")) == (200, True)
    assert scene.page(person, "check").status == 200


EVERYTHING_ASKED = {
    "site_country": "CHN",
    "workers_foreign": 40,
    "workers_agency": 12,
    "workers_total": 240,
    "under18": 2,
    "channels": ["licensed_agency"],
    "agents": [{"name": "Example Manpower"}],
    "fees_paid": "some",
    "id_documents": "employer_on_request",
    "housing": "mandatory",
    "grievance": "partly",
    "grievances_12m": 3,
    "policy": "no",
    "employer_pays_policy": "yes",
}
