"""What a reviewer does about one answer, and what the page of that answer shows of it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from assessments.errors import NotFound
from assessments.reports.reading import Reading
from assessments.results.queries import result_of_submission
from assessments.reviews import queries, service
from assessments.scope import CompanyScope
from webapp.access import current_scope
from webapp.asking import database, ids, letters, now
from webapp.company import reviewing
from webapp.principals import signed_in


def about_answer(found: Reading, key: str) -> dict[str, Any]:
    """The state of an answer, the one before it, its thread, and a newer result if there is one."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        review = queries.review_of(session, scope, submission_id=found.submission.id)
        newest = review.newest.submission.id
        newer = None
        if newest != found.submission.id:
            newer = result_of_submission(session, scope, newest)
    return {
        "one": next((one for one in reviewing.reviewed(found, review) if one.key == key), None),
        "newest": newest == found.submission.id,
        "newer": newer,
        "seen": review.seen,
    }


def decide(found: Reading, key: str, said: Mapping[str, Any]) -> str:
    """Do it, and say what was done. Raises Invalid."""
    scope = current_scope(CompanyScope)
    person = signed_in()
    if person is None:
        raise NotFound
    about: dict[str, Any] = {
        "submission_id": found.submission.id,
        "by": person.name,
        "now": now(),
        "seen": said["seen"],
    }
    what, text = said["do"], said["text"]
    with database().writing(scope) as session:
        if what == "accept":
            service.accept(session, scope, questions=[key], text=text, **about)
            return str(_("Accepted."))
        if what == "withdraw":
            service.withdraw_request(session, scope, question=key, **about)
            return str(_("The request is taken back."))
        if what == "ask":
            about |= {"letters": letters(), "ids": ids()}
            service.ask(session, scope, question=key, text=text, **about)
            return str(_("Sent. The supplier is told by mail."))
        service.request_change(session, scope, question=key, text=text, **about)
        return str(_("Noted. It goes to the supplier when you send back what is to be corrected."))
