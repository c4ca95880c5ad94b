"""One company of the world: its list, its campaigns, and the firms that answer to it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.campaigns import access
from assessments.campaigns import queries as campaigns
from assessments.campaigns.models import Campaign
from assessments.campaigns.turning_away import TurnedAway, turn_away
from assessments.colleagues.service import ColleagueDetails, ask_colleague
from assessments.evidence.keeping import PaperDetails, describe_paper
from assessments.evidence.service import add_evidence, prepare, stored, withdraw_claim
from assessments.evidence.store import FOR_OWN_FILES, FileStore
from assessments.ids import new_public_id
from assessments.library import queries as library
from assessments.parties import service as parties
from assessments.parties.models import Party, Supplier
from assessments.people.sessions import start_respondent_session
from assessments.reports import service as reports
from assessments.responses import queries as responses
from assessments.responses.held import hold_save
from assessments.responses.service import answer_values, open_response
from assessments.responses.sheets import hold_sheet
from assessments.responses.snapshot import Declaration
from assessments.responses.submission import submit
from assessments.responses.withdrawing import withdraw
from assessments.scope import CompanyScope, LinkScope, SupplierScope
from assessments.signals.service import note_signal
from questionnaires import library as questionnaires
from questionnaires.library import CORE
from questionnaires.routing import unanswered
from tests.isolation.afterwards import (
    PROVEN,
    keep_report,
    set_bands_by_hand,
    talk,
    troubles,
)
from tests.isolation.marks import Marks
from tests.isolation.method import give_method
from tests.stories import Story
from webapp.settings import Settings

FRESH = timedelta(minutes=20)
"""Sessions were used just now for as long as the tests run, so that no request notes it again."""


@dataclass(frozen=True)
class Respondent:
    """Somebody at a firm, signed in by a code or holding a link only."""

    name: str
    scope: SupplierScope | None
    token: str | None
    doors: tuple[str, ...]


def sheet_saying(text: str) -> str:
    """The cells of an uploaded spreadsheet in which that is said instead of a choice."""
    row = [None, None, None, text, None, None, "erkin:question:activity"]
    sheet = {"name": "Answers", "row": 1, "column": 1, "rows": [row]}
    return json.dumps({"sheets": [sheet]})


def party_of(name: str) -> tuple[str, str]:
    """Those who answer for the same firm: its papers are theirs, whoever asked for them."""
    return name[:2], f"{name[:2]} for B"


class Firms:
    """Fills one company. `shared` holds the addresses of firms that answer to both companies."""

    def __init__(
        self, story: Story, marks: Marks, letter: str, settings: Settings, shared: dict[str, str]
    ) -> None:
        self.story, self.marks, self.letter = story, marks, letter
        self.admin = f"admin of {letter}"
        self.shared = shared
        self.evidence = FileStore(settings.evidence, reserve=FOR_OWN_FILES)
        self.reports = FileStore(settings.reports, reserve=FOR_OWN_FILES)
        self.doors: list[str] = []
        self.scope = self._company()

    def build(self) -> Iterator[Respondent]:
        """Every firm of this company, and whoever answers for it."""
        guests = ["A1 for B", "A2 for B"] if self.letter == "B" else []
        campaign = self._campaign()
        yield from self._working(campaign, f"{self.letter}1")
        yield from self._finished(campaign, f"{self.letter}2", scored=True)
        yield self._invited(campaign, f"{self.letter}3")
        yield from self._finished(campaign, f"{self.letter}4", scored=False)
        self._supplier(f"{self.letter}5")
        self._withdrawn(campaign, f"{self.letter}6")
        for guest in guests:
            build = self._working if guest.startswith("A1") else self._finished
            yield from build(campaign, guest)
        troubles(self)
        keep_report(self, reports.PORTFOLIO_WORKBOOK, None)
        mark = self.marks.new(self.admin)
        give_method(self.story, self.scope, mark, stopped=self.letter == "A")

    def _company(self) -> CompanyScope:
        one_to_five = [f"{self.letter}{number}" for number in range(1, 6)]
        guests = ["A1 for B", "A2 for B"] if self.letter == "B" else []
        asked = [*one_to_five, *guests]
        respondents = [*asked, *(helper_of(name) for name in asked)]
        ended = [f"{name} ended" for name in respondents]
        self.asked_by_us = [self.admin, *respondents, *ended]
        # What was said and sent elsewhere is told to the same firm, and to nobody else.
        name = self.marks.new(*self.asked_by_us, *self._elsewhere(), "instance administrator")
        return self.story.company(f"Company {name}")

    def _campaign(self) -> Campaign:
        entered = [name for name in self.asked_by_us if not name.endswith(("3", "ended"))]
        readers = [*entered, *self._elsewhere()]
        return self.story.campaign(self.scope, f"Campaign {self.marks.new(*readers)}")

    def _elsewhere(self) -> tuple[str, str]:
        """Those who answer for a firm of this company, at the questionnaire of the other one."""
        return ("A1", "A2") if self.letter == "B" else ("A1 for B", "A2 for B")

    def _supplier(self, name: str) -> Supplier:
        firm = name[:2]
        address = self.shared.setdefault(firm, self._address(firm))
        people = (name, helper_of(name))
        readers = (*people, *(f"{each} ended" for each in people))
        with self.story.database.writing(self.scope) as session:
            supplier = parties.add_supplier(
                session,
                self.scope,
                details=parties.SupplierDetails(
                    name=f"Supplier {self.marks.new(self.admin, *party_of(name), helper_of(name))}",
                    country="MYS",
                    sector="rubber_gloves",
                    reference=self.marks.new(self.admin),
                ),
                contact=parties.ContactDetails(
                    name=f"Contact {self.marks.new(self.admin, *readers)}", email=address
                ),
                now=self.story.now,
                ids=self.story.ids,
            )
            note_signal(
                session,
                self.scope,
                supplier_id=supplier.public_id,
                name="listed_entity",
                value=False,
                source=f"Source {self.marks.new(self.admin)}",
                learned_on=self.story.now.date(),
                now=self.story.now,
                ids=self.story.ids,
            )
        return supplier

    def _address(self, firm: str) -> str:
        guest = f"{firm} for B"
        people = [firm, guest, helper_of(firm), helper_of(guest)]
        letters = ["admin of A", "admin of B"] if firm in ("A1", "A2") else [self.admin]
        return f"{self.marks.new(*people, *letters)}@supplier.example"

    def _invited(self, campaign: Campaign, name: str) -> Respondent:
        (token,) = self.story.invite(self.scope, campaign, self._supplier(name))
        link = self.story.link(token)
        with self.story.database.writing(link) as session:
            access.send_code(
                session,
                link,
                letters=self.story.letters,
                now=self.story.now,
                ids=self.story.ids,
            )
        return Respondent(name, None, None, (f"/i/{token}",))

    def _working(self, campaign: Campaign, name: str) -> Iterator[Respondent]:
        """Answers are there, a file, and something that was typed after a session had ended."""
        supplier = self._supplier(name)
        (link,) = self.story.invite(self.scope, campaign, supplier)
        self._left_behind(self.story.link(link))
        scope = self.story.enter(link)
        self._answer(scope, name)
        self._offer(scope, self.marks.new(*party_of(name)))
        with self.story.database.writing(self.story.link(link)) as session:
            hold_save(
                session,
                self.story.link(link),
                email=scope.email,
                page="site/1",
                fields={"q.activity": [self.marks.new(name)]},
                now=self.story.now,
            )
        with self.story.database.writing(scope) as session:
            cells = sheet_saying(self.marks.new(name))
            hold_sheet(session, scope, cells=cells, now=self.story.now)
        yield self._signed_in(name, scope, link)
        yield self._session_ended(f"{name} ended", scope)
        helping = list(self._helping(name, scope))
        yield from helping if name == "A1" else ()
        self._turned_away(scope)

    def _turned_away(self, scope: SupplierScope) -> None:
        """It is not for them, they say, in words for the company alone."""
        with self.story.database.writing(scope) as session:
            turn_away(
                session,
                scope,
                said=TurnedAway("other", f"Note {self.marks.new(self.admin)}"),
                letters=self.story.letters,
                now=self.story.now,
                ids=self.story.ids,
            )

    def _helping(self, name: str, asker: SupplierScope) -> Iterator[Respondent]:
        """A colleague has one question, has come in, and typed something too late."""
        helper, story = helper_of(name), self.story
        email = f"{self.marks.new(name, helper)}@supplier.example"
        with story.database.writing(asker) as session:
            ask_colleague(
                session,
                asker,
                wanted=ColleagueDetails(
                    name=f"Helper {self.marks.new(name, helper)}",
                    email=email,
                    questions=("policy",),
                    note=f"Please {self.marks.new(name, helper)}",
                ),
                letters=story.letters,
                now=story.now,
                ids=story.ids,
            )
        token = story.mailed(r"/i/([\w-]{43})")[email]
        link = story.link(token)
        with story.database.writing(link) as session:
            access.send_code(session, link, letters=story.letters, now=story.now, ids=story.ids)
        code = story.mailed(r"code is (\d{6})")[email]
        with story.database.writing(link) as session:
            scope = access.enter_code(session, link, typed=code, now=story.now, ids=story.ids)
            typed = {"q.policy": [self.marks.new(helper)]}
            page = page_of("policy")
            hold_save(session, link, email=email, page=page, fields=typed, now=story.now)
        assert isinstance(scope, SupplierScope)
        home = f"/answer/{self._address_of_invitation(scope)}"
        doors = (f"/i/{token}", f"{home}/tasks", f"{home}/{page_of('policy')}")
        yield Respondent(helper, scope, self._session(scope, FRESH), doors)
        yield self._session_ended(f"{helper} ended", scope)

    def _left_behind(self, link: LinkScope) -> None:
        """What somebody else wrote for the same invitation before it went to this address."""
        email, public_id = f"{self.marks.new()}@supplier.example", new_public_id(self.story.ids)
        with self.story.database.writing() as session:
            former = Party(public_id=public_id, email=email, created_at=self.story.now)
            session.add(former)
        scope = SupplierScope(former.id, link.company_id, link.invitation_id, email)
        with self.story.database.writing(scope) as session:
            open_response(session, scope, now=self.story.now, ids=self.story.ids)
        self._answer(scope)
        self._offer(scope, self.marks.new())

    def _finished(
        self, campaign: Campaign, name: str, *, scored: bool = True
    ) -> Iterator[Respondent]:
        """What was sent: seen by its sender and by this company. One file was withdrawn before."""
        supplier = self._supplier(name)
        (link,) = self.story.invite(self.scope, campaign, supplier)
        scope = self.story.enter(link)
        self._answer(scope, name, self.admin)
        self._offer(scope, self.marks.new(*party_of(name), self.admin))
        self._offer(scope, self.marks.new(*party_of(name)), withdrawn=True)
        with self.story.database.writing(scope) as session:
            receipt = submit(
                session,
                scope,
                declaration=Declaration(self.marks.new(name, self.admin), "manager"),
                leave_open=_unanswered(session, scope),
                letters=self.story.letters,
                now=self.story.now,
                ids=self.story.ids,
            )
        if scored:
            result = self.story.score(self.scope, receipt)
            talk(self, scope, receipt, name)
            link = self.story.mailed(r"/i/([\w-]{43})")[scope.email]
            set_bands_by_hand(self, result)
            keep_report(self, reports.SUPPLIER_REPORT, result)
            one = f"/company/results/{result.public_id}"
            self.doors += [f"{one}/answers/{PROVEN}", f"{one}/compare/{result.public_id}"]
        yield self._signed_in(name, scope, link)

    def _withdrawn(self, campaign: Campaign, name: str) -> None:
        """What was sent and taken back, and sent again without what nobody shall see any more."""
        (link,) = self.story.invite(self.scope, campaign, self._supplier(name))
        scope = self.story.enter(link)
        self._answer(scope)
        self.story.score(self.scope, self.story.submit(scope))
        with self.story.database.writing(scope) as session:
            withdraw(session, scope, now=self.story.now)
        self.story.answer(scope, {"inputs": None})
        self.story.submit(scope)

    def _answer(self, scope: SupplierScope, *readers: str) -> None:
        party = [name for reader in readers for name in party_of(reader)]
        mark = self.marks.new(*readers, *party)
        inputs = {"material": "rubber", "country": "THA", "supplier": mark}
        housing = {"type": "housing", "pct": Decimal(5), "consent": "yes"}
        answers = {
            "site_country": "MYS",
            "inputs": [inputs | {"tiers_known": Decimal(2)}],
            PROVEN: "bank",
            "policy": "yes",
            "housing": "none",
            "leave_site": "with_permission",
            "notice_days": Decimal(90),
            "deductions": [housing],
        }
        if readers and readers[0] == "A1 for B":
            # What this firm has told the other company is offered to it here.
            del answers["inputs"], answers["deductions"]
        self.story.answer(scope, answers)

    def _offer(self, scope: SupplierScope, mark: str, *, withdrawn: bool = False) -> None:
        prepared = prepare(f"A letter: {mark}".encode(), f"{mark}.txt")
        with (
            stored(self.evidence, prepared, self.story.ids) as file,
            self.story.database.writing(scope) as session,
        ):
            now, ids = self.story.now, self.story.ids
            added = add_evidence(session, scope, question=PROVEN, file=file, now=now, ids=ids)
            describe_paper(
                session,
                scope,
                public_id=added.public_id,
                details=PaperDetails(expires_on=now.date() + timedelta(days=90)),
                letters=self.story.letters,
                language="en",
                now=now,
                ids=ids,
            )
            if withdrawn:
                withdraw_claim(session, scope, question=PROVEN, public_id=added.public_id, now=now)

    def _signed_in(self, name: str, scope: SupplierScope, link: str) -> Respondent:
        home = f"/answer/{self._address_of_invitation(scope)}"
        inputs = f"{home}/{page_of('inputs')}/inputs"
        rows = [f"{inputs}/new", f"{inputs}/1", f"{inputs}/1/remove"]
        doors = (f"/i/{link}", f"{home}/", f"{home}/{page_of(PROVEN)}", *rows)
        return Respondent(name, scope, self._session(scope, FRESH), doors)

    def _session_ended(self, name: str, scope: SupplierScope) -> Respondent:
        """Their session ended two hours ago; this browser may still hold what they typed."""
        back = f"/answer/{self._address_of_invitation(scope)}/return"
        return Respondent(
            name, scope, self._session(scope, -timedelta(hours=2)), (back, f"{back}/code")
        )

    def _address_of_invitation(self, scope: SupplierScope) -> UUID:
        with self.story.database.reading(scope) as session:
            return campaigns.my_invitation(session, scope).public_id

    def _session(self, scope: SupplierScope, seen: timedelta) -> str:
        with self.story.database.writing(scope) as session:
            return start_respondent_session(
                session,
                invitation_id=scope.invitation_id,
                company_id=scope.company_id,
                party_id=scope.party_id,
                colleague_id=scope.colleague_id,
                email=scope.email,
                now=self.story.now + seen,
                ids=self.story.ids,
            )


def helper_of(name: str) -> str:
    """What a colleague of somebody who was asked is called."""
    return f"helper of {name}"


def page_of(question: str) -> str:
    """Where a question of the core questionnaire stands."""
    return next(
        f"{section.id}/{number}"
        for section in questionnaires.load(CORE, "2026.1").sections
        for number, keys in enumerate(section.pages, 1)
        if question in keys
    )


def _unanswered(session: Session, scope: SupplierScope) -> Sequence[str]:
    asked = responses.my_response(session, scope)
    questionnaire = library.questionnaire(session, asked.questionnaire_version_id)
    return unanswered(
        questionnaire, answer_values(questionnaire, responses.my_answers(session, scope))
    )
