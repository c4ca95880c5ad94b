import socket
from pathlib import Path

import pytest

from tests.instances import free_port, settings_for
from webapp.commands.up import at_port
from webapp.jobs.instance_lock import AlreadyHeld, instance_lock
from webapp.jobs.processes import PortBusy, run_instance, web_answers


def never() -> None:
    pytest.fail("it became ready")


def test_a_busy_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = settings_for(tmp_path, "sqlite://", bind=f"127.0.0.1:{port}")
        with pytest.raises(PortBusy, match=str(port)):
            run_instance(settings, say=print, when_ready=never)
    assert not (tmp_path / "queue").exists()


def test_an_instance_that_is_in_use_is_not_started(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, "sqlite://", bind=f"127.0.0.1:{free_port()}")
    with instance_lock(tmp_path), pytest.raises(AlreadyHeld):
        run_instance(settings, say=print, when_ready=never)


def test_a_port_where_nobody_listens_does_not_answer(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, "sqlite://", bind=f"127.0.0.1:{free_port()}")
    assert not web_answers(settings)


@pytest.mark.parametrize(
    ("base_url", "moved"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:9000"),
        ("http://localhost", "http://localhost:9000"),
        ("https://erkin.mill.example", "https://erkin.mill.example"),
    ],
)
def test_another_port_moves_the_address_only_on_this_machine(
    tmp_path: Path, base_url: str, moved: str
) -> None:
    settings = at_port(settings_for(tmp_path, "sqlite://", public_base_url=base_url), 9000)
    assert (settings.bind, settings.public_base_url) == ("127.0.0.1:9000", moved)
