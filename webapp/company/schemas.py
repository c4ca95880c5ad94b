"""The forms and list arguments of the company's pages."""

from flask_babel import lazy_gettext as _

from assessments.campaigns.progress import ASKED
from assessments.overrides.rules import BANDS as OVERRIDE_BANDS
from assessments.overrides.rules import LONGEST_REASON
from assessments.reports.service import PORTFOLIO_REPORT, PORTFOLIO_WORKBOOK
from assessments.results.groups import DIMENSIONS
from assessments.signals.service import SHARES, YES_OR_NO
from questionnaires.countries import COUNTRIES
from questionnaires.lists import load_list
from webapp.company.words import BANDS, LANGUAGES, SIGNS
from webapp.forms import (
    Choice,
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
LONGEST_REFERENCE = 64
MOST_CHOSEN = 20_000


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


class ReportForm(Schema):
    attach = Choice(("yes", "no"), needed=_("Choose what the file carries."))


class PortfolioForm(Schema):
    kind = Choice((PORTFOLIO_REPORT, PORTFOLIO_WORKBOOK), needed=_("Choose what to make."))


class CampaignForm(Schema):
    name = Text(needed=_("Enter a name, such as “Spring 2027, cotton”."))
    questionnaire = PublicId(needed=_("Choose a questionnaire."))
    due_on = Day(needed=_("Enter the last day for answers."))
    message = Text(most=2_000, lines=True)


class ChooseForm(Schema):
    """Who is to be asked: what is ticked here, what was ticked on other pages, and what is shown.

    `do` is filter, all, none, page-2 and so on, or check.
    """

    q = Text()
    country = Choice(COUNTRIES)
    band = Choice(BANDS)
    sign = Choice(SIGNS)
    page = Whole()
    do = Text(most=20)
    kept = PublicIds(most=MOST_CHOSEN)
    chosen = PublicIds(most=MOST_CHOSEN)
    preview = PublicId()


class SendForm(Schema):
    kept = PublicIds(most=MOST_CHOSEN)


class AskedQuery(Schema):
    """What a list of those who were asked shows."""

    state = Choice(ASKED)
    q = Text()
    page = Whole()
