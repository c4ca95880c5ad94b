"""The shape of a definition document: which entries there are and what each may hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from marshmallow import Schema, fields, validate

from questionnaires.definition import COLUMN_TYPES, TYPES
from questionnaires.lists import NAMES

KEY = validate.Regexp(r"[A-Za-z][A-Za-z0-9_]{0,63}\Z", error="Use letters, digits and _ only")
CHOICE = validate.Regexp(
    r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}\Z", error="Use letters, digits, _ . and - only"
)
REF = validate.Regexp(r"[!-~]{1,64}\Z", error="Use letters, digits and signs, no blanks")
SLUG = validate.Regexp(r"[a-z][a-z0-9-]{0,63}\Z", error="Use small letters, digits and - only")
VERSION = validate.Regexp(r"\d{4}\.\d{1,3}\Z", error="Write a version as 2026.1")
BASED_ON = validate.Regexp(r"[a-z][a-z0-9-]*/\d{4}\.\d{1,3}\Z", error="Write it as slug/2026.1")


@dataclass(frozen=True, slots=True)
class DefinitionProblem:
    """What is wrong with a definition: where in the document, and what would be right."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class _FieldSchema(Schema):
    choices = fields.List(fields.String(validate=CHOICE))
    whole = fields.Boolean(truthy={True}, falsy={False})
    most = fields.Integer(strict=True, validate=validate.Range(min=1))
    longest = fields.Integer(strict=True, validate=validate.Range(1, 20_000))
    region_of = fields.String()


class _ColumnSchema(_FieldSchema):
    name = fields.String(required=True, validate=KEY)
    type = fields.String(required=True, validate=validate.OneOf(COLUMN_TYPES))


class _QuestionSchema(_FieldSchema):
    type = fields.String(required=True, validate=validate.OneOf(TYPES))
    choices_from = fields.String(validate=validate.OneOf(NAMES))
    alone = fields.String()
    columns = fields.List(fields.Nested(_ColumnSchema))
    critical = fields.Boolean(truthy={True}, falsy={False})
    sensitive = fields.Boolean(truthy={True}, falsy={False})
    evidence = fields.Boolean(truthy={True}, falsy={False})
    show_if = fields.String(validate=validate.Length(1, 2000))
    refs = fields.List(fields.String(validate=REF))
    map_from = fields.String(validate=KEY)


class _SectionSchema(Schema):
    id = fields.String(required=True, validate=KEY)
    pages = fields.List(
        fields.List(fields.String(), validate=validate.Length(1, 7)),
        required=True,
        validate=validate.Length(1),
    )


class _DefinitionSchema(Schema):
    slug = fields.String(required=True, validate=SLUG)
    version = fields.String(required=True, validate=VERSION)
    language = fields.String(required=True)
    lists = fields.String(validate=VERSION)
    based_on = fields.String(validate=BASED_ON)
    retired = fields.List(fields.String(validate=KEY))
    sections = fields.List(
        fields.Nested(_SectionSchema), required=True, validate=validate.Length(1)
    )
    questions = fields.Dict(
        keys=fields.String(validate=KEY), values=fields.Nested(_QuestionSchema), load_default=dict
    )


def shape_problems(document: Mapping[str, object]) -> list[DefinitionProblem]:
    """Everything that does not fit the shape of a definition, none of its sense."""
    return list(_flat("", _DefinitionSchema().validate(document)))


def _flat(place: str, errors: object) -> Iterator[DefinitionProblem]:
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            silent = name in ("_schema", "value", "key")
            inner_place = place if silent else f"{place}.{name}".lstrip(".")
            yield from _flat(inner_place, inner)
    elif isinstance(errors, list):
        for message in errors:
            yield DefinitionProblem(place or "document", str(message))
