"""By what the company scores: rulesets and reference data, their history, and what differs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.library import methods
from assessments.library import queries as library
from assessments.library.models import ReferenceEdition, RulesetVersion
from assessments.scope import CompanyScope
from assessments.trials import queries as trials
from questionnaires.words import words_of_ruleset
from scoring.ruleset.overlay import differences
from webapp.access import access, current_scope
from webapp.asking import database
from webapp.company.blueprint import blueprint
from webapp.forms import Form
from webapp.languages import current_language


@dataclass(frozen=True)
class ShownMethod:
    """A ruleset with an edition, and since when the company scores by them."""

    ruleset: RulesetVersion
    edition: ReferenceEdition
    since: datetime | None = None


@blueprint.get("/method")
@access("method:read", scope=CompanyScope)
def method() -> ResponseReturnValue:
    """The method in use, what could be tried, and what was tried and adopted."""
    return method_page(Form({}))


def method_page(form: Form, status: int = 200) -> ResponseReturnValue:
    """The room of the method, with the form for a trial as it was sent."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        current = methods.current_method(session, scope)
        tried = [
            (one, trials.progress(session, scope, one)) for one in trials.trials(session, scope)
        ]
        context: dict[str, Any] = {
            "current": shown_method(session, scope, *current.pins, current.adopted_at),
            "rulesets": methods.ruleset_versions(session, scope),
            "editions": [
                (edition, library.reference(session, edition.id))
                for edition in methods.reference_editions(session, scope)
            ],
            "adopted": [
                shown_method(
                    session, scope, one.ruleset_version_id, one.reference_edition_id, one.adopted_at
                )
                for one in methods.adoptions(session, scope)
            ],
            "tried": [
                (one, progress, methods.ruleset_of(session, scope, one.ruleset_version_id))
                for one, progress in tried
            ],
            "is_open": any(progress.is_open for _one, progress in tried),
        }
    page = render_template(
        "company/method.html", typed=form.typed, problems=form.problems, **context
    )
    return page, status


@blueprint.get("/method/rulesets/<uuid:public_id>")
@access("method:read", scope=CompanyScope)
def method_ruleset(public_id: UUID) -> ResponseReturnValue:
    """One version of a ruleset: its hash, and how an overlay differs from its base."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        row = methods.ruleset_version(session, scope, public_id)
        document = library.document(row)
        base = library.base_of(session, document)
    differing = differences(base, document) if base is not None else ()
    return render_template(
        "company/method_ruleset.html",
        row=row,
        document=document,
        differing=differing,
        terms=words_of_ruleset(document, current_language()),
    )


def shown_method(
    session: Session, scope: CompanyScope, ruleset: int, edition: int, since: datetime | None = None
) -> ShownMethod:
    """A method by the rows that something pins."""
    return ShownMethod(
        methods.ruleset_of(session, scope, ruleset),
        methods.edition_of(session, scope, edition),
        since,
    )
