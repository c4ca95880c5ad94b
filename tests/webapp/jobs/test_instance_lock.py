import os
from pathlib import Path

import pytest

from webapp.jobs.instance_lock import LOCK_FILE, AlreadyHeld, instance_lock


def test_an_instance_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with instance_lock(tmp_path):
        with pytest.raises(AlreadyHeld) as refusal, instance_lock(tmp_path):
            pass
        assert refusal.value.process_id == str(os.getpid())
    with instance_lock(tmp_path):
        pass


def test_a_lock_file_that_was_left_behind_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).write_text("123456789012345\n")
    with instance_lock(tmp_path):
        assert (tmp_path / LOCK_FILE).read_text() == f"{os.getpid()}\n"


def test_the_folder_is_made_when_it_is_missing(tmp_path: Path) -> None:
    with instance_lock(tmp_path / "new" / "instance"):
        assert (tmp_path / "new" / "instance" / LOCK_FILE).exists()
