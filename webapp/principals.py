"""Who sends a request, found by the cookie that all audiences share."""

from typing import cast

from flask import g

from assessments.people.roles import permissions
from assessments.people.sessions import Ended, SignedIn, find_session, is_due, touch
from assessments.scope import CompanyScope, InstanceScope, ProgrammeScope, SupplierScope
from webapp.access import Audience, Principal
from webapp.clock import now
from webapp.cookies import session_token
from webapp.instance import instance

AUDIENCES: dict[type, Audience] = {
    CompanyScope: "company",
    SupplierScope: "supplier",
    ProgrammeScope: "programme",
    InstanceScope: "instance",
}


def load_principal() -> Principal | None:
    """The caller of this request, or None. Notes once a minute that the session is in use."""
    found = _found()
    if not isinstance(found, SignedIn):
        return None
    if is_due(found, now()):
        with instance().database.writing() as session:
            touch(session, found, now())
    return Principal(AUDIENCES[type(found.scope)], permissions(found.role), found.scope)


def signed_in() -> SignedIn | None:
    """The session of this request while it is alive: role, name and address of the caller."""
    found = _found()
    return found if isinstance(found, SignedIn) else None


def ended_session() -> Ended | None:
    """The respondent's session that this request came with, if it ended within 24 hours."""
    found = _found()
    return found if isinstance(found, Ended) else None


def _found() -> SignedIn | Ended | None:
    if "session_found" not in g:
        token = session_token()
        g.session_found = None
        if token:
            with instance().database.reading() as session:
                g.session_found = find_session(session, token, now())
    return cast("SignedIn | Ended | None", g.session_found)
