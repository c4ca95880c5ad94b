"""The main job in a few calls, through the same services that pages and jobs use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from assessments.campaigns import access
from assessments.campaigns import queries as campaigns
from assessments.campaigns import service as asking
from assessments.campaigns.letters import Letters
from assessments.campaigns.models import Campaign, Invitation
from assessments.database import Database
from assessments.ids import Ids, SeededIds
from assessments.library import queries as library
from assessments.library.service import publish_shipped
from assessments.parties import service as parties
from assessments.parties.models import Supplier
from assessments.responses import queries as responses
from assessments.responses import service as answering
from assessments.responses.service import TypedAnswer
from assessments.responses.snapshot import Declaration
from assessments.responses.submission import Receipt, submit
from assessments.results.models import Result
from assessments.results.service import score_submission
from assessments.scope import CompanyScope, InstanceScope, LinkScope, SupplierScope
from questionnaires.library import CORE
from questionnaires.routing import unanswered
from webapp.mail.letters import PlainLetters

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass
class Story:
    """A small instance that grows by one step a call. The clock stands where `now` says."""

    database: Database
    letters: Letters = field(default_factory=lambda: PlainLetters("http://localhost"))
    now: datetime = START
    ids: Ids = field(default_factory=lambda: SeededIds("story"))

    def publish(self) -> None:
        """Publish the shipped versions."""
        with self.database.writing() as session:
            publish_shipped(session, now=self.now, ids=self.ids)

    def company(self, name: str = "Invented Retail plc") -> CompanyScope:
        """A customer company."""
        with self.database.writing() as session:
            added = parties.add_company(
                session, InstanceScope(), name=name, country="GBR", now=self.now, ids=self.ids
            )
            return CompanyScope(added.id)

    def supplier(
        self, company: CompanyScope, name: str = "Invented Gloves Sdn", email: str = ""
    ) -> Supplier:
        """A supplier of the company with one contact."""
        address = email or f"{re.sub('[^a-z]', '', name.lower())}@supplier.example"
        with self.database.writing(company) as session:
            return parties.add_supplier(
                session,
                company,
                details=parties.SupplierDetails(name=name, country="MYS", sector="rubber_gloves"),
                contact=parties.ContactDetails(name="Contact", email=address),
                now=self.now,
                ids=self.ids,
            )

    def campaign(
        self, company: CompanyScope, name: str = "Yearly questions", questionnaire: str = CORE
    ) -> Campaign:
        """A campaign with the newest version of a questionnaire, due in four weeks."""
        with self.database.writing(company) as session:
            version = next(
                row for row in library.questionnaire_versions(session) if row.slug == questionnaire
            )
            return asking.create_campaign(
                session,
                company,
                details=asking.CampaignDetails(
                    name=name,
                    due_on=(self.now + timedelta(days=28)).date(),
                    message="Thank you for your time.",
                    questionnaire_version=version.public_id,
                ),
                now=self.now,
                ids=self.ids,
            )

    def invite(self, company: CompanyScope, campaign: Campaign, *suppliers: Supplier) -> list[str]:
        """Send the campaign; the tokens of the links that were mailed, in order of supplier."""
        with self.database.writing(company) as session:
            asking.send_campaign(
                session,
                company,
                campaign_id=campaign.public_id,
                suppliers=[supplier.public_id for supplier in suppliers],
                letters=self.letters,
                now=self.now,
                ids=self.ids,
            )
        by_address = self.mailed(r"/i/([\w-]{43})")
        with self.database.reading(company) as session:
            rows = campaigns.invitations(session, company, campaign)
            address = {row.supplier.id: row.invitation.email for row in rows}
        return [by_address[address[supplier.id]] for supplier in suppliers]

    def mailed(self, pattern: str) -> dict[str, str]:
        """Address → what the pattern's group found in the newest mail to it that has it."""
        from sqlalchemy import select

        from assessments.work.models import Mail

        with self.database.reading() as session:
            mails = session.execute(select(Mail.to_address, Mail.body_text).order_by(Mail.id)).all()
        return {
            address: found.group(1)
            for address, text in mails
            if (found := re.search(pattern, text))
        }

    def link(self, token: str) -> LinkScope:
        """Whose link a token is."""
        with self.database.reading() as session:
            scope = access.holder(session, token)
        assert scope is not None
        return scope

    def enter(self, token: str) -> SupplierScope:
        """Open a link: ask for the code, read the mail, enter it, open the response."""
        link = self.link(token)
        with self.database.writing(link) as session:
            access.send_code(session, link, letters=self.letters, now=self.now, ids=self.ids)
            email = campaigns.my_invitation(session, link).email
        code = self.mailed(r"code is (\d{6})")[email]
        with self.database.writing(link) as session:
            scope = access.enter_code(session, link, typed=code, now=self.now, ids=self.ids)
        assert isinstance(scope, SupplierScope)
        with self.database.writing(scope) as session:
            answering.open_response(session, scope, now=self.now, ids=self.ids)
        return scope

    def answer(self, scope: SupplierScope, values: Mapping[str, Any]) -> None:
        """Save answers as somebody who has just seen the newest versions."""
        with self.database.writing(scope) as session:
            seen = {key: row.version for key, row in responses.my_answers(session, scope).items()}
            answering.save_answers(
                session,
                scope,
                typed=[TypedAnswer(key, value, seen.get(key, 0)) for key, value in values.items()],
                now=self.now,
            )

    def submit(self, scope: SupplierScope) -> Receipt:
        """Seal what is there; whatever is unanswered is left open knowingly."""
        with self.database.writing(scope) as session:
            response = responses.my_response(session, scope)
            asked = library.questionnaire(session, response.questionnaire_version_id)
            values = answering.answer_values(asked, responses.my_answers(session, scope))
            return submit(
                session,
                scope,
                declaration=Declaration(name="Aigul Invented", role="HR manager"),
                leave_open=unanswered(asked, values),
                letters=self.letters,
                now=self.now,
                ids=self.ids,
            )

    def score(self, company: CompanyScope, receipt: Receipt) -> Result:
        """Score a submission as the job does."""
        with self.database.writing(company) as session:
            return score_submission(
                session,
                company,
                submission_id=receipt.submission.id,
                now=self.now,
                ids=self.ids,
            )

    def invitation_of(self, company: CompanyScope, campaign: Campaign) -> Invitation:
        """The only invitation of a campaign."""
        with self.database.reading(company) as session:
            (row,) = campaigns.invitations(session, company, campaign)
            return row.invitation

    def public_id_of_core(self) -> UUID:
        """The address id of the core questionnaire's published version."""
        with self.database.reading() as session:
            rows = library.questionnaire_versions(session)
            return next(row.public_id for row in rows if row.slug == CORE)
