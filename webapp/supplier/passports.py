"""Start from an answer passport: upload it, see what it holds and what is proven, choose."""

import base64
import binascii
import zlib
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import AnswersChanged, Invalid
from assessments.passport.opening import LARGEST, NoPassport, Passport
from assessments.reuse.carried_along import passport_offers
from assessments.reuse.offers import Earlier
from assessments.reuse.taking import OffersChanged, take
from assessments.scope import SupplierScope
from webapp import forms
from webapp.access import access
from webapp.asking import database, now, today
from webapp.languages.reader import told
from webapp.passport_keys import opened
from webapp.supplier.blueprint import blueprint
from webapp.supplier.earlier import TakingForm, blocks_of, consent_of, tell
from webapp.supplier.passport_words import flaws_of, signed_by, unreadable
from webapp.supplier.visit import Visit, render, visit

SMALLER = 9


class CarriedForm(TakingForm):
    """What is taken, and the passport that it is taken from, as `carried` writes it."""

    carried = forms.Text(most=LARGEST)


@dataclass(frozen=True)
class Brought:
    """A passport of this request: its bytes, and what was read of it."""

    raw: bytes
    passport: Passport

    @property
    def carried(self) -> str:
        """The bytes as the page keeps them: the person sends them back, nothing is stored."""
        return base64.b64encode(zlib.compress(self.raw, SMALLER)).decode()


@blueprint.get("/answer/<uuid:invitation>/passport")
@access("sharing:read", scope=SupplierScope)
def passport(invitation: UUID) -> ResponseReturnValue:
    """What a passport is, and where to upload one."""
    return _page(visit(invitation))


@blueprint.post("/answer/<uuid:invitation>/passport")
@access("sharing:write", scope=SupplierScope)
def open_own_passport(invitation: UUID) -> ResponseReturnValue:
    """Check a passport and show what it would give. Nothing is stored and nothing is taken."""
    here = visit(invitation)
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(here, problem=_("Choose the passport file first.")), 422
    try:
        raw = file.stream.read(LARGEST + 1)
        return _page(here, Brought(raw, opened(raw)))
    except NoPassport as refusal:
        return _page(here, problem=unreadable(refusal)), 422


@blueprint.post("/answer/<uuid:invitation>/passport/take")
@access("sharing:write", scope=SupplierScope)
def take_from_passport(invitation: UUID) -> ResponseReturnValue:
    """Take the answers that were ticked, of one section or of all, and nothing else."""
    here = visit(invitation)
    form = forms.read(CarriedForm)
    try:
        brought = _brought(str(form.values.get("carried", "")))
    except NoPassport as refusal:
        return _page(here, problem=unreadable(refusal)), 422
    consent = consent_of(form.values, here)
    if not consent.answers:
        return _page(here, brought, _("Tick the answers that you want to take over.")), 422
    try:
        with database().writing(here.scope) as session:
            offers = passport_offers(session, here.scope, brought.passport, today())
            taken = take(session, here.scope, offers=offers, consent=consent, now=now())
    except (OffersChanged, AnswersChanged):
        again = _("Something was answered in the meantime. Please look again.")
        return _page(here, brought, again), 409
    except Invalid as refusal:
        return _page(here, brought, told(refusal)), 422
    tell(taken)
    if form.values["section"] and len(taken.questions) < len(offers):
        return _page(visit(invitation), brought)
    return redirect(url_for("supplier.tasks", invitation=invitation), 303)


def _brought(carried: str) -> Brought:
    try:
        packed = base64.b64decode(carried, validate=True)
        raw = zlib.decompressobj().decompress(packed, LARGEST + 1)
    except (binascii.Error, ValueError, zlib.error):
        raise NoPassport("unreadable") from None
    return Brought(raw, opened(raw))


def _page(here: Visit, brought: Brought | None = None, problem: str = "") -> str:
    offers: list[Earlier] = []
    if brought:
        with database().reading(here.scope) as session:
            offers = passport_offers(session, here.scope, brought.passport, today())
    field = "offers" if offers else "file"
    return render(
        "passport",
        here,
        brought=brought,
        flaws=flaws_of(brought.passport) if brought else [],
        signed=signed_by(brought.passport) if brought else "",
        blocks=blocks_of(here, offers),
        count=len(offers),
        problems={field: problem} if problem else {},
    )
