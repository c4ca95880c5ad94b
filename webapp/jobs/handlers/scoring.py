"""Score what was submitted."""

from contextlib import suppress

from assessments.errors import AnswersWithdrawn
from assessments.responses.submission import SCORE_SUBMISSION
from assessments.results.service import score_submission
from webapp.jobs.context import JobContext
from webapp.jobs.registry import handler


@handler(SCORE_SUBMISSION)
def score(work: JobContext) -> None:
    """Score one sealed submission. A second run finds the result and leaves it.

    Nothing is scored that was withdrawn in the meantime.
    """
    with suppress(AnswersWithdrawn), work.database.writing(work.scope) as session:
        score_submission(
            session,
            work.scope,
            submission_id=work.payload["submission_id"],
            now=work.now(),
            ids=work.ids,
        )
    work.progress(1, 1)
