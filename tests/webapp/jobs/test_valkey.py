import os
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest
from redis import Redis

from tests.faults.waiting import eventually
from tests.instances import settings_for
from webapp.jobs import valkey
from webapp.jobs.children import end
from webapp.jobs.instance_lock import AlreadyHeld
from webapp.jobs.valkey import (
    LONGEST_SOCKET_PATH,
    QueueDidNotStart,
    UnsafeSocketFolder,
    answers,
    embedded_url,
    queue_url,
    running_server,
    socket_path,
    start_server,
    wait_until_ready,
)


def test_the_server_answers_while_the_block_runs_and_not_after(folder: Path) -> None:
    with running_server(folder) as url:
        assert answers(url)
    assert not answers(url)


def test_a_second_server_on_the_same_data_is_refused(folder: Path) -> None:
    with running_server(folder) as url:
        with pytest.raises(AlreadyHeld) as refusal:
            start_server(folder)
        assert refusal.value.process_id
        assert answers(url)


def test_what_was_accepted_survives_a_killed_server(folder: Path) -> None:
    first = start_server(folder)
    wait_until_ready(first, folder)
    with Redis.from_url(embedded_url(folder)) as connection:
        connection.rpush("rings", *range(1500))
    first.kill()
    first.wait()
    with running_server(folder) as url, Redis.from_url(url) as connection:
        assert connection.llen("rings") == 1500


def test_only_we_can_reach_the_server(folder: Path) -> None:
    with running_server(folder) as url, Redis.from_url(url) as connection:
        assert connection.config_get("port") == {"port": "0"}
        path = socket_path(folder)
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_deep_instance_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 25) / "instance"
    path = socket_path(deep)
    assert len(os.fsencode(path)) <= LONGEST_SOCKET_PATH
    assert path != socket_path(deep.parent)
    with running_server(deep) as url:
        assert answers(url)
    path.parent.rmdir()


def test_a_folder_name_with_odd_characters_is_no_trouble(tmp_path: Path) -> None:
    with running_server(tmp_path / "ein Ordner 100%?#") as url:
        assert answers(url)


def test_a_socket_folder_of_somebody_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("deep" * 25) / "instance"
    monkeypatch.setattr(tempfile, "tempdir", tempfile.mkdtemp(prefix="e"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    socket_path(deep).parent.symlink_to(elsewhere)
    with pytest.raises(UnsafeSocketFolder):
        start_server(deep)


def test_a_server_that_cannot_start_says_why(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = [*valkey._command(folder, folder / "queue"), "--maxmemory", "nonsense"]
    monkeypatch.setattr(valkey, "_command", lambda *_: refused)
    server = start_server(folder)
    with pytest.raises(QueueDidNotStart, match="The queue server did not start"):
        wait_until_ready(server, folder)
    end(server, patience=5)


def test_the_address_that_was_set_wins_over_the_embedded_server(folder: Path) -> None:
    assert queue_url(settings_for(folder, "sqlite://")) == embedded_url(folder)
    own = settings_for(folder, "sqlite://", redis_url="redis://queue.internal:6379/0")
    assert queue_url(own) == "redis://queue.internal:6379/0"


def test_the_lock_is_held_by_the_server_and_ends_with_it(folder: Path) -> None:
    server = start_server(folder)
    wait_until_ready(server, folder)
    server.kill()
    server.wait()
    again: subprocess.Popen[bytes] = start_server(folder)
    eventually(lambda: answers(embedded_url(folder)), "the second server answers")
    end(again, patience=10)
