"""Answer as a supplier does: link, code from the mail, colleagues, pages, files, declaration."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from assessments.campaigns import access
from assessments.campaigns.letters import Letters
from assessments.colleagues.service import ColleagueDetails, ask_colleague, finish_part
from assessments.database import Database
from assessments.evidence.service import add_evidence, prepare, stored
from assessments.evidence.store import FileStore
from assessments.ids import Ids
from assessments.library import queries as library
from assessments.responses import queries as responses
from assessments.responses import service as answering
from assessments.responses.service import TypedAnswer
from assessments.responses.snapshot import Declaration
from assessments.responses.submission import submit
from assessments.scope import LinkScope, SupplierScope
from questionnaires.definition import Questionnaire
from questionnaires.routing import pages, unanswered, visible
from questionnaires.types import answer_type
from webapp.demo.cast import Helper, Player
from webapp.demo.setting import Calendar
from webapp.jobs.runner import Runner

PROOF = "Invented proof for a demonstration.\n\nSupplier: {name}\nFor the question: {question}\n"


class MailNotFound(LookupError):
    """The demo waited for a mail that was not written."""


@dataclass(frozen=True)
class Respondent:
    """One person at the keyboard: the contact of the player, or a colleague at `email`."""

    player: Player
    email: str
    database: Database
    store: FileStore
    mail: Path
    letters: Letters
    runner: Runner
    calendar: Calendar
    ids: Ids

    def answer(self) -> None:
        """Get in, answer every page, add files; submit if this player replies at all."""
        scope = self.enter()
        asked = self.questionnaire(scope)
        helper = self.player.helper
        by_helper = helper.sections if helper else ()
        for section in asked.sections:
            if section.id not in by_helper:
                self._answer_section(scope, asked, section.id)
        if helper:
            self._ask(scope, helper)
            replace(self, email=helper.email).help(by_helper)
        self._offer_evidence(scope, asked)
        if self.player.reply == "sent":
            self.submit(scope, asked)

    def help(self, sections: Iterable[str]) -> None:
        """Get in as a colleague, answer these sections and say that they are done."""
        scope = self.enter()
        asked = self.questionnaire(scope)
        for section in sections:
            self._answer_section(scope, asked, section)
        with self.database.writing(scope) as session:
            finish_part(session, scope, letters=self.letters, now=self.calendar.now(), ids=self.ids)

    def questionnaire(self, scope: SupplierScope) -> Questionnaire:
        """What is asked."""
        with self.database.reading(scope) as session:
            response = responses.my_response(session, scope)
            return library.questionnaire(session, response.questionnaire_version_id)

    def _ask(self, scope: SupplierScope, helper: Helper) -> None:
        wanted = ColleagueDetails(helper.name, helper.email, sections=helper.sections)
        with self.database.writing(scope) as session:
            ask_colleague(
                session,
                scope,
                wanted=wanted,
                letters=self.letters,
                now=self.calendar.now(),
                ids=self.ids,
            )
        self.runner.drain()

    def enter(self) -> SupplierScope:
        """Open the newest link, enter the code of the mail that follows, begin."""
        link = self._open_link(self._read(r"/i/([\w-]{43})"))
        with self.database.writing(link) as session:
            access.send_code(
                session, link, letters=self.letters, now=self.calendar.now(), ids=self.ids
            )
        self.runner.drain()
        code = self._read(r"(?<![\w-])(\d{6})(?![\w-])")
        self.calendar.wait(timedelta(minutes=1))
        with self.database.writing(link) as session:
            scope = access.enter_code(
                session, link, typed=code, now=self.calendar.now(), ids=self.ids
            )
        if not isinstance(scope, SupplierScope):
            raise scope
        with self.database.writing(scope) as session:
            answering.open_response(session, scope, now=self.calendar.now(), ids=self.ids)
        return scope

    def _open_link(self, token: str) -> LinkScope:
        with self.database.reading() as session:
            link = access.holder(session, token)
        if link is None:
            raise MailNotFound(f"the link that {self.email} was sent is not known")
        return link

    def _answer_section(self, scope: SupplierScope, asked: Questionnaire, section: str) -> None:
        for number in range(len(asked.section(section).pages)):
            with self.database.writing(scope) as session:
                saved = responses.my_answers(session, scope)
                values = answering.answer_values(asked, saved)
                shown = pages(asked, section, values)
                if number >= len(shown):
                    return
                typed = [
                    TypedAnswer(
                        key,
                        self.typed(asked, key, self.player.answers.get(key)),
                        saved[key].version if key in saved else 0,
                    )
                    for key in shown[number]
                ]
                answering.save_answers(session, scope, typed=typed, now=self.calendar.now())
            self.calendar.wait(timedelta(minutes=2))

    def typed(self, asked: Questionnaire, key: str, value: Any) -> object:
        """The answer as it comes out of the form that the page posts."""
        kind = answer_type(asked.questions[key])
        posted = kind.posted(value, f"q.{key}")
        parsed = kind.parse(posted, f"q.{key}")
        if parsed.problems:
            raise ValueError(f"{self.player.key}, {key}: {parsed.problems[0].text}")
        return parsed.value

    def _offer_evidence(self, scope: SupplierScope, asked: Questionnaire) -> None:
        with self.database.reading(scope) as session:
            values = answering.answer_values(asked, responses.my_answers(session, scope))
        for key in self.player.evidence:
            if key in visible(asked, values) and key in values:
                self._offer(scope, key)

    def _offer(self, scope: SupplierScope, key: str) -> None:
        text = PROOF.format(name=self.player.name, question=key)
        prepared = prepare(text.encode(), f"{key}.txt")
        with (
            stored(self.store, prepared, self.ids) as file,
            self.database.writing(scope) as session,
        ):
            add_evidence(
                session,
                scope,
                question=key,
                file=file,
                now=self.calendar.now(),
                ids=self.ids,
            )
        self.calendar.wait(timedelta(minutes=1))

    def submit(self, scope: SupplierScope, asked: Questionnaire) -> None:
        """Declare and send, with what is not answered left open."""
        with self.database.writing(scope) as session:
            values = answering.answer_values(asked, responses.my_answers(session, scope))
            submit(
                session,
                scope,
                declaration=Declaration(name="Invented Respondent", role="Human resources manager"),
                leave_open=unanswered(asked, values),
                letters=self.letters,
                now=self.calendar.now(),
                ids=self.ids,
            )

    def _read(self, pattern: str) -> str:
        """What the newest mail to this player has for the pattern."""
        for path in sorted(self.mail.glob("*.eml"), reverse=True):
            mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            if self.email in str(mail["To"]):
                body = mail.get_body(("plain",))
                if body and (found := re.search(pattern, body.get_content())):
                    return found.group(1)
        raise MailNotFound(f"no mail to {self.email} has {pattern}")
