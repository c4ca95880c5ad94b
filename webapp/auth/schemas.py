"""The forms of the account pages."""

from flask_babel import lazy_gettext as _

from assessments.people.roles import ROLES
from questionnaires.countries import COUNTRIES
from webapp.forms import Choice, Email, Password, PublicId, Schema, Text

LONGEST_ADDRESS = 2_000


class SignInForm(Schema):
    email = Text(needed=_("Enter your e-mail address."), most=254)
    password = Password(needed=_("Enter your password."))
    next = Text(most=LONGEST_ADDRESS)


class ChooseForm(Schema):
    membership = PublicId(needed=_("Choose what you want to work on."))
    next = Text(most=LONGEST_ADDRESS)


class PasswordForm(Schema):
    password = Password(needed=_("Enter the password that you want to use."))
    again = Password(needed=_("Enter the same password a second time."))


class CompanyForm(Schema):
    name = Text(needed=_("Enter the name of the company."))
    country = Choice(COUNTRIES, needed=_("Choose the country."))


class ProgrammeForm(Schema):
    name = Text(needed=_("Enter the name of the programme."))


class MemberForm(Schema):
    name = Text(needed=_("Enter the name of the person."))
    email = Email(needed=_("Enter the e-mail address of the person."))
    place = Text(needed=_("Choose whom this person acts for."))
    role = Choice(
        [role for roles in ROLES.values() for role in roles],
        needed=_("Choose what this person may do."),
    )


class NoFields(Schema):
    """A form that is only a button."""
