"""An instance of real processes, with short leases so that faults are soon repaired."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assessments.database import Database
from assessments.ids import RandomIds
from assessments.work import service
from assessments.work.models import Job, Mail
from tests.conftest import Urls
from tests.instances import settings_for
from webapp.instance import Instance
from webapp.jobs import valkey
from webapp.jobs.children import end, start_child
from webapp.settings import ROOT, Settings


@dataclass
class Running:
    """An instance whose processes a test starts and kills."""

    settings: Settings
    children: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.database: Database = Instance(self.settings).database  # it rings

    def queue(self) -> "subprocess.Popen[bytes]":
        server = valkey.start_server(self.settings.instance)
        self.children.append(server)
        valkey.wait_until_ready(server, self.settings.instance)
        return server

    def worker(self) -> "subprocess.Popen[bytes]":
        return self._python("tests.faults.worker_of_tests")

    def sweeper(self) -> "subprocess.Popen[bytes]":
        return self._python("webapp.jobs.sweeper")

    def _python(self, module: str) -> "subprocess.Popen[bytes]":
        environment = {**os.environ, **self.settings.environment(), "PYTHONPATH": str(ROOT)}
        child = start_child([sys.executable, "-m", module], environment=environment)
        self.children.append(child)
        return child

    def enqueue(self, kind: str, file: Path) -> int:
        with self.database.writing() as session:
            return service.enqueue(
                session,
                kind=kind,
                payload={"file": str(file)},
                company_id=None,
                now=self.database.now(),
            ).id

    def mail(self, address: str, kind: str = "invitation") -> int:
        with self.database.writing() as session:
            return service.add_mail(
                session,
                kind=kind,
                to_address=address,
                to_name="Buyer",
                subject="Questions",
                body_text="Please answer.\n",
                company_id=None,
                now=self.database.now(),
                ids=RandomIds(),
            ).id

    def jobs(self, *ids: int) -> list[Job]:
        with self.database.reading() as session:
            rows = session.query(Job).order_by(Job.id).all()
            session.expunge_all()
        return [job for job in rows if not ids or job.id in ids]

    def mails(self) -> list[Mail]:
        with self.database.reading() as session:
            rows = session.query(Mail).order_by(Mail.id).all()
            session.expunge_all()
        return rows

    def all_done(self, *ids: int) -> bool:
        return all(job.state == "done" for job in self.jobs(*ids))

    def settled(self) -> bool:
        return all(mail.state in {"sent", "unknown", "failed"} for mail in self.mails())


@pytest.fixture
def running(tmp_path: Path, database_urls: Urls) -> Iterator[Running]:
    """An instance of which nothing runs yet."""
    settings = settings_for(
        tmp_path / "instance",
        database_urls.application,
        job_lease_seconds=2,
        sweep_seconds=1,
        log_level="WARNING",
    )
    instance = Running(settings)
    yield instance
    for child in reversed(instance.children):
        end(child, patience=10)
    instance.database.dispose()


def mailing_to(running: Running, url: str) -> None:
    """Let the instance send its mail to this server."""
    running.settings = replace(running.settings, mail=url)


def children_of(process: "subprocess.Popen[bytes]") -> list[int]:
    """The process ids of a process's own children: of a worker, the job that it does."""
    found = subprocess.run(
        ["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in found.stdout.split()]
