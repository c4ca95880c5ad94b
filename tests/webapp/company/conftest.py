"""Companies with people of each role, and the stories of their suppliers behind the pages."""

from collections.abc import Callable

import pytest

from assessments.people import roles
from tests.stories import START, Story
from tests.webapp.company.firm import Clock, Firm
from tests.webapp.supplier.pages import Person
from webapp.app import Erkin


@pytest.fixture
def make_firm(app: Erkin, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Firm]:
    """Make a company; all share one instance and one clock."""
    database = app.extensions["erkin"].database
    clock = Clock(START)
    monkeypatch.setattr(database, "now", clock)
    story = Story(database, now=START)
    story.publish()
    return lambda name: Firm(app, story, clock, story.company(name), name)


@pytest.fixture
def firm(make_firm: Callable[[str], Firm]) -> Firm:
    """One company."""
    return make_firm("Invented Retail plc")


@pytest.fixture
def editor(firm: Firm) -> Person:
    """Somebody who keeps suppliers and sends campaigns."""
    return firm.person()


@pytest.fixture
def viewer(firm: Firm) -> Person:
    """Somebody who reads and changes nothing."""
    return firm.person(roles.COMPANY_VIEWER)
