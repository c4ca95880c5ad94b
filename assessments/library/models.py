"""What was published: immutable documents, named by slug and version and pinned by hash."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from assessments.base import Base
from assessments.columns import Code, Key, LongText, Moment, PublicId, Sha256


class QuestionnaireVersion(Base):
    """A questionnaire as it was when it was published."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (
        UniqueConstraint("slug", "version"),
        UniqueConstraint("public_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    slug: Mapped[Code]
    version: Mapped[Code]
    sha256: Mapped[Sha256]
    document: Mapped[LongText]
    published_at: Mapped[Moment]


class RulesetVersion(Base):
    """A ruleset as it was when it was published."""

    __tablename__ = "ruleset_version"
    __table_args__ = (UniqueConstraint("slug", "version"), UniqueConstraint("public_id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    slug: Mapped[Code]
    version: Mapped[Code]
    sha256: Mapped[Sha256]
    document: Mapped[LongText]
    published_at: Mapped[Moment]


class ReferenceEdition(Base):
    """One edition of all reference tables together."""

    __tablename__ = "reference_edition"
    __table_args__ = (UniqueConstraint("sha256"),)

    id: Mapped[Key]
    sha256: Mapped[Sha256]
    document: Mapped[LongText]
    published_at: Mapped[Moment]
