"""Files inside a PDF, put there so that the same files give the same bytes."""

import io
from collections.abc import Sequence

import pikepdf

from assessments.reports.identity import Attachment


def with_attachments(pdf: bytes, attachments: Sequence[Attachment]) -> bytes:
    """`pdf` with the attachments in it, as application/json, without dates of today."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for one in attachments:
            document.attachments[one.name] = pikepdf.AttachedFileSpec(
                document,
                one.content,
                description=one.description,
                filename=one.name,
                mime_type="application/json",
                creation_date="",
                mod_date="",
            )
        document.save(target, deterministic_id=True)
    return target.getvalue()
