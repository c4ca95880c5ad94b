"""Two pieces of work at the same time, in a known order."""

import threading
from collections.abc import Callable

from sqlalchemy.orm import Session

from assessments.database import Database, Scoped

LONG_ENOUGH_TO_FINISH = 0.5


def while_uncommitted(
    database: Database,
    scope: Scoped,
    first: Callable[[Session], object],
    second: Callable[[], object],
) -> Exception | None:
    """Do `second` elsewhere when `first` is done but not committed; what `second` ran into.

    Work that waits for the first commit, as it should, is waited for after it. Work that does
    not wait is done by then, and its mistake is seen.
    """
    outcome: list[Exception | None] = []

    def elsewhere() -> None:
        try:
            second()
        except Exception as error:  # noqa: BLE001 - the test judges it
            outcome.append(error)
        else:
            outcome.append(None)

    thread = threading.Thread(target=elsewhere)
    with database.writing(scope) as session:
        first(session)
        thread.start()
        thread.join(LONG_ENOUGH_TO_FINISH)
    thread.join()
    return outcome[0]
