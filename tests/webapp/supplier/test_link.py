"""The mailed link: whoever looks at it, only the address on file gets in (C5)."""

from tests.webapp.supplier.conftest import Scene


def test_a_link_leads_by_a_code_to_the_questionnaire(scene: Scene) -> None:
    person = scene.person()
    opened = person.get(scene.link)
    assert opened.status == 200
    assert "Invented Retail plc" in opened.text
    assert "i•••@supplier.example" in opened.text
    form = person.press(opened)
    assert form.path == f"{scene.link}/code"
    arrived = person.press(form, {"code": scene.code()}, holding="code")
    assert arrived.path == f"{scene.invitation}/"
    assert "asks about work at Invented Gloves" in arrived.text
