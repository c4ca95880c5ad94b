"""The forms of the programme's pages."""

from flask_babel import lazy_gettext as _

from assessments.programmes.service import KINDS
from questionnaires.countries import COUNTRIES
from webapp.forms import Choice, Day, Email, OptionalText, Schema, Text, Whole


class RegisterQuery(Schema):
    q = Text()
    sort = Text(most=20)
    page = Whole()


class ActivityQuery(Schema):
    page = Whole()


class CompanyForm(Schema):
    name = Text(needed=_("Enter the name in Latin letters."))
    name_local = Text()
    name_russian = Text()
    country = Choice(COUNTRIES, needed=_("Choose the country."))
    identifier = OptionalText(most=64)
    contact_name = Text()
    contact_email = Email()
    contact_phone = Text(most=64)


class EditForm(CompanyForm):
    version = Whole(needed=_("Open this page again."))


class ActivityForm(Schema):
    kind = Choice(KINDS, needed=_("Choose what it was."))
    happened_on = Day(needed=_("Enter the day on which it was done."))
    summary = Text(needed=_("Write in a few words what was done."), most=4000, lines=True)
