"""A code by mail, and the session that it opens. Used from the mailed link and after a session."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import current_app, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from assessments.campaigns import access
from assessments.campaigns import queries as campaigns
from assessments.errors import AlreadySubmitted, CodeExpired, TooManyTries, WrongCode
from assessments.people.sessions import start_respondent_session
from assessments.responses.service import open_response
from assessments.scope import LinkScope, SupplierScope
from webapp import forms
from webapp.asking import database, ids, letters, now
from webapp.cookies import session_token, set_session_cookie
from webapp.instance import instance
from webapp.languages import current_language
from webapp.supplier import speaking, wording
from webapp.supplier.visit import speak_to, visit_as
from webapp.supplier.waiting import held_pages

CODE_DIGITS = 6


class CodeForm(forms.Schema):
    """The code that was mailed."""

    code = forms.Text(needed=lazy_gettext("Enter the six digits from our mail."), most=40)


@dataclass(frozen=True)
class Asked:
    """Whom a code may be sent to, and what may be said before it was entered.

    `helps` is said of a colleague whom the person invited has asked.
    """

    scope: LinkScope
    invitation: UUID
    company: str
    invented: bool
    masked_email: str
    submitted_at: datetime | None
    helps: bool
    returned: bool


def asked(scope: LinkScope) -> Asked:
    """What may be said about an invitation to somebody who has not proved the address."""
    with database().reading(scope) as session:
        invitation = campaigns.my_invitation(session, scope)
        invited = campaigns.invited(session, scope, invitation)
        speak_to(session, scope, invitation)
        return Asked(
            scope=scope,
            invitation=invitation.public_id,
            company=invited.company_name,
            invented=invited.invented,
            masked_email=access.masked(access.addressee(session, scope).email),
            submitted_at=invitation.submitted_at,
            helps=scope.colleague_id is not None,
            returned=invitation.returned_at is not None,
        )


def send(asked: Asked, form_url: str) -> ResponseReturnValue:
    """Mail a code, or let the live one stand, and go to the page that takes it."""
    try:
        with database().writing(asked.scope) as session:
            sent = access.send_code(
                session,
                asked.scope,
                letters=letters(),
                language=current_language(),
                now=now(),
                ids=ids(),
            )
    except TooManyTries as refusal:
        return _too_many(asked, refusal, form_url)
    if not sent.fresh:
        flash(_("The code that we mailed before still works, so we have not sent another one."))
    return redirect(form_url, 303)


def form_page(
    asked: Asked, *, action: str, resend: str, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    """The page that takes the code. `resend` is where another code is asked for."""
    page = render_template(
        "supplier/code.html",
        asked=asked,
        asked_by=asked.company,
        action=action,
        resend=resend,
        problems={"code": problem} if problem else {},
        mails_url=_folder_of_mails(),
    )
    return page, status


def enter(asked: Asked, *, action: str, resend: str) -> ResponseReturnValue:
    """Take the code of this request: a session for whoever knows it, else the page again."""
    form = forms.read(CodeForm)
    if form.problems:
        return form_page(
            asked, action=action, resend=resend, problem=form.problems["code"], status=422
        )
    problem, scope = _try(asked, form.values["code"])
    if scope is None:
        return form_page(asked, action=action, resend=resend, problem=problem, status=422)
    return _welcome(asked, scope)


def _try(asked: Asked, typed: str) -> tuple[str, SupplierScope | None]:
    digits = "".join(character for character in typed if character not in " -\N{NO-BREAK SPACE}")
    if len(digits) != CODE_DIGITS or not (digits.isascii() and digits.isdigit()):
        return _("A code has six digits, such as 120 345. Enter the one from our mail."), None
    with database().writing(asked.scope) as session:
        entered = access.enter_code(session, asked.scope, typed=digits, now=now(), ids=ids())
    if isinstance(entered, WrongCode):
        return _wrong(entered.tries_left), None
    if isinstance(entered, CodeExpired):
        return _("This code no longer works. Ask for a new one below."), None
    return "", entered


def _wrong(tries_left: int) -> str:
    wrong = _("This is not the code that we mailed. Look at the newest mail from us.")
    left = ngettext("You can try once more.", "You can try %(num)s more times.", tries_left)
    return f"{wrong} {left}"


def _welcome(asked: Asked, scope: SupplierScope) -> ResponseReturnValue:
    # The forms' own session is left as it is: a page that is still open elsewhere may hold typed
    # text, and can then be sent with the new cookie.
    with database().writing(scope) as session:
        open_response(session, scope, now=now(), ids=ids())
        speaking.remember(session, scope)
        token = start_respondent_session(
            session,
            invitation_id=scope.invitation_id,
            company_id=scope.company_id,
            party_id=scope.party_id,
            email=scope.email,
            colleague_id=scope.colleague_id,
            now=now(),
            ids=ids(),
            replaces=session_token(),
        )
    response = make_response(redirect(arrival(scope, asked.invitation), 303))
    set_session_cookie(response, token)
    return response


def arrival(scope: SupplierScope, invitation: UUID) -> str:
    """Where to begin: with what was typed too late, at the task list, or at the reasons."""
    try:
        visit = visit_as(scope, invitation)
    except AlreadySubmitted:
        return url_for("supplier.receipt", invitation=invitation)
    start = url_for("supplier.start", invitation=invitation)
    held = held_pages(visit)
    if held:
        return f"{start}{held[0]}"
    knows_why = visit.started or visit.colleague is not None
    return url_for("supplier.tasks", invitation=invitation) if knows_why else start


def _too_many(asked: Asked, refusal: TooManyTries, form_url: str) -> ResponseReturnValue:
    with database().reading(asked.scope) as session:
        locked = access.is_locked(session, asked.scope)
    page = render_template(
        "supplier/too_many.html",
        asked=asked,
        asked_by=asked.company,
        locked=locked,
        minutes=wording.minutes_until(refusal.retry_at, now()),
        retry_at=wording.clock(refusal.retry_at),
        form_url=form_url,
    )
    response = make_response(page, 429)
    response.retry_after = refusal.retry_at
    return response


def _folder_of_mails() -> str | None:
    """Where a demonstration shows its mails; nowhere else is there such a page."""
    settings = instance().settings
    there = "demo.mail" in current_app.view_functions
    return url_for("demo.mail") if there and settings.loopback and settings.mail_folder else None
