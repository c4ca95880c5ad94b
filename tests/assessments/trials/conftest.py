"""A company with answered questions, an overlay, and somebody who does the jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from assessments.database import Database
from assessments.library import methods, overlays
from assessments.library.models import RulesetVersion
from assessments.library.service import publish_overlay
from assessments.results.models import Result
from assessments.scope import CompanyScope
from assessments.trials import service
from assessments.trials.models import Trial
from tests.assessments.plain_letters import BareLetters
from tests.overlays import overlay
from tests.stories import Story
from webapp.jobs.registry import load_handlers
from webapp.jobs.runner import Runner
from webapp.settings import Settings


@dataclass
class Bench:
    """A story with a company in it, and the jobs of its database."""

    story: Story
    company: CompanyScope
    runner: Runner

    def answered(self, name: str, values: Mapping[str, Any]) -> Result:
        """A supplier that sent these answers, scored."""
        supplier = self.story.supplier(self.company, name)
        campaign = self.story.campaign(self.company, f"To {name}")
        (token,) = self.story.invite(self.company, campaign, supplier)
        scope = self.story.enter(token)
        self.story.answer(scope, values)
        return self.story.score(self.company, self.story.submit(scope))

    def overlay(self, **changes: Any) -> RulesetVersion:
        """A published overlay of the shipped ruleset."""
        with self.story.database.reading() as session:
            bases = overlays.bases(session)
        checked = overlays.check_overlay(overlay(**changes), bases)
        with self.story.database.writing(self.company) as session:
            return publish_overlay(
                session, self.company, overlay=checked, now=self.story.now, ids=self.story.ids
            )

    def start(self, ruleset: RulesetVersion) -> Trial:
        """A trial of a ruleset with the newest reference data."""
        with self.story.database.writing(self.company) as session:
            edition = methods.reference_editions(session, self.company)[0]
            return service.start(
                session,
                self.company,
                ruleset_version_id=ruleset.public_id,
                reference_edition_id=edition.public_id,
                now=self.story.now,
                ids=self.story.ids,
            )


@pytest.fixture
def bench(database: Database, settings: Settings) -> Bench:
    load_handlers()
    story = Story(database, letters=BareLetters())
    story.publish()
    runner = Runner(database, settings, now=lambda: story.now, ids=story.ids)
    return Bench(story, story.company(), runner)
