"""The last hand on a PDF: its date, and the files inside it. The same input, the same bytes."""

import io
from collections.abc import Sequence
from datetime import date

import pikepdf

from assessments.reports.identity import Attachment


def finished(pdf: bytes, on: date, attachments: Sequence[Attachment] = ()) -> bytes:
    """`pdf` dated on the day it speaks of, with the attachments in it as application/json."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = f"D:{on:%Y%m%d}000000Z"
        for one in attachments:
            document.attachments[one.name] = _embedded(document, one)
        document.save(target, deterministic_id=True)
    return target.getvalue()


def _embedded(document: pikepdf.Pdf, one: Attachment) -> pikepdf.AttachedFileSpec:
    return pikepdf.AttachedFileSpec(
        document,
        one.content,
        description=one.description,
        filename=one.name,
        mime_type="application/json",
        creation_date="",
        mod_date="",
    )
