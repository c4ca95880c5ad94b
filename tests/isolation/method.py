"""How one company of the world scores: an overlay, an edition, an adopted and an open trial."""

from functools import cache

from assessments.library import overlays
from assessments.library.offers import offer_questionnaire
from assessments.library.own_questionnaires import publish_questionnaire
from assessments.library.service import publish_edition, publish_overlay
from assessments.results.beside import write_beside
from assessments.scope import CompanyScope
from assessments.trials import service
from assessments.trials.adopting import another_between
from assessments.trials.models import Trial
from assessments.trials.rescoring import rescore
from assessments.trials.scoring import keep_segment, method_of, moves_of, take_segment
from assessments.trials.segments import spans
from assessments.trials.status import about_trial
from assessments.work.queries import jobs_about
from scoring import shipped
from scoring.reference import Reference
from tests.overlays import overlay, shipped_ruleset
from tests.own_questionnaires import small
from tests.stories import Story


@cache
def same_overlay() -> overlays.CheckedOverlay:
    """An overlay that every company of the world publishes, each for itself."""
    base = overlays.Base(shipped_ruleset().document, shipped.reference())
    return overlays.check_overlay(overlay(slug="of-everybody"), [base])


def give_method(story: Story, scope: CompanyScope, mark: str, *, stopped: bool) -> None:
    """Adopt one overlay, and leave the trial of another open. `mark` stands in what they say."""
    with story.database.writing(scope) as session:
        same = same_overlay()
        publish_overlay(session, scope, overlay=same, now=story.now, ids=story.ids)
        for title, slug in ((f"Questions of {mark}", f"{mark}-nights"), ("Questions", "nights")):
            own = small(title, slug)
            row = publish_questionnaire(session, scope, checked=own, now=story.now, ids=story.ids)
        offer_questionnaire(
            session,
            scope,
            questionnaire_version_id=row.public_id,
            offered=False,
            now=story.now,
        )
    adopted = _started(story, scope, mark, "1")
    _score(story, scope, adopted)
    now, ids = story.now, story.ids
    with story.database.writing(scope) as session:
        service.adopt(session, scope, public_id=adopted.public_id, now=now, ids=ids)
        method = method_of(adopted)
        for span in list(spans(session, scope)):
            made = another_between(session, scope, method, span.first, span.last)
            write_beside(session, scope, method=method, made=made, now=now, ids=ids)
    left = _started(story, scope, mark, "2")
    if stopped:
        with story.database.writing(scope) as session:
            service.stop(session, scope, public_id=left.public_id, now=now)


def _started(story: Story, scope: CompanyScope, mark: str, version: str) -> Trial:
    with story.database.reading() as session:
        published = overlays.bases(session)
    named = overlay(slug=f"{mark}-overlay", version=version, title=mark, policy="yes", severity="Z")
    checked = overlays.check_overlay(named, published)
    reference = Reference({**shipped.reference().document, "version": f"{mark}-{version}"})
    with story.database.writing(scope) as session:
        now, ids = story.now, story.ids
        ruleset = publish_overlay(session, scope, overlay=checked, now=now, ids=ids)
        edition = publish_edition(session, scope, reference=reference, now=now, ids=ids)
        return service.start(
            session,
            scope,
            ruleset_version_id=ruleset.public_id,
            reference_edition_id=edition.public_id,
            now=now,
            ids=ids,
        )


def _score(story: Story, scope: CompanyScope, trial: Trial) -> None:
    with story.database.writing(scope) as session:
        jobs = [job.details() for job in jobs_about(session, scope, about_trial(trial))]
        for job in jobs:
            task = take_segment(session, scope, job["segment_id"])
            assert task is not None
            rescored = rescore(task.taken, task.scorers)
            keep_segment(
                session,
                scope,
                trial_segment_id=job["segment_id"],
                rescored=rescored,
                moves=moves_of(session, scope, task, rescored),
                now=story.now,
            )
