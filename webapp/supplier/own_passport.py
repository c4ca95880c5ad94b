"""Save one's sealed answers as a passport: signed JSON, and the same as a spreadsheet to read."""

import io
import re
from typing import Any
from uuid import UUID

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.campaigns import queries as campaigns
from assessments.library import queries as library
from assessments.passport.document import LONGEST_PURPOSE, as_file, passport_of, signed
from assessments.responses.models import Submission
from assessments.responses.withdrawing import own_submission
from assessments.scope import SupplierScope
from questionnaires.definition import Questionnaire
from questionnaires.worded import words_of
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, now
from webapp.documents.passport import render_passport
from webapp.instance import instance
from webapp.languages import current_language
from webapp.passport_keys import signer
from webapp.supplier.blueprint import blueprint
from webapp.supplier.framed import framed
from webapp.supplier.visit import own_invitation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PassportForm(forms.Schema):
    """What a passport is for, in the firm's own words, and as which file it is saved."""

    purpose = forms.Text(most=LONGEST_PURPOSE)
    kind = forms.Choice(("json", "xlsx"))


@blueprint.get("/answer/<uuid:invitation>/shared/<uuid:submission>/passport")
@access("sharing:read", scope=SupplierScope)
def own_passport(invitation: UUID, submission: UUID) -> ResponseReturnValue:
    """What a passport says and does not say, and the button that makes it."""
    return _page(invitation, submission, forms.Form({}))


@blueprint.post("/answer/<uuid:invitation>/shared/<uuid:submission>/passport")
@access("sharing:write", scope=SupplierScope)
def make_passport(invitation: UUID, submission: UUID) -> ResponseReturnValue:
    """The passport of sealed answers, as a file to save."""
    form = forms.read(PassportForm)
    if form.problems:
        return _page(invitation, submission, form), 422
    found, asked = _read(invitation, submission)
    document = passport_of(
        found,
        purpose=form.values["purpose"],
        issuer=instance().settings.public_base_url,
        now=now(),
    )
    return _file(signed(document, signer()), asked, form.values["kind"])


def _file(passport: dict[str, Any], asked: Questionnaire, kind: str) -> Response:
    document = passport["passport"]
    content = as_file(passport)
    if kind == "xlsx":
        words = words_of(asked, current_language())
        content = render_passport(passport, asked, words, _about())
    name = re.sub(r"[^\w]+", "-", document["firm"]["name"]).strip("-")[:60]
    return send_file(
        io.BytesIO(content),
        mimetype=XLSX if kind == "xlsx" else "application/json",
        as_attachment=True,
        download_name=f"erkin-passport-{name or 'answers'}-{document['issued_at'][:10]}.{kind}",
        etag=False,
    )


def _about() -> dict[str, str]:
    return {
        "title": _("Answer passport"),
        "firm": _("Answers of"),
        "issuer": _("Made by"),
        "issued_at": _("Made on"),
        "issued_for": _("Made for"),
        "questionnaire": _("Questionnaire"),
        "questionnaire_sha256": _("Digest of the questionnaire"),
        "sha256": _("Digest"),
        "key_id": _("Signed with the key"),
        "signature": _("Signature"),
        "note": _("This sheet is for reading. To start from these answers, use the .json file."),
    }


def _read(invitation: UUID, public_id: UUID) -> tuple[Submission, Questionnaire]:
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        own_invitation(session, scope, invitation)
        submission, version = own_submission(session, scope, public_id)
        return submission, library.questionnaire(session, version)


def _page(invitation: UUID, submission: UUID, form: forms.Form) -> str:
    scope = current_scope(SupplierScope)
    _read(invitation, submission)
    with database().reading(scope) as session:
        invited = campaigns.invited(session, scope, own_invitation(session, scope, invitation))
    return framed(
        "own_passport",
        invitation,
        invited,
        submission=submission,
        typed=form.typed,
        problems=form.problems,
        action=request.path,
    )
