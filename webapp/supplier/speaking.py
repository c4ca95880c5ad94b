"""Whoever chose a language on the pages is written to in it from the next thing they do."""

from flask import request
from sqlalchemy.orm import Session

from assessments.campaigns import access
from assessments.scope import SupplierScope
from webapp.access import SAFE_METHODS, principal
from webapp.asking import database, now
from webapp.languages import chosen_language
from webapp.supplier.blueprint import blueprint


def remember(session: Session, scope: SupplierScope) -> None:
    """Keep the language that the reader chose, if they chose one."""
    if chosen := chosen_language():
        access.remember_language(session, scope, language=chosen, now=now())


@blueprint.before_request
def remember_when_acting() -> None:
    """Before anything is done, because what is done may send a mail."""
    scope, chosen = principal().scope, chosen_language()
    if request.method in SAFE_METHODS or chosen is None or not isinstance(scope, SupplierScope):
        return
    with database().reading(scope) as session:
        written_in = access.addressee(session, scope).language
    if chosen != written_in:
        with database().writing(scope) as session:
            remember(session, scope)
