"""What the environment tells an instance. Everything is checked at once, before anything starts.

Variables begin with ERKIN_. The five that hosts commonly set (DATABASE_URL, REDIS_URL,
PUBLIC_BASE_URL, TRUSTED_HOSTS, SECRET_KEY) are read without the prefix too. `.env.example`
lists all of them; a `.env` beside it is read, and the environment wins over it.
"""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
from environs import Env

from assessments.passport.signing import key_id

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
PLACEHOLDER = re.compile(r"(?i)change.?me|example|placeholder|default|your.?secret|insert")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
HOW_TO_MAKE_A_KEY = 'make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'


@dataclass(frozen=True, slots=True)
class Problem:
    """One variable that cannot be used, and what would be right."""

    variable: str
    message: str


class SettingsProblems(click.ClickException):
    """The environment does not describe an instance that may start. Carries every problem."""

    exit_code = 2

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [f"  {problem.variable}: {problem.message}" for problem in problems]
        super().__init__("\n".join(["The settings cannot be used:", *lines]))


@dataclass(frozen=True, slots=True)
class Settings:
    """An instance's settings, checked."""

    instance: Path
    database_url: str
    owner_database_url: str
    redis_url: str
    public_base_url: str
    trusted_hosts: tuple[str, ...]
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    mail: str
    mail_from: str
    bind: str
    proxy_hops: int
    log_level: str
    job_lease_seconds: int = 60
    sweep_seconds: int = 30
    passport_keys: tuple[str, ...] = ()

    @property
    def secure(self) -> bool:
        """Whether people reach the instance over https."""
        return self.public_base_url.startswith("https://")

    @property
    def loopback(self) -> bool:
        """Whether the instance is for this machine alone."""
        return is_loopback(host_of(self.public_base_url))

    @property
    def evidence(self) -> Path:
        """The folder of uploaded files."""
        return self.instance / "evidence"

    @property
    def reports(self) -> Path:
        """The folder of documents that were made."""
        return self.instance / "report-files"

    @property
    def mail_folder(self) -> Path | None:
        """The folder that mails are written to, or None when they go by SMTP."""
        return Path(self.mail.removeprefix("file:")) if self.mail.startswith("file:") else None

    def environment(self) -> dict[str, str]:
        """The variables that make a child process load these same settings."""
        return {
            "ERKIN_INSTANCE": str(self.instance),
            "ERKIN_DATABASE_URL": self.database_url,
            "ERKIN_OWNER_DATABASE_URL": self.owner_database_url,
            "ERKIN_REDIS_URL": self.redis_url,
            "ERKIN_PUBLIC_BASE_URL": self.public_base_url,
            "ERKIN_TRUSTED_HOSTS": ",".join(self.trusted_hosts),
            "ERKIN_SECRET_KEY": self.secret_key,
            "ERKIN_SECRET_KEY_FALLBACKS": ",".join(self.secret_key_fallbacks),
            "ERKIN_MAIL": self.mail,
            "ERKIN_MAIL_FROM": self.mail_from,
            "ERKIN_BIND": self.bind,
            "ERKIN_PROXY_HOPS": str(self.proxy_hops),
            "ERKIN_LOG_LEVEL": self.log_level,
            "ERKIN_JOB_LEASE_SECONDS": str(self.job_lease_seconds),
            "ERKIN_SWEEP_SECONDS": str(self.sweep_seconds),
            "ERKIN_PASSPORT_KEYS": ",".join(self.passport_keys),
        }


class Reader:
    """Reads variables, remembers which were asked for and what was wrong with them."""

    def __init__(self, file: Path | None) -> None:
        self._env = Env(eager=False)
        if file is not None and file.is_file():
            self._env.read_env(file, recurse=False)
        self.asked: list[str] = []
        self.problems: list[Problem] = []

    def text(self, name: str, default: str, *, bare: bool = False) -> str:
        """The variable ERKIN_`name`, or `name` alone where `bare` allows it; empty is unset."""
        self.asked.append(name if bare else f"ERKIN_{name}")
        for key in (f"ERKIN_{name}", name) if bare else (f"ERKIN_{name}",):
            if found := (self._env.str(key, "") or "").strip():
                return found
        return default

    def count(self, name: str, default: int, *, most: int, least: int = 0) -> int:
        """A whole number from `least` to `most`."""
        found = self.text(name, str(default))
        if not (found.isascii() and found.isdigit() and least <= int(found) <= most):
            wanted = f"a whole number from {least} to {most}"
            self.refuse(f"ERKIN_{name}", f"{found!r} is not {wanted}")
            return default
        return int(found)

    def many(self, name: str, *, bare: bool = False) -> tuple[str, ...]:
        """A list separated by commas."""
        return tuple(
            part.strip() for part in self.text(name, "", bare=bare).split(",") if part.strip()
        )

    def refuse(self, variable: str, message: str) -> None:
        """Note a problem and go on, so that all of them are told together."""
        self.problems.append(Problem(variable, message))


def load_settings(file: Path | None = ROOT / ".env") -> Settings:
    """The settings that the environment describes.

    Raises SettingsProblems, which names every variable that cannot be used.
    """
    reader = Reader(file)
    settings = read(reader)
    if reader.problems:
        raise SettingsProblems(reader.problems)
    return settings


def read(reader: Reader) -> Settings:
    """Read every variable and note every problem in `reader`."""
    instance = ROOT / Path(reader.text("INSTANCE", "instance")).expanduser()
    database = _placed(
        "sqlite:///", reader.text("DATABASE_URL", f"sqlite:///{instance}/erkin.sqlite3", bare=True)
    )
    base_url = reader.text("PUBLIC_BASE_URL", "http://127.0.0.1:8000", bare=True).rstrip("/")
    settings = Settings(
        instance=instance,
        database_url=database,
        owner_database_url=reader.text("OWNER_DATABASE_URL", database),
        redis_url=reader.text("REDIS_URL", "", bare=True),
        public_base_url=base_url,
        trusted_hosts=reader.many("TRUSTED_HOSTS", bare=True) or (host_of(base_url),),
        secret_key=reader.text("SECRET_KEY", "", bare=True),
        secret_key_fallbacks=reader.many("SECRET_KEY_FALLBACKS"),
        mail=_placed("file:", reader.text("MAIL", f"file:{instance}/mail")),
        mail_from=reader.text("MAIL_FROM", "Erkin <erkin@localhost>"),
        bind=reader.text("BIND", "127.0.0.1:8000"),
        proxy_hops=reader.count("PROXY_HOPS", 0, most=5),
        log_level=reader.text("LOG_LEVEL", "INFO").upper(),
        job_lease_seconds=reader.count("JOB_LEASE_SECONDS", 60, least=1, most=600),
        sweep_seconds=reader.count("SWEEP_SECONDS", 30, least=1, most=60),
        passport_keys=reader.many("PASSPORT_KEYS"),
    )
    _check_addresses(settings, reader)
    _check_stores(settings, reader)
    _check_secrets(settings, reader)
    _check_passport_keys(settings, reader)
    _check_mail(settings, reader)
    if settings.log_level not in LOG_LEVELS:
        reader.refuse("ERKIN_LOG_LEVEL", f"must be one of {', '.join(LOG_LEVELS)}")
    return settings


def _placed(scheme: str, url: str) -> str:
    """The same address, with a relative path made relative to the project folder."""
    path = url.removeprefix(scheme)
    return f"{scheme}{ROOT / path}" if url.startswith(scheme) and path else url


def host_of(url: str) -> str:
    """The host of an address, without its port; empty when there is none."""
    return urlsplit(url).hostname or ""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_addresses(settings: Settings, reader: Reader) -> None:
    parts = urlsplit(settings.public_base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        reader.refuse("PUBLIC_BASE_URL", "must look like https://erkin.your-company.org")
    elif parts.path or parts.query or parts.fragment or parts.username:
        reader.refuse("PUBLIC_BASE_URL", "must be scheme and host alone, without a path")
    elif parts.scheme == "http" and not settings.loopback:
        reader.refuse("PUBLIC_BASE_URL", "must begin with https:// unless the host is loopback")
    elif parts.hostname not in settings.trusted_hosts:
        reader.refuse("TRUSTED_HOSTS", f"must contain {parts.hostname}, as in PUBLIC_BASE_URL")
    if not re.fullmatch(r"[^\s/]+:\d{1,5}", settings.bind):
        reader.refuse("ERKIN_BIND", "must look like 127.0.0.1:8000")


def _check_stores(settings: Settings, reader: Reader) -> None:
    wrong = "must begin with sqlite:/// or postgresql://"
    schemes = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
    if not settings.database_url.startswith(schemes):
        reader.refuse("DATABASE_URL", wrong)
    elif not settings.owner_database_url.startswith(schemes):
        reader.refuse("ERKIN_OWNER_DATABASE_URL", wrong)
    if settings.redis_url and not settings.redis_url.startswith(
        ("redis://", "rediss://", "unix://")
    ):
        reader.refuse("REDIS_URL", "must begin with redis://, rediss:// or unix://")


def _check_secrets(settings: Settings, reader: Reader) -> None:
    if not settings.secret_key and not settings.loopback:
        reader.refuse("SECRET_KEY", f"must be set; {HOW_TO_MAKE_A_KEY}")
    keys = [("SECRET_KEY", settings.secret_key)] if settings.secret_key else []
    keys += [("ERKIN_SECRET_KEY_FALLBACKS", key) for key in settings.secret_key_fallbacks]
    for variable, key in keys:
        if len(key.encode()) < SHORTEST_SECRET:
            reader.refuse(
                variable, f"must have {SHORTEST_SECRET} bytes or more; {HOW_TO_MAKE_A_KEY}"
            )
        elif PLACEHOLDER.search(key) or len(set(key)) < SHORTEST_SECRET // 4:
            reader.refuse(variable, f"looks like a placeholder; {HOW_TO_MAKE_A_KEY}")


def _check_passport_keys(settings: Settings, reader: Reader) -> None:
    for key in settings.passport_keys:
        if not key_id(key):
            reader.refuse(
                "ERKIN_PASSPORT_KEYS", f"{key!r} is not the public key of a /passport-key page"
            )


def _check_mail(settings: Settings, reader: Reader) -> None:
    by_smtp = settings.mail.startswith(("smtp://", "smtps://"))
    if not by_smtp and not settings.mail.startswith("file:"):
        reader.refuse("ERKIN_MAIL", "must be smtp://host:port, smtps://host:port or file:FOLDER")
    elif by_smtp and not host_of(settings.mail):
        reader.refuse("ERKIN_MAIL", "must name a host, as in smtp://user:password@host:587")
    if "@" not in settings.mail_from or not settings.mail_from.isprintable():
        reader.refuse("ERKIN_MAIL_FROM", "must look like Erkin <erkin@your-company.org>")
    elif by_smtp and not settings.loopback and settings.mail_from.rstrip(">").endswith("localhost"):
        reader.refuse("ERKIN_MAIL_FROM", "must be an address that the recipients can answer")
