"""Open the demo to a visitor: one invitation for each company at the real time, and sign-ins."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from assessments.campaigns import queries as campaigns
from assessments.campaigns.progress import funnels
from assessments.database import Database
from assessments.ids import RandomIds
from assessments.parties import service as parties
from assessments.parties.models import Company, Supplier
from assessments.scope import CompanyScope
from webapp.demo.play import send_campaign
from webapp.demo.setting import SIGN_INS, Calendar
from webapp.mail.letters import PlainLetters
from webapp.settings import Settings

VISITOR = "Demo Visitor Works (invented)"
CAMPAIGN = "Open invitation for visitors"
ANSWER_WITHIN = timedelta(days=30)


def open_doors(settings: Settings) -> Iterator[str]:
    """See to an open invitation for each company; what to tell whoever started the demo."""
    database = Database(settings.database_url)
    try:
        with database.reading() as session:
            companies = list(session.scalars(select(Company).order_by(Company.id)))
        for company in companies:
            _invite_visitor(database, company, settings)
    finally:
        database.dispose()
    yield "Sign in at /sign-in as:"
    for line in (settings.instance / SIGN_INS).read_text("utf-8").splitlines():
        who, email, password = line.split("\t")
        yield f"  {email:24} {password}   {who}"
    yield f"Mails, with an open invitation for each company: {settings.public_base_url}/demo/mail"


def _invite_visitor(database: Database, company: Company, settings: Settings) -> None:
    scope = CompanyScope(company.id)
    calendar = Calendar(database.now())
    if _is_invited(database, scope, calendar):
        return
    send_campaign(
        database,
        scope,
        name=CAMPAIGN,
        due_on=(calendar.now() + ANSWER_WITHIN).date(),
        suppliers=[_visitor(database, scope, calendar)],
        letters=PlainLetters(settings.public_base_url),
        calendar=calendar,
        ids=RandomIds(),
    )


def _is_invited(database: Database, scope: CompanyScope, calendar: Calendar) -> bool:
    with database.reading(scope) as session:
        open_ones = [
            campaign.id
            for campaign in campaigns.campaigns(session, scope)
            if campaign.name == CAMPAIGN and campaign.due_on > calendar.now().date()
        ]
        return any(one.submitted == 0 for one in funnels(session, scope, open_ones).values())


def _visitor(database: Database, scope: CompanyScope, calendar: Calendar) -> Supplier:
    """The invented supplier that visitors answer for; a new one for each invitation."""
    with database.writing(scope) as session:
        return parties.add_supplier(
            session,
            scope,
            details=parties.SupplierDetails(
                name=f"{VISITOR} {calendar.now():%d.%m.%Y %H:%M}",
                country="KGZ",
                sector="garments",
            ),
            contact=parties.ContactDetails(
                name="Visitor", email=f"visitor-{scope.company_id}@demo.example"
            ),
            now=calendar.now(),
            ids=RandomIds(),
        )
