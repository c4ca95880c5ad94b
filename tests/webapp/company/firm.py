"""A company at work: its people, its suppliers, and what they answered."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from assessments.campaigns.models import Campaign
from assessments.database import Database
from assessments.parties.models import Supplier
from assessments.people import roles
from assessments.people.service import Place
from assessments.results.models import Result
from assessments.scope import CompanyScope
from scoring import shipped
from tests.accounts import PASSWORD, add_account
from tests.stories import Story
from tests.webapp.supplier.pages import Page, Person
from webapp.app import Erkin
from webapp.jobs.registry import load_handlers
from webapp.jobs.runner import Runner


class Clock:
    """The database's clock, which stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@cache
def cases() -> list[dict[str, Any]]:
    """The six worked cases that the ruleset carries, with their answers."""
    text = shipped.ruleset_path(*shipped.LATEST).read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text, parse_float=Decimal)["cases"]
    return found


@dataclass
class Firm:
    """A company with a clock that all of its story shares."""

    app: Erkin
    story: Story
    clock: Clock
    scope: CompanyScope
    name: str

    @property
    def database(self) -> Database:
        return self.story.database

    def person(self, role: str = roles.COMPANY_EDITOR) -> Person:
        """Somebody of the company, signed in."""
        email = f"{role}@{self.scope.company_id}.example"
        place = Place(company_id=self.scope.company_id)
        add_account(self.database, self.clock(), email=email, role=role, place=place)
        person = Person(self.app.test_client())
        page = person.get("/sign-in")
        arrived = person.press(page, {"email": email, "password": PASSWORD}, holding="email")
        assert arrived.status == 200
        return person

    def supplier(self, name: str = "Invented Gloves") -> Supplier:
        return self.story.supplier(self.scope, name)

    def pass_by(self, span: timedelta) -> None:
        """Let time pass, for the pages and for the story."""
        self.clock.moment += span
        self.story.now = self.clock.moment

    def ask(self, *suppliers: Supplier, campaign: Campaign | None = None) -> list[str]:
        """Send a campaign; the tokens of the links."""
        with self.app.app_context():
            sent = campaign or self.story.campaign(self.scope)
            return self.story.invite(self.scope, sent, *suppliers)

    def answered(self, supplier: Supplier, case: int = 0, **changes: Any) -> Result:
        """Have a supplier asked, and answering like a case of the ruleset."""
        (token,) = self.ask(supplier)
        return self.submitted(token, {**cases()[case]["answers"], **changes})

    def submitted(self, token: str, answers: dict[str, Any]) -> Result:
        """Have a link opened and these answers sent and scored."""
        with self.app.app_context():
            respondent = self.story.enter(token)
            self.story.answer(respondent, answers)
            receipt = self.story.submit(respondent)
            return self.story.score(self.scope, receipt)

    def work(self) -> None:
        """Do every job that is due."""
        load_handlers()
        settings = self.app.extensions["erkin"].settings
        with self.app.app_context():
            Runner(self.database, settings, now=self.clock).drain()


def send(person: Person, page: Page, action: str, **fields: str) -> Page:
    """Press a button that stands alone in a form of its own, by the form's address."""
    return person.press(page, dict(fields), action=action)
