"""The processes that make a running instance: queue, web, sweeper, worker."""

import os
import socket
import sys
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from webapp.jobs import valkey
from webapp.jobs.children import start_child
from webapp.jobs.instance_lock import instance_lock
from webapp.jobs.supervisor import Part, Supervisor, always
from webapp.settings import ROOT, Settings

MOST_WEB_WORKERS = 2
WEB_THREADS = 2
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "[::]": "::1"}  # noqa: S104 -- where we look, not listen


class PortBusy(RuntimeError):
    """Another program listens where the web server should."""


def run_instance(
    settings: Settings, *, say: Callable[[str], None], when_ready: Callable[[], None]
) -> None:
    """Run queue, web, sweeper and one worker until a signal asks to stop.

    `when_ready` is called once, when the web answers. Raises PortBusy, AlreadyHeld (the instance
    runs already, or is just being made) and PartFailed.
    """
    with instance_lock(settings.instance):
        refuse_busy_port(settings)
        queue = [] if settings.redis_url else [_queue(settings)]
        parts = [*queue, _web(settings), *_workers(settings)]
        Supervisor(parts, say).run(when_ready)


def run_worker(settings: Settings, *, say: Callable[[str], None]) -> None:
    """Run a sweeper and one worker until a signal asks to stop. Raises PartFailed."""
    Supervisor(_workers(settings), say).run(lambda: None)


def refuse_busy_port(settings: Settings) -> None:
    """Raise PortBusy when the web server could not listen where the settings say."""
    host, port = where_bound(settings)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise PortBusy(f"Port {port} cannot be used: {problem.strerror}.") from problem


def where_bound(settings: Settings) -> tuple[str, int]:
    """Host and port that the web server listens on."""
    host, _, port = settings.bind.rpartition(":")
    return host.strip("[]"), int(port)


def web_answers(settings: Settings) -> bool:
    """Whether the web server says that it is alive."""
    host, port = where_bound(settings)
    connection = HTTPConnection(EVERYWHERE.get(host, host), port, timeout=2)
    try:
        name = urlsplit(settings.public_base_url).netloc
        connection.request("GET", "/healthz", headers={"Host": name})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _queue(settings: Settings) -> Part:
    return Part(
        "queue server",
        start=lambda: valkey.start_server(settings.instance),
        ready=lambda: valkey.answers(valkey.embedded_url(settings.instance)),
    )


def _web(settings: Settings) -> Part:
    command = [
        *("gunicorn", "wsgi:serve()"),
        *("--bind", settings.bind),
        *("--workers", str(min(MOST_WEB_WORKERS, os.cpu_count() or 1))),
        *("--worker-class", "gthread", "--threads", str(WEB_THREADS)),
        *("--no-control-socket", "--log-level", "warning"),
    ]
    return _python("web server", settings, command, ready=lambda: web_answers(settings))


def _workers(settings: Settings) -> list[Part]:
    return [
        _python("sweeper", settings, ["webapp.jobs.sweeper"]),
        _python("worker", settings, ["webapp.jobs.worker"]),
    ]


def _python(
    name: str,
    settings: Settings,
    module: Sequence[str],
    ready: Callable[[], bool] = always,
) -> Part:
    environment = {**os.environ, **settings.environment(), "PYTHONPATH": str(ROOT)}
    if sys.platform == "darwin":
        environment["OBJC_DISABLE_INITIALIZE_FORK_SAFETY"] = "YES"  # a worker forks for each job
    command = [sys.executable, "-m", *module]
    return Part(name, lambda: start_child(command, environment=environment), ready)
