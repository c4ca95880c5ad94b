"""Score the segments of a trial, and write the results of an adopted method."""

from assessments.results.beside import write_beside
from assessments.results.service import score_submission
from assessments.trials import adopting
from assessments.trials.rescoring import rescore
from assessments.trials.scoring import keep_segment, moves_of, take_segment
from assessments.trials.segments import parts_of
from assessments.trials.service import SCORE_SEGMENT, WRITE_RESULTS
from webapp.jobs.context import JobContext
from webapp.jobs.registry import handler


@handler(SCORE_SEGMENT)
def score_segment(work: JobContext) -> None:
    """Score one segment; nothing where that was done, or the trial was stopped meanwhile."""
    segment_id = work.payload["segment_id"]
    with work.database.reading(work.scope) as session:
        task = take_segment(session, work.scope, segment_id)
    if task is None:
        return
    rescored = rescore(task.taken, task.scorers)
    with work.database.reading(work.scope) as session:
        moves = moves_of(session, work.scope, task, rescored)
    with work.database.writing(work.scope) as session:
        keep_segment(
            session,
            work.scope,
            trial_segment_id=segment_id,
            rescored=rescored,
            moves=moves,
            now=work.now(),
        )
    work.progress(task.submissions, task.submissions)


@handler(WRITE_RESULTS)
def write_results(work: JobContext) -> None:
    """Write the results of one span; what is written already is left as it is."""
    first, last = work.payload["first"], work.payload["last"]
    with work.database.reading(work.scope) as session:
        method = adopting.adopted_method(session, work.scope, work.payload["trial_id"])
        unscored = adopting.unscored_between(session, work.scope, first, last)
    if method is None:
        return
    for disclosure in unscored:
        with work.database.writing(work.scope) as session:
            score_submission(
                session,
                work.scope,
                submission_id=disclosure.submission_id,
                now=work.now(),
                ids=work.ids,
            )
    with work.database.reading(work.scope) as session:
        parts = list(parts_of(session, work.scope, first, last))
    for number, part in enumerate(parts, start=1):
        with work.database.reading(work.scope) as session:
            made = adopting.another_between(session, work.scope, method, part.first, part.last)
        with work.database.writing(work.scope) as session:
            write_beside(
                session, work.scope, method=method, made=made, now=work.now(), ids=work.ids
            )
        work.progress(number, len(parts))
