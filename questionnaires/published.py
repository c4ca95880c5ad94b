"""From the document of a published questionnaire back to the questionnaire, without its words."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from questionnaires.definition import COLUMN_TYPES, TYPES, Column, Question, Questionnaire, Section
from questionnaires.schema import KEY
from scoring.canonical import digest


class NotAPublishedQuestionnaire(ValueError):
    """A document that `Questionnaire.document()` cannot have given."""


class _FieldSchema(Schema):
    key = fields.String(required=True, validate=KEY)
    choices = fields.List(fields.String())
    alone = fields.String()
    whole = fields.Boolean(truthy={True}, falsy={False})
    most = fields.Integer(strict=True)
    longest = fields.Integer(strict=True)
    region_of = fields.String()


class _ColumnSchema(_FieldSchema):
    type = fields.String(required=True, validate=validate.OneOf(COLUMN_TYPES))


class _QuestionSchema(_FieldSchema):
    type = fields.String(required=True, validate=validate.OneOf(TYPES))
    columns = fields.List(fields.Nested(_ColumnSchema))
    critical = fields.Boolean(required=True)
    sensitive = fields.Boolean(required=True)
    evidence = fields.Boolean(required=True)
    show_if = fields.String(required=True)
    refs = fields.List(fields.String(), required=True)
    map_from = fields.String()


class _SectionSchema(Schema):
    id = fields.String(required=True)
    pages = fields.List(fields.List(fields.String()), required=True)


class _PublishedSchema(Schema):
    slug = fields.String(required=True)
    version = fields.String(required=True)
    sections = fields.List(fields.Nested(_SectionSchema), required=True)
    questions = fields.Dict(fields.String(), fields.Nested(_QuestionSchema), required=True)
    retired = fields.List(fields.String())


def questionnaire_of(document: object) -> Questionnaire:
    """The questionnaire that a published document describes; its words are not in it.

    Raises NotAPublishedQuestionnaire for anything else, also for a document that says more than
    a questionnaire has.
    """
    try:
        found = _built(_PublishedSchema().load(document))  # type: ignore[arg-type]
    except (ValidationError, KeyError):
        raise NotAPublishedQuestionnaire("this is not the document of a questionnaire") from None
    if found.sha256 != digest(document):
        raise NotAPublishedQuestionnaire("this document says more than a questionnaire has")
    return found


def _built(document: dict[str, Any]) -> Questionnaire:
    sections = tuple(
        Section(entry["id"], tuple(tuple(page) for page in entry["pages"]))
        for entry in document["sections"]
    )
    questions = document["questions"]
    return Questionnaire(
        slug=document["slug"],
        version=document["version"],
        language="",
        lists="",
        words_from=(),
        sections=sections,
        questions={
            key: _question(section.id, questions[key])
            for section in sections
            for key in section.question_keys
        },
        retired=tuple(document.get("retired", ())),
    )


def _question(section: str, entry: dict[str, Any]) -> Question:
    columns = tuple(
        Column(table=entry["key"], **_with_tuples(column)) for column in entry.get("columns", ())
    )
    return Question(section=section, **_with_tuples(entry) | {"columns": columns})


def _with_tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()
    }
