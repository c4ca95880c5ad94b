"""`flask --app wsgi init` makes an instance ready and is harmless when run again."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from assessments.database import Database
from assessments.library.models import QuestionnaireVersion, RulesetVersion
from assessments.schema import is_current
from tests.accounts import PASSWORD, send, sign_in
from tests.conftest import Urls
from webapp.app import Erkin, create_app
from webapp.settings import Settings

LINK = re.compile(r"^http://localhost:\d+(/set-up/[\w-]{43})$", re.MULTILINE)


def init(app: Erkin, *arguments: str) -> str:
    done = app.test_cli_runner().invoke(args=["init", *arguments])
    assert done.exit_code == 0, done.output
    return str(done.output)


def link(output: str) -> str:
    found = LINK.search(output)
    assert found, output
    return found[1]


def test_the_printed_link_lets_the_first_administrator_in(app: Erkin) -> None:
    output = init(app)
    assert "admin@localhost" in output
    client = app.test_client()
    send(client, link(output), password=PASSWORD, again=PASSWORD)
    assert sign_in(client, "admin@localhost").location == "/instance"
    assert client.get("/instance").status_code == 200


def test_the_shipped_content_is_published_once(app: Erkin) -> None:
    init(app)
    init(app)
    with app.extensions["erkin"].database.reading() as session:
        assert session.scalar(select(func.count()).select_from(RulesetVersion)) == 1
        slugs = session.scalars(select(QuestionnaireVersion.slug)).all()
    assert sorted(slugs) == ["forced-labour-core", "forced-labour-screening"]


def test_running_it_again_gives_a_new_link_until_there_is_a_password(app: Erkin) -> None:
    first = link(init(app))
    second = link(init(app, "--email", "Boss@Erkin.example", "--name", "Boss"))
    client = app.test_client()
    assert client.get(first).status_code == 404
    assert "boss@erkin.example" in client.get(second).text
    send(client, second, password=PASSWORD, again=PASSWORD)
    last = init(app, "--email", "intruder@erkin.example")
    assert not LINK.search(last)
    assert "has a password already" in last
    assert sign_in(client, "boss@erkin.example").status_code == 303


@pytest.mark.parametrize("email", ["nobody", "a@b", "a b@c.example", "a@b.example, c@d.example"])
@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
def test_an_address_that_is_none_is_refused_before_anything_is_made(app: Erkin, email: str) -> None:
    done = app.test_cli_runner().invoke(args=["init", "--email", email])
    assert done.exit_code == 2
    assert "name@company.org" in done.output


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
def test_an_empty_folder_becomes_an_instance(settings: Settings) -> None:
    made = replace(
        settings,
        database_url=f"sqlite:///{settings.instance}/new.sqlite3",
        owner_database_url=f"sqlite:///{settings.instance}/new.sqlite3",
    )
    assert not settings.instance.exists()
    app = create_app(made)
    init(app)
    database: Database = app.extensions["erkin"].database
    assert is_current(database)
    database.dispose()


@pytest.mark.parametrize("database_urls", ["postgresql"], indirect=True)
def test_it_migrates_as_the_owner_and_works_as_the_application(
    settings: Settings, database_urls: Urls
) -> None:
    assert settings.owner_database_url != settings.database_url
    app = create_app(replace(settings, database_url=database_urls.owner))
    done = app.test_cli_runner().invoke(args=["init"])
    assert done.exit_code == 1
    assert "WrongDatabaseRole" in repr(done.exception)
    app.extensions["erkin"].database.dispose()


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("key", ["", "short", "change-me-change-me-change-me-change-me"])
def test_a_public_instance_does_not_start_with_a_default_or_short_key(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, key: str
) -> None:
    monkeypatch.setenv("ERKIN_INSTANCE", str(settings.instance))
    monkeypatch.setenv("ERKIN_PUBLIC_BASE_URL", "https://erkin.example.org")
    monkeypatch.setenv("ERKIN_SECRET_KEY", key)
    done = create_app().test_cli_runner().invoke(args=["init"])
    assert done.exit_code == 2
    assert "SECRET_KEY" in done.output
    assert not settings.instance.exists()
