"""How forms are read: a schema for each, nothing unknown, every text safe to store (C16, C18).

    class SignInForm(Schema):
        email = Text(needed=_("Enter your e-mail address."), most=254)

    form = read(SignInForm)
    if form.problems:
        return render_template("…", typed=form.typed, problems=form.problems), 422

`typed` is for showing the form again, `values` for the service, `problems` for the macros.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from marshmallow import RAISE, ValidationError, fields
from marshmallow import Schema as MarshmallowSchema
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnprocessableEntity

from assessments.errors import Invalid
from assessments.work.addressing import check_address
from questionnaires.cleaning import clean_text, one_line, storable
from webapp.languages.reader import on_this_page

CSRF_FIELD = "csrf_token"
LONGEST_LINE = 200
LONGEST_NUMBER = 9
CODE = re.compile(r"[A-Za-z0-9_.-]{1,64}")
SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?")


class Schema(MarshmallowSchema):
    """The base of every form. A field that it does not name is refused."""

    class Meta:
        unknown = RAISE


@dataclass(frozen=True)
class Form:
    """A form that was sent."""

    typed: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    def refused(self, problems: Mapping[str, str]) -> "Form":
        """The same form with problems that only the service could see."""
        return replace(self, problems={**self.problems, **on_this_page(problems)})


class Text(fields.Field[str]):
    """Text as it is stored. `needed` says what to do when it is empty; without it, it may be."""

    parts: tuple[str, ...] = ()
    secret = False

    def __init__(
        self, *, needed: object = None, most: int = LONGEST_LINE, lines: bool = False, **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.needed, self.most, self.lines = needed, most, lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_rest: Any) -> Any:
        text = self._clean(storable_text(value))
        if not text and self.needed:
            raise ValidationError(str(self.needed))
        if len(text) > self.most:
            raise ValidationError(
                _("Use at most %(most)s characters; this has %(found)s.")
                % {"most": self.most, "found": len(text)}
            )
        return self.read(text) if text else self.empty()

    def _clean(self, text: str) -> str:
        return clean_text(text) if self.lines else one_line(text)

    def read(self, text: str) -> Any:
        """What is made of a text that is not empty. Raises ValidationError."""
        return text

    def empty(self) -> Any:
        """What an empty text stands for."""
        return ""


class OptionalText(Text):
    """Text that is None when nothing was typed."""

    def empty(self) -> Any:
        return None


class Email(Text):
    """One e-mail address, in lower case."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(most=254, **rest)

    def read(self, text: str) -> str:
        try:
            return check_address("email", text).lower()
        except Invalid as refusal:
            raise ValidationError(
                _("Enter one e-mail address, like name@company.org.")
            ) from refusal


class Password(Text):
    """A password, exactly as typed, and never shown again."""

    secret = True

    def __init__(self, *, needed: object, most: int = 1000) -> None:
        super().__init__(needed=needed, most=most)

    def _clean(self, text: str) -> str:
        return text


class Choice(Text):
    """One of a closed list of values."""

    def __init__(self, options: Collection[str], *, needed: object = None) -> None:
        super().__init__(needed=needed)
        self.options = options

    def read(self, text: str) -> str:
        if text not in self.options:
            raise ValidationError(str(self.needed or _("Choose one of the list.")))
        return text


class Whole(Text):
    """A whole number from 0 on, in ASCII digits."""

    def read(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
            raise ValidationError(_("Enter a whole number."))
        return int(text)

    def empty(self) -> Any:
        return None


class Percent(Text):
    """A share from 0 to 100 percent, with a point or a comma before its decimals."""

    def read(self, text: str) -> Decimal:
        digits = text.removesuffix("%").strip().replace(",", ".", 1)
        if not SHARE.fullmatch(digits) or Decimal(digits) > 100:
            raise ValidationError(_("Enter a number from 0 to 100, such as 12.5."))
        return Decimal(digits)

    def empty(self) -> Any:
        return None


class PublicId(Text):
    """The public id of a record that the page offered."""

    def read(self, text: str) -> UUID:
        try:
            return UUID(text)
        except ValueError as problem:
            raise ValidationError(_("Choose one of the list.")) from problem

    def empty(self) -> Any:
        return None


class PublicIds(fields.Field[list[UUID]]):
    """The public ids of records that were ticked, or that a hidden field keeps, each once."""

    many_values = True

    def __init__(self, *, most: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_rest: Any) -> list[UUID]:
        typed = [text for each in value for text in storable_text(each).split()]
        if len(typed) > self.most:
            raise ValidationError(_("Choose at most %(most)s.") % {"most": self.most})
        try:
            return list(dict.fromkeys(UUID(text) for text in typed))
        except ValueError as problem:
            raise ValidationError(_("Choose from the list.")) from problem


class Texts(fields.Field[list[str]]):
    """Short texts of one name, such as what was ticked in a list that changes, each once."""

    many_values = True

    def __init__(self, *, most: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_rest: Any) -> list[str]:
        texts = [one_line(storable_text(each)) for each in value]
        if len(texts) > self.most or any(len(text) > LONGEST_LINE for text in texts):
            raise ValidationError(_("Choose at most %(most)s.") % {"most": self.most})
        return list(dict.fromkeys(texts))


class Choices(fields.Field[tuple[str, ...]]):
    """Some of a closed list of values, each once, in the order of the list."""

    many_values = True

    def __init__(self, options: Collection[str], *, most: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.options, self.most = options, most

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, **_rest: Any
    ) -> tuple[str, ...]:
        chosen = {storable_text(each) for each in value}
        if not chosen <= set(self.options):
            raise ValidationError(_("Choose from the list."))
        if len(chosen) > self.most:
            raise ValidationError(_("Choose at most %(most)s.") % {"most": self.most})
        return tuple(option for option in self.options if option in chosen)


class Codes(fields.Field[tuple[str, ...]]):
    """Keys of questions or rules that were ticked, each once. Whether they exist is seen later."""

    many_values = True

    def __init__(self, *, most: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.most = most

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, **_rest: Any
    ) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(storable_text(each) for each in value))
        if not all(CODE.fullmatch(code) for code in codes):
            raise ValidationError(_("Choose from the list."))
        if len(codes) > self.most:
            raise ValidationError(_("Choose at most %(most)s.") % {"most": self.most})
        return codes


class Day(Text):
    """A date from boxes for day, month and year."""

    parts = ("day", "month", "year")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_rest: Any) -> Any:
        typed = [_digits(storable_text(value[part])) for part in self.parts]
        if not any(typed) and self.needed:
            raise ValidationError(str(self.needed))
        if not any(typed):
            return None
        try:
            day, month, year = (int(part) if len(part) <= 4 else 0 for part in typed)
            return date(year if year >= 1000 else 0, month, day)
        except ValueError as problem:
            raise ValidationError(
                _("Enter a day, month and year that exist, like 27 3 2026.")
            ) from problem


def read(schema: type[Schema]) -> Form:
    """The form of this request. 422 for a field that the form does not have."""
    return read_values(schema, request.form)


def read_values(schema: type[Schema], sent: MultiDict[str, str]) -> Form:
    """The form in `sent`. Repeated fields count once; a missing field is an empty one."""
    made = schema()
    known = {
        f"{name}.{part}" if part else name
        for name, each in made.fields.items()
        for part in (getattr(each, "parts", ()) or ("",))
    }
    if set(sent) - known - {CSRF_FIELD}:
        raise UnprocessableEntity
    raw = {name: _sent(sent, name, each) for name, each in made.fields.items()}
    typed = {
        name: _showable(value)
        for name, value in raw.items()
        if not getattr(made.fields[name], "secret", False)
    }
    try:
        return Form(typed, values=made.load(raw))
    except ValidationError as refusal:
        return Form(typed, problems=_problems(refusal))


def read_query(schema: type[Schema]) -> dict[str, Any]:
    """The arguments of this address; one that cannot be used counts as not given."""
    made = schema()
    sent = {name: request.args.get(name, "") for name in made.fields}
    try:
        return dict(made.load(sent))
    except ValidationError as refusal:
        return dict(made.load(sent | dict.fromkeys(_problems(refusal), "")))


def storable_text(value: object) -> str:
    """The value if it is text that every database can store; else ValidationError."""
    if not isinstance(value, str):
        raise ValidationError(_("Enter this as text."))
    if any(unicodedata.category(character) == "Cs" for character in value):
        raise ValidationError(_("This contains characters that cannot be stored. Type it again."))
    return value


def _problems(refusal: ValidationError) -> dict[str, str]:
    found: dict[str, list[str]] = dict(refusal.messages_dict)
    return {name: " ".join(messages) for name, messages in found.items()}


def _sent(sent: MultiDict[str, str], name: str, each: object) -> Any:
    parts: tuple[str, ...] = getattr(each, "parts", ())
    if parts:
        return {part: sent.get(f"{name}.{part}", "") for part in parts}
    if getattr(each, "many_values", False):
        return sent.getlist(name)
    return sent.get(name, "")


def _showable(value: Any) -> Any:
    if isinstance(value, dict):
        return {part: _showable(text) for part, text in value.items()}
    if isinstance(value, list):
        return [_showable(each) for each in value]
    return "".join(filter(storable, value)) if isinstance(value, str) else ""


def _digits(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()
