"""What is published for everybody counts for a company once it adopts it, not before."""

from datetime import timedelta

from assessments.database import Database
from assessments.library.methods import current_method
from assessments.library.service import publish_edition
from assessments.scope import CompanyScope, InstanceScope
from scoring import shipped
from scoring.reference import Reference
from tests.stories import Story


def edition_of(story: Story, company: CompanyScope) -> int:
    with story.database.reading(company) as session:
        return current_method(session, company).reference_edition_id


def test_a_company_keeps_what_was_newest_when_it_was_set_up(database: Database) -> None:
    story = Story(database)
    early = story.company("Set up before anything was published")
    story.publish()
    there = story.company("Set up under the shipped edition")
    first = edition_of(story, there)
    story.now += timedelta(days=1)
    newer = Reference({**shipped.reference().document, "version": "2026.1+newer"})
    with database.writing(InstanceScope()) as session:
        published = publish_edition(
            session, InstanceScope(), reference=newer, now=story.now, ids=story.ids
        )
    later = story.company("Set up afterwards")
    assert edition_of(story, later) == published.id
    assert edition_of(story, there) == edition_of(story, early) == first != published.id
