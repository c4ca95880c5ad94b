"""What to call the functions of assessments with: one's own, somebody else's, or nobody's."""

import itertools
import typing
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import UnionType
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.base import Base
from assessments.campaigns.letters import Letter
from assessments.campaigns.service import CampaignDetails
from assessments.campaigns.turning_away import TurnedAway
from assessments.colleagues.service import ColleagueDetails
from assessments.evidence.keeping import PaperDetails
from assessments.evidence.service import StoredFile
from assessments.ids import SeededIds
from assessments.library.methods import Method
from assessments.parties.service import ContactDetails, SupplierDetails
from assessments.passport.opening import Claimed, Passport, Signed
from assessments.phrases import IN_ENGLISH
from assessments.programmes.service import ActivityDetails, CompanyDetails
from assessments.reports.service import PORTFOLIO_WORKBOOK
from assessments.responses.service import TypedAnswer
from assessments.responses.snapshot import Declaration
from assessments.reuse.taking import Consent
from assessments.trials.rescoring import Rescored
from assessments.trials.scoring import Task
from questionnaires.library import CORE, load
from scoring import shipped
from tests.isolation.addresses import PUBLISHED, Address
from tests.isolation.firms import PROVEN
from tests.isolation.method import same_overlay
from tests.isolation.rows import OWNERS
from tests.isolation.world import Principal, World
from tests.own_questionnaires import small
from webapp.mail.letters import PlainLetters

NOBODY = 999_999_999
NOWHERE = UUID("00000000-0000-4000-8000-000000000000")
MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
KINDS = {
    "company": "engaged_company",
    "evidence": "evidence_file",
    "file": "report_file",
    "override": "band_override",
    "partie": "supplier",
    "public_ids": "evidence_files",
}
TAKEN, ELSEWHERE = "taken", "ZWE"
MOST_TOGETHER = 10
OTHERWISE = {("page", int): 1, ("typed", str): "000000"}
KEPT = (*OWNERS, "questionnaire_version_id", "ruleset_version_id", "reference_edition_id")
ABOUT = ("invitation", "submission", "result")

Values = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """The values of one parameter that names a row: own, of others, and the like of nobody."""

    own: Any
    strange: list[Any]
    unknown: Any


class Arguments:
    """Makes arguments for a principal within a session that sees every row."""

    def __init__(self, world: World, known: Collection[Address], principal: Principal) -> None:
        self._scope = principal.scope
        self._mine = [each for each in known if each.belongs_to(principal)]
        self._strange = [each for each in known if not each.belongs_to(principal)]
        now = world.now + timedelta(minutes=1)
        self._plain: Values = {
            "now": now,
            "on": now.date(),
            "ids": SeededIds("calls"),
            "letters": PlainLetters("http://localhost"),
            "token": "no such token",
            "page": "site/1",
            "email": "somebody@supplier.example",
            "placeholder": "…",
            "fields": {},
            "cells": "{}",
            "values": {},
            "question": PROVEN,
            "questionnaire": load(CORE, "2026.1"),
            "file": StoredFile("0" * 32, "2" * 64, 10, "text/plain", "letter.txt"),
            "typed": [TypedAnswer("policy", "no", 1)],
            "declaration": Declaration("Nobody", "manager"),
            "leave_open": list(load(CORE, "2026.1").questions),
            "kind": PORTFOLIO_WORKBOOK,
            "name": "listed_entity",
            "value": False,
            "source": "A source",
            "learned_on": now.date(),
            "attach": False,
            "band": "high",
            "by": "Somebody",
            "reason": "A reason",
            "expires_on": now.date() + timedelta(days=9),
            "seen_version": 1,
            "most": 50,
            "dimension": "rule",
            "rule": "MOV05",
            "changes": {},
            "indicator": "MOV",
            "language": "en",
            "reader": IN_ENGLISH,
            "offered": False,
            "method": Method(1, 1),
            "made": [],
            "first": 1,
            "last": NOBODY,
            "rescored": Rescored(b"", 0, (), 0),
            "task": Task(0, (), {}, Method(1, 1)),
            "moves": [],
            "overlay": same_overlay(),
            "checked": small("Questions"),
            "reference": shipped.reference(),
            "stored_name": "0" * 32,
            "sha256": "0" * 64,
            "size": 1,
            "contact": None,
            "consent": Consent({"policy": "0" * 16}),
            "offers": [],
            "sources": [],
            "passport": _passport(world),
            "text": "A text",
            "contradiction": None,
            "doubts": (),
            "only": (),
            "seen": None,
            "questions": [PROVEN],
            "due_on": now.date() + timedelta(days=9),
            "finding": "MOV05",
            "outcome": "upheld",
            "occasion": "notice",
            "document": {"rules": [], "unknowns": [{"question": PROVEN, "state": "not_asked"}]},
            "write": lambda *_: Letter("A subject", "A body"),
        }
        self._details: dict[type, Any] = {
            SupplierDetails: SupplierDetails("A name", ELSEWHERE, reference=TAKEN),
            ContactDetails: ContactDetails("A name", "name@supplier.example"),
            CompanyDetails: CompanyDetails("A name", ELSEWHERE, identifier=TAKEN),
            ColleagueDetails: ColleagueDetails("A name", "name@supplier.example", "reviewer"),
            TurnedAway: TurnedAway("other", "Not us"),
            PaperDetails: PaperDetails(summary="A paper"),
            ActivityDetails: ActivityDetails("call", now.date(), "A call"),
            CampaignDetails: CampaignDetails(
                "A name", now.date() + timedelta(days=9), "", _questionnaire(world)
            ),
        }

    def plain(self, name: str, hint: Any) -> Any:
        """The value of a parameter that names no row."""
        if hint in self._details:
            return self._details[hint]
        if (name, hint) in OTHERWISE:
            return OTHERWISE[name, hint]
        return hint() if name == "wanted" else self._plain[name]

    def choice(self, session: Session, slice_: str, name: str, hint: Any) -> Choice | None:
        """The values of a parameter that names rows; None for one that names none."""
        kind, optional, hint = _kind(slice_, name), hint != _without_none(hint), _without_none(hint)
        if isinstance(hint, type) and issubclass(hint, Base):
            return self._rows(session, hint)
        if hint is UUID:
            return self._choice(kind, lambda each: each.id, NOWHERE)
        if hint is int and kind in MODELS:
            found = self._ids(session, kind)
            return replace(found, own=None) if optional else found
        if name in ("about", "abouts"):
            return self._about(name)
        if typing.get_origin(hint) in (Collection, Sequence) and kind[:-1] in MODELS:
            return self._many(kind[:-1], typing.get_args(hint)[0])
        return None

    def _choice(self, kind: str, value: Callable[[Address], Any], unknown: Any) -> Choice:
        """Of one's own, the first of the kind; of others, every kind, for an id tells no kind."""
        mine = [each for each in self._mine if each.kind == kind] or self._mine
        own = value(mine[0]) if mine else unknown
        strange = sorted(self._strange, key=lambda each: each.kind != kind)
        return Choice(own, [value(each) for each in strange], unknown)

    def _ids(self, session: Session, kind: str) -> Choice:
        rows = self._rows(session, MODELS[kind])
        own = rows.own.id if rows.own is not None else NOBODY
        return Choice(own, [each.id for each in rows.strange], NOBODY)

    def _many(self, kind: str, item: type) -> Choice:
        whole = self._choice(kind, lambda each: each.id, NOWHERE)
        if item is UUID:
            return Choice([whole.own], [[each] for each in whole.strange], [NOWHERE])
        mine = [each.row for each in self._mine if each.kind == kind]
        strange = [[each.row] for each in self._strange if each.kind == kind]
        return Choice(mine[:1], strange, [NOBODY])

    def _about(self, name: str) -> Choice:
        named = [f"{each.kind}:{each.row}" for each in self._strange if each.kind in ABOUT]
        if name == "about":
            return Choice("", named, f"invitation:{NOBODY}")
        return Choice([], [[each] for each in named], [f"invitation:{NOBODY}"])

    def _rows(self, session: Session, model: type[Any]) -> Choice:
        rows = session.scalars(select(model).order_by(model.id)).all()
        mine = [row for row in rows if self._is_mine(row)]
        strange = [row for row in rows if not self._is_mine(row)]
        return Choice(mine[0] if mine else None, strange, _nobody(rows[-1]))

    def _is_mine(self, row: Any) -> bool:
        kind = row.__tablename__
        if kind in PUBLISHED and row.company_id is None:
            return True
        if hasattr(row, "public_id"):
            return any(each.kind == kind and each.row == row.id for each in self._mine)
        owner = next(each for each in OWNERS if hasattr(row, each))
        return bool(getattr(row, owner) == getattr(self._scope, owner, None))


def trials(choices: dict[str, Choice]) -> Iterator[tuple[Values, Values]]:
    """Each parameter alone with what is not the caller's, then all of them; and with nobody's."""
    own = {name: choice.own for name, choice in choices.items()}
    for name, choice in choices.items():
        for strange in choice.strange:
            yield own | {name: strange}, own | {name: choice.unknown}
    if len(choices) > 1:
        unknown = {name: choice.unknown for name, choice in choices.items()}
        first = [choice.strange[:MOST_TOGETHER] for choice in choices.values()]
        for together in itertools.product(*first):
            yield dict(zip(choices, together, strict=True)), unknown


def _kind(slice_: str, name: str) -> str:
    """The table whose rows a parameter names; `public_id` is of the slice's own."""
    short = slice_.removesuffix("s") if name == "public_id" else name.removesuffix("_id")
    return KINDS.get(short, short)


def _without_none(hint: Any) -> Any:
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        return next(each for each in typing.get_args(hint) if each is not type(None))
    return hint


def _nobody(row: Any) -> Any:
    """A row like this one that is not in the database, and points at nothing in it."""
    columns = {column.key: getattr(row, column.key) for column in row.__table__.c}
    for name in columns:
        if name == "id" or (name.endswith("_id") and name not in KEPT):
            columns[name] = NOWHERE if name == "public_id" else NOBODY
    return type(row)(**columns)


def _questionnaire(world: World) -> UUID:
    with world.everything.connect() as connection:
        model = MODELS["questionnaire_version"]
        return UUID(str(connection.scalars(select(model.public_id)).first()))


def _passport(world: World) -> Passport:
    """A passport that an outsider made up: it names the digests of everybody's papers."""
    with world.everything.connect() as connection:
        digests = connection.scalars(select(MODELS["evidence_file"].sha256)).all()
    day = date(2026, 11, 1)
    return Passport(
        issuer="http://localhost",
        issued_at=datetime(2026, 11, 1, tzinfo=UTC),
        issued_for="",
        firm="A firm",
        slug=CORE,
        version="2026.1",
        questionnaire_sha256=load(CORE, "2026.1").sha256,
        answers=(Claimed("remoteness", "urban", day, tuple(digests)),),
        sha256="0" * 64,
        key_id="0" * 16,
        flaws=(),
        signed=Signed.UNKNOWN,
    )
