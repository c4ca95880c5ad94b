"""Answer as a supplier does: link, code from the mail, page by page, files, declaration."""

import re
from datetime import timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path

from assessments.campaigns import access
from assessments.campaigns.letters import Letters
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
from webapp.demo.cast import Player
from webapp.demo.setting import Calendar
from webapp.jobs.runner import Runner

PROOF = "Invented proof for a demonstration.\n\nSupplier: {name}\nFor the question: {question}\n"


class MailNotFound(LookupError):
    """The demo waited for a mail that was not written."""


class Respondent:
    """One supplier's person at the keyboard."""

    def __init__(
        self,
        player: Player,
        *,
        database: Database,
        store: FileStore,
        mail: Path,
        letters: Letters,
        runner: Runner,
        calendar: Calendar,
        ids: Ids,
    ) -> None:
        self._player = player
        self._database = database
        self._store = store
        self._mail = mail
        self._letters = letters
        self._runner = runner
        self._calendar = calendar
        self._ids = ids

    def answer(self) -> None:
        """Get in, answer every page, add files; submit if this player replies at all."""
        scope = self._enter()
        with self._database.reading(scope) as session:
            response = responses.my_response(session, scope)
            asked = library.questionnaire(session, response.questionnaire_version_id)
        for section in asked.sections:
            self._answer_section(scope, asked, section.id)
        self._offer_evidence(scope, asked)
        if self._player.reply == "sent":
            self._submit(scope, asked)

    def _enter(self) -> SupplierScope:
        link = self._open_link(self._read(r"/i/([\w-]{43})"))
        with self._database.writing(link) as session:
            access.send_code(
                session, link, letters=self._letters, now=self._calendar.now(), ids=self._ids
            )
        self._runner.drain()
        code = self._read(r"(?<![\w-])(\d{6})(?![\w-])")
        self._calendar.wait(timedelta(minutes=1))
        with self._database.writing(link) as session:
            scope = access.enter_code(
                session, link, typed=code, now=self._calendar.now(), ids=self._ids
            )
        if not isinstance(scope, SupplierScope):
            raise scope
        with self._database.writing(scope) as session:
            answering.open_response(session, scope, now=self._calendar.now(), ids=self._ids)
        return scope

    def _open_link(self, token: str) -> LinkScope:
        with self._database.reading() as session:
            link = access.holder(session, token)
        if link is None:
            raise MailNotFound(f"the link that {self._player.email} was sent is not known")
        return link

    def _answer_section(self, scope: SupplierScope, asked: Questionnaire, section: str) -> None:
        for number in range(len(asked.section(section).pages)):
            with self._database.writing(scope) as session:
                saved = responses.my_answers(session, scope)
                values = answering.answer_values(asked, saved)
                shown = pages(asked, section, values)
                if number >= len(shown):
                    return
                typed = [
                    TypedAnswer(
                        key, self._typed(asked, key), saved[key].version if key in saved else 0
                    )
                    for key in shown[number]
                ]
                answering.save_answers(session, scope, typed=typed, now=self._calendar.now())
            self._calendar.wait(timedelta(minutes=2))

    def _typed(self, asked: Questionnaire, key: str) -> object:
        """The answer as it comes out of the form that the page posts."""
        kind = answer_type(asked.questions[key])
        posted = kind.posted(self._player.answers.get(key), f"q.{key}")
        parsed = kind.parse(posted, f"q.{key}")
        if parsed.problems:
            raise ValueError(f"{self._player.key}, {key}: {parsed.problems[0].text}")
        return parsed.value

    def _offer_evidence(self, scope: SupplierScope, asked: Questionnaire) -> None:
        with self._database.reading(scope) as session:
            values = answering.answer_values(asked, responses.my_answers(session, scope))
        for key in self._player.evidence:
            if key in visible(asked, values) and key in values:
                self._offer(scope, key)

    def _offer(self, scope: SupplierScope, key: str) -> None:
        text = PROOF.format(name=self._player.name, question=key)
        prepared = prepare(text.encode(), f"{key}.txt")
        with (
            stored(self._store, prepared, self._ids) as file,
            self._database.writing(scope) as session,
        ):
            add_evidence(
                session,
                scope,
                question=key,
                file=file,
                now=self._calendar.now(),
                ids=self._ids,
            )
        self._calendar.wait(timedelta(minutes=1))

    def _submit(self, scope: SupplierScope, asked: Questionnaire) -> None:
        with self._database.writing(scope) as session:
            values = answering.answer_values(asked, responses.my_answers(session, scope))
            submit(
                session,
                scope,
                declaration=Declaration(name="Invented Respondent", role="Human resources manager"),
                leave_open=unanswered(asked, values),
                letters=self._letters,
                now=self._calendar.now(),
                ids=self._ids,
            )

    def _read(self, pattern: str) -> str:
        """What the newest mail to this player has for the pattern."""
        for path in sorted(self._mail.glob("*.eml"), reverse=True):
            mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            if self._player.email in str(mail["To"]):
                body = mail.get_body(("plain",))
                if body and (found := re.search(pattern, body.get_content())):
                    return found.group(1)
        raise MailNotFound(f"no mail to {self._player.email} has {pattern}")
