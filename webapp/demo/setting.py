"""Where the demo happens: its folder, its settings and its own calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from webapp.settings import ROOT, Settings

FOLDER = ROOT / "demo"
MAIL = FOLDER / "mail"
SIGN_INS = "sign-in.txt"

BEGINS = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
SENT = datetime(2026, 8, 4, 9, 0, tzinfo=UTC)
FIRST_REPLY = datetime(2026, 8, 12, 8, 30, tzinfo=UTC)
ASKED_AGAIN = datetime(2026, 9, 15, 8, 0, tzinfo=UTC)
DUE = date(2026, 9, 14)
# More than 30 days after the deadline, when silence counts as no reply.
REPORTED = datetime(2026, 10, 19, 7, 0, tzinfo=UTC)


@dataclass
class Calendar:
    """The demo's clock. It moves only when the story says so."""

    moment: datetime = BEGINS

    def now(self) -> datetime:
        """Where the story stands."""
        return self.moment

    def reach(self, moment: datetime) -> None:
        """Move to a later moment; never back."""
        self.moment = max(self.moment, moment)

    def wait(self, pause: timedelta) -> None:
        """Let time pass."""
        self.moment += pause


def demo_settings(folder: Path = FOLDER, *, port: int = 8000) -> Settings:
    """The settings of the demo instance: everything in one folder, for this machine alone."""
    url = f"sqlite:///{folder / 'erkin.sqlite3'}"
    return Settings(
        instance=folder,
        database_url=url,
        owner_database_url=url,
        redis_url="",
        public_base_url=f"http://127.0.0.1:{port}",
        trusted_hosts=("127.0.0.1", "localhost"),
        secret_key="",
        secret_key_fallbacks=(),
        mail=f"file:{folder / 'mail'}",
        mail_from="Erkin demo <erkin@demo.example>",
        bind=f"127.0.0.1:{port}",
        proxy_hops=0,
        log_level="WARNING",
        sweep_seconds=5,
    )
