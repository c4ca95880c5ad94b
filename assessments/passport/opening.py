"""Open a passport from outside: what it says, and everything by which it betrays a change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from assessments.passport.document import FORMAT
from assessments.passport.signing import ALGORITHM, fits, key_id
from questionnaires.documents import UnreadableDocument, read_document
from scoring.canonical import canonical, digest

LARGEST = 512 * 1024
DEEPEST = 12


class Flaw(StrEnum):
    """One way in which a passport is not what was issued."""

    CONTENT = "content"
    SIGNATURE = "signature"
    KEY = "key"


class Signed(StrEnum):
    """Who signed a passport that has no flaw."""

    HERE = "here"
    KNOWN = "known"
    UNKNOWN = "unknown"


class NoPassport(ValueError):
    """A file that cannot be read as a passport. `why` names the reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Claimed:
    """An answer of a passport, the day on which it was first given, and the digests of its papers.

    The value is as JSON has it: whether it is an answer at all is for the question to say.
    """

    question: str
    value: Any
    answered_on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Passport:
    """A passport that was read. Nothing may be taken from one with flaws."""

    issuer: str
    issued_at: datetime
    issued_for: str
    firm: str
    slug: str
    version: str
    questionnaire_sha256: str
    answers: tuple[Claimed, ...]
    sha256: str
    key_id: str
    flaws: tuple[Flaw, ...]
    signed: Signed


class _Strict(Schema):
    class Meta:
        unknown = RAISE


class _AnswerSchema(_Strict):
    question = fields.String(required=True, validate=validate.Length(1, 64))
    value = fields.Raw(required=True)
    answered_on = fields.Date(required=True)
    evidence = fields.List(
        fields.String(validate=validate.Regexp(r"[0-9a-f]{64}\Z")),
        required=True,
        validate=validate.Length(max=60),
    )


class _FirmSchema(_Strict):
    name = fields.String(required=True, validate=validate.Length(max=200))
    country = fields.String(required=True, allow_none=True, validate=validate.Length(max=64))


class _QuestionnaireSchema(_Strict):
    slug = fields.String(required=True, validate=validate.Length(1, 64))
    version = fields.String(required=True, validate=validate.Length(1, 64))
    sha256 = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{64}\Z"))


class _PassportSchema(_Strict):
    format = fields.String(required=True, validate=validate.Equal(FORMAT))
    issuer = fields.String(required=True, validate=validate.Length(1, 200))
    issued_at = fields.AwareDateTime(required=True, format="iso")
    issued_for = fields.String(required=True, validate=validate.Length(max=200))
    firm = fields.Nested(_FirmSchema, required=True)
    questionnaire = fields.Nested(_QuestionnaireSchema, required=True)
    answers = fields.List(
        fields.Nested(_AnswerSchema), required=True, validate=validate.Length(max=1000)
    )


class _SignatureSchema(_Strict):
    algorithm = fields.String(required=True, validate=validate.Equal(ALGORITHM))
    key_id = fields.String(required=True, validate=validate.Length(max=64))
    public_key = fields.String(required=True, validate=validate.Length(max=100))
    value = fields.String(required=True, validate=validate.Length(max=200))


class _FileSchema(_Strict):
    passport = fields.Nested(_PassportSchema, required=True)
    sha256 = fields.String(required=True, validate=validate.Length(max=64))
    signature = fields.Nested(_SignatureSchema, required=True)


def open_passport(raw: bytes, *, own: Collection[str], known: Collection[str]) -> Passport:
    """Read a passport and look for changes. Raises NoPassport.

    `own` are the public keys of this instance, `known` those of others that it trusts.
    """
    file, read = _read(raw)
    document, signature = file["passport"], file["signature"]
    flaws = []
    if digest(document) != file["sha256"]:
        flaws.append(Flaw.CONTENT)
    if not fits(canonical(document), signature["public_key"], signature["value"]):
        flaws.append(Flaw.SIGNATURE)
    if key_id(signature["public_key"]) != signature["key_id"]:
        flaws.append(Flaw.KEY)
    asked = read["questionnaire"]
    return Passport(
        issuer=read["issuer"],
        issued_at=read["issued_at"],
        issued_for=read["issued_for"],
        firm=read["firm"]["name"],
        slug=asked["slug"],
        version=asked["version"],
        questionnaire_sha256=asked["sha256"],
        answers=tuple(
            Claimed(one["question"], one["value"], one["answered_on"], tuple(one["evidence"]))
            for one in read["answers"]
        ),
        sha256=digest(document),
        key_id=signature["key_id"],
        flaws=tuple(flaws),
        signed=_signed(signature["public_key"], own, known),
    )


def _signed(public_key: str, own: Collection[str], known: Collection[str]) -> Signed:
    if public_key in own:
        return Signed.HERE
    return Signed.KNOWN if public_key in known else Signed.UNKNOWN


def _read(raw: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The file as it is signed, and its passport as it is read."""
    if len(raw) > LARGEST:
        raise NoPassport("too_large")
    if raw.startswith((b"PK", b"%PDF")):
        raise NoPassport("not_json")
    try:
        file = read_document(raw.decode("utf-8-sig"))
        _refuse_depth_and_fractions(file)
        canonical(file)
    except UnreadableDocument:
        raise NoPassport("unreadable") from None
    except UnicodeError:
        raise NoPassport("not_json") from None
    if not isinstance(file, dict) or "passport" not in file:
        raise NoPassport("no_passport")
    try:
        read = _FileSchema().load(file)
    except ValidationError:
        raise NoPassport("other_shape") from None
    return file, read["passport"]


def _refuse_depth_and_fractions(document: object) -> None:
    """Numbers with a fraction are written as texts, so that they are signed digit by digit."""
    level = [document]
    for _ in range(DEEPEST):
        if any(isinstance(found, Decimal | float) for found in level):
            raise NoPassport("other_shape")
        level = [inner for found in level for inner in _inner(found)]
        if not level:
            return
    raise NoPassport("unreadable")


def _inner(found: object) -> list[Any]:
    if isinstance(found, dict):
        return list(found.values())
    return found if isinstance(found, list) else []
