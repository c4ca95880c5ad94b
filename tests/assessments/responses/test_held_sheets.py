"""An uploaded spreadsheet is held for a day, one at a time, for whoever uploaded it."""

from datetime import timedelta

import pytest

from assessments.database import Database
from assessments.errors import AlreadySubmitted
from assessments.responses.held import held_saves
from assessments.responses.sheets import CELLS, LONGEST, SHEET, hold_sheet
from assessments.scope import SupplierScope
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story


@pytest.fixture
def story(database: Database) -> Story:
    told = Story(database, letters=BareLetters())
    told.publish()
    return told


def asked(story: Story, name: str) -> SupplierScope:
    company = story.company(name)
    supplier = story.supplier(company, "Invented Gloves", "gloves@supplier.example")
    (token,) = story.invite(company, story.campaign(company), supplier)
    return story.enter(token)


def hold(story: Story, scope: SupplierScope, cells: str) -> bool:
    with story.database.writing(scope) as session:
        return hold_sheet(session, scope, cells=cells, now=story.now)


def held(story: Story, scope: SupplierScope) -> list[tuple[str, list[str]]]:
    with story.database.reading(scope) as session:
        found = held_saves(session, scope, story.now)
        return [(one.page, one.fields[CELLS]) for one in found]


def test_one_sheet_is_held_for_an_invitation_and_for_a_day(story: Story) -> None:
    scope, other = asked(story, "Invented Retail plc"), asked(story, "Other Retail plc")
    assert hold(story, scope, "first")
    assert hold(story, scope, "Ўзбекча")
    assert held(story, scope) == [(SHEET, ["Ўзбекча"])]
    assert held(story, other) == []
    assert not hold(story, scope, "x" * (LONGEST + 1))
    assert held(story, scope) == [(SHEET, ["Ўзбекча"])]
    story.now += timedelta(hours=24)
    assert held(story, scope) == []


def test_no_sheet_is_held_after_the_answers_were_sent(story: Story) -> None:
    scope = asked(story, "Invented Retail plc")
    story.answer(scope, {"policy": "yes"})
    story.submit(scope)
    with pytest.raises(AlreadySubmitted):
        hold(story, scope, "late")
