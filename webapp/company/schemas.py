"""The forms and list arguments of the company's pages."""

import re
from decimal import Decimal

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError

from assessments.campaigns.progress import ASKED
from assessments.disputes.status import OUTCOMES
from assessments.overrides.rules import BANDS as OVERRIDE_BANDS
from assessments.overrides.rules import LONGEST_REASON
from assessments.reports.service import PORTFOLIO_REPORT, PORTFOLIO_WORKBOOK
from assessments.results.by_risk import ANSWERED, SIDES
from assessments.results.groups import DIMENSIONS
from assessments.results.portfolio import UNRATED, UNSTATED
from assessments.reviews.events import LONGEST_TEXT
from assessments.signals.service import SHARES, YES_OR_NO
from questionnaires.countries import COUNTRIES
from questionnaires.grounds import grounds
from questionnaires.lists import load_list
from webapp.company.words import BANDS, LANGUAGES, SIGNS
from webapp.forms import (
    Choice,
    Choices,
    Codes,
    Day,
    Email,
    OptionalText,
    Percent,
    PublicId,
    PublicIds,
    Schema,
    Text,
    Whole,
)

SECTORS = tuple(load_list("sectors"))
GOODS = tuple(load_list("goods"))
GROUNDS = tuple(grounds())
RISKS = tuple(band for band in BANDS if band != UNRATED)
LONGEST_REFERENCE = 64
MOST_GOODS = 40
MOST_CHOSEN = 20_000
MOST_CODES = 500
AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


class Amount(Text):
    """A number from 0 on, with a point or a comma before its decimals."""

    def read(self, text: str) -> Decimal:
        digits = text.replace(",", ".", 1)
        if not AMOUNT.fullmatch(digits):
            raise ValidationError(str(_("Enter a number from 0 on, such as 3 or 2.5.")))
        return Decimal(digits)


class NoFields(Schema):
    """A form that is only a button."""


class SupplierQuery(Schema):
    """What a list of suppliers shows."""

    q = Text()
    country = Choice(COUNTRIES)
    band = Choice(BANDS)
    sign = Choice(SIGNS)
    sort = Text(most=20)
    page = Whole()


class RiskQuery(Schema):
    """What the list of suppliers by inherent risk shows."""

    q = Text()
    country = Choice(COUNTRIES)
    sector = Choice((*SECTORS, UNSTATED))
    risk = Choice(RISKS)
    answered = Choice(ANSWERED)
    by = Choice(SIDES)
    page = Whole()


class PortfolioQuery(Schema):
    """By what the portfolio is put in groups."""

    by = Choice(DIMENSIONS)


class GroupQuery(Schema):
    page = Whole()


class WayQuery(Schema):
    """The steps that a reader came by, as `webapp.company.way` reads them."""

    group = Text(most=80)
    indicator = Text(most=64)
    rule = Text(most=64)


class SupplierForm(Schema):
    name = Text(needed=_("Enter the name of the supplier."))
    country = Choice(COUNTRIES, needed=_("Choose the country of the supplier."))
    sector = Choice(SECTORS)
    goods = Choices(GOODS, most=MOST_GOODS)
    reference = OptionalText(most=LONGEST_REFERENCE)
    contact_name = Text()
    contact_email = Email()
    contact_language = Choice(LANGUAGES)


class SupplierEditForm(SupplierForm):
    version = Whole(needed=_("Open this page again."))


class SignalForm(Schema):
    name = Choice((*YES_OR_NO, *SHARES), needed=_("Choose what was learned."))
    value = Choice(("yes", "no"))
    share = Percent()
    source = Text(needed=_("Say where this was learned, so that others can check it."))
    learned_on = Day(needed=_("Enter the day on which you learned it."))


class OverrideForm(Schema):
    band = Choice(OVERRIDE_BANDS, needed=_("Choose a band."))
    reason = Text(
        needed=_("Say why, so that others can judge it."), most=LONGEST_REASON, lines=True
    )
    expires_on = Day(needed=_("Enter the day on which it ends."))


class ReviewForm(Schema):
    """What is done about one answer."""

    do = Choice(("accept", "request", "ask", "withdraw"), needed=_("Choose what to do."))
    text = Text(most=LONGEST_TEXT, lines=True)
    seen = Whole(needed=_("Open this page again."))


class AcceptForm(Schema):
    seen = Whole(needed=_("Open this page again."))
    question = Codes(most=MOST_CODES)


class SendBackForm(Schema):
    seen = Whole(needed=_("Open this page again."))
    due_on = Day(needed=_("Enter the day by which you expect the answers."))
    check = Codes(most=MOST_CODES)


class DisputeAnswerForm(Schema):
    outcome = Choice(OUTCOMES, needed=_("Choose what you answer."))
    reason = Text(
        needed=_("Say why, so that the supplier can follow it."), most=LONGEST_TEXT, lines=True
    )


class ReportForm(Schema):
    attach = Choice(("yes", "no"), needed=_("Choose what the file carries."))


class PortfolioForm(Schema):
    kind = Choice((PORTFOLIO_REPORT, PORTFOLIO_WORKBOOK), needed=_("Choose what to make."))


class CampaignForm(Schema):
    name = Text(needed=_("Enter a name, such as “Spring 2027, cotton”."))
    questionnaire = PublicId(needed=_("Choose a questionnaire."))
    due_on = Day(needed=_("Enter the last day for answers."))
    grounds = Choices(GROUNDS, most=len(GROUNDS))
    message = Text(most=2_000, lines=True)


class ChooseForm(Schema):
    """Who is to be asked: what is ticked here, what was ticked on other pages, and what is shown.

    `do` is filter, all, none, page-2 and so on, or check.
    """

    q = Text()
    country = Choice(COUNTRIES)
    band = Choice(BANDS)
    sign = Choice(SIGNS)
    risk = Choice(RISKS)
    sector = Choice((*SECTORS, UNSTATED))
    page = Whole()
    do = Text(most=20)
    kept = PublicIds(most=MOST_CHOSEN)
    chosen = PublicIds(most=MOST_CHOSEN)
    preview = PublicId()


class ChooseQuery(Schema):
    """Whom to show first of those who may be asked."""

    q = Text()
    country = Choice(COUNTRIES)
    sector = Choice((*SECTORS, UNSTATED))
    band = Choice(BANDS)
    risk = Choice(RISKS)


class SendForm(Schema):
    kept = PublicIds(most=MOST_CHOSEN)


class RenewForm(Schema):
    """A new day belongs to it once the old one has passed."""

    due_on = Day()


class AskedQuery(Schema):
    """What a list of those who were asked shows."""

    state = Choice(ASKED)
    q = Text()
    page = Whole()
