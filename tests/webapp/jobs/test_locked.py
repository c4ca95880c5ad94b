"""Somebody who can write to the queue gets no code run and no address called (C20)."""

import json
import socket
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from rq import Queue, Worker
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.serializers import JSONSerializer

from webapp.jobs import run
from webapp.jobs.locked import QUEUE_NAME, RUN_JOB, work_queue
from webapp.jobs.worker import RingWorker

CANARY = """
import pathlib
HERE = pathlib.Path(__file__).parent
(HERE / "imported").touch()

def sing(*args, **kwargs):
    (HERE / "sung").touch()
"""


@pytest.fixture
def canary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module that leaves a trace when it is imported or called."""
    (tmp_path / "canary_of_tests.py").write_text(CANARY)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    sys.modules.pop("canary_of_tests", None)


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    """The rows that the worker was asked to do. Written to a file, for a worker forks."""
    done = tmp_path / "rows"
    done.touch()

    def note(row_id: int) -> None:
        with done.open("a") as file:
            file.write(f"{row_id}\n")

    monkeypatch.setattr(run, "run_job", note)
    return lambda: [int(line) for line in done.read_text().split()]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """An address that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def work_off(connection: Redis) -> None:
    worker = RingWorker([work_queue(connection)], connection=connection, serializer="json")
    worker.work(burst=True, logging_level="CRITICAL")


def data(
    function: str = RUN_JOB,
    args: Any = (1,),
    kwargs: dict[str, Any] | None = None,
    instance: Any = None,
) -> bytes:
    return zlib.compress(json.dumps([function, instance, args, kwargs or {}]).encode())


def plant(connection: Redis, name: str, **fields: Any) -> None:
    """Put a job into the queue as somebody would who can write to it."""
    planted = {"data": data(), "status": "queued", "origin": QUEUE_NAME, "timeout": "60"}
    connection.hset(f"rq:job:{name}", mapping=planted | fields)
    connection.rpush(f"rq:queue:{QUEUE_NAME}", name)


CALLBACKS = {
    "success_callback_name": "canary_of_tests.sing",
    "failure_callback_name": "canary_of_tests.sing",
    "stopped_callback_name": "canary_of_tests.sing",
}
PICKLED = b"ccanary_of_tests\nsing\n(tR."  # a pickle that imports and calls
ATTACKS: dict[str, dict[str, Any]] = {
    "another function": {"data": data("canary_of_tests.sing")},
    "another function with the callbacks": {"data": data("canary_of_tests.sing")} | CALLBACKS,
    "a function of the system": {"data": data("os.system", ["touch sung"])},
    "callbacks on a good ring": dict(CALLBACKS),
    "a pickled call": {"data": PICKLED},
    "a pickled call, compressed": {"data": zlib.compress(PICKLED)},
    "a pickled result": {"result": PICKLED, "meta": PICKLED},
    "a method of an object": {"data": data("format", [], instance="canary")},
    "a text instead of a number": {"data": data(args=["canary_of_tests.sing"])},
    "a yes instead of a number": {"data": data(args=[True])},
    "two numbers": {"data": data(args=[1, 2])},
    "no number": {"data": data(args=[])},
    "a number by name": {"data": data(args=[], kwargs={"row_id": 1})},
    "a number and a name": {"data": data(kwargs={"row_id": 1})},
    "an object instead of a list": {"data": data(args={"0": 1})},
    "no data": {"data": b""},
    "not four parts": {"data": zlib.compress(b"[1, 2]")},
    "an unknown status": {"status": "canary_of_tests.sing"},
    "a broken number": {"timeout": "canary", "ttl": "canary"},
    "a broken date": {"created_at": "canary", "started_at": "canary"},
}
# Whatever else is planted beside it, the ring itself is a good one.
GOOD_RINGS = {"callbacks on a good ring", "a pickled result"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_the_queue_runs_code_or_stops_the_worker(
    connection: Redis, canary: Path, rows: Callable[[], list[int]], attack: str
) -> None:
    plant(connection, "planted", **ATTACKS[attack])
    plant(connection, "ob-7-0", data=data(args=[7]))
    work_off(connection)
    assert not (canary / "imported").exists()
    assert not (canary / "sung").exists()
    assert rows() == ([1, 7] if attack in GOOD_RINGS else [7])


@pytest.mark.parametrize("status", ["finished", "failed"])
def test_no_address_in_the_queue_is_called(
    connection: Redis, rows: Callable[[], list[int]], listener: socket.socket, status: str
) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    webhook = {"url": address, "job_status": status, "method": "GET", "timeout": 1}
    broken = {} if status == "finished" else {"data": data("canary_of_tests.sing")}
    plant(connection, "planted", webhooks=json.dumps([webhook]), **broken)
    work_off(connection)
    assert not called(listener)


def test_the_repair_of_a_lost_job_runs_no_callback(
    connection: Redis, queue: Queue, canary: Path, listener: socket.socket
) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    webhook = {"url": address, "job_status": "failed", "method": "GET", "timeout": 1}
    plant(connection, "lost", status="started", webhooks=json.dumps([webhook]), **CALLBACKS)
    connection.delete(queue.key)
    registry = StartedJobRegistry(queue=queue)
    connection.zadd(registry.key, {"lost:execution": 1})
    work_off(connection)
    assert registry.get_job_ids(cleanup=False) == []
    assert not (canary / "imported").exists()
    assert not called(listener)


def test_a_ring_cannot_make_itself_repeat(connection: Redis, rows: Callable[[], list[int]]) -> None:
    plant(connection, "planted", repeats_left="1000", repeat_intervals="[0]")
    work_off(connection)
    assert rows() == [1]


def test_an_ordinary_job_class_would_run_all_this(connection: Redis, canary: Path) -> None:
    plant(connection, "planted", data=data("canary_of_tests.sing", []))
    queue = Queue(QUEUE_NAME, connection=connection, job_class=Job, serializer=JSONSerializer)
    worker = Worker([queue], connection=connection, serializer="json")
    worker.work(burst=True, logging_level="CRITICAL")
    assert (canary / "sung").exists()
