"""How fast a portfolio is scored again by another method, from SQLite to SQLite, on one core.

Ours is a trial as its jobs run it: segments, outbox, scores kept as bytes, who moves as rows. The
yardstick is what one would write first: a loop over objects that reads each submission, scores it
with its reasons and adds a result. The portfolio repeats one submission. Nothing is asserted.
"""

import json
import tempfile
from pathlib import Path
from time import process_time, time

import structlog
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from assessments.base import Base
from assessments.database import Database
from assessments.ids import new_public_id
from assessments.library import methods, overlays
from assessments.library import queries as library
from assessments.library.models import RulesetVersion
from assessments.library.service import publish_overlay
from assessments.responses.models import Submission
from assessments.results.columns import columns_of
from assessments.results.models import Result
from assessments.results.standing import read_for
from assessments.schema import upgrade
from assessments.scope import CompanyScope
from assessments.trials import service
from questionnaires import library as questionnaires
from scoring import shipped
from scoring.engine import Scorer
from tests.assessments.plain_letters import BareLetters
from tests.instances import settings_for
from tests.overlays import overlay
from tests.stories import Story
from webapp.jobs.registry import load_handlers
from webapp.jobs.runner import Runner

PORTFOLIO = 5_000
LOOPED = 300
CASE = "glove-maker-malaysia"


def main() -> None:
    quiet = structlog.make_filtering_bound_logger(40)
    structlog.configure(wrapper_class=quiet)
    load_handlers()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/portfolio.sqlite3"
        upgrade(url)
        story = Story(Database(url), letters=BareLetters())
        company = _portfolio(story)
        tried = _tried(story, company)
        runner = Runner(story.database, settings_for(Path(folder), url), now=lambda: story.now)
        runner.drain()
        wall, ours = _trial(story, company, tried, runner)
        loop = _loop(story, company, tried)
        story.database.dispose()
    print(f"{'':38}{'µs CPU a submission':>20}{'× ours':>9}")
    print(f"{f'trial of {PORTFOLIO:,}':38}{ours * 1e6:>20.0f}{1:>9.1f}")
    print(f"{'loop over objects, a result added each':38}{loop * 1e6:>20.0f}{loop / ours:>9.1f}")
    print(f"A million by one worker at this speed: {wall * 1e6 / 60:.1f} minutes.")


def _portfolio(story: Story) -> CompanyScope:
    """A company to which one submission was disclosed many times."""
    story.publish()
    company = story.company()
    form = questionnaires.load(*shipped.QUESTIONNAIRE).form()
    case = next(one for one in shipped.ruleset(form).cases if one.name == CASE)
    (token,) = story.invite(company, story.campaign(company), story.supplier(company))
    scope = story.enter(token)
    story.answer(scope, dict(case.document["answers"]))
    story.score(company, story.submit(scope))
    with story.database.writing(company) as session:
        _repeat(session, "submission", {"number": "x"})
        _repeat(session, "disclosure", {"submission_id": "x"})
        _repeat(session, "result", {"submission_id": "x"})
    return company


def _repeat(session: Session, table: str, changed: dict[str, str]) -> None:
    changed = {"public_id": "lower(hex(randomblob(16)))"} | changed
    columns = [column.name for column in Base.metadata.tables[table].c if column.name != "id"]
    values = ", ".join(changed.get(column, column) for column in columns)
    session.execute(
        text(
            f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608 - names of our own tables
            f"WITH RECURSIVE n(x) AS (SELECT 2 UNION ALL SELECT x + 1 FROM n WHERE x < :last) "
            f"SELECT {values} FROM {table}, n WHERE {table}.id = 1"
        ),
        {"last": PORTFOLIO},
    )


def _tried(story: Story, company: CompanyScope) -> RulesetVersion:
    with story.database.reading() as session:
        checked = overlays.check_overlay(overlay(), overlays.bases(session))
    with story.database.writing(company) as session:
        return publish_overlay(session, company, overlay=checked, now=story.now, ids=story.ids)


def _trial(
    story: Story, company: CompanyScope, tried: RulesetVersion, runner: Runner
) -> tuple[float, float]:
    """Seconds of wall and of CPU for each submission."""
    with story.database.writing(company) as session:
        edition = methods.reference_editions(session, company)[0]
        service.start(
            session,
            company,
            ruleset_version_id=tried.public_id,
            reference_edition_id=edition.public_id,
            now=story.now,
            ids=story.ids,
        )
    wall, cpu = time(), process_time()
    runner.drain()
    return (time() - wall) / PORTFOLIO, (process_time() - cpu) / PORTFOLIO


def _loop(story: Story, company: CompanyScope, tried: RulesetVersion) -> float:
    """Seconds of CPU for each submission."""
    with story.database.writing(company) as session:
        found = session.scalars(select(Result).order_by(Result.id).limit(LOOPED)).all()
        edition = found[0].reference_edition_id
        scorer = _scorer(session, found[0], tried, edition)
        session.expunge_all()
        started = process_time()
        for old in session.scalars(select(Result).order_by(Result.id).limit(LOOPED)):
            session.get_one(Submission, old.submission_id)
            made = scorer.score(read_for(session, company, old)).document()
            json.loads(old.document)
            session.add(_beside(story, old, tried.id, columns_of(made)))
        session.flush()
        taken = process_time() - started
        session.rollback()
    return taken / LOOPED


def _scorer(session: Session, old: Result, tried: RulesetVersion, edition: int) -> Scorer:
    return library.scorer(
        session,
        questionnaire_version_id=old.questionnaire_version_id,
        ruleset_version_id=tried.id,
        reference_edition_id=edition,
    )


def _beside(story: Story, old: Result, ruleset: int, columns: dict[str, object]) -> Result:
    return Result(
        public_id=new_public_id(story.ids),
        company_id=old.company_id,
        supplier_id=old.supplier_id,
        invitation_id=old.invitation_id,
        submission_id=old.submission_id,
        questionnaire_version_id=old.questionnaire_version_id,
        ruleset_version_id=ruleset,
        reference_edition_id=old.reference_edition_id,
        inputs=old.inputs,
        scored_on=old.scored_on,
        scored_at=story.now,
        **columns,
    )


if __name__ == "__main__":
    main()
