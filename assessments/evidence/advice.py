"""Why a file is refused, and what to do about it, in the words that the uploader reads."""

from assessments.errors import Invalid
from assessments.phrases import Filled, phrase

FIELD = "file"
TAKEN = "PDF, JPG, PNG, WEBP, DOCX, XLSX, CSV, TXT"

ADVICE = {
    "empty": phrase(
        "This file is empty. Check that it opens on your device, then choose it again."
    ),
    "too_large": phrase(
        "This file is larger than 10 MB. Make it smaller, for example with fewer or "
        "smaller pictures, or split it into several files."
    ),
    "kind": phrase("This kind of file cannot be taken. Upload a {taken} file."),
    "no_ending": phrase(
        "The name of this file does not say what kind of file it is. Rename it so that "
        "it ends in {ending}, then choose it again."
    ),
    "other_ending": phrase(
        "The name of this file ends in {given}, but its content is {content}. Rename "
        "it so that it ends in {ending}, or save it again as the kind that you want to send."
    ),
    "not_as_named": phrase(
        "This file is not what its name says ({given}). Open it in the program that "
        "it comes from and save it again as a {taken} file."
    ),
    "heic": phrase(
        "This is a HEIC photo, which most computers cannot open. Send it as a JPG: on an "
        "iPhone, choose Settings, Camera, Formats, Most Compatible and take the photo again, or "
        "take a screenshot of the photo and upload that."
    ),
    "picture": phrase(
        "This kind of picture cannot be taken. Save it as a JPG or PNG, then upload that."
    ),
    "archive": phrase(
        "Archives such as ZIP cannot be taken. Upload the documents in it one by one."
    ),
    "old_office": phrase(
        "This is an old Office file (.doc, .xls), or a document with a password. Save "
        "it as .docx or .xlsx without a password, or as a PDF, then upload that."
    ),
    "markup": phrase(
        "Web pages and drawings made of code cannot be taken. Print it to a PDF, or upload "
        "a {taken} file."
    ),
    "damaged": phrase(
        "This file cannot be read: it is damaged or not complete. Check that it opens on "
        "your device, save it again, then upload the new file."
    ),
    "too_heavy": phrase(
        "This file takes too much work to read. Save it with fewer pages or smaller "
        "pictures, then upload the new file."
    ),
    "pixels": phrase(
        "This picture has more than 40 million pixels. Make it smaller, for example half as "
        "wide, then upload that."
    ),
    "pdf_password": phrase(
        "This PDF opens with a password only. Save it without a password, then upload that."
    ),
    "pdf_active": phrase(
        "This PDF holds a script, another file, or an action that starts by itself. "
        "Print it to a new PDF (Print, then “Save as PDF”) and upload that one."
    ),
    "macros": phrase(
        "This document holds macros or other programs. Save it as .docx or .xlsx without "
        "macros, or as a PDF, then upload that."
    ),
    "package": phrase(
        "This document is packed in a way that we cannot take. Save it as a PDF, then upload that."
    ),
    "too_many_files": phrase(
        "An answer can have 30 files. Take one away before you add another, or "
        "put several pages into one PDF."
    ),
    "too_much": phrase(
        "All files of this questionnaire together can have 500 MB, and this one would be "
        "too much. Make it smaller, for example with smaller pictures."
    ),
}


def refused(reason: str, **params: str) -> Invalid:
    """The refusal to raise for one of the reasons above."""
    return Invalid({FIELD: Filled(ADVICE[reason], taken=TAKEN, **params)})
