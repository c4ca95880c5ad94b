"""People who sign in with a password, what they belong to, and what they are signed in with."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.base import Base, Identity
from assessments.columns import (
    Code,
    Email,
    Key,
    Moment,
    Name,
    OptionalMoment,
    OptionalRef,
    PublicId,
    Sha256,
)


class Person(Base):
    """Somebody with an account on this instance. The address is kept in lower case."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("email"), UniqueConstraint("public_id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    name: Mapped[Name]
    email: Mapped[Email]
    password_hash: Mapped[str | None] = mapped_column()
    created_at: Mapped[Moment]
    disabled_at: Mapped[OptionalMoment]


class Membership(Base):
    """What a person may act for: one company, one programme, or the instance itself."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(
            "(role LIKE 'company-%') = (company_id IS NOT NULL)", name="company_role_in_a_company"
        ),
        CheckConstraint(
            "(role LIKE 'programme-%') = (programme_id IS NOT NULL)",
            name="programme_role_in_a_programme",
        ),
        UniqueConstraint("public_id"),
        UniqueConstraint("person_id", "company_id"),
        UniqueConstraint("person_id", "programme_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    company_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("company.id"))
    programme_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("programme.id"))
    role: Mapped[Code]
    created_at: Mapped[Moment]
    ended_at: Mapped[OptionalMoment]


class SignInSession(Base):
    """A browser that is signed in: a person by membership, or a respondent by invitation."""

    __tablename__ = "sign_in_session"
    __table_args__ = (
        CheckConstraint(
            "(membership_id IS NULL) <> (invitation_id IS NULL)", name="person_or_respondent"
        ),
        Index("ix_sign_in_session_expires_at", "expires_at"),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    membership_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("membership.id"))
    invitation_id: Mapped[OptionalRef]
    company_id: Mapped[OptionalRef]
    party_id: Mapped[OptionalRef]
    colleague_id: Mapped[OptionalRef]
    email: Mapped[Email]
    created_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[OptionalMoment]


class SetupLink(Base):
    """A link that lets a person choose a password once."""

    __tablename__ = "setup_link"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[OptionalMoment]


class Attempt(Base):
    """One try at something that is throttled, such as signing in to one account."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_subject_at", "subject", "at"),)

    id: Mapped[Key]
    subject: Mapped[Sha256]
    at: Mapped[Moment]
