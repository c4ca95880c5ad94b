"""Whoever reads the pages in a language is written to in it from the next thing they do."""

from flask import request
from sqlalchemy.orm import Session

from assessments.campaigns import access
from assessments.scope import SupplierScope
from webapp.access import SAFE_METHODS, principal
from webapp.asking import database, now
from webapp.languages import current_language, invited_in
from webapp.supplier.blueprint import blueprint


def remember(session: Session, scope: SupplierScope) -> None:
    """Keep the language that the page is read in."""
    access.remember_language(session, scope, language=current_language(), now=now())


@blueprint.before_request
def remember_when_acting() -> None:
    """Before anything is done, because what is done may send a mail."""
    scope = principal().scope
    if request.method in SAFE_METHODS or not isinstance(scope, SupplierScope):
        return
    with database().reading(scope) as session:
        written_in = access.addressee(session, scope).language
    invited_in(written_in)
    if current_language() != written_in:
        with database().writing(scope) as session:
            remember(session, scope)
