"""Nobody sees, finds or changes what is not theirs, whichever page or form they use (C1, C3, C4).

The pages and forms are found by following links from each principal's own doors, so that a new
page is swept without being named here. `url_map` says whether one was missed.
"""

import pytest
from werkzeug.routing import Rule

from tests.isolation.caller import Caller
from tests.isolation.crawl import REACHED
from tests.isolation.ledger import checksum
from tests.isolation.sweep import Sweep
from tests.isolation.world import NAMES, ONE_OF_EACH, World

NOT_VISITED = {
    "demo.mail": "There only where mails are written to a folder; tests/webapp has its own tests.",
    "static": "Files of the product, the same for everybody, served before the application.",
}
NOT_SENT = {
    "supplier.autosave": "Sent by a script, by no form;"
    " tests/webapp/supplier/test_autosave.py sends it, to a foreign questionnaire too.",
    "supplier.take_from_passport": "Offered only after a passport was uploaded, which needs a file;"
    " tests/webapp/supplier/test_passports.py sends it.",
}


EVERYBODY = [("sqlite", name) for name in NAMES] + [("postgresql", name) for name in ONE_OF_EACH]


@pytest.mark.parametrize(("sweep", "name"), EVERYBODY, indirect=["sweep"])
def test_nobody_sees_what_is_not_theirs(sweep: Sweep, name: str) -> None:
    principal = sweep.world.principals[name]
    before = checksum(sweep.world)
    wrong = [*sweep.found(principal), *sweep.strange_pages(principal)]
    assert not wrong
    assert checksum(sweep.world) == before, "looking at pages changed the database"


@pytest.mark.parametrize(("sweep", "name"), EVERYBODY, indirect=["sweep"])
def test_nobody_changes_what_is_not_theirs(sweep: Sweep, name: str) -> None:
    before = checksum(sweep.world)
    wrong = list(sweep.strange_forms(sweep.world.principals[name]))
    assert not wrong
    assert checksum(sweep.world) == before, "the sweep itself kept what a form wrote"


def test_every_page_was_visited_by_somebody_who_may(sqlite_sweep: Sweep) -> None:
    visited = {
        visit.endpoint
        for found in sqlite_sweep.crawls.values()
        for visit in found.visits
        if visit.answer.status in REACHED
    }
    pages = {rule.endpoint for rule in sqlite_sweep.world.app.url_map.iter_rules() if _opens(rule)}
    assert pages - visited == set(NOT_VISITED)


def test_every_form_with_an_id_in_its_address_was_sent(sqlite_sweep: Sweep) -> None:
    sent = {each.endpoint for found in sqlite_sweep.crawls.values() for each in found.sendings}
    forms = {
        rule.endpoint for rule in sqlite_sweep.world.app.url_map.iter_rules() if _takes_ids(rule)
    }
    assert forms - sent == set(NOT_SENT)


def test_asking_for_the_head_of_a_page_changes_nothing(sqlite_sweep: Sweep) -> None:
    before = checksum(sqlite_sweep.world)
    for name, found in sqlite_sweep.crawls.items():
        caller = Caller(sqlite_sweep.world, sqlite_sweep.world.principals[name])
        for visit in {visit.endpoint: visit for visit in found.visits}.values():
            assert caller.get(visit.path, method="HEAD").status == visit.answer.status
    assert checksum(sqlite_sweep.world) == before


def test_the_principals_are_those_of_the_world(world: World) -> None:
    assert tuple(world.principals) == NAMES


def _opens(rule: Rule) -> bool:
    return "GET" in (rule.methods or ())


def _takes_ids(rule: Rule) -> bool:
    return "POST" in (rule.methods or ()) and "<uuid:" in rule.rule
