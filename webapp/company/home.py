"""The first page: what needs somebody, then where things stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.campaigns.progress import Asked, AskedFilter, count_asked, funnels
from assessments.disputes.queries import open_disputes
from assessments.disputes.status import days_left
from assessments.results import portfolio
from assessments.results.portfolio import SupplierFilter
from assessments.results.queries import newest_results
from assessments.reviews.waiting import waiting_for_company
from assessments.scope import CompanyScope
from assessments.work.queries import count_failed_jobs
from webapp.access import access, current_scope
from webapp.asking import database, today
from webapp.company.blueprint import blueprint
from webapp.company.campaigns import NOBODY
from webapp.company.words import BANDS

MOST_RESULTS = 6
MOST_CAMPAIGNS = 4


@dataclass(frozen=True)
class Need:
    """Something that needs somebody: how many, of what, and the list of them."""

    number: int
    words: str
    href: str


@blueprint.get("")
@access("supplier:read", scope=CompanyScope)
def home() -> ResponseReturnValue:
    """What needs somebody today, the suppliers by band, campaigns and the newest results."""
    scope, on = current_scope(CompanyScope), today()
    with database().reading(scope) as session:
        counts = portfolio.band_counts(session, scope)
        context: dict[str, Any] = {
            "needs": [need for need in _needs(session, scope, on, counts) if need.number],
            "bands": [(band, counts.get(band, 0)) for band in BANDS],
            "total": sum(counts.values()),
            "campaigns": _campaigns(session, scope),
            "newest": newest_results(session, scope, MOST_RESULTS),
        }
    return render_template("company/home.html", today=on, **context)


def _needs(session: Session, scope: CompanyScope, on: date, counts: dict[str, int]) -> list[Need]:
    zero, red = (
        portfolio.count_suppliers(session, scope, SupplierFilter(sign=sign)) for sign in "ZR"
    )
    critical = counts.get("critical", 0)
    return [
        *_written(session, scope, on),
        Need(zero, _("with a zero-tolerance sign"), url_for("company.suppliers", sign="Z")),
        Need(critical, _("in the critical band"), url_for("company.suppliers", band="critical")),
        Need(red, _("with a red flag"), url_for("company.suppliers", sign="R")),
        _asked(session, scope, on, "overdue"),
        _asked(session, scope, on, "failed"),
        _asked(session, scope, on, "turned_away"),
        _failed(count_failed_jobs(session, scope)),
    ]


def _written(session: Session, scope: CompanyScope, on: date) -> list[Need]:
    """What suppliers wrote: disputes first, for an answer to them is owed by a day."""
    owed = [one.dispute.answer_due_on for one in open_disputes(session, scope)]
    overdue = sum(day < on for day in owed)
    waiting = len(waiting_for_company(session, scope))
    href = url_for("company.reviews")
    return [
        Need(
            overdue,
            ngettext("answer to a dispute is overdue", "answers to disputes are overdue", overdue),
            href,
        ),
        Need(len(owed) - overdue, _dispute_words(owed, on, overdue), href),
        Need(
            waiting,
            ngettext(
                "supplier answered again or wrote", "suppliers answered again or wrote", waiting
            ),
            url_for("company.reviews", _anchor="answers"),
        ),
    ]


def _dispute_words(owed: list[date], on: date, overdue: int) -> str:
    left = [days_left(day, on) for day in owed if day >= on]
    words: str = ngettext("finding is disputed", "findings are disputed", len(owed) - overdue)
    if left:
        words += ", " + ngettext("%(num)s day left", "%(num)s days left", min(left))
    return words


def _asked(session: Session, scope: CompanyScope, on: date, state: Asked) -> Need:
    number = count_asked(session, scope, AskedFilter(state), on)
    words = {
        "overdue": ngettext("answer is overdue", "answers are overdue", number),
        "failed": ngettext("letter did not arrive", "letters did not arrive", number),
        "turned_away": ngettext("supplier says “not for me”", "suppliers say “not for me”", number),
    }
    return Need(number, words[state], url_for("company.asked_all", state=state))


def _failed(number: int) -> Need:
    words = ngettext("piece of work failed", "pieces of work failed", number)
    return Need(number, words, url_for("company.work"))


def _campaigns(session: Session, scope: CompanyScope) -> list[Any]:
    newest = campaigns.campaigns(session, scope)[:MOST_CAMPAIGNS]
    reached = funnels(session, scope, [campaign.id for campaign in newest])
    return [(campaign, reached.get(campaign.id, NOBODY)) for campaign in newest]
