"""The story of the demo, act by act. Nothing in it is patched: clock and ids are passed in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assessments.campaigns import service as asking
from assessments.campaigns.letters import Letters
from assessments.database import Database
from assessments.evidence.store import FOR_OWN_FILES, FileStore
from assessments.ids import Ids, SeededIds, new_token
from assessments.library import queries as library
from assessments.library.service import publish_shipped
from assessments.parties import service as parties
from assessments.parties.models import Supplier
from assessments.people import passwords, roles
from assessments.people import service as people
from assessments.programmes import service as programmes
from assessments.schema import upgrade
from assessments.scope import CompanyScope, InstanceScope, ProgrammeScope
from assessments.signals.service import note_signal
from questionnaires.library import CORE, latest
from webapp.demo import setting
from webapp.demo.cast import Player, players
from webapp.demo.register import ENGAGED
from webapp.demo.respondent import Respondent
from webapp.demo.setting import Calendar
from webapp.jobs.registry import load_handlers
from webapp.jobs.runner import Runner
from webapp.mail.letters import PlainLetters
from webapp.settings import Settings

COMPANIES = {
    "retail": ("Demo Retail Group plc (invented)", "GBR"),
    "foods": ("Demo Foods AG (invented)", "DEU"),
}
PROGRAMME = "Demo Safe Work Programme Central Asia (invented)"
MESSAGE = (
    "Thank you for working with us. We ask all our suppliers the same questions. What you tell "
    "us is used to find out where workers need protection, and to help you give it."
)
GROUNDS = ("uk_msa", "eu_flr", "own_policy")
REPLY_PAUSE = timedelta(hours=5)


@dataclass(frozen=True)
class SignIn:
    """How to sign in to the demo as somebody."""

    who: str
    email: str
    password: str


class Play:
    """The demo on one instance. Acts are run in order, each once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.calendar = Calendar()
        self.ids: Ids = SeededIds("erkin demo 2026.1")
        self.letters: Letters = PlainLetters(settings.public_base_url)
        self.cast = players(latest(CORE))
        self.companies: dict[str, CompanyScope] = {}
        self.suppliers: dict[str, Supplier] = {}
        self.sign_ins: list[SignIn] = []
        load_handlers()

    def open(self) -> None:
        """Make the database and everything that works on it."""
        self.settings.instance.mkdir(parents=True, exist_ok=True)
        upgrade(self.settings.owner_database_url)
        self.database = Database(self.settings.database_url)
        self.store = FileStore(self.settings.evidence, reserve=FOR_OWN_FILES)
        self.runner = Runner(self.database, self.settings, now=self.calendar.now, ids=self.ids)

    def load_content(self) -> None:
        """Publish questionnaires, ruleset and reference data."""
        with self.database.writing() as session:
            publish_shipped(session, now=self.calendar.now(), ids=self.ids)

    def add_organisations(self) -> None:
        """Two companies and a programme, each with somebody who can sign in."""
        self._add_person("Administrator of the instance", "admin@demo.example", people.Place())
        for key, (name, country) in COMPANIES.items():
            with self.database.writing() as session:
                company = parties.add_company(
                    session,
                    InstanceScope(),
                    name=name,
                    country=country,
                    invented=True,
                    now=self.calendar.now(),
                    ids=self.ids,
                )
            self.companies[key] = CompanyScope(company.id)
            self._add_person(name, f"{key}@demo.example", people.Place(company_id=company.id))
        self._add_programme()

    def add_suppliers(self) -> Iterator[Player]:
        """Every supplier with its contact, and what is known of it from elsewhere."""
        for player in self.cast:
            yield player
            scope = self.companies[player.company]
            with self.database.writing(scope) as session:
                self.suppliers[player.key] = parties.add_supplier(
                    session,
                    scope,
                    details=parties.SupplierDetails(
                        name=player.name,
                        country=player.country,
                        sector=player.sector,
                        reference=f"DEMO-{player.key}",
                    ),
                    contact=parties.ContactDetails(
                        name="Invented Contact", email=player.email, language=player.language
                    ),
                    now=self.calendar.now(),
                    ids=self.ids,
                )
            self._note_signals(player, scope)

    def send_campaigns(self) -> None:
        """One campaign for each company, to all its suppliers."""
        self.calendar.reach(setting.SENT)
        for key, scope in self.companies.items():
            chosen = [self.suppliers[p.key] for p in self.cast if p.company == key]
            send_campaign(
                self.database,
                scope,
                name="Working conditions 2026",
                due_on=setting.DUE,
                suppliers=chosen,
                letters=self.letters,
                calendar=self.calendar,
                ids=self.ids,
            )
        self.runner.drain()

    def answer(self) -> Iterator[Player]:
        """Whoever replies does, through the same code as the supplier's pages. Jobs run at once."""
        self.calendar.reach(setting.FIRST_REPLY)
        for player in self.cast:
            yield player
            if player.reply == "none":
                continue
            self.respondent(player).answer()
            self.runner.drain()
            self.calendar.wait(REPLY_PAUSE)

    def respondent(self, player: Player) -> Respondent:
        """The contact of a supplier, ready to open its mail."""
        return Respondent(
            player,
            player.email,
            database=self.database,
            store=self.store,
            mail=self.settings.instance / "mail",
            letters=self.letters,
            runner=self.runner,
            calendar=self.calendar,
            ids=self.ids,
        )

    def _add_person(self, who: str, email: str, place: people.Place) -> None:
        password = f"demo-{new_token(self.ids)[:20].lower()}"
        hashed = passwords.hashed(password)
        role = {
            "company": roles.COMPANY_ADMIN,
            "programme": roles.PROGRAMME_STAFF,
            "instance": roles.INSTANCE_ADMINISTRATOR,
        }[place.organisation]
        with self.database.writing() as session:
            added = people.add_person(
                session,
                InstanceScope(),
                details=people.PersonDetails(name="Invented Person", email=email),
                place=place,
                role=role,
                now=self.calendar.now(),
                ids=self.ids,
            )
            if added.setup_token:
                people.redeem_setup_link(
                    session,
                    token=added.setup_token,
                    password_hash=hashed,
                    now=self.calendar.now(),
                )
        self.sign_ins.append(SignIn(who, email, password))

    def _add_programme(self) -> None:
        with self.database.writing() as session:
            programme = programmes.add_programme(
                session,
                InstanceScope(),
                name=PROGRAMME,
                invented=True,
                now=self.calendar.now(),
                ids=self.ids,
            )
        self._add_person(
            PROGRAMME, "programme@demo.example", people.Place(programme_id=programme.id)
        )
        scope = ProgrammeScope(programme.id)
        with self.database.writing(scope) as session:
            for details, activities in ENGAGED:
                engaged = programmes.add_engaged_company(
                    session, scope, details=details, now=self.calendar.now(), ids=self.ids
                )
                for activity in activities:
                    programmes.log_activity(
                        session,
                        scope,
                        company=engaged.public_id,
                        details=activity,
                        now=self.calendar.now(),
                        ids=self.ids,
                    )

    def _note_signals(self, player: Player, scope: CompanyScope) -> None:
        signals: Mapping[str, bool | Decimal] = player.signals
        with self.database.writing(scope) as session:
            for name, value in signals.items():
                note_signal(
                    session,
                    scope,
                    supplier_id=self.suppliers[player.key].public_id,
                    name=name,
                    value=value,
                    source="Invented for the demonstration",
                    learned_on=self.calendar.now().date(),
                    now=self.calendar.now(),
                    ids=self.ids,
                )


def send_campaign(
    database: Database,
    scope: CompanyScope,
    *,
    name: str,
    due_on: date,
    suppliers: Iterable[Supplier],
    letters: Letters,
    calendar: Calendar,
    ids: Ids,
) -> None:
    """Make a campaign with the core questionnaire and send it."""
    with database.writing(scope) as session:
        version = next(row for row in library.questionnaire_versions(session) if row.slug == CORE)
        campaign = asking.create_campaign(
            session,
            scope,
            details=asking.CampaignDetails(
                name=name,
                due_on=due_on,
                message=MESSAGE,
                questionnaire_version=version.public_id,
                grounds=GROUNDS,
            ),
            now=calendar.now(),
            ids=ids,
        )
        asking.send_campaign(
            session,
            scope,
            campaign_id=campaign.public_id,
            suppliers=[supplier.public_id for supplier in suppliers],
            letters=letters,
            now=calendar.now(),
            ids=ids,
        )
