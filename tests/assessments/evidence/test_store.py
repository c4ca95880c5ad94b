"""The store keeps whole files under random names, or nothing."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessments.evidence.store import FOR_OWN_FILES, FileStore, OutOfSpace
from assessments.ids import RandomIds, SeededIds

GIGABYTE = 1024**3


def roomy(_folder: Path) -> tuple[int, int, int]:
    return 100 * GIGABYTE, 0, 100 * GIGABYTE


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "instance" / "evidence", usage=roomy)


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_put_is_read_back(store: FileStore) -> None:
    name = store.put(b"proof", RandomIds())
    assert store.read(name) == b"proof"
    with store.open(name) as file:
        assert file.read() == b"proof"


def test_a_name_is_random_and_says_nothing_of_the_content(store: FileStore) -> None:
    names = {store.put(b"same", RandomIds()) for _ in range(20)}
    assert len(names) == 20
    assert all(len(name) == 32 for name in names)


def test_names_come_from_the_source_that_is_passed_in(tmp_path: Path) -> None:
    first = FileStore(tmp_path / "a", usage=roomy).put(b"x", SeededIds("demo"))
    second = FileStore(tmp_path / "b", usage=roomy).put(b"x", SeededIds("demo"))
    assert first == second


def test_a_source_of_names_that_repeats_itself_overwrites_nothing(store: FileStore) -> None:
    name = store.put(b"first", SeededIds("demo"))
    with pytest.raises(FileExistsError):
        store.put(b"second", SeededIds("demo"))
    assert store.read(name) == b"first"


def test_files_lie_two_folders_deep_and_only_their_owner_may_read_them(store: FileStore) -> None:
    path = store.path(store.put(b"proof", RandomIds()))
    assert path.parts[-3:] == (path.name[:2], path.name[2:4], path.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in path.parents[:3]] == [0o700] * 3


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "../../../etc/passwd",
        "/etc/passwd",
        "a" * 31,
        "a" * 33,
        "A" * 32,
        "g" * 32,
        "a" * 32 + "\n",
        "a" * 30 + "/a",
        "unfinished",
    ],
)
@pytest.mark.parametrize("use", [FileStore.read, FileStore.open, FileStore.remove, FileStore.path])
def test_a_name_that_the_store_did_not_give_is_refused(
    store: FileStore, use: Callable[[FileStore, str], Any], name: str
) -> None:
    with pytest.raises(ValueError, match="not the name"):
        use(store, name)


def test_a_removed_file_is_gone_and_may_be_removed_again(store: FileStore) -> None:
    name = store.put(b"proof", RandomIds())
    store.remove(name)
    store.remove(name)
    with pytest.raises(FileNotFoundError):
        store.read(name)


@pytest.mark.parametrize("step", ["fsync", "rename", "folder"])
@pytest.mark.parametrize(
    ("code", "error"),
    [(errno.ENOSPC, OutOfSpace), (errno.EDQUOT, OutOfSpace), (errno.EIO, OSError)],
)
def test_a_failure_at_any_step_leaves_no_file(
    store: FileStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    code: int,
    error: type[Exception],
) -> None:
    kept = store.put(b"earlier", RandomIds())
    fsync, rename = os.fsync, Path.rename

    def failing_fsync(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        if is_folder == (step == "folder"):
            raise OSError(code, os.strerror(code))
        fsync(handle)

    def failing_rename(path: Path, target: Path) -> Path:
        if step == "rename":
            raise OSError(code, os.strerror(code))
        return rename(path, target)

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", failing_fsync if step != "rename" else fsync)
        failing.setattr(Path, "rename", failing_rename)
        with pytest.raises(error):
            store.put(b"proof" * 100, RandomIds())

    assert [path.name for path in files_under(tmp_path)] == [kept]
    assert store.read(store.put(b"later", RandomIds())) == b"later"


def test_a_link_that_lies_where_a_file_is_to_be_written_is_not_followed(
    store: FileStore, tmp_path: Path
) -> None:
    store.put(b"first", RandomIds())
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    name = SeededIds("guessed").take(16).hex()
    (tmp_path / "instance" / "evidence" / "unfinished" / name).symlink_to(victim)
    with pytest.raises(FileExistsError):
        store.put(b"proof", SeededIds("guessed"))
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("total", "free", "taken"),
    [
        (100 * GIGABYTE, 11 * GIGABYTE, True),
        (100 * GIGABYTE, 9 * GIGABYTE, False),
        (100 * GIGABYTE, 10 * GIGABYTE, False),
        (5 * GIGABYTE, 2 * GIGABYTE, True),
        (5 * GIGABYTE, GIGABYTE, False),
    ],
)
def test_uploads_leave_a_tenth_and_a_gigabyte_of_the_disk_free(
    tmp_path: Path, total: int, free: int, taken: bool
) -> None:
    store = FileStore(tmp_path / "evidence", usage=lambda _folder: (total, total - free, free))
    if taken:
        assert store.put(b"proof", RandomIds())
        return
    with pytest.raises(OutOfSpace):
        store.put(b"proof", RandomIds())
    assert files_under(tmp_path) == []


def test_documents_of_our_own_need_less_room_than_uploads(tmp_path: Path) -> None:
    def nearly_full(_folder: Path) -> tuple[int, int, int]:
        return 100 * GIGABYTE, 99 * GIGABYTE, GIGABYTE

    store = FileStore(tmp_path, reserve=FOR_OWN_FILES, usage=nearly_full)
    assert store.read(store.put(b"report", RandomIds())) == b"report"


def test_the_disk_is_asked_when_nothing_else_is_said(tmp_path: Path) -> None:
    assert FileStore(tmp_path, reserve=FOR_OWN_FILES).put(b"x", RandomIds())
