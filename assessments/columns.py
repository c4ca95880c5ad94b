"""Column types that every table writes the same way."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, Uuid
from sqlalchemy.orm import mapped_column

from assessments.base import Identity, UtcDateTime

Key = Annotated[int, mapped_column(Identity, primary_key=True)]
Ref = Annotated[int, mapped_column(Identity)]
OptionalRef = Annotated[int | None, mapped_column(Identity)]
CompanyId = Annotated[int, mapped_column(Identity, ForeignKey("company.id"), index=True)]
PartyId = Annotated[int, mapped_column(Identity, ForeignKey("party.id"), index=True)]
ProgrammeId = Annotated[int, mapped_column(Identity, ForeignKey("programme.id"), index=True)]
PublicId = Annotated[UUID, mapped_column(Uuid)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
OptionalMoment = Annotated[datetime | None, mapped_column(UtcDateTime)]
Name = Annotated[str, mapped_column(String(200))]
Email = Annotated[str, mapped_column(String(254))]
Code = Annotated[str, mapped_column(String(64))]
OptionalCode = Annotated[str | None, mapped_column(String(64))]
Sha256 = Annotated[str, mapped_column(String(64))]
LongText = Annotated[str, mapped_column(Text)]
OptionalText = Annotated[str | None, mapped_column(Text)]
