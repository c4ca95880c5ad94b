"""A respondent's own files, back as they were stored."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from assessments.errors import NotFound
from assessments.evidence.queries import my_evidence
from assessments.scope import SupplierScope
from webapp.access import access, current_scope
from webapp.asking import database
from webapp.downloads import evidence_download
from webapp.supplier.blueprint import blueprint
from webapp.supplier.visit import own_invitation


@blueprint.get("/answer/<uuid:invitation>/evidence/<uuid:file>")
@access("evidence:read", scope=SupplierScope)
def own_file(invitation: UUID, file: UUID) -> ResponseReturnValue:
    """A file that stands behind an answer to this questionnaire."""
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        own_invitation(session, scope, invitation)
        offered = [each for files in my_evidence(session, scope).values() for each in files]
        found = next((each for each in offered if each.public_id == file), None)
        if found is None:
            raise NotFound
        return evidence_download(found)
