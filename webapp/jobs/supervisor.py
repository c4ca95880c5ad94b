"""Keep the processes of an instance running together, and end them together."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from webapp.jobs.children import end

LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 15.0
SETTLED_SECONDS = 60.0
QUICK_DEATHS = 5

Starter = Callable[[], "subprocess.Popen[bytes]"]


def always() -> bool:
    """Ready as soon as it runs."""
    return True


class PartFailed(RuntimeError):
    """A part did not start, or ends again and again. The others were stopped too."""


@dataclass
class Part:
    """One process: how to start it, and how to tell that it is ready."""

    name: str
    start: Starter
    ready: Callable[[], bool] = always
    child: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    quick_deaths: int = 0

    def begin(self) -> None:
        """Start the process."""
        self.child = self.start()
        self.started_at = time.monotonic()

    def ended(self) -> bool:
        """Whether it is not running."""
        return self.child is None or self.child.poll() is not None


@dataclass
class Supervisor:
    """Starts parts in order, each when the one before is ready; stops them in reverse order.

    A part that ends is started again, later and later; when it ends too often, all stop.
    """

    parts: Sequence[Part]
    say: Callable[[str], None]
    patience: float = PATIENCE_SECONDS
    stopping: bool = field(default=False, init=False)

    def run(self, when_ready: Callable[[], None]) -> None:
        """Run until a signal asks to stop. Raises PartFailed, with everything stopped."""
        before = {number: signal.signal(number, self._stop) for number in _STOP_SIGNALS}
        try:
            for part in self.parts:
                self._bring_up(part)
            if not self.stopping:
                when_ready()
            while not self.stopping:
                self._look_after_all()
                time.sleep(LOOK_SECONDS)
        finally:
            self._take_down()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, _signum: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _bring_up(self, part: Part) -> None:
        part.begin()
        deadline = time.monotonic() + self.patience
        while not self.stopping and not part.ready():
            if part.ended() or time.monotonic() > deadline:
                raise PartFailed(f"The {part.name} did not start.")
            time.sleep(LOOK_SECONDS)

    def _look_after_all(self) -> None:
        now = time.monotonic()
        for part in self.parts:
            if part.child is not None and part.ended():
                self._mourn(part, now)
            elif part.child is None and now >= part.start_again_at:
                part.begin()

    def _mourn(self, part: Part, now: float) -> None:
        quick = now - part.started_at < SETTLED_SECONDS
        part.quick_deaths = part.quick_deaths + 1 if quick else 1
        if part.quick_deaths > QUICK_DEATHS:
            raise PartFailed(f"The {part.name} ended {part.quick_deaths} times in a row.")
        self.say(f"The {part.name} ended and is started again.")
        part.child = None
        part.start_again_at = now + 0.25 * 2**part.quick_deaths

    def _take_down(self) -> None:
        for part in reversed(self.parts):
            if part.child is not None:
                end(part.child, self.patience)


_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
