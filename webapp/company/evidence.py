"""A document that came with the answers: what it is, and the file itself as an attachment."""

from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from assessments.errors import NotFound
from assessments.evidence.models import EvidenceFile
from assessments.reports.reading import Reading
from assessments.scope import CompanyScope
from webapp.access import access
from webapp.asking import today
from webapp.company.blueprint import blueprint
from webapp.company.exporting import exportable
from webapp.company.results import drawn, read
from webapp.downloads import evidence_download


@blueprint.get("/results/<uuid:result>/evidence/<uuid:file>")
@access("evidence:read", scope=CompanyScope)
@exportable
def result_evidence(result: UUID, file: UUID) -> ResponseReturnValue:
    """What is known of a file without opening it, and the answers that it stands behind."""
    found = read(result)
    stored = _file(found, file)
    sealed = found.material.snapshot["evidence"]
    questions = [one["question"] for one in sealed if one["sha256"] == stored.sha256]
    return drawn(
        "evidence",
        found,
        file=stored,
        questions=list(dict.fromkeys(questions)),
        today=today(),
    )


@blueprint.get("/results/<uuid:result>/evidence/<uuid:file>/file")
@access("evidence:read", scope=CompanyScope)
def result_evidence_file(result: UUID, file: UUID) -> Response:
    """The file, to be saved and never shown as a page of ours."""
    return evidence_download(_file(read(result), file))


def _file(found: Reading, public_id: UUID) -> EvidenceFile:
    stored = next((one for one in found.files if one.public_id == public_id), None)
    if stored is None:
        raise NotFound
    return stored
