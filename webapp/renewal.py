"""Keep a lease for as long as work goes on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

RENEWALS_IN_A_LEASE = 3

log = structlog.get_logger(__name__)


@contextmanager
def renewing(lease: timedelta, renew: Callable[[], None]) -> Iterator[None]:
    """Call `renew` three times in each lease, in a thread, until the block ends.

    A database that is busy or away is asked again at the next turn.
    """
    over = threading.Event()

    def keep() -> None:
        while not over.wait(lease.total_seconds() / RENEWALS_IN_A_LEASE):
            try:
                renew()
            except (DBAPIError, PoolTimeout) as problem:
                log.warning("lease_not_renewed", exc_info=problem)

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
