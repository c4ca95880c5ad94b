"""The letters that suppliers receive, in their language, as plain text."""

import re
from dataclasses import replace
from datetime import date, datetime

from flask_babel import force_locale, gettext, ngettext

from assessments.campaigns.letters import AskedToHelp, Invited, Letter, Signed
from questionnaires.days import written
from questionnaires.worded import words_of
from webapp.grounds import named
from webapp.languages import SPOKEN, current_language
from webapp.languages.spoken import ENGLISH

STOPPED_TWICE = re.compile(r"(?<!\.)\.\.(?=\s|$)")


class PlainLetters:
    """Writes letters whose only links lead to this instance."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")

    def invitation(self, invited: Invited, token: str) -> Letter:
        """Who asks, by when, and the link that carries the token."""
        with force_locale(_spoken(invited.language)):
            subject = gettext(
                "%(company)s asks about working conditions at %(supplier)s",
                company=invited.company_name,
                supplier=invited.supplier_name,
            )
            parts = [
                _greeting(invited.contact_name),
                gettext(
                    "%(company)s asks you to answer a questionnaire about recruitment and working "
                    "conditions at %(supplier)s. Please answer by %(day)s.",
                    company=invited.company_name,
                    supplier=invited.supplier_name,
                    day=_day(invited.due_on),
                ),
                _grounds(invited),
                _quoted(invited.company_name, invited.message),
                gettext("Open the questionnaire here:"),
                f"{self._base_url}/i/{token}",
                gettext(
                    "The link is for you alone. When you open it, we mail a code to this address. "
                    "Nothing costs you anything, and you need no account. You can stop at any "
                    "time and go on later with the same link."
                ),
                gettext(
                    "“We do not know” is an honest answer. Please do not send names or identity "
                    "papers of workers."
                ),
                _mark(invited.invented),
            ]
        return Letter(subject[:200], _joined(parts))

    def code(self, company_name: str, code: str, language: str) -> Letter:
        """The six-digit code for a link that was opened."""
        with force_locale(_spoken(language)):
            subject = gettext("Your code for the questionnaire: %(code)s", code=code)
            parts = [
                gettext(
                    "Your code is %(code)s. It opens the questionnaire of %(company)s and works "
                    "for 10 minutes.",
                    code=code,
                    company=company_name,
                ),
                gettext(
                    "If you did not ask for a code, somebody else has opened the link. Without "
                    "the code they see nothing. Do not pass it on."
                ),
            ]
        return Letter(subject, _joined(parts))

    def receipt(
        self, invited: Invited, digest: str, submitted_at: datetime, signed: Signed
    ) -> Letter:
        """What was sealed, when, by whom it was signed, and its digest."""
        with force_locale(_spoken(invited.language)):
            subject = gettext("Receipt: your answers to %(company)s", company=invited.company_name)
            parts = [
                gettext(
                    "Your answers for %(supplier)s were sent to %(company)s on %(moment)s (UTC).",
                    supplier=invited.supplier_name,
                    company=invited.company_name,
                    moment=f"{_day(submitted_at.date())} {submitted_at:%H:%M}",
                ),
                _signed(signed),
                gettext(
                    "This number stands for exactly what you sent. If one character were changed, "
                    "it would be another:"
                ),
                digest,
                gettext(
                    "Your answers were weighed by fixed rules on %(day)s. The result and a copy "
                    "of your answers as PDF are behind the link in the mail that asked you.",
                    day=_day(submitted_at.date()),
                ),
                gettext(
                    "%(company)s now reads your answers. You may be asked about some of them; "
                    "you get a mail then.",
                    company=invited.company_name,
                ),
                _mark(invited.invented),
            ]
        return Letter(subject[:200], _joined(parts))

    def sent_back(self, invited: Invited, questions: int, due_on: date, token: str) -> Letter:
        """How many answers came back, by when they are expected, and a new link."""
        with force_locale(_spoken(invited.language)):
            subject = gettext(
                "%(company)s sends back some of your answers", company=invited.company_name
            )
            count = ngettext(
                "%(company)s has read your answers and sends one of them back.",
                "%(company)s has read your answers and sends %(num)s of them back.",
                questions,
                company=invited.company_name,
            )
            parts = [
                _greeting(invited.contact_name),
                count,
                gettext(
                    "Only these can be changed. At each you see what is asked. You can correct "
                    "the answer, or write why it is right. Please do so by %(day)s.",
                    day=_day(due_on),
                ),
                *self._new_link(token),
                _mark(invited.invented),
            ]
        return Letter(subject[:200], _joined(parts))

    def asked(self, invited: Invited, token: str) -> Letter:
        """That the company wrote about an answer, and a new link."""
        with force_locale(_spoken(invited.language)):
            subject = gettext(
                "%(company)s has a question about your answers", company=invited.company_name
            )
            parts = [
                _greeting(invited.contact_name),
                gettext(
                    "%(company)s has written to you about an answer that you sent. Please read it "
                    "and reply.",
                    company=invited.company_name,
                ),
                *self._new_link(token),
                _mark(invited.invented),
            ]
        return Letter(subject[:200], _joined(parts))

    def asked_again(self, invited: Invited, token: str) -> Letter:
        """The new link that the reader asked for, to the answers that they sent."""
        with force_locale(_spoken(invited.language)):
            subject = gettext(
                "Your link to the answers that you sent to %(company)s",
                company=invited.company_name,
            )
            parts = [
                _greeting(invited.contact_name),
                gettext(
                    "Somebody has asked for a new link to the answers that you sent to "
                    "%(company)s. It leads to your receipt and to a copy of your answers. There "
                    "you also see who received them, and can withdraw them.",
                    company=invited.company_name,
                ),
                *self._new_link(token),
                _mark(invited.invented),
            ]
        return Letter(subject[:200], _joined(parts))

    def dispute_answered(self, invited: Invited, token: str) -> Letter:
        """That the company answered to what the supplier does not agree with, and a new link."""
        with force_locale(_spoken(invited.language)):
            subject = gettext(
                "%(company)s has answered to what you do not agree with",
                company=invited.company_name,
            )
            parts = [
                _greeting(invited.contact_name),
                gettext(
                    "You wrote that you do not agree with a finding. %(company)s has answered. "
                    "You find the answer beside your result.",
                    company=invited.company_name,
                ),
                *self._new_link(token),
                _mark(invited.invented),
            ]
        return Letter(subject[:200], _joined(parts))

    def _new_link(self, token: str) -> list[str]:
        return [
            gettext("Open it here:"),
            f"{self._base_url}/i/{token}",
            gettext(
                "This is a new link. Links in earlier letters no longer work. When you open it, "
                "we mail a code to this address."
            ),
        ]

    def expiry(self, paper: str, expires_on: date, days_before: int, language: str) -> Letter:
        """That a paper expires, and what to do; it leads to no answers."""
        with force_locale(_spoken(language)):
            subject = gettext("A paper of yours expires: %(paper)s", paper=paper)
            when = gettext("Its last day is %(day)s.", day=_day(expires_on))
            if not days_before:
                when = gettext("Its last day is today, %(day)s.", day=_day(expires_on))
            parts = [
                gettext("“%(paper)s” is one of your papers here.", paper=paper),
                when,
                gettext(
                    "After that day it counts as expired, also where you have sent it already. "
                    "Ask for a new one in good time. Add it when you next answer a questionnaire, "
                    "by the link in the mail of the company that asks you."
                ),
                gettext("You named this day yourself when you added the paper."),
                self._base_url,
            ]
        return Letter(subject[:200], _joined(parts))

    def colleague(self, asked: AskedToHelp, token: str) -> Letter:
        """Who asks for help with what, their note, and the link that carries the token."""
        invited = asked.invited
        with force_locale(_spoken(asked.language)):
            subject = gettext(
                "Your help is asked for: the questionnaire of %(company)s",
                company=invited.company_name,
            )
            parts = [
                _greeting(asked.name),
                gettext(
                    "%(person)s answers a questionnaire of %(company)s about working conditions "
                    "at %(supplier)s.",
                    person=asked.invited_by,
                    company=invited.company_name,
                    supplier=invited.supplier_name,
                ),
                _wanted(asked),
                _by_when(asked),
                _quoted(asked.invited_by, asked.note),
                gettext("Open it here:"),
                f"{self._base_url}/i/{token}",
                gettext(
                    "The link is for you alone. When you open it, we mail a code to this address. "
                    "You need no account. Each answer that you save carries your e-mail address."
                ),
                gettext(
                    "If you do not know %(person)s, delete this mail. Nothing happens then.",
                    person=asked.invited_by,
                ),
                _mark(invited.invented),
            ]
        return Letter(subject[:200], _joined(parts))

    def colleague_done(self, asked: AskedToHelp) -> Letter:
        """That a colleague has finished, to whoever asked them."""
        invited = asked.invited
        with force_locale(_spoken(invited.language)):
            subject = gettext(
                "A colleague has finished: the questionnaire of %(company)s",
                company=invited.company_name,
            )
            done = (
                gettext("%(name)s has finished this part:", name=asked.name)
                if asked.role == "contributor"
                else gettext("%(name)s has checked all answers.", name=asked.name)
            )
            parts = [
                gettext("Good day,"),
                "\n".join([done, *_part(asked, invited.language)]),
                gettext(
                    "Open the link in our first mail to see the answers, and to send them when "
                    "everything is done."
                ),
                _mark(invited.invented),
            ]
        return Letter(subject[:200], _joined(parts))

    def given(self, invited: Invited, by: str, name: str, token: str) -> Letter:
        """The first letter to somebody named by the person who was asked before."""
        with force_locale(_spoken(invited.language)):
            named = gettext("%(person)s was asked first and has named you.", person=by)
        letter = self.invitation(replace(invited, contact_name=name), token)
        greeting, rest = letter.body.split("\n\n", 1)
        return Letter(letter.subject, _joined([greeting, named, rest.rstrip("\n")]))


def _wanted(asked: AskedToHelp) -> str:
    """What a colleague is asked to do, with the sections and questions of a contributor."""
    if asked.role == "reviewer":
        return str(gettext("Please check all answers, and correct what is not right."))
    if asked.role == "signatory":
        return str(gettext("Please read all answers. If they are right, sign and send them."))
    lead = gettext("Please answer this part of it:")
    return "\n".join([lead, *_part(asked, asked.language)])


def _part(asked: AskedToHelp, language: str) -> list[str]:
    if asked.role != "contributor":
        return []
    words = words_of(asked.questionnaire, language)
    titles = [str(words.section(key).title) for key in asked.sections]
    return [
        f"- {text}" for text in [*titles, *(words.question(key).text for key in asked.questions)]
    ]


def _by_when(asked: AskedToHelp) -> str:
    if asked.due_on is None:
        return ""
    return str(gettext("They need it by %(day)s.", day=_day(asked.due_on)))


def _spoken(language: str) -> str:
    """The locale of the language asked for if we speak it, else English."""
    return str(SPOKEN[language].locale) if language in SPOKEN else ENGLISH


def _greeting(name: str) -> str:
    greeting: str = gettext("Dear %(name)s,", name=name) if name else gettext("Good day,")
    return greeting


def _grounds(invited: Invited) -> str:
    """The laws and policies that the company names, without a link."""
    if not invited.grounds:
        return ""
    lead = gettext("%(company)s asks because of:", company=invited.company_name)
    return "\n".join([lead, *(f"- {name}" for name, _asks, _ground in named(invited.grounds))])


def _quoted(company: str, message: str) -> str:
    """The company's own words, marked as such, so that they cannot pass for ours."""
    if not message.strip():
        return ""
    lines = [f"> {line}" for line in message.strip().splitlines()]
    return "\n".join([gettext("%(company)s writes:", company=company), *lines])


def _signed(signed: Signed) -> str:
    """Who signed, marked as their own words."""
    lead = gettext("These answers were signed by:")
    return "\n".join([lead, f"> {signed.name}, {signed.role}", f"> {signed.email}"])


def _mark(invented: bool) -> str:
    mark: str = gettext("This is a demonstration. Every company and person in it is invented.")
    return mark if invented else ""


def _day(day: date) -> str:
    return written(day, current_language())


def _joined(parts: list[str]) -> str:
    """Paragraphs; a name that ends in a full stop does not double that of its sentence."""
    return STOPPED_TWICE.sub(".", "\n\n".join(part for part in parts if part)) + "\n"
