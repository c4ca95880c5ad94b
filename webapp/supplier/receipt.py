"""After sending: the receipt, and the answers exactly as they were sent. Nothing can be changed."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.campaigns import queries as campaigns
from assessments.campaigns.letters import Invited, Signed
from assessments.campaigns.status import answering_is_over
from assessments.disputes.status import OWED_WITHIN
from assessments.errors import AlreadySubmitted, NotFound
from assessments.evidence.models import EvidenceFile
from assessments.evidence.queries import my_evidence
from assessments.library import queries as library
from assessments.responses import queries as responses
from assessments.responses.held import Held, held_saves
from assessments.responses.signatures import my_signature
from assessments.responses.values import answers_of_snapshot, declined_in
from assessments.responses.withdrawing import withdrawn_at
from assessments.scope import LinkScope, SupplierScope
from questionnaires.definition import Questionnaire
from questionnaires.routing import not_counted
from questionnaires.worded import words_of
from webapp.access import SAFE_METHODS, access, current_scope
from webapp.asking import database, now, today
from webapp.languages import current_language
from webapp.supplier import review, wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.carried import ANSWERING, keep
from webapp.supplier.layout import CHECK
from webapp.supplier.showing import device_name
from webapp.supplier.talking import talk
from webapp.supplier.unsent import Unsent, unsent
from webapp.supplier.visit import own_invitation, sees_all
from webapp.supplier.waiting import links_beside


@dataclass(frozen=True)
class Sent:
    """A sealed submission, as its sender sees it."""

    invited: Invited
    questionnaire: Questionnaire
    snapshot: dict[str, Any]
    digest: str
    submitted_at: datetime
    signed: Signed
    sees_all: bool
    is_author: bool
    unsent: list[Unsent]
    held: list[Held]
    papers: list[EvidenceFile]
    withdrawn_at: datetime | None
    is_over: bool


@dataclass(frozen=True)
class SentAnswers:
    """The answers of a submission in words, under the title of their questionnaire."""

    title: str
    blocks: list[review.Block]
    not_counted: list[review.Line]


@blueprint.errorhandler(AlreadySubmitted)
def already_sent(_refusal: AlreadySubmitted) -> ResponseReturnValue:
    """Whatever is done once the answers were sent leads to the receipt, with what was typed."""
    scope = current_scope(SupplierScope)
    if request.endpoint in ANSWERING:
        link = LinkScope(scope.company_id, scope.invitation_id, scope.colleague_id)
        if keep(link, scope.email) == "too_much":
            flash(_("What you typed last could not be kept. Go back in this browser to copy it."))
    elif request.method not in SAFE_METHODS and request.endpoint != "supplier.send":
        flash(_("The answers were sent. They cannot be changed any more."))
    return redirect(url_for("supplier.receipt", **_invitation()), 303)


@blueprint.get("/answer/<uuid:invitation>/receipt")
@access("response:read", scope=SupplierScope)
def receipt(invitation: UUID) -> ResponseReturnValue:
    """What was sent, when, its digest, and what happens next."""
    sent = sent_by_caller(invitation)
    if sent is None:
        return redirect(url_for("supplier.tasks", invitation=invitation), 303)
    if not sent.sees_all:
        return _page("sent_with_part", invitation, sent)
    return _page(
        "receipt",
        invitation,
        sent,
        on_device=device_name(invitation, current_scope(SupplierScope).email, CHECK),
        owed_by=wording.day(today() + OWED_WITHIN),
        expiring=_expiring(sent),
        **_said(invitation),
    )


def _said(invitation: UUID) -> dict[str, object]:
    """Whether questions came back, and whether the company wrote and waits for a reply."""
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        returned = campaigns.my_invitation(session, scope).returned_at is not None
        found = talk(session, scope, invitation)
    threads = list(found.threads.values()) if found else []
    return {
        "returned": returned,
        "asks": sum(thread.asks for thread in threads),
        "spoken": bool(found and found.spoken),
    }


def _expiring(sent: Sent) -> list[dict[str, str]]:
    """The papers that were sent and have a last day ahead, the first to end first."""
    ahead = sorted({(day, file.original_name) for file in sent.papers if (day := file.expires_on)})
    return [{"day": wording.day(day), "name": name} for day, name in ahead if day >= today()]


@blueprint.get("/answer/<uuid:invitation>/sent")
@access("response:read", scope=SupplierScope)
def sent_answers(invitation: UUID) -> ResponseReturnValue:
    """The answers exactly as they were sent, for the sender's own files."""
    sent = sent_by_caller(invitation)
    if sent is None:
        return redirect(url_for("supplier.tasks", invitation=invitation), 303)
    if not sent.sees_all:
        raise NotFound
    said = answers_of(sent)
    return _page(
        "sent",
        invitation,
        sent,
        blocks=said.blocks,
        not_counted=said.not_counted,
    )


def answers_of(sent: Sent) -> SentAnswers:
    """The sealed answers in the language of the page."""
    asked = sent.questionnaire
    words = words_of(asked, current_language())
    values = answers_of_snapshot(asked, sent.snapshot)
    files = _names_of_files(sent.snapshot)
    declined = declined_in(sent.snapshot)

    def line(key: str) -> review.Line:
        return review.sent_line(
            asked.questions[key], words, values, files.get(key, ()), declined.get(key, "")
        )

    return SentAnswers(
        title=str(words.title),
        blocks=review.blocks(asked, values, words, line),
        not_counted=[line(key) for key in not_counted(asked, values)],
    )


def _names_of_files(snapshot: dict[str, Any]) -> dict[str, list[str]]:
    """Question key → the names of the documents that were sent with its answer."""
    names: dict[str, list[str]] = {}
    for file in snapshot["evidence"]:
        names.setdefault(file["question"], []).append(file["name"])
    return names


def _invitation() -> dict[str, Any]:
    return {"invitation": (request.view_args or {})["invitation"]}


def sent_by_caller(invitation: UUID) -> Sent | None:
    """What the caller has sent last. NotFound for any invitation but the caller's."""
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        own = own_invitation(session, scope, invitation)
        submission = responses.my_submission(session, scope)
        if submission is None:
            return None
        response = responses.my_response(session, scope)
        answers = responses.my_answers(session, scope)
        return Sent(
            invited=campaigns.invited(session, scope, own),
            questionnaire=library.questionnaire(session, response.questionnaire_version_id),
            snapshot=json.loads(submission.snapshot),
            digest=submission.digest,
            submitted_at=submission.submitted_at,
            signed=my_signature(session, scope),
            sees_all=sees_all(session, scope),
            is_author=any(one.author == scope.email for one in answers.values()),
            unsent=unsent(session, scope),
            held=held_saves(session, scope, now()),
            papers=[file for files in my_evidence(session, scope).values() for file in files],
            withdrawn_at=withdrawn_at(session, scope, submission.id),
            is_over=answering_is_over(own, now()),
        )


def signed_by(signed: Signed) -> str:
    """The name and the role; the role alone where the name was erased."""
    return ", ".join(filter(None, [signed.name, signed.role]))


def _page(template: str, invitation: UUID, sent: Sent, **more: Any) -> str:
    scope = current_scope(SupplierScope)
    return render_template(
        f"supplier/{template}.html",
        invitation=invitation,
        asked_by=sent.invited.company_name,
        invited=sent.invited,
        unsent=sent.unsent,
        is_author=sent.is_author,
        held=links_beside(sent.held),
        digest=sent.digest,
        submitted_at=wording.moment(sent.submitted_at),
        sent_on=wording.day(sent.submitted_at.date()),
        withdrawn_at=wording.moment(sent.withdrawn_at) if sent.withdrawn_at else "",
        is_over=sent.is_over,
        signed_by=signed_by(sent.signed),
        signed_from=sent.signed.email,
        was_mailed=scope.colleague_id is None or scope.email == sent.signed.email,
        invited_person=scope.colleague_id is None,
        sign_out_url=url_for("supplier.leave", invitation=invitation),
        **more,
    )
