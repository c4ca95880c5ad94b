"""The random ids that stand in addresses, and whose they are, read from the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Table, select

from assessments.scope import CompanyScope, InstanceScope, ProgrammeScope, SupplierScope
from assessments.tables import metadata
from tests.isolation.rows import OWNERS
from tests.isolation.world import Principal, World

THEMSELVES = {"company": "company_id", "party": "party_id", "programme": "programme_id"}
OF_THE_INSTANCE = frozenset({"company", "programme", "person", "membership"})
DISCLOSED = {
    "submission": ("disclosure", "submission_id"),
    "evidence_file": ("disclosed_file", "evidence_file_id"),
}
OF_THE_PARTY = frozenset({"evidence_file", "submission"})
"""What a firm sees of its own, whichever company asked for it."""
PUBLISHED = frozenset({"questionnaire_version", "ruleset_version", "reference_edition"})


@dataclass(frozen=True)
class Address:
    """One row with a public id: what it is, and whom it belongs to."""

    kind: str
    row: int
    id: UUID
    owners: frozenset[tuple[str, int]]

    def belongs_to(self, principal: Principal) -> bool:
        """Whether a principal may know that this is there."""
        if self.kind == "colleague":
            return isinstance(principal.scope, SupplierScope) and self._of_invited(principal.scope)
        match principal.scope:
            case CompanyScope(company_id=owner):
                return ("company_id", owner) in self.owners
            case ProgrammeScope(programme_id=owner):
                return ("programme_id", owner) in self.owners
            case InstanceScope():
                return self.kind in OF_THE_INSTANCE
            case SupplierScope() as scope:
                return self._of_respondent(scope)
            case _:
                return False

    def _of_invited(self, scope: SupplierScope) -> bool:
        """Whom somebody asked to help is for nobody else to know, least of all for the company."""
        invitation = ("invitation_id", scope.invitation_id)
        return scope.colleague_id is None and invitation in self.owners

    def _of_respondent(self, scope: SupplierScope) -> bool:
        if self.kind == "invitation":
            return self.row == scope.invitation_id
        if self.kind == "submission" and scope.colleague_id is not None:
            return False
        return self.kind in OF_THE_PARTY and ("party_id", scope.party_id) in self.owners


def addresses(world: World) -> list[Address]:
    """Every public id that belongs to somebody."""
    with world.everything.connect() as connection:
        return [
            address
            for table in metadata.sorted_tables
            if "public_id" in table.c
            for address in _of(connection, table)
            if address.owners or table.name not in PUBLISHED
        ]


def _of(connection: Connection, table: Table) -> Iterable[Address]:
    disclosed = _disclosed(connection, table.name)
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        owners = {(name, row[name]) for name in OWNERS if row.get(name) is not None}
        if table.name in THEMSELVES:
            owners.add((THEMSELVES[table.name], row["id"]))
        if table.name == "colleague":
            owners.add(("invitation_id", row["invitation_id"]))
        owners |= {("company_id", company) for company in disclosed.get(row["id"], ())}
        yield Address(table.name, row["id"], row["public_id"], frozenset(owners))


def _disclosed(connection: Connection, kind: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    if kind in DISCLOSED:
        table, column = metadata.tables[DISCLOSED[kind][0]], DISCLOSED[kind][1]
        for row in connection.execute(select(table)).mappings():
            found.setdefault(row[column], set()).add(row["company_id"])
    return found
