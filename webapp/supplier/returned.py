"""What came back from the company: which questions, and which of them are dealt with."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from assessments.reviews import status
from assessments.reviews.queries import my_review
from webapp.asking import database
from webapp.supplier.visit import Visit


@dataclass(frozen=True)
class Returned:
    """The questions that came back, and those that were corrected or written about since.

    `asks` counts those about which the company only asks something, of somebody who sees all.
    """

    questions: frozenset[str]
    handled: frozenset[str]
    asks: int = 0

    @property
    def left(self) -> frozenset[str]:
        """What is still to be looked at."""
        return self.questions - self.handled

    def state(self, keys: Iterable[str]) -> str:
        """The state of a section with these questions in the task list; empty for its own."""
        here = self.questions & set(keys)
        if not here:
            return ""
        return "sent_back" if here & self.left else "completed"

    def hint(self, keys: Iterable[str]) -> str:
        """How many of these came back, and how many are left."""
        here = self.questions & set(keys)
        words: str = ngettext("1 question came back", "%(num)s questions came back", len(here))
        done = len(here & self.handled)
        if done:
            words += ", " + _("%(done)s looked at", done=done)
        return words


def returned(visit: Visit) -> Returned | None:
    """What came back to the caller; None while no answers are sent that stand."""
    with database().reading(visit.scope) as session:
        review = my_review(session, visit.scope)
    if review is None or review.newest.withdrawn:
        return None
    back = review.sent_back & visit.open
    sealed = {one["question"]: one["version"] for one in review.newest.snapshot["answers"]}
    changed = {
        key for key in back if key in visit.saved and visit.saved[key].version != sealed.get(key)
    }
    replied = status.replied_since(review.rounds[-1].events)
    asked = status.waiting_for_supplier(review.events) if visit.sees_all else ()
    return Returned(questions=back, handled=frozenset(changed) | (replied & back), asks=len(asked))
