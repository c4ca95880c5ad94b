"""Report files that were made and can be downloaded."""

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from assessments.base import Base
from assessments.columns import Code, CompanyId, Key, Moment, OptionalRef, PublicId, Sha256


class ReportFile(Base):
    """A document made from a result or a campaign, stored under a random name."""

    __tablename__ = "report_file"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "public_id"),
        ForeignKeyConstraint(
            ["company_id", "result_id"],
            ["result.company_id", "result.id"],
            name="fk_report_file_result",
        ),
        ForeignKeyConstraint(
            ["company_id", "campaign_id"],
            ["campaign.company_id", "campaign.id"],
            name="fk_report_file_campaign",
        ),
        Index("ix_report_file_result", "company_id", "result_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[CompanyId]
    kind: Mapped[Code]
    result_id: Mapped[OptionalRef]
    campaign_id: Mapped[OptionalRef]
    stored_name: Mapped[Code]
    sha256: Mapped[Sha256]
    size: Mapped[int]
    made_at: Mapped[Moment]
