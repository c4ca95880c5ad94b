"""When work is tried again, and when it is given up. Pure rules of time."""

from datetime import datetime, timedelta

JOB_ATTEMPTS = 5
JOB_PAUSES = (
    timedelta(seconds=10),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
)

MAIL_ATTEMPTS = 48
MAIL_PAUSE = timedelta(minutes=5)

# A code lives for ten minutes: later tries would mail a dead one.
CODE_ATTEMPTS = 10
CODE_PAUSE = timedelta(seconds=30)


def next_job_try(attempts: int, max_attempts: int, now: datetime) -> datetime | None:
    """When a job that failed for the `attempts`-th time is due again; None when given up."""
    if attempts >= max_attempts:
        return None
    return now + JOB_PAUSES[min(attempts, len(JOB_PAUSES)) - 1]


def next_mail_try(kind: str, attempts: int, now: datetime) -> datetime | None:
    """When a mail that was put off for the `attempts`-th time is due again; None when given up."""
    most, pause = mail_patience(kind)
    return None if attempts >= most else now + pause


def mail_patience(kind: str) -> tuple[int, timedelta]:
    """How often a mail of this kind is tried, and how long after the last try."""
    return (CODE_ATTEMPTS, CODE_PAUSE) if kind == "code" else (MAIL_ATTEMPTS, MAIL_PAUSE)
