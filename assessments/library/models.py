"""What was published: immutable documents, named by slug and version and pinned by hash.

What has no company is for everybody; what has one is for it alone.
"""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessments.base import Base, Identity
from assessments.columns import (
    Code,
    CompanyId,
    Key,
    LongText,
    Moment,
    PublicId,
    Ref,
    Sha256,
)


def one_for_everybody(table: str, *columns: str) -> Index:
    """Among the rows without a company, these columns name one."""
    shared = text("company_id IS NULL")
    name = f"uq_{table}_for_everybody"
    return Index(name, *columns, unique=True, sqlite_where=shared, postgresql_where=shared)


class QuestionnaireVersion(Base):
    """A questionnaire as it was when it was published.

    One of a company's own has its `words`, and the `original` file that it was made from.
    """

    __tablename__ = "questionnaire_version"
    __table_args__ = (
        UniqueConstraint("company_id", "slug", "version"),
        UniqueConstraint("public_id"),
        one_for_everybody("questionnaire_version", "slug", "version"),
        CheckConstraint("(company_id IS NULL) = (words IS NULL)", name="own_words"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("company.id"), index=True)
    slug: Mapped[Code]
    version: Mapped[Code]
    sha256: Mapped[Sha256]
    document: Mapped[LongText]
    words: Mapped[str | None] = mapped_column(Text)
    original: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    original_name: Mapped[str | None] = mapped_column(String(200))
    published_at: Mapped[Moment]


class QuestionnaireOffer(Base):
    """Whether a company offers a questionnaire of its own from then on. The newest counts."""

    __tablename__ = "questionnaire_offer"
    __table_args__ = (UniqueConstraint("company_id", "id"),)

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    questionnaire_version_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("questionnaire_version.id")
    )
    offered: Mapped[bool]
    decided_at: Mapped[Moment]


class RulesetVersion(Base):
    """A ruleset as it was when it was published.

    `overlay` is the document of changes that a company published; `document` is the whole.
    """

    __tablename__ = "ruleset_version"
    __table_args__ = (
        UniqueConstraint("company_id", "slug", "version"),
        UniqueConstraint("public_id"),
        one_for_everybody("ruleset_version", "slug", "version"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("company.id"), index=True)
    slug: Mapped[Code]
    version: Mapped[Code]
    sha256: Mapped[Sha256]
    document: Mapped[LongText]
    overlay: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[Moment]


class ReferenceEdition(Base):
    """One edition of all reference tables together."""

    __tablename__ = "reference_edition"
    __table_args__ = (
        UniqueConstraint("company_id", "sha256"),
        UniqueConstraint("public_id"),
        one_for_everybody("reference_edition", "sha256"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("company.id"), index=True)
    sha256: Mapped[Sha256]
    document: Mapped[LongText]
    published_at: Mapped[Moment]


class CompanyMethod(Base):
    """A company's decision to score by a ruleset and an edition from then on. The newest counts."""

    __tablename__ = "company_method"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        ForeignKeyConstraint(
            ["company_id", "trial_id"],
            ["trial.company_id", "trial.id"],
            name="fk_company_method_trial",
        ),
    )

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    ruleset_version_id: Mapped[int] = mapped_column(Identity, ForeignKey("ruleset_version.id"))
    reference_edition_id: Mapped[int] = mapped_column(Identity, ForeignKey("reference_edition.id"))
    trial_id: Mapped[Ref]
    adopted_by: Mapped[int | None] = mapped_column(Identity, ForeignKey("person.id"))
    adopted_at: Mapped[Moment]
