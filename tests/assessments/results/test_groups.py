"""What is only counted shows nobody's name: these counts are held here, not by the sweep."""

import pytest

from assessments.database import Database
from assessments.results.groups import Dimension, groups
from assessments.results.models import Result
from assessments.results.trying import try_rule
from assessments.scope import CompanyScope
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story

ANSWERS = {"site_country": "DEU", "id_documents": "employer_restricted"}


@pytest.fixture
def story(database: Database) -> Story:
    made = Story(database, letters=BareLetters())
    made.publish()
    return made


def scored(story: Story, company: CompanyScope, name: str) -> Result:
    supplier = story.supplier(company, name, email=f"{len(name)}@supplier.example")
    (token,) = story.invite(company, story.campaign(company, name), supplier)
    scope = story.enter(token)
    story.answer(scope, ANSWERS)
    return story.score(company, story.submit(scope))


@pytest.mark.parametrize("dimension", ["country", "rule", "indicator"])
def test_a_group_counts_only_the_companys_own_suppliers(story: Story, dimension: Dimension) -> None:
    mine, other = story.company("Invented Retail"), story.company("Invented Foods")
    scored(story, mine, "Mine")
    scored(story, other, "Another's")
    with story.database.reading(mine) as session:
        found = groups(session, mine, dimension)
    assert found
    assert {group.suppliers for group in found} == {1}


def test_another_threshold_looks_only_at_the_companys_own_suppliers(story: Story) -> None:
    mine, other = story.company("Invented Retail"), story.company("Invented Foods")
    result = scored(story, mine, "Mine")
    scored(story, other, "Another's")
    with story.database.reading(mine) as session:
        tried = try_rule(session, mine, result_id=result.public_id, rule="MOV01", changes={})
    assert (tried.looked_at, tried.others, tried.fired) == (1, 0, 1)
