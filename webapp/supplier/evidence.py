"""A respondent's own files, back as they were stored."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from assessments.evidence.papers import my_paper
from assessments.scope import SupplierScope
from webapp.access import access, current_scope
from webapp.asking import database
from webapp.downloads import evidence_download
from webapp.supplier.blueprint import blueprint
from webapp.supplier.visit import own_invitation


@blueprint.get("/answer/<uuid:invitation>/evidence/<uuid:file>")
@access("evidence:read", scope=SupplierScope)
def own_file(invitation: UUID, file: UUID) -> ResponseReturnValue:
    """A paper of the respondent's, whether or not it stands for an answer."""
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        own_invitation(session, scope, invitation)
        return evidence_download(my_paper(session, scope, file))
