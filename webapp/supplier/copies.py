"""The PDF copy of the answers that were sent, made when it is asked for."""

import io
from functools import lru_cache
from uuid import UUID

from flask import redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import NotFound
from assessments.reports.answer_copy import AnswerCopy, CopiedAnswer, CopiedSection, Labels
from assessments.scope import SupplierScope
from webapp.access import access
from webapp.documents.answer_copy import render_answer_copy
from webapp.languages import current_language
from webapp.supplier import wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.receipt import (
    Sent,
    SentAnswers,
    answers_of,
    sent_by_caller,
    signed_by,
)
from webapp.supplier.review import Line

KEPT_IN_MEMORY = 8


@blueprint.get("/answer/<uuid:invitation>/sent.pdf")
@access("response:read", scope=SupplierScope)
def copy_of_answers(invitation: UUID) -> ResponseReturnValue:
    """The sealed answers on paper, in the language of the page."""
    sent = sent_by_caller(invitation)
    if sent is None:
        return redirect(url_for("supplier.tasks", invitation=invitation), 303)
    if not sent.sees_all:
        raise NotFound
    response = send_file(
        io.BytesIO(drawn(copy_of(sent))),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"erkin-{sent.submitted_at:%Y-%m-%d}-{sent.digest[:8]}.pdf",
        etag=False,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@lru_cache(maxsize=KEPT_IN_MEMORY)
def drawn(copy: AnswerCopy) -> bytes:
    """The PDF; to ask for it again and again costs nothing."""
    return render_answer_copy(copy)


def copy_of(sent: Sent) -> AnswerCopy:
    """What the copy says, in the language of the page."""
    said = answers_of(sent)
    invited = sent.invited
    return AnswerCopy(
        title=_("Answers as they were sent"),
        subject=invited.supplier_name,
        language=current_language(),
        sent_on=sent.submitted_at.date(),
        digest=sent.digest,
        digest_label=_("Number of your receipt"),
        digest_meaning=_(
            "This number stands for exactly what you sent. If one character were changed, it "
            "would be another."
        ),
        facts=(
            (_("Sent by"), invited.supplier_name),
            (_("Sent to"), invited.company_name),
            (_("Sent on"), wording.moment(sent.submitted_at)),
            (_("Signed by"), signed_by(sent.signed)),
            (_("Sent from the address"), sent.signed.email),
            (_("Questionnaire"), f"{said.title}, {sent.questionnaire.version}"),
        ),
        sections=_sections(said),
        labels=_labels(),
    )


def _sections(said: SentAnswers) -> tuple[CopiedSection, ...]:
    sections = [
        CopiedSection(str(block.title), "", tuple(map(_copied, block.lines)))
        for block in said.blocks
    ]
    if said.not_counted:
        title, about = (
            _("Sent, but not counted"),
            _("Other answers of yours make these questions unnecessary."),
        )
        sections.append(CopiedSection(title, about, tuple(map(_copied, said.not_counted))))
    return tuple(sections)


def _copied(line: Line) -> CopiedAnswer:
    return CopiedAnswer(str(line.question), tuple(map(str, line.answer)), line.files)


def _labels() -> Labels:
    return Labels(
        question=_("Question"),
        answer=_("Your answer"),
        unanswered=_("Not answered"),
        file=_("Document"),
        page_of=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        missing_letters=_(
            "□ stands for a letter that this paper cannot show. The answers in full are on the "
            "page “Answers as they were sent”."
        ),
    )
