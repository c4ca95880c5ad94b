"""One result, and the way down from its numbers to indicators and parts of the calculation."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.reports.glance import indicators
from assessments.reports.reading import Reading, reading
from assessments.reports.wording import METHOD
from assessments.scope import CompanyScope
from webapp.access import access, current_scope
from webapp.asking import database
from webapp.company import reckoning
from webapp.company.blueprint import blueprint
from webapp.company.exporting import exportable
from webapp.company.making import made_of
from webapp.company.result_body import result_body
from webapp.languages.reader import page_reader


@blueprint.get("/results/<uuid:result>")
@access("result:read", scope=CompanyScope)
@exportable
def result(result: UUID) -> ResponseReturnValue:
    """A result of any age, with everything that it says."""
    with opened(result) as (session, found):
        context = result_body(found) | made_of(session, current_scope(CompanyScope), found.result)
    return render_template("company/result.html", **context)


@blueprint.get("/results/<uuid:result>/indicators/<code>")
@access("result:read", scope=CompanyScope)
@exportable
def result_indicator(result: UUID, code: str) -> ResponseReturnValue:
    """How exposure, observed signs and residual of one indicator came about."""
    found = read(result)
    line = next((one for one in indicators(found.material) if one.key == code), None)
    if line is None:
        raise NotFound
    return drawn("indicator", found, line=line, sums=reckoning.of_indicator(found.material, code))


@blueprint.get("/results/<uuid:result>/parts/<part>")
@access("result:read", scope=CompanyScope)
@exportable
def result_part(result: UUID, part: str) -> ResponseReturnValue:
    """How the headline, inherent risk, the strength of controls or the confidence came about."""
    found = read(result)
    if part not in reckoning.PARTS:
        raise NotFound
    sums = reckoning.PARTS[part](found.material)
    return drawn("part", found, part=part, sums=sums, method=_(METHOD))


@contextmanager
def opened(result: UUID) -> Iterator[tuple[Session, Reading]]:
    """A result of the caller's company, with the session that it was read in."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        yield session, reading(session, scope, result, page_reader())


def read(result: UUID) -> Reading:
    """A result of the caller's company."""
    with opened(result) as (_session, found):
        return found


def drawn(template: str, found: Reading, **more: Any) -> str:
    """A page below a result."""
    return render_template(f"company/{template}.html", reading=found, **more)
