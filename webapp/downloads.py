"""Uploaded files on their way out: always as an attachment, never as a page of ours (C10)."""

from flask import Response, send_file

from assessments.evidence.models import EvidenceFile
from assessments.evidence.store import FileStore
from webapp.instance import instance


def evidence_download(file: EvidenceFile) -> Response:
    """A stored file under the name that its sender gave it."""
    store = FileStore(instance().settings.evidence)
    response = send_file(
        store.open(file.stored_name),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.original_name,
        etag=False,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
