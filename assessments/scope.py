"""Who is asking. Each audience has its own type, so that one cannot be passed for another.

A scope is the second argument of every query and command; on PostgreSQL it is also what
row-level security compares with (`settings`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompanyScope:
    """A person of a customer company, or a job that works for that company."""

    company_id: int
    person_id: int | None = None

    def settings(self) -> dict[str, str]:
        return {"company_id": str(self.company_id)}


@dataclass(frozen=True, slots=True)
class SupplierScope:
    """A respondent who came by one invitation and proved the address that it was sent to.

    `colleague_id` names the colleague who was asked to help; None is the person invited.
    """

    party_id: int
    company_id: int
    invitation_id: int
    email: str
    colleague_id: int | None = None

    def settings(self) -> dict[str, str]:
        return {"party_id": str(self.party_id), "invitation_id": str(self.invitation_id)}


@dataclass(frozen=True, slots=True)
class LinkScope:
    """Someone who holds an invitation link, or a colleague's, and has not yet entered the code."""

    company_id: int
    invitation_id: int
    colleague_id: int | None = None

    def settings(self) -> dict[str, str]:
        return {"invitation_id": str(self.invitation_id)}


@dataclass(frozen=True, slots=True)
class ProgrammeScope:
    """A member of a programme's staff."""

    programme_id: int
    person_id: int | None = None

    def settings(self) -> dict[str, str]:
        return {"programme_id": str(self.programme_id)}


@dataclass(frozen=True, slots=True)
class InstanceScope:
    """The administrator of the instance: sets up companies and programmes, sees no answers."""

    person_id: int | None = None

    def settings(self) -> dict[str, str]:
        return {}
