"""What was acknowledged survives a power cut (C40), and a wrong setting would not pass unseen."""

import shutil
import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import select, text

from assessments.audit.models import Event
from assessments.database import SQLITE_PRAGMAS, Database, UnsafeSqlite
from assessments.evidence.store import FileStore
from tests.faults.power_cut import HALF, NOTHING, Recording, compiled, record

CUTS = 30
Recorder = Callable[[str], Recording]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Recorder:
    """Runs a kind of work of `acknowledging` on a disk that is watched, each kind once."""
    library = compiled(tmp_path_factory.mktemp("disk-log"))

    @cache
    def run(what: str) -> Recording:
        folder = tmp_path_factory.mktemp("watched") / what
        folder.mkdir()
        shutil.copyfile(sqlite_template, folder / "erkin.sqlite3")
        return record(library, folder, "tests.faults.acknowledging", what, str(folder))

    return run


def committed(folder: Path) -> list[int]:
    """The numbers that a reopened database has, which must be sound."""
    opened = Database(f"sqlite:///{folder / 'erkin.sqlite3'}")
    with opened.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        numbers = session.scalars(
            select(Event.subject_id).where(Event.kind == "counted").order_by(Event.id)
        ).all()
    opened.dispose()
    return [number for number in numbers if number is not None]


def commits_lost(recording: Recording, place: int, survives: str, left: Path) -> int:
    """How many acknowledged commits a cut loses. What is left must be sound and without holes."""
    acknowledged = recording.cut(place, survives, left)
    found = committed(left)
    shutil.rmtree(left)
    assert found == list(range(len(found))), f"cut {place}: a later commit without an earlier one"
    return max(0, len(acknowledged) - len(found))


@pytest.mark.parametrize("survives", [NOTHING, HALF])
def test_a_power_cut_loses_no_acknowledged_commit(
    recorded: Recorder, tmp_path: Path, survives: str
) -> None:
    recording = recorded("commits")
    for place in recording.places(CUTS):
        assert commits_lost(recording, place, survives, tmp_path / "left") == 0, f"cut {place}"


@pytest.mark.parametrize("survives", [NOTHING, HALF])
def test_a_power_cut_while_the_log_is_carried_over_loses_no_acknowledged_commit(
    recorded: Recorder, tmp_path: Path, survives: str
) -> None:
    recording = recorded("commits")
    carrying = [
        place for place, request in enumerate(recording.requests) if request.path == "erkin.sqlite3"
    ]
    assert len(carrying) > 10
    for place in range(min(carrying) - 2, max(carrying) + 12):
        assert commits_lost(recording, place, survives, tmp_path / "left") == 0, f"cut {place}"


def test_the_power_cut_would_catch_a_database_that_does_not_sync_each_commit(
    recorded: Recorder, tmp_path: Path
) -> None:
    recording = recorded("careless_commits")
    losses = [
        commits_lost(recording, place, NOTHING, tmp_path / "left")
        for place in recording.places(CUTS)
    ]
    assert sum(loss > 0 for loss in losses) > CUTS / 2


def whole_files(folder: Path) -> dict[str, bytes]:
    """Every file that the store would hand out."""
    store = FileStore(folder)
    return {path.name: store.read(path.name) for path in folder.glob("??/??/*")}


def expected(number: int) -> bytes:
    return b"%d" % number * 5000


@pytest.mark.parametrize("survives", [NOTHING, HALF])
def test_a_power_cut_loses_no_stored_file_and_shows_no_half_of_one(
    recorded: Recorder, tmp_path: Path, survives: str
) -> None:
    recording = recorded("files")
    for number, place in enumerate(recording.places(CUTS)):
        left = tmp_path / f"left-{number}"
        acknowledged = recording.cut(place, survives, left)
        found = whole_files(left / "evidence")
        for order, name in enumerate(acknowledged):
            assert found.pop(name.decode()) == expected(order), f"cut {place}"
        assert list(found.values()) in ([], [expected(len(acknowledged))]), f"cut {place}"


def test_the_power_cut_would_catch_a_store_that_does_not_sync(
    recorded: Recorder, tmp_path: Path
) -> None:
    recording = recorded("careless_files")
    losing = 0
    for number, place in enumerate(recording.places(CUTS)):
        left = tmp_path / f"left-{number}"
        acknowledged = recording.cut(place, NOTHING, left)
        losing += len(whole_files(left / "evidence")) < len(acknowledged)
    assert losing > CUTS / 2


def pragmas(database: Database, *, writing: bool) -> dict[str, object]:
    """What a connection of either kind says of itself."""
    with database.writing() if writing else database.reading() as session:
        names = [*SQLITE_PRAGMAS, "query_only"]
        return {name: session.scalar(text(f"PRAGMA {name}")) for name in names}


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
def test_every_connection_has_the_settings_that_make_a_commit_durable(database: Database) -> None:
    durable = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000}
    assert pragmas(database, writing=True) == durable | {"query_only": 0}
    assert pragmas(database, writing=False) == durable | {"query_only": 1}


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", SQLITE_PRAGMAS)
def test_a_connection_on_which_a_setting_did_not_take_is_refused(
    database_url: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    class Deaf(sqlite3.Connection):
        """A SQLite that does not do as it is told; without a word, as SQLite does."""

        def execute(self, statement: str, *parameters: object) -> sqlite3.Cursor:
            if statement.startswith(f"PRAGMA {name}="):
                statement = f"PRAGMA {name}={deaf[name]}"
            return super().execute(statement, *parameters)

    deaf = {"journal_mode": "delete", "synchronous": 1, "foreign_keys": 0, "busy_timeout": 0}
    connect = sqlite3.dbapi2.connect
    monkeypatch.setattr(
        sqlite3.dbapi2, "connect", lambda *how, **more: connect(*how, **more, factory=Deaf)
    )
    opened = Database(database_url)
    for session in (opened.reading, opened.writing):
        with pytest.raises(UnsafeSqlite, match=name), session() as asked:
            asked.execute(text("SELECT 1"))
    opened.dispose()


def test_a_disk_on_which_sqlite_cannot_keep_a_log_is_refused(tmp_path: Path) -> None:
    opened = Database(f"sqlite:///file:{tmp_path / 'new.sqlite3'}?nolock=1&uri=true")
    with pytest.raises(UnsafeSqlite, match="journal_mode"), opened.writing() as session:
        session.execute(text("SELECT 1"))
    opened.dispose()


@pytest.mark.parametrize("database_urls", ["postgresql"], indirect=True)
def test_postgresql_acknowledges_a_commit_when_it_is_on_disk(database: Database) -> None:
    with database.writing() as session:
        assert session.scalar(text("SHOW synchronous_commit")) == "on"
