"""The world that these tests stand on has what they need."""

from sqlalchemy import MetaData, select

from assessments.tables import metadata
from tests.isolation.world import World

OWNERS = ("company_id", "party_id", "programme_id")


def test_every_table_with_an_owner_holds_rows_of_two_owners(world: World) -> None:
    poor = [name for name, count in _owners_found(world, metadata).items() if count < 2]
    assert not poor


def _owners_found(world: World, tables: MetaData) -> dict[str, int]:
    found = {}
    with world.everything.connect() as connection:
        for table in tables.sorted_tables:
            for owner in OWNERS:
                if owner in table.c and not table.c[owner].nullable:
                    query = select(table.c[owner]).distinct()
                    found[f"{table.name}.{owner}"] = len(connection.execute(query).all())
    return found
