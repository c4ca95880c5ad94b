"""“I do not agree with this finding”: why, and the answer or the paper that shows it."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.campaigns import queries as campaigns
from assessments.disputes.service import LONGEST_REASON, raise_dispute
from assessments.disputes.status import answer_due_on
from assessments.errors import Invalid, NotFound
from assessments.evidence.queries import my_sent_files
from assessments.reports.findings import rests_on
from assessments.reports.own import own_reading
from assessments.responses.held import release_held
from assessments.responses.queries import my_submission
from assessments.responses.withdrawing import withdrawn_at
from assessments.scope import SupplierScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now, today
from webapp.forms import Form
from webapp.languages.reader import page_reader, told
from webapp.supplier import wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.carried import page_here
from webapp.supplier.held_forms import held_form, held_on, moment_of
from webapp.supplier.own_result import disputed
from webapp.supplier.visit import own_invitation
from webapp.supplier.waiting import RESULT

REFUSED = {
    "already": lazy_gettext("You have said already that you do not agree with this."),
    "withdrawn": lazy_gettext("You withdrew these answers. Send them again to say this."),
}


class DisagreeForm(forms.Schema):
    """Why a finding is not right; the answer and the paper may be left out."""

    reason = forms.Text(
        needed=lazy_gettext("Say why, so that others can judge it."),
        most=LONGEST_REASON,
        lines=True,
    )
    question = forms.OptionalText(most=64)
    paper = forms.PublicId()


@blueprint.get("/answer/<uuid:invitation>/result/<finding>")
@access("response:read", scope=SupplierScope)
def disagree(invitation: UUID, finding: str) -> ResponseReturnValue:
    """The form for a dispute about one finding of one's own result."""
    return render_template("supplier/disagree.html", **_before(invitation, finding))


@blueprint.post("/answer/<uuid:invitation>/result/<finding>")
@access("response:write", scope=SupplierScope)
def disagreed(invitation: UUID, finding: str) -> ResponseReturnValue:
    """Tell the company. The score stays as it is."""
    form = forms.read(DisagreeForm)
    about = _about(invitation, finding, form)
    if form.problems:
        return render_template("supplier/disagree.html", **about), 422
    try:
        _raise(finding, form, dict(about["questions"]))
    except Invalid as refusal:
        known = REFUSED.get(refusal.problems["reason"])
        about["problems"] = {"reason": str(known or told(refusal))}
        return render_template("supplier/disagree.html", **about), 422
    flash(_("Sent. The company owes you an answer; you get a mail."), "success")
    return redirect(url_for("supplier.result", invitation=invitation), 303)


def _before(invitation: UUID, finding: str) -> dict[str, Any]:
    """The form as it is opened, with what was typed too late."""
    held = held_on(current_scope(SupplierScope), f"{RESULT}/{finding}")
    about = _about(invitation, finding, held_form(DisagreeForm, held))
    return {**about, "held_at": moment_of(held)}


def _raise(finding: str, form: Form, questions: dict[str, str]) -> None:
    """Store the dispute. Raises Invalid, and NotFound for a question that it does not rest on."""
    question = form.values["question"]
    if question is not None and question not in questions:
        raise NotFound
    scope = current_scope(SupplierScope)
    with database().writing(scope) as session:
        raise_dispute(
            session,
            scope,
            finding=finding,
            reason=form.values["reason"],
            question=question,
            evidence_file=form.values["paper"],
            now=now(),
            ids=ids(),
        )
        release_held(session, scope, page=page_here())


def _about(invitation: UUID, finding: str, form: Form) -> dict[str, Any]:
    """The finding in words, and what can be named. NotFound where the result has no such one."""
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        own = own_invitation(session, scope, invitation)
        invited = campaigns.invited(session, scope, own)
        reading = own_reading(session, scope, page_reader())
        sent = my_submission(session, scope)
        papers = my_sent_files(session, scope, sent.id) if sent else []
        withdrawn = sent is not None and withdrawn_at(session, scope, sent.id) is not None
    read = rests_on(reading.material, finding) if reading else None
    if reading is None or read is None or scope.colleague_id is not None:
        raise NotFound
    material = reading.material
    rules = {one["rule"] for one in material.result["findings"]}
    kind, said = ("rules", "sentence") if finding in rules else ("checks", "question")
    return {
        "invitation": invitation,
        "finding": finding,
        **disputed(scope),
        "asked_by": invited.company_name,
        "title": material.term(kind, finding, "title"),
        "sentence": material.term(kind, finding, said),
        "answers": material.given(read),
        "questions": [(key, material.question(key)) for key in read],
        "papers": [(file.public_id, file.original_name) for file in papers],
        "withdrawn": withdrawn,
        "due": wording.day(answer_due_on(today())),
        "longest": LONGEST_REASON,
        "typed": form.typed,
        "problems": form.problems,
        "sign_out_url": url_for("supplier.leave", invitation=invitation),
    }
