"""One filled instance of each database for all tests of a process. None of them changes it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from assessments.database import owner_engine
from tests import postgresql
from tests.instances import settings_for
from tests.isolation.calls import Calls
from tests.isolation.sweep import Sweep
from tests.isolation.world import NAMES, ONE_OF_EACH, World, build
from webapp.app import create_app
from webapp.settings import Settings

HERE = Path(__file__).parent
SECONDS = 1200


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test of a process also waits for the world to be filled and walked."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(SECONDS))


@pytest.fixture(scope="session")
def sqlite_world(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world on SQLite."""
    folder = tmp_path_factory.mktemp("sqlite-world")
    shutil.copyfile(sqlite_template, folder / "erkin.sqlite3")
    url = f"sqlite:///{folder / 'erkin.sqlite3'}"
    with _filled(_settings(folder, url, url), owner_engine(url)) as world:
        yield world


@pytest.fixture(scope="session")
def postgresql_world(
    postgresql_server: postgresql.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world on PostgreSQL, where the application is bound by row-level security."""
    folder = tmp_path_factory.mktemp("postgresql-world")
    with postgresql_server.database() as name:
        url = postgresql_server.url(postgresql.APPLICATION, name)
        owner = postgresql_server.url(postgresql.OWNER, name)
        everything = create_engine(postgresql_server.administrator(name))
        with _filled(_settings(folder, url, owner), everything) as world:
            yield world


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest) -> World:
    """The world on each database."""
    found: World = request.getfixturevalue(f"{request.param}_world")
    return found


def _settings(folder: Path, url: str, owner_url: str) -> Settings:
    return settings_for(
        folder,
        url,
        owner_database_url=owner_url,
        public_base_url="http://localhost",
        mail="smtp://127.0.0.1:9",
        log_level="ERROR",
    )


@contextmanager
def _filled(settings: Settings, everything: Engine) -> Iterator[World]:
    app = create_app(settings)
    with app.app_context():
        world = build(app, everything)
    yield world
    world.database.dispose()
    everything.dispose()


@pytest.fixture(scope="session")
def sqlite_calls(sqlite_world: World) -> Calls:
    """The functions of assessments, to be called in the world on SQLite."""
    return Calls(sqlite_world)


@pytest.fixture(scope="session")
def sqlite_sweep(sqlite_world: World) -> Sweep:
    """What everybody found in the world on SQLite."""
    return Sweep(sqlite_world, NAMES, most_alike=6)


@pytest.fixture(scope="session")
def postgresql_sweep(postgresql_world: World) -> Sweep:
    """What everybody found in the world on PostgreSQL."""
    return Sweep(postgresql_world, ONE_OF_EACH, most_alike=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def sweep(request: pytest.FixtureRequest) -> Sweep:
    """What everybody found in the world on each database."""
    found: Sweep = request.getfixturevalue(f"{request.param}_sweep")
    return found
