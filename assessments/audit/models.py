"""What happened, in the past tense. Rows are added and never changed."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from assessments.base import Base
from assessments.columns import Code, Key, LongText, Moment, Name, OptionalRef


class Event(Base):
    """Something that somebody did, seen by the owners whose id it carries."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_company", "company_id", "at"),
        Index("ix_event_party", "party_id", "at"),
        Index("ix_event_programme", "programme_id", "at"),
    )

    id: Mapped[Key]
    company_id: Mapped[OptionalRef]
    party_id: Mapped[OptionalRef]
    programme_id: Mapped[OptionalRef]
    kind: Mapped[Code]
    subject_kind: Mapped[Code]
    subject_id: Mapped[OptionalRef]
    actor: Mapped[Name]
    facts: Mapped[LongText]
    at: Mapped[Moment]
