"""What only the person invited may do, said to a colleague who tries."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from assessments.campaigns import queries as campaigns
from assessments.scope import SupplierScope
from webapp.access import current_scope
from webapp.asking import database
from webapp.supplier.blueprint import blueprint
from webapp.supplier.visit import speak_to


@blueprint.errorhandler(Forbidden)
def only_the_person_invited(_refusal: Forbidden) -> ResponseReturnValue:
    """Say who may do it, and lead back."""
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        invitation = campaigns.my_invitation(session, scope)
        invited = campaigns.invited(session, scope, invitation)
        speak_to(session, scope, invitation)
    page = render_template(
        "supplier/only_invited.html",
        asked_by=invited.company_name,
        person=invited.contact_name or invitation.email,
        tasks_url=url_for("supplier.tasks", invitation=invitation.public_id),
    )
    return page, 403
