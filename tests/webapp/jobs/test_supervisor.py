import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.waiting import alive
from webapp.jobs import supervisor as supervising
from webapp.jobs.children import start_child
from webapp.jobs.supervisor import Part, PartFailed, Supervisor

SLEEP = "import time; time.sleep(600)"


@pytest.fixture
def said() -> list[str]:
    return []


def part(name: str, code: str, ready: Callable[[], bool] = supervising.always) -> Part:
    return Part(name, lambda: start_child([sys.executable, "-c", code]), ready)


def stop_us() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def process_id(of: Part) -> int:
    assert of.child is not None
    return of.child.pid


def test_parts_run_until_a_signal_and_then_none_runs(said: list[str]) -> None:
    parts = [part("first", SLEEP), part("second", SLEEP)]
    seen: list[int] = []

    def when_ready() -> None:
        seen.extend(process_id(each) for each in parts)
        assert all(alive(number) for number in seen)
        stop_us()

    before = signal.getsignal(signal.SIGTERM)
    Supervisor(parts, said.append).run(when_ready)
    assert len(seen) == 2
    assert not any(alive(number) for number in seen)
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_part_starts_when_the_one_before_it_is_ready(tmp_path: Path, said: list[str]) -> None:
    mark = tmp_path / "ready"
    first = part("first", f"open({str(mark)!r}, 'w').close(); {SLEEP}", ready=mark.exists)
    order: list[bool] = []

    def start_second() -> object:
        order.append(mark.exists())
        return start_child([sys.executable, "-c", SLEEP])

    second = Part("second", start_second)  # type: ignore[arg-type]
    Supervisor([first, second], said.append).run(stop_us)
    assert order == [True]


def test_a_part_that_dies_is_started_again(said: list[str]) -> None:
    numbers: list[int] = []

    def start_and_note() -> object:
        child = start_child([sys.executable, "-c", SLEEP])
        numbers.append(child.pid)
        if len(numbers) == 2:
            stop_us()
        return child

    mortal = Part("worker", start_and_note)  # type: ignore[arg-type]
    Supervisor([mortal], said.append).run(lambda: os.kill(numbers[0], signal.SIGKILL))
    assert len(numbers) == 2
    assert said == ["The worker ended and is started again."]
    assert not any(alive(number) for number in numbers)


def test_a_part_that_dies_again_and_again_ends_them_all(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "QUICK_DEATHS", 2)
    good, bad = part("queue server", SLEEP), part("worker", "raise SystemExit(3)")
    seen: list[int] = []
    with pytest.raises(PartFailed, match="worker"):
        Supervisor([good, bad], said.append).run(lambda: seen.append(process_id(good)))
    assert not alive(seen[0])


def test_a_part_that_does_not_start_ends_those_before_it(said: list[str]) -> None:
    good = part("queue server", SLEEP)
    bad = part("web server", "raise SystemExit(3)", ready=lambda: False)
    with pytest.raises(PartFailed, match="The web server did not start"):
        Supervisor([good, bad], said.append).run(stop_us)
    assert not alive(process_id(good))


def test_a_part_that_is_never_ready_is_not_waited_for_for_ever(said: list[str]) -> None:
    mute = part("web server", SLEEP, ready=lambda: False)
    with pytest.raises(PartFailed, match="The web server did not start"):
        Supervisor([mute], said.append, patience=0.2).run(stop_us)
    assert not alive(process_id(mute))
