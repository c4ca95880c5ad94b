"""Scores: each pinned to a sealed submission, a ruleset and reference data. Never changed.

The rules that fired and the residuals stand in rows of their own as well, so that a portfolio is
grouped and counted without opening documents.
"""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.base import Base, Identity
from assessments.columns import (
    Code,
    CompanyId,
    Key,
    LongText,
    Moment,
    OptionalCode,
    PublicId,
    Ref,
    Sha256,
)


class Result(Base):
    """What a ruleset made of a submission. Headline and confidence are stored in tenths.

    `inputs` is what was read beside the answers: proof states, signals and the day. `screening` is
    the outcome where the questionnaire is a short version. `packed` is what the bulk engine read,
    so that a portfolio is scored again without opening its submissions. `not_cleared` are the grave
    signs of earlier results that this questionnaire does not ask about, as JSON.
    """

    __tablename__ = "result"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "public_id"),
        UniqueConstraint(
            "company_id",
            "submission_id",
            "ruleset_version_id",
            "reference_edition_id",
            name="uq_result_pins",
        ),
        ForeignKeyConstraint(
            ["company_id", "supplier_id"],
            ["supplier.company_id", "supplier.id"],
            name="fk_result_supplier",
        ),
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_result_invitation",
        ),
        ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["disclosure.company_id", "disclosure.submission_id"],
            name="fk_result_disclosure",
        ),
        Index("ix_result_supplier", "company_id", "supplier_id", "scored_at"),
        # Lists and groups read this index in place of rows, which are long documents.
        Index(
            "ix_result_standing",
            "company_id",
            "supplier_id",
            "submission_id",
            "ruleset_version_id",
            "reference_edition_id",
            "id",
            "band",
            "headline_tenths",
        ),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[CompanyId]
    supplier_id: Mapped[Ref]
    invitation_id: Mapped[Ref]
    submission_id: Mapped[Ref]
    questionnaire_version_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("questionnaire_version.id")
    )
    ruleset_version_id: Mapped[int] = mapped_column(Identity, ForeignKey("ruleset_version.id"))
    reference_edition_id: Mapped[int] = mapped_column(Identity, ForeignKey("reference_edition.id"))
    engine: Mapped[Code]
    inputs: Mapped[LongText]
    document: Mapped[LongText]
    digest: Mapped[Sha256]
    headline_tenths: Mapped[int]
    computed_band: Mapped[Code]
    band: Mapped[Code]
    provisional: Mapped[bool]
    confidence_tenths: Mapped[int]
    confidence_level: Mapped[Code]
    strongest_finding: Mapped[OptionalCode]
    not_cleared: Mapped[LongText]
    strongest_not_cleared: Mapped[OptionalCode]
    screening: Mapped[OptionalCode]
    packed: Mapped[str | None] = mapped_column(Text, deferred=True)
    scored_on: Mapped[date]
    scored_at: Mapped[Moment]


class ResultRule(Base):
    """A rule that fired in a result."""

    __tablename__ = "result_rule"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "rule", "result_id", name="uq_result_rule_rule"),
        ForeignKeyConstraint(
            ["company_id", "result_id"],
            ["result.company_id", "result.id"],
            name="fk_result_rule_result",
        ),
        Index("ix_result_rule_result", "company_id", "result_id", "rule"),
    )

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(Identity, ForeignKey("company.id"))
    result_id: Mapped[Ref]
    rule: Mapped[Code]


class ResultIndicator(Base):
    """The residual of an indicator in a result, in tenths."""

    __tablename__ = "result_indicator"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        ForeignKeyConstraint(
            ["company_id", "result_id"],
            ["result.company_id", "result.id"],
            name="fk_result_indicator_result",
        ),
        Index(
            "ix_result_indicator_residual",
            "company_id",
            "indicator",
            "residual_tenths",
            "result_id",
        ),
        Index(
            "ix_result_indicator_result",
            "company_id",
            "result_id",
            "indicator",
            "residual_tenths",
        ),
    )

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(Identity, ForeignKey("company.id"))
    result_id: Mapped[Ref]
    indicator: Mapped[Code]
    residual_tenths: Mapped[int]
