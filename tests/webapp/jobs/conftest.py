"""A real queue server for the tests of the jobs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue

from webapp.jobs.locked import work_queue
from webapp.jobs.valkey import running_server


@pytest.fixture(scope="module")
def queue_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running queue server."""
    with running_server(tmp_path_factory.mktemp("instance")) as url:
        yield url


@pytest.fixture
def connection(queue_server: str) -> Iterator[Redis]:
    """A connection to an empty queue server."""
    with Redis.from_url(queue_server) as opened:
        opened.flushall()
        yield opened


@pytest.fixture
def queue(connection: Redis) -> Queue:
    """The empty queue of the instance."""
    return work_queue(connection)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an instance."""
    return tmp_path / "instance"
