"""Fixtures for all tests. Whatever takes a database runs on SQLite and on PostgreSQL.

A test that is about one of them alone says so:
    @pytest.mark.parametrize("database_urls", ["postgresql"], indirect=True)
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, sync_playwright

from assessments.database import Database
from assessments.schema import upgrade
from tests import needs, postgresql
from tests.instances import Mailbox, receiving_mail, served, settings_for
from tests.memory import keep_files_in_memory
from tests.templates import share_compiled_templates
from webapp.app import Erkin, create_app
from webapp.settings import Settings

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


keep_files_in_memory()
share_compiled_templates()


def pytest_runtest_setup(item: pytest.Item) -> None:
    needs.check_marks(item)


@dataclass(frozen=True)
class Urls:
    """How the application and how the owner of the tables connect to one database."""

    application: str
    owner: str


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file. Copy it, do not use it."""
    path = tmp_path_factory.mktemp("template") / "erkin.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    """The PostgreSQL server of this test process."""
    with postgresql.server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Urls]:
    """A migrated, empty database of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "erkin.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield Urls(f"sqlite:///{path}", f"sqlite:///{path}")
        return
    server: postgresql.Server = request.getfixturevalue("postgresql_server")
    with server.database() as name:
        yield Urls(server.url(postgresql.APPLICATION, name), server.url(postgresql.OWNER, name))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind without any table, connected to as the owner."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: postgresql.Server = request.getfixturevalue("postgresql_server")
    with server.database(migrated=False) as name:
        yield server.url(postgresql.OWNER, name)


@pytest.fixture
def database_url(database_urls: Urls) -> str:
    """How the application connects to a migrated, empty database of each kind."""
    return database_urls.application


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated, empty database of each kind."""
    opened = Database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def settings(tmp_path: Path, database_urls: Urls) -> Settings:
    """Settings of an instance in a folder of its own."""
    return settings_for(
        tmp_path / "instance", database_urls.application, owner_database_url=database_urls.owner
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Erkin]:
    """The application on a migrated, empty database of each kind."""
    made = create_app(settings)
    yield made
    made.extensions["erkin"].database.dispose()


@pytest.fixture
def client(app: Erkin) -> FlaskClient:
    """Somebody who asks the application for pages."""
    return app.test_client()


@pytest.fixture
def live_app(app: Erkin, settings: Settings) -> Iterator[Erkin]:
    """The application, answering at settings.public_base_url for a browser."""
    with served(app, int(settings.public_base_url.rsplit(":", 1)[1])):
        yield app


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, the system's own."""
    path = needs.program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh browser profile."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def smtp_server() -> Iterator[Mailbox]:
    """A real SMTP server, and what it received."""
    with receiving_mail() as mailbox:
        yield mailbox
