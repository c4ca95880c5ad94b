"""What is left for the company of answers that the supplier has taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.errors import AnswersWithdrawn
from assessments.responses.models import Withdrawal
from assessments.results import queries as results
from assessments.results.models import Result
from assessments.scope import CompanyScope
from webapp.access import current_scope
from webapp.asking import database
from webapp.company.blueprint import blueprint
from webapp.company.making import made_of


@dataclass(frozen=True)
class Kept:
    """Days, digest, and the result that was computed while the answers were shown."""

    submitted_at: datetime
    withdrawn_at: datetime
    digest: str
    result: Result | None


def kept(session: Session, scope: CompanyScope, gone: Withdrawal | AnswersWithdrawn) -> Kept:
    """What the company keeps of a submission that was taken back from it."""
    result = results.result_of_submission(session, scope, gone.submission_id)
    return Kept(gone.submitted_at, gone.withdrawn_at, gone.digest, result)


@blueprint.errorhandler(AnswersWithdrawn)
def answers_withdrawn(refusal: AnswersWithdrawn) -> ResponseReturnValue:
    """The page in place of everything that would show the answers or what follows from them."""
    scope = current_scope(CompanyScope)
    context: dict[str, Any] = {}
    with database().reading(scope) as session:
        found = kept(session, scope, refusal)
        if found.result is not None:
            context["supplier"] = results.supplier_of(session, scope, found.result)
            context |= made_of(session, scope, found.result)
    return render_template("company/withdrawn.html", kept=found, **context), 410
