"""The letters to people who get an account."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from assessments.ids import Ids
from assessments.people.models import Person
from assessments.work.service import add_mail
from webapp.security.hosts import absolute_url


def send_setup_link(session: Session, person: Person, url: str, *, now: datetime, ids: Ids) -> None:
    """Put a letter with the link by which the person chooses a password into the outbox."""
    text = _(
        "Dear %(name)s,\n\n"
        "You have been given an account. Choose your password here, within seven days:\n\n"
        "%(url)s\n\n"
        "The link works once. You will sign in with this address: %(email)s\n\n"
        "If you did not expect this letter, you need not do anything.\n"
    ) % {"name": person.name, "url": url, "email": person.email}
    _send(session, person, _("Choose your password"), text, now, ids)


def send_welcome(session: Session, person: Person, *, now: datetime, ids: Ids) -> None:
    """Tell somebody who has an account that they may now act for one organisation more."""
    text = _(
        "Dear %(name)s,\n\n"
        "You have been added to one more organisation. Sign in as always to work on it:\n\n"
        "%(url)s\n"
    ) % {"name": person.name, "url": absolute_url("auth.sign_in")}
    _send(session, person, _("You can work on something new"), text, now, ids)


def _send(
    session: Session, person: Person, subject: str, text: str, now: datetime, ids: Ids
) -> None:
    add_mail(
        session,
        kind="notice",
        to_address=person.email,
        to_name=person.name,
        subject=subject,
        body_text=text,
        company_id=None,
        now=now,
        ids=ids,
    )
