"""What a spreadsheet would change, in the words of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from questionnaires.answer_sheet.changes import Change, Changes, Trouble, Verdict
from questionnaires.answer_sheet.raw import Place
from questionnaires.types import answer_type
from scoring.canonical import digest
from webapp.supplier import wording
from webapp.supplier.conflicts import shown
from webapp.supplier.layout import page_of
from webapp.supplier.visit import Visit

LONGEST = 300
MOST_LEFT_OUT = 20


@dataclass(frozen=True)
class Line:
    """A question with the answer that is stored and the one in the file."""

    key: str
    question: str
    now: str
    then: str
    is_counted: bool
    by: str = ""


@dataclass(frozen=True)
class Mend:
    """Something in the file that cannot be read: where it stands, what it says, what to do."""

    place: str
    typed: str
    advice: str


@dataclass(frozen=True)
class Wrong:
    """A question whose answer in the file cannot be read."""

    key: str
    question: str
    mends: tuple[Mend, ...]
    url: str


@dataclass(frozen=True)
class ShownChanges:
    """All that the page says about the file."""

    taken: tuple[Line, ...]
    conflicts: tuple[Line, ...]
    wrong: tuple[Wrong, ...]
    same: int
    left_out: tuple[str, ...]
    is_other_version: bool


def shown_changes(here: Visit, found: Changes) -> ShownChanges:
    """The changes as the page shows them, in the order of the questionnaire."""
    return ShownChanges(
        taken=tuple(_line(here, one) for one in found.of(Verdict.TAKEN)),
        conflicts=tuple(_line(here, one) for one in found.of(Verdict.CONFLICT)),
        wrong=tuple(_wrong(here, one) for one in found.of(Verdict.WRONG)),
        same=sum(_is_answered(here, one) for one in found.of(Verdict.SAME)),
        left_out=tuple(_named(here, found.left_out)),
        is_other_version=found.is_other_version,
    )


def seen(here: Visit) -> str:
    """One text for all answers as they are now."""
    return digest({key: saved.version for key, saved in here.saved.items()})


def _is_answered(here: Visit, change: Change) -> bool:
    return not answer_type(here.questionnaire.questions[change.question]).is_blank(change.now)


def _line(here: Visit, change: Change) -> Line:
    saved = here.saved.get(change.question)
    return Line(
        key=change.question,
        question=_question(here, change.question),
        now=_short(shown(here, change.question, change.now, saved.declined if saved else "")),
        then=_short(shown(here, change.question, change.then)),
        is_counted=change.counted,
        by=_by(here, change.question) if saved and change.verdict is Verdict.CONFLICT else "",
    )


def _by(here: Visit, key: str) -> str:
    saved = here.saved[key]
    by, at = wording.author(saved.author, here.scope.email), wording.moment(saved.saved_at)
    return str(_("saved by %(name)s, %(moment)s", name=by, moment=at))


def _wrong(here: Visit, change: Change) -> Wrong:
    return Wrong(
        key=change.question,
        question=_question(here, change.question),
        mends=tuple(_mend(trouble) for trouble in change.troubles),
        url=_url(here, change.question) if change.question in here.shown else "",
    )


def _url(here: Visit, key: str) -> str:
    page = page_of(here, key)
    return url_for(
        "supplier.section_page",
        invitation=here.invitation,
        section=page.section.id,
        number=page.number,
        _anchor=f"q.{key}",
    )


def _mend(trouble: Trouble) -> Mend:
    return Mend(_place(trouble.place), trouble.typed, trouble.message.said(_))


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    return str(_("Sheet “%(sheet)s”, cell %(cell)s", sheet=place.sheet, cell=place.cell))


def _named(here: Visit, keys: Iterable[str]) -> Iterable[str]:
    for key in list(keys)[:MOST_LEFT_OUT]:
        yield _question(here, key) if key in here.questionnaire.questions else key


def _question(here: Visit, key: str) -> str:
    return str(here.words.question(key).text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
