"""Start from one's own earlier answers: what is offered, question by question, and taking it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from assessments.campaigns import queries as campaigns
from assessments.errors import AnswersChanged, Invalid
from assessments.reuse.earlier import earlier_answers
from assessments.reuse.offers import Earlier
from assessments.reuse.taking import Consent, OffersChanged, Taken, take_earlier
from assessments.scope import SupplierScope
from questionnaires.mapping import How
from questionnaires.types import answer_type
from webapp import forms
from webapp.access import access
from webapp.asking import database, now, today
from webapp.languages.reader import told
from webapp.supplier.ages import age
from webapp.supplier.blueprint import blueprint
from webapp.supplier.visit import Visit, render, visit

MOST_QUESTIONS = 500
SEEN = ":"


class TakingForm(forms.Schema):
    """Which answers are taken, each as it was shown: `KEY:FINGERPRINT`. Where `section` names one,
    only those of it; the others stay to be chosen.
    """

    shown = forms.Texts(most=MOST_QUESTIONS)
    take = forms.Texts(most=MOST_QUESTIONS)
    papers = forms.Texts(most=MOST_QUESTIONS)
    section = forms.Text(most=64)


@dataclass(frozen=True)
class Offer:
    """An earlier answer as the page shows it."""

    key: str
    seen: str
    question: str
    answer: list[str]
    age: str
    asked_by: str
    firm: str
    papers: list[str]
    old: bool
    elsewhere: bool
    changed: bool
    chosen: bool
    with_papers: bool


@dataclass(frozen=True)
class OfferBlock:
    """The offers of one section."""

    id: str
    title: str
    offers: list[Offer]


@blueprint.get("/answer/<uuid:invitation>/earlier")
@access("sharing:read", scope=SupplierScope)
def earlier(invitation: UUID) -> ResponseReturnValue:
    """The respondent's own earlier answers to these questions, none of them taken yet."""
    return _page(visit(invitation))


@blueprint.post("/answer/<uuid:invitation>/earlier")
@access("sharing:write", scope=SupplierScope)
def take_earlier_answers(invitation: UUID) -> ResponseReturnValue:
    """Take the answers that were ticked, of one section or of all, and nothing else."""
    here = visit(invitation)
    form = forms.read(TakingForm)
    if form.problems:
        return _page(here, _("Choose from the list.")), 422
    consent = consent_of(form.values, here)
    if not consent.answers:
        return _page(here, _("Tick the answers that you want to take over.")), 422
    try:
        with database().writing(here.scope) as session:
            taken = take_earlier(session, here.scope, consent=consent, now=now())
    except (OffersChanged, AnswersChanged):
        return _page(here, _("Something was answered in the meantime. Please look again.")), 409
    except Invalid as refusal:
        return _page(here, told(refusal)), 422
    tell(taken)
    again = visit(invitation)
    if form.values["section"] and offered(again):
        return _page(again)
    return redirect(url_for("supplier.tasks", invitation=invitation), 303)


def offered(here: Visit) -> list[Earlier]:
    """What the respondent may start from; nothing for a colleague."""
    if here.scope.colleague_id is not None:
        return []
    with database().reading(here.scope) as session:
        return earlier_answers(session, here.scope)


def consent_of(values: dict[str, Any], here: Visit) -> Consent:
    """What the form agrees to: what was ticked, in the section of the button if it has one."""
    seen = dict(text.split(SEEN, 1) for text in values["shown"] if SEEN in text)
    of_section = {one.id: one.question_keys for one in here.questionnaire.sections}
    within = of_section.get(values["section"], ()) if values["section"] else seen
    chosen = {key: seen[key] for key in values["take"] if key in seen and key in within}
    return Consent(chosen, values["papers"])


def blocks_of(here: Visit, offers: list[Earlier]) -> list[OfferBlock]:
    """The offers by section, in the order of the questionnaire."""
    suppliers = _suppliers(offers)
    shown = {
        offer.question: _offer(here, offer, offer.firm or suppliers.get(offer.given_in, ""))
        for offer in offers
    }
    blocks = (
        OfferBlock(
            section.id,
            here.words.section(section.id).title,
            [shown[key] for key in section.question_keys if key in shown],
        )
        for section in here.questionnaire.sections
    )
    return [block for block in blocks if block.offers]


def tell(taken: Taken) -> None:
    """Say how many answers were taken."""
    count = len(taken.questions)
    flash(
        ngettext("1 answer was taken over.", "%(num)s answers were taken over.", count), "success"
    )


def _suppliers(offers: list[Earlier]) -> dict[SupplierScope | None, str]:
    """For whom the earlier answers were given, read at the invitation of each."""
    found: dict[SupplierScope | None, str] = {}
    for scope in dict.fromkeys(offer.given_in for offer in offers):
        if scope is not None:
            with database().reading(scope) as session:
                asked = campaigns.my_invitation(session, scope)
                found[scope] = campaigns.invited(session, scope, asked).supplier_name
    return found


def _offer(here: Visit, offer: Earlier, firm: str) -> Offer:
    asked = here.questionnaire.questions[offer.question]
    old, changed = offer.is_old(today()), offer.how is not How.SAME
    elsewhere = firm.split() != here.invited.supplier_name.split()
    chosen = with_papers = not (old or changed or elsewhere)
    if request.form.getlist("shown"):
        chosen = offer.question in request.form.getlist("take")
        with_papers = offer.question in request.form.getlist("papers")
    return Offer(
        key=offer.question,
        seen=f"{offer.question}{SEEN}{offer.fingerprint}",
        question=here.words.question(offer.question).text,
        answer=answer_type(asked).show(offer.value, here.words).splitlines(),
        age=age(offer.answered_on, today()),
        asked_by=offer.asked_by,
        firm=firm,
        papers=[paper.original_name for paper in offer.papers],
        old=old,
        changed=changed,
        elsewhere=elsewhere,
        chosen=chosen,
        with_papers=with_papers,
    )


def _page(here: Visit, problem: str = "") -> str:
    offers = offered(here)
    return render(
        "earlier",
        here,
        blocks=blocks_of(here, offers),
        count=len(offers),
        problems={"offers": problem} if problem else {},
    )
