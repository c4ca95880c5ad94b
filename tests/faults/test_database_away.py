"""While the database is away people are told to wait, and it goes on by itself (C46)."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from tests import postgresql
from tests.cluster import Cluster, cluster, installed
from tests.instances import settings_for
from tests.needs import missing
from webapp.access import access
from webapp.app import create_app
from webapp.instance import Instance, instance

MOST_CONNECTIONS = 15


@pytest.fixture(scope="module")
def stoppable() -> Iterator[Cluster]:
    programs = installed()
    if programs is None:
        missing("the programs of PostgreSQL (apt install postgresql)")
    with cluster(programs) as made:
        made.start()
        yield made


@pytest.fixture
def client(stoppable: Cluster, tmp_path: Path) -> Iterator[FlaskClient]:
    server = postgresql.Server(stoppable.address)
    with server.database() as name:
        app = create_app(settings_for(tmp_path, server.url(postgresql.APPLICATION, name)))
        view = access("public:read")(lambda: instance().database.now().isoformat())
        app.add_url_rule("/asks", "asks", view)
        yield app.test_client()
        app.extensions["erkin"].database.dispose()
    server.close()


def test_a_database_that_goes_away_and_comes_back(client: FlaskClient, stoppable: Cluster) -> None:
    assert client.get("/asks").status_code == 200
    assert client.get("/readyz").status_code == 200
    stoppable.stop()
    try:
        away = client.get("/asks")
        assert away.status_code == 503
        assert int(away.headers["Retry-After"]) > 0
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
    finally:
        stoppable.start()
    assert client.get("/asks").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_when_all_connections_are_taken_people_are_told_to_wait(client: FlaskClient) -> None:
    here: Instance = client.application.extensions["erkin"]
    with contextlib.ExitStack() as taken:
        for _ in range(MOST_CONNECTIONS):
            taken.enter_context(here.database.reading()).execute(text("SELECT 1"))
        busy = client.get("/asks")
    assert busy.status_code == 503
    assert int(busy.headers["Retry-After"]) > 0
    assert client.get("/asks").status_code == 200
