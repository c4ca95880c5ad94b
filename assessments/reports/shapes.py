"""The shapes of the documents in a bundle, as far as checking it relies on them."""

from marshmallow import INCLUDE, Schema, fields


class _Open(Schema):
    class Meta:
        unknown = INCLUDE


class _PinSchema(_Open):
    slug = fields.String(required=True)
    version = fields.String(required=True)
    sha256 = fields.String(required=True)


class _ShaSchema(_Open):
    sha256 = fields.String(required=True)


class _AnswerSchema(_Open):
    question = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True)


class _FileSchema(_Open):
    question = fields.String(required=True)


class _SnapshotSchema(_Open):
    questionnaire = fields.Nested(_PinSchema, required=True)
    answers = fields.List(fields.Nested(_AnswerSchema), required=True)
    evidence = fields.List(fields.Nested(_FileSchema), required=True)


class _CertaintySchema(_Open):
    column = fields.String()
    of = fields.List(fields.String())


class _FieldSchema(_Open):
    source = fields.String()
    year = fields.Integer(strict=True)


# One of its keys is called `fields`, which cannot be written as an attribute here.
_TableSchema = _Open.from_dict(
    {
        "source": fields.String(required=True),
        "year": fields.Integer(required=True, strict=True),
        "licence": fields.String(required=True),
        "caveats": fields.List(fields.String()),
        "certainty": fields.Nested(_CertaintySchema),
        "fields": fields.Dict(fields.String(), fields.Nested(_FieldSchema)),
        "key": fields.List(fields.String(), required=True),
        "columns": fields.List(fields.String(), required=True),
        "rows": fields.List(fields.List(fields.String()), required=True),
    },
    name="_TableSchema",
)


class _ReferenceSchema(_Open):
    slug = fields.String(required=True)
    version = fields.String(required=True)
    tables = fields.Dict(fields.String(), fields.Nested(_TableSchema), required=True)


class _QuestionnaireSchema(_Open):
    slug = fields.String(required=True)
    version = fields.String(required=True)


class _RulesetSchema(_QuestionnaireSchema):
    questionnaire = fields.String(required=True)


class _ResultSchema(_Open):
    ruleset = fields.Nested(_PinSchema, required=True)
    questionnaire = fields.Nested(_PinSchema, required=True)
    reference = fields.Nested(_ShaSchema, required=True)
    engine = fields.String(required=True)
    headline = fields.String(required=True)
    band = fields.String(required=True)


SNAPSHOT = _SnapshotSchema()
REFERENCE = _ReferenceSchema()
RULESET = _RulesetSchema()
QUESTIONNAIRE = _QuestionnaireSchema()
RESULT = _ResultSchema()


def fits(shape: Schema, document: object) -> bool:
    """Whether a document from outside has what its shape names. More in it does no harm."""
    return isinstance(document, dict) and not shape.validate(document)
