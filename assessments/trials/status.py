"""What a trial is at, from its moments and its segments."""

from assessments.trials.models import Trial

RUNNING, STOPPED, READY = "running", "stopped", "ready"
ADOPTED, DISCARDED = "adopted", "discarded"
OPEN = (RUNNING, STOPPED, READY)


def status_of(trial: Trial, *, done: int, total: int) -> str:
    """One of running, stopped, ready, adopted and discarded; `done` of `total` segments are."""
    if trial.discarded_at is not None:
        return DISCARDED
    if trial.adopted_at is not None:
        return ADOPTED
    if done == total:
        return READY
    return RUNNING if trial.stopped_at is None else STOPPED


def about_trial(trial: Trial) -> str:
    """What the jobs that score a trial are about."""
    return f"trial:{trial.id}"


def about_adoption(trial: Trial) -> str:
    """What the jobs that write the results of an adopted trial are about."""
    return f"adoption:{trial.id}"
