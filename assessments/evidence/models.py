"""Files that a party gives as proof, and the questions that they stand for."""

from datetime import date

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.base import Base
from assessments.columns import (
    Code,
    Email,
    Key,
    Moment,
    Name,
    OptionalMoment,
    PartyId,
    PublicId,
    Ref,
    Sha256,
)


class EvidenceFile(Base):
    """A paper of a party: its random name on disk, what it is, and what its bytes hash to.

    It is good from `issued_on` up to and including `expires_on`, where its owner said so.
    """

    __tablename__ = "evidence_file"
    __table_args__ = (
        UniqueConstraint("party_id", "id"),
        UniqueConstraint("party_id", "public_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    party_id: Mapped[PartyId]
    stored_name: Mapped[Code]
    sha256: Mapped[Sha256]
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column()
    original_name: Mapped[Name]
    author: Mapped[Email]
    uploaded_at: Mapped[Moment]
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    summary: Mapped[Name] = mapped_column(default="", server_default="")

    def expired(self, on: date) -> bool:
        """Whether the paper was good for the last time before that day."""
        return self.expires_on is not None and self.expires_on < on


class EvidenceClaim(Base):
    """A file offered as proof of the answer to one question of one response."""

    __tablename__ = "evidence_claim"
    __table_args__ = (
        UniqueConstraint(
            "party_id", "response_id", "question", "evidence_file_id", name="uq_evidence_claim"
        ),
        ForeignKeyConstraint(
            ["party_id", "response_id"],
            ["response.party_id", "response.id"],
            name="fk_evidence_claim_response",
        ),
        ForeignKeyConstraint(
            ["party_id", "evidence_file_id"],
            ["evidence_file.party_id", "evidence_file.id"],
            name="fk_evidence_claim_file",
        ),
    )

    id: Mapped[Key]
    party_id: Mapped[PartyId]
    response_id: Mapped[Ref]
    question: Mapped[Code]
    evidence_file_id: Mapped[Ref]
    claimed_at: Mapped[Moment]
    withdrawn_at: Mapped[OptionalMoment]


class DisclosedFile(Base):
    """A file that a sealed submission carried to one company."""

    __tablename__ = "disclosed_file"
    __table_args__ = (
        UniqueConstraint("company_id", "disclosure_id", "evidence_file_id"),
        ForeignKeyConstraint(
            ["company_id", "disclosure_id"],
            ["disclosure.company_id", "disclosure.id"],
            name="fk_disclosed_file_disclosure",
        ),
        ForeignKeyConstraint(
            ["party_id", "evidence_file_id"],
            ["evidence_file.party_id", "evidence_file.id"],
            name="fk_disclosed_file_file",
        ),
        Index("ix_disclosed_file_evidence_file_id", "evidence_file_id"),
    )

    id: Mapped[Key]
    company_id: Mapped[Ref]
    party_id: Mapped[Ref]
    disclosure_id: Mapped[Ref]
    evidence_file_id: Mapped[Ref]
