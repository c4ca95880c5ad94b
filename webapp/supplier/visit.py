"""What a page of the questionnaire needs to know, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.campaigns.letters import Invited
from assessments.campaigns.models import Invitation
from assessments.campaigns.status import InvitationState, answering_is_over, invitation_state
from assessments.colleagues.models import Colleague
from assessments.colleagues.queries import helper, my_colleague
from assessments.errors import AlreadySubmitted, NotFound
from assessments.evidence import queries as evidence
from assessments.evidence.models import EvidenceFile
from assessments.evidence.papers import my_files
from assessments.library import queries as library
from assessments.responses import queries as responses
from assessments.responses.held import Held, held_saves
from assessments.responses.openness import open_questions
from assessments.responses.values import revived
from assessments.scope import LinkScope, SupplierScope
from questionnaires.definition import Questionnaire
from questionnaires.routing import visible
from questionnaires.worded import words_of
from questionnaires.words import Words
from webapp.access import current_scope
from webapp.asking import database, now
from webapp.languages import current_language, invited_in
from webapp.supplier import wording


class OtherInvitation(NotFound):
    """The caller came by another invitation, or there is none of that name."""


class AnsweringOver(Exception):
    """Nothing can be answered any more, and nothing that was sent stands with the company."""

    def __init__(self, scope: SupplierScope, company: str, why: InvitationState) -> None:
        super().__init__()
        self.scope = scope
        self.company = company
        self.why = why


@dataclass(frozen=True)
class Saved:
    """An answer as it is stored; `declined` is the reason why it has no value."""

    value: Any
    version: int
    author: str
    saved_at: datetime
    first_answered_on: date | None = None
    to_confirm: bool = False
    declined: str = ""


@dataclass(frozen=True)
class OwnFile:
    """A file that stands behind an answer."""

    id: UUID
    name: str
    size: str
    url: str
    expires_on: date | None


@dataclass(frozen=True)
class Visit:
    """A respondent at an open questionnaire, with everything saved so far.

    `open` are the questions that the respondent may see and change; the answers to others are
    there only to find out which questions they lead to. `colleague` is None for the person
    invited. `papers` are all files that can be chosen.
    """

    scope: SupplierScope
    colleague: Colleague | None
    invitation: UUID
    invited: Invited
    started: bool
    questionnaire: Questionnaire
    open: frozenset[str]
    words: Words
    stored: Mapping[str, Saved]
    files: Mapping[str, list[OwnFile]]
    papers: tuple[EvidenceFile, ...]
    held: tuple[Held, ...]

    @cached_property
    def values(self) -> dict[str, Any]:
        """Question key → stored value."""
        return {key: saved.value for key, saved in self.stored.items()}

    @cached_property
    def saved(self) -> dict[str, Saved]:
        """Question key → answer, of those that the caller may see."""
        return {key: saved for key, saved in self.stored.items() if key in self.open}

    @property
    def asker(self) -> str:
        """Who asked this colleague: by name where the company gave one, else by address."""
        return self.invited.contact_name or (self.colleague.invited_by if self.colleague else "")

    @property
    def sees_all(self) -> bool:
        """Whether this is nobody who was asked for a part only."""
        return self.colleague is None or self.colleague.role != "contributor"

    @property
    def may_send(self) -> bool:
        """Whether this is the person invited, or somebody who was asked to sign."""
        return self.colleague is None or self.colleague.role == "signatory"

    @cached_property
    def declined(self) -> dict[str, str]:
        """Question key → the reason why it is not answered."""
        return {key: saved.declined for key, saved in self.saved.items() if saved.declined}

    @cached_property
    def shown(self) -> frozenset[str]:
        """The keys of the questions that the stored answers lead to and the caller may change."""
        return visible(self.questionnaire, self.values) & self.open

    def held_for(self, page: str) -> Held | None:
        """What was typed last on a page after the session had ended."""
        return next((held for held in reversed(self.held) if held.page == page), None)


def visit(invitation: UUID) -> Visit:
    """The caller's questionnaire.

    Raises NotFound for any invitation but the caller's, AnsweringOver, and AlreadySubmitted.
    """
    return visit_as(current_scope(SupplierScope), invitation)


def visit_as(scope: SupplierScope, invitation: UUID) -> Visit:
    """The same for somebody who has just proved the address."""
    with database().reading(scope) as session:
        own = own_invitation(session, scope, invitation)
        if answering_is_over(own, now()):
            if own.submitted_at is not None:
                raise AlreadySubmitted(own.submitted_at)
            raise _over(session, scope, own)
        return _visit(session, scope, own)


def own_invitation(session: Session, scope: SupplierScope, invitation: UUID) -> Invitation:
    """The caller's invitation, if that is its address.

    Once it is withdrawn or closed, only whoever has sent answers sees it: raises AnsweringOver.
    """
    found = campaigns.my_invitation(session, scope)
    if found.public_id != invitation:
        raise OtherInvitation
    speak_to(session, scope, found)
    ended = found.revoked_at is not None or found.closed_at is not None
    if ended and responses.my_submission(session, scope) is None:
        raise _over(session, scope, found)
    return found


def _over(session: Session, scope: SupplierScope, own: Invitation) -> AnsweringOver:
    company = campaigns.invited(session, scope, own).company_name
    return AnsweringOver(scope, company, invitation_state(own))


def sees_all(session: Session, scope: SupplierScope) -> bool:
    """Whether the caller is nobody who was asked for a part only."""
    return scope.colleague_id is None or my_colleague(session, scope).role != "contributor"


def speak_to(session: Session, scope: SupplierScope | LinkScope, invitation: Invitation) -> None:
    """Speak the language in which the asker was invited, unless they have chosen another."""
    asked = helper(session, scope) if scope.colleague_id else invitation
    invited_in(asked.language)


def render(template: str, visit: Visit, **more: Any) -> str:
    """A page within the questionnaire, with what its frame says."""
    moments = [saved.saved_at for saved in visit.saved.values()]
    more.setdefault("problems", {})
    return render_template(
        f"supplier/{template}.html",
        visit=visit,
        asked_by=visit.invited.company_name,
        saved_at=wording.clock(max(moments)) if moments else None,
        saved_moment=max(moments).isoformat(timespec="seconds") if moments else None,
        sign_out_url=url_for("supplier.leave", invitation=visit.invitation),
        help_url=url_for("supplier.start", invitation=visit.invitation, _anchor="help"),
        **more,
    )


def back_to_check() -> bool:
    """Whether this page was opened from the check page, and leads back there."""
    return request.args.get("return") == "check"


def way_back() -> dict[str, Any]:
    """What an address carries on, so that the next page leads back there too."""
    return {"return": "check"} if back_to_check() else {}


def _visit(session: Session, scope: SupplierScope, invitation: Invitation) -> Visit:
    response = responses.my_response(session, scope)
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    may_see = open_questions(session, scope, questionnaire)
    return Visit(
        scope=scope,
        colleague=my_colleague(session, scope) if scope.colleague_id else None,
        invitation=invitation.public_id,
        invited=campaigns.invited(session, scope, invitation),
        started=invitation.started_at is not None,
        questionnaire=questionnaire,
        open=may_see,
        words=words_of(questionnaire, current_language()),
        stored={
            key: Saved(
                revived(questionnaire.questions[key], answer.value),
                answer.version,
                answer.author,
                answer.saved_at,
                answer.first_answered_on,
                answer.to_confirm,
                declined=answer.declined or "",
            )
            for key, answer in responses.my_answers(session, scope).items()
            if key in questionnaire.questions
        },
        files={
            question: files
            for question, files in _files(session, scope, invitation.public_id).items()
            if question in may_see
        },
        papers=tuple(my_files(session, scope)),
        held=tuple(held_saves(session, scope, now())),
    )


def _files(session: Session, scope: SupplierScope, invitation: UUID) -> dict[str, list[OwnFile]]:
    return {
        question: [
            OwnFile(
                file.public_id,
                file.original_name,
                wording.size(file.size),
                url_for("supplier.own_file", invitation=invitation, file=file.public_id),
                file.expires_on,
            )
            for file in files
        ]
        for question, files in evidence.my_evidence(session, scope).items()
    }
