"""A questionnaire that was sent, and the people around it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from assessments.campaigns.models import Campaign
from assessments.database import Database
from assessments.responses import queries as responses
from assessments.responses.held import held_saves
from assessments.scope import CompanyScope, SupplierScope
from questionnaires.library import CORE
from tests.stories import Story
from tests.webapp.supplier.pages import Page, Person
from webapp.app import Erkin

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Clock:
    """The database's clock, which stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, span: timedelta) -> None:
        self.moment += span


@dataclass
class Scene:
    """A company, its campaign, and a supplier's link. `person()` is a browser of its own."""

    app: Erkin
    story: Story
    clock: Clock
    company: CompanyScope
    campaign: Campaign
    token: str
    address: str

    @property
    def database(self) -> Database:
        return self.story.database

    @property
    def link(self) -> str:
        return f"/i/{self.token}"

    @property
    def invitation(self) -> str:
        return f"/answer/{self.story.invitation_of(self.company, self.campaign).public_id}"

    @property
    def scope(self) -> SupplierScope:
        """The respondent, behind the pages."""
        invitation = self.story.invitation_of(self.company, self.campaign)
        assert invitation.party_id is not None
        return SupplierScope(
            invitation.party_id, self.company.company_id, invitation.id, invitation.email
        )

    def person(self) -> Person:
        return Person(self.app.test_client())

    def code(self) -> str:
        """The newest code that was mailed to the supplier."""
        return self.story.mailed(r"code is (\d{6})")[self.address]

    def enter(self, person: Person, link: str = "") -> Page:
        """Come in by the link and the code."""
        form = person.press(person.get(link or self.link))
        return person.press(form, {"code": self.code()}, holding="code")

    def inside(self) -> Person:
        """A browser that has come in."""
        person = self.person()
        arrived = self.enter(person)
        assert arrived.path.startswith(self.invitation)
        return person

    def answers(self) -> dict[str, object]:
        """Question key → what is stored."""
        with self.database.reading(self.scope) as session:
            found = responses.my_answers(session, self.scope)
            return {key: json.loads(answer.value) for key, answer in found.items()}

    def held(self) -> list[str]:
        """The pages for which something is held."""
        with self.database.reading(self.scope) as session:
            return [held.page for held in held_saves(session, self.scope, self.clock())]

    def page(self, person: Person, path: str) -> Page:
        """A page of the questionnaire."""
        return person.get(f"{self.invitation}/{path}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_scene(app: Erkin, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Scene]:
    """Make a company with a supplier that was asked."""
    database = app.extensions["erkin"].database
    monkeypatch.setattr(database, "now", clock)
    story = Story(database, now=START)
    story.publish()

    def make(
        company: str = "Invented Retail plc",
        supplier: str = "Invented Gloves",
        questionnaire: str = CORE,
    ) -> Scene:
        asker = story.company(company)
        asked = story.supplier(asker, supplier)
        campaign = story.campaign(asker, questionnaire=questionnaire)
        with app.app_context():
            (token,) = story.invite(asker, campaign, asked)
        address = re.sub("[^a-z]", "", supplier.lower()) + "@supplier.example"
        return Scene(app, story, clock, asker, campaign, token, address)

    return make


@pytest.fixture
def scene(make_scene: Callable[..., Scene]) -> Scene:
    """One company and one supplier that was asked."""
    return make_scene()
