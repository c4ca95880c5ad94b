"""Rows that cross from one owner to another, made from rows that do not."""

import itertools
import secrets
import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from assessments.tables import metadata

OWNERS = ("company_id", "party_id", "programme_id")
MOST_COPIES = 400

Row = dict[str, Any]


def owners_of(table: Table) -> list[str]:
    """The columns that say to whom a row belongs."""
    return [name for name in OWNERS if name in table.c]


def crossings() -> list[ForeignKeyConstraint]:
    """Every foreign key between two tables that carry the same owner."""
    return [
        key
        for table in metadata.sorted_tables
        for key in table.foreign_key_constraints
        if set(owners_of(table)) & set(owners_of(key.referred_table))
    ]


def owner_in(key: ForeignKeyConstraint) -> str | None:
    """The owner that a foreign key carries."""
    return next((name for name in key.column_keys if name in OWNERS), None)


def copies(connection: Connection, key: ForeignKeyConstraint) -> Iterator[Row]:
    """New rows like those that are there, each of which the database would take."""
    table = key.table
    for row in _all(connection, table):
        for copy in itertools.islice(_variations(connection, table, row), MOST_COPIES):
            points = all(copy[name] is not None for name in key.column_keys)
            if points and refusal(connection, table, copy) is None:
                yield copy


def foreign(connection: Connection, key: ForeignKeyConstraint, row: Row) -> list[Row]:
    """The row, with its key pointing at each parent of another owner."""
    owner = owner_in(key)
    assert owner
    there = {each.parent.name: each.column.name for each in key.elements}
    pointing = [name for name in key.column_keys if name != owner]
    return [
        row | {name: parent[there[name]] for name in pointing}
        for parent in _all(connection, key.referred_table)
        if parent[there[owner]] != row[owner]
    ]


def refusal(connection: Connection, table: Table, row: Row) -> str | None:
    """What the database says against a row; None if it takes it. Nothing is kept."""
    attempt = connection.begin_nested()
    try:
        connection.execute(insert(table).values(row))
    except IntegrityError as error:
        return str(error.orig)
    finally:
        attempt.rollback()
    return None


def _variations(connection: Connection, table: Table, row: Row) -> Iterator[Row]:
    """The row with fresh values where they must be unique, and other parents of the same owner."""
    kept = {column.name: row[column.name] for column in table.c if not column.primary_key}
    fresh = {column.name: _fresh(column) for column in _free_unique_columns(table)}
    choices = [_parents(connection, key, row) for key in sorted_keys(table)]
    for chosen in itertools.product(*choices):
        yield kept | fresh | {name: value for each in chosen for name, value in each.items()}


def sorted_keys(table: Table) -> list[ForeignKeyConstraint]:
    """The foreign keys that carry an owner."""
    keys = [key for key in table.foreign_key_constraints if owner_in(key) and len(key.elements) > 1]
    return sorted(keys, key=lambda key: tuple(key.column_keys))


def _parents(connection: Connection, key: ForeignKeyConstraint, row: Row) -> list[Row]:
    """What the key may point at: where it does, and at any other row of the same owner."""
    owner = owner_in(key)
    assert owner
    there = {each.parent.name: each.column.name for each in key.elements}
    as_it_is = {name: row[name] for name in key.column_keys}
    others = [
        {name: parent[there[name]] for name in key.column_keys}
        for parent in _all(connection, key.referred_table)
        if parent[there[owner]] == row[owner]
    ]
    return [as_it_is, *(each for each in others if each != as_it_is)]


def _free_unique_columns(table: Table) -> Iterator[Column[Any]]:
    bound = {name for key in table.foreign_key_constraints for name in key.column_keys}
    unique = {
        column.name
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
    }
    for column in table.c:
        if (column.name in unique - bound and column.name != "id") or column.name == "digest":
            yield column


def _fresh(column: Column[Any]) -> object:
    if isinstance(column.type, Uuid):
        return uuid.uuid4()
    return secrets.token_hex(16) if isinstance(column.type, String) else secrets.randbelow(2**30)


def _all(connection: Connection, table: Table) -> list[Row]:
    order = list(table.primary_key.columns)
    return [dict(row) for row in connection.execute(select(table).order_by(*order)).mappings()]
