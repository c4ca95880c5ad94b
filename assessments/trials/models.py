"""Trials: what another method would say of everything that was answered, before it counts."""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessments.base import Base, Identity
from assessments.columns import (
    Code,
    CompanyId,
    Key,
    LongText,
    Moment,
    OptionalMoment,
    PublicId,
    Ref,
)


class Trial(Base):
    """One method tried on the submissions that a company had been shown when it started.

    What became of it is told by its moments and its segments.
    """

    __tablename__ = "trial"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "public_id"),
        CheckConstraint("adopted_at IS NULL OR discarded_at IS NULL", name="adopted_or_discarded"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[CompanyId]
    ruleset_version_id: Mapped[int] = mapped_column(Identity, ForeignKey("ruleset_version.id"))
    reference_edition_id: Mapped[int] = mapped_column(Identity, ForeignKey("reference_edition.id"))
    submissions: Mapped[int]
    started_by: Mapped[int | None] = mapped_column(Identity, ForeignKey("person.id"))
    started_at: Mapped[Moment]
    stopped_at: Mapped[OptionalMoment]
    adopted_at: Mapped[OptionalMoment]
    discarded_at: Mapped[OptionalMoment]


class TrialSegment(Base):
    """Some of the submissions of a trial, scored by one job. Filled once, then never changed.

    `first_id` and `last_id` are the disclosures that it spans. `scores` are the bytes of
    `rescoring.Rescored`, `digest` their SHA-256. `unscored` counts those that had no result to
    compare with, `shifted` those whose headline changes and whose band does not.
    """

    __tablename__ = "trial_segment"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "trial_id", "number", name="uq_trial_segment_number"),
        ForeignKeyConstraint(
            ["company_id", "trial_id"],
            ["trial.company_id", "trial.id"],
            name="fk_trial_segment_trial",
        ),
    )

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    trial_id: Mapped[Ref]
    number: Mapped[int]
    first_id: Mapped[Ref]
    last_id: Mapped[Ref]
    submissions: Mapped[int]
    scores: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[str | None] = mapped_column(String(64))
    unscored: Mapped[int | None]
    shifted: Mapped[int | None]
    scored_at: Mapped[OptionalMoment]


class TrialMove(Base):
    """A submission whose band the tried method changes. `causes` are the rules and checks why."""

    __tablename__ = "trial_move"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint(
            "company_id", "trial_id", "submission_id", name="uq_trial_move_submission"
        ),
        ForeignKeyConstraint(
            ["company_id", "trial_id"], ["trial.company_id", "trial.id"], name="fk_trial_move_trial"
        ),
        ForeignKeyConstraint(
            ["company_id", "supplier_id"],
            ["supplier.company_id", "supplier.id"],
            name="fk_trial_move_supplier",
        ),
        ForeignKeyConstraint(
            ["company_id", "result_id"],
            ["result.company_id", "result.id"],
            name="fk_trial_move_result",
        ),
        Index("ix_trial_move_bands", "company_id", "trial_id", "old_band", "new_band"),
    )

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(Identity, ForeignKey("company.id"))
    trial_id: Mapped[Ref]
    supplier_id: Mapped[Ref]
    submission_id: Mapped[Ref]
    result_id: Mapped[Ref]
    old_band: Mapped[Code]
    new_band: Mapped[Code]
    old_tenths: Mapped[int]
    new_tenths: Mapped[int]
    causes: Mapped[LongText]
