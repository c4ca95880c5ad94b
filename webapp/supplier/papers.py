"""Your papers: every file of the respondent's, what it stands for, and where it was sent."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.campaigns import queries as campaigns
from assessments.campaigns.letters import Invited
from assessments.errors import AlreadySubmitted
from assessments.evidence import papers as library
from assessments.evidence.models import EvidenceFile
from assessments.evidence.papers import Paper
from assessments.scope import SupplierScope
from webapp.access import access, current_scope
from webapp.asking import database, today
from webapp.supplier import wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.visit import Visit, own_invitation, visit

ON_A_PAGE = 30
BESIDE_A_QUESTION = 8


@dataclass(frozen=True)
class Shelf:
    """The papers of a respondent, and the open questionnaire that they can stand behind."""

    invitation: UUID
    invited: Invited
    papers: list[Paper]
    visit: Visit | None


@dataclass(frozen=True)
class Offer:
    """A paper that can be chosen for an answer."""

    id: UUID
    name: str
    about: str


class Choosing:
    """What a question offers of the papers that there are already; `page` is where it stands."""

    def __init__(self, visit: Visit, page: str) -> None:
        self._visit = visit
        self.page = page
        self.url = url_for("supplier.papers", invitation=visit.invitation)
        self.today = today()

    def offers(self, question: str) -> list[Offer]:
        """The newest papers that do not stand for the answer yet."""
        taken = {file.id for file in self._visit.files.get(question, ())}
        free = [file for file in self._visit.papers if file.public_id not in taken]
        return [
            Offer(file.public_id, file.original_name, about(file, self.today))
            for file in free[:BESIDE_A_QUESTION]
        ]


@blueprint.get("/answer/<uuid:invitation>/papers")
@access("evidence:read", scope=SupplierScope)
def papers(invitation: UUID) -> ResponseReturnValue:
    """All papers, newest first, a page at a time."""
    here = shelf(invitation)
    asked_for = request.args.get("page", "")
    pages = max(1, -(-len(here.papers) // ON_A_PAGE))
    page = min(max(1, int(asked_for) if asked_for.isdecimal() and len(asked_for) < 6 else 1), pages)
    first = (page - 1) * ON_A_PAGE
    return page_of(
        "papers", here, shown=here.papers[first : first + ON_A_PAGE], number=page, pages=pages
    )


def shelf(invitation: UUID) -> Shelf:
    """The caller's papers. NotFound for any invitation but the caller's."""
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        own = own_invitation(session, scope, invitation)
        invited = campaigns.invited(session, scope, own)
        found = library.my_papers(session, scope)
    return Shelf(invitation, invited, found, _open_visit(invitation))


def page_of(template: str, here: Shelf, **more: object) -> str:
    """A page of the library, which is there before and after sending."""
    more.setdefault("problems", {})
    return render_template(
        f"supplier/{template}.html",
        shelf=here,
        invitation=here.invitation,
        asked_by=here.invited.company_name,
        sign_out_url=url_for("supplier.leave", invitation=here.invitation),
        kind=kind,
        size=wording.size,
        day=wording.day,
        good=lambda file: good(file, today()),
        today=today(),
        **more,
    )


def about(file: EvidenceFile, on: date) -> str:
    """What sets a paper apart from another of the same name."""
    said = (file.summary, wording.size(file.size), good(file, on))
    return " · ".join(part for part in said if part)


def good(file: EvidenceFile, on: date) -> str:
    """Until when a paper is good, empty where its owner did not say."""
    if file.expires_on is None:
        return ""
    last = wording.day(file.expires_on)
    if file.expired(on):
        return str(_("expired, last day %(day)s", day=last))
    return str(_("good until %(day)s", day=last))


def kind(file: EvidenceFile) -> str:
    """What kind of file it is: PDF, JPG."""
    return file.original_name.rpartition(".")[2].upper()


def _open_visit(invitation: UUID) -> Visit | None:
    try:
        return visit(invitation)
    except AlreadySubmitted:
        return None
