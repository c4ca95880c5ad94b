"""Settings are read once, checked together, and explained."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.instances import SECRET, settings_for
from webapp.instance import Instance
from webapp.settings import ROOT, Reader, Settings, SettingsProblems, load_settings, read

EXAMPLE = ROOT / ".env.example"
PRODUCTION = {
    "PUBLIC_BASE_URL": "https://erkin.example.org",
    "SECRET_KEY": SECRET,
    "DATABASE_URL": "postgresql://erkin_app@db/erkin",
    "ERKIN_MAIL": "smtp://mail.example.org:587",
    "ERKIN_MAIL_FROM": "Erkin <erkin@example.org>",
}


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(None)
    read(reader)
    for name in reader.asked:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"ERKIN_{name}", raising=False)


def loaded(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings(None)


def problems(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, str]:
    with pytest.raises(SettingsProblems) as caught:
        loaded(monkeypatch, **variables)
    return {problem.variable: problem.message for problem in caught.value.problems}


def test_an_empty_environment_describes_an_instance_for_this_machine_alone() -> None:
    settings = load_settings(None)
    assert settings.public_base_url == "http://127.0.0.1:8000"
    assert settings.loopback
    assert not settings.secure
    assert settings.trusted_hosts == ("127.0.0.1",)
    assert settings.database_url == f"sqlite:///{ROOT}/instance/erkin.sqlite3"
    assert settings.mail_folder == ROOT / "instance" / "mail"
    assert settings.redis_url == ""


def test_a_production_environment_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch, **PRODUCTION)
    assert settings.secure
    assert not settings.loopback
    assert settings.trusted_hosts == ("erkin.example.org",)
    assert settings.mail_folder is None


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("SECRET_KEY", "", "must be set"),
        ("SECRET_KEY", "short", "32 bytes"),
        ("SECRET_KEY", "a" * 64, "placeholder"),
        ("SECRET_KEY", "change-me-change-me-0123456789abcdef", "placeholder"),
        ("ERKIN_SECRET_KEY_FALLBACKS", "short", "32 bytes"),
        ("PUBLIC_BASE_URL", "erkin.example.org", "https://"),
        ("PUBLIC_BASE_URL", "http://erkin.example.org", "https://"),
        ("PUBLIC_BASE_URL", "https://erkin.example.org/app", "without a path"),
        ("TRUSTED_HOSTS", "other.example.org", "erkin.example.org"),
        ("DATABASE_URL", "mysql://db", "postgresql://"),
        ("ERKIN_OWNER_DATABASE_URL", "db", "postgresql://"),
        ("REDIS_URL", "localhost:6379", "redis://"),
        ("ERKIN_MAIL", "mail.example.org", "smtp://"),
        ("ERKIN_MAIL", "smtp://", "host"),
        ("ERKIN_MAIL_FROM", "Erkin", "erkin@"),
        ("ERKIN_MAIL_FROM", "Erkin <erkin@localhost>", "recipients"),
        ("ERKIN_BIND", "8000", "127.0.0.1:8000"),
        ("ERKIN_PROXY_HOPS", "many", "whole number"),
        ("ERKIN_PROXY_HOPS", "9", "0 to 5"),
        ("ERKIN_LOG_LEVEL", "loud", "INFO"),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_be_right(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    found = problems(monkeypatch, **PRODUCTION | {variable: value})
    assert words in found[variable]
    assert list(found) == [variable]


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"SECRET_KEY": "x", "DATABASE_URL": "x", "ERKIN_MAIL": "x", "ERKIN_LOG_LEVEL": "x"}
    assert set(problems(monkeypatch, **PRODUCTION | wrong)) == set(wrong)


def test_the_prefixed_name_wins_over_the_bare_one(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(
        monkeypatch, REDIS_URL="redis://bare:6379", ERKIN_REDIS_URL="redis://prefixed:6379"
    )
    assert settings.redis_url == "redis://prefixed:6379"


def test_a_child_process_given_the_environment_loads_the_same_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = replace(
        settings_for(tmp_path, "postgresql://erkin_app@db/erkin"),
        secret_key_fallbacks=(SECRET[::-1],),
        proxy_hops=1,
        log_level="DEBUG",
    )
    assert loaded(monkeypatch, **settings.environment()) == settings


def test_the_example_lists_every_variable_and_no_other() -> None:
    reader = Reader(None)
    read(reader)
    listed = re.findall(r"^#?([A-Z_]+)=", EXAMPLE.read_text(), re.M)
    assert sorted(listed) == sorted(reader.asked)


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    used = tmp_path / "env"
    used.write_text(re.sub(r"^#([A-Z_]+=)", r"\1", EXAMPLE.read_text(), flags=re.M))
    assert load_settings(used) == load_settings(None)


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "env"
    file.write_text("ERKIN_BIND=127.0.0.1:1\nERKIN_LOG_LEVEL=DEBUG\n")
    monkeypatch.setenv("ERKIN_BIND", "127.0.0.1:2")
    settings = load_settings(file)
    assert (settings.bind, settings.log_level) == ("127.0.0.1:2", "DEBUG")


def test_an_instance_for_this_machine_makes_its_key_once_and_keeps_it_private(
    tmp_path: Path,
) -> None:
    settings = settings_for(tmp_path / "instance", "sqlite://", secret_key="")
    first = Instance(settings).secret_key
    assert len(first) >= 32
    assert Instance(settings).secret_key == first
    assert (tmp_path / "instance" / "secret.key").stat().st_mode & 0o077 == 0


def flask(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    environment = {"PATH": "/usr/bin:/bin", "PUBLIC_BASE_URL": "wrong", **variables}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_command_that_needs_no_instance_reads_no_settings() -> None:
    result = flask("routes")
    assert result.returncode == 0, result.stderr


def test_a_server_refuses_to_start_on_settings_that_cannot_be_used() -> None:
    code = "import wsgi; wsgi.serve()"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PUBLIC_BASE_URL": "https://erkin.example.org"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "SECRET_KEY: must be set" in result.stderr
