"""The running instance: its settings, secret and database, each made when first needed."""

import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import cast

from flask import current_app

from assessments.database import Database
from webapp.settings import Settings, load_settings

EXTENSION = "erkin"


class Instance:
    """What commands, views and jobs share. Reading settings is put off until the first use."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._given = settings

    @cached_property
    def settings(self) -> Settings:
        """The settings given, or those of the environment. Raises SettingsProblems."""
        return self._given or load_settings()

    @cached_property
    def database(self) -> Database:
        """The database, connected as the application's role. Raises WrongDatabaseRole."""
        if self.settings.database_url.startswith("sqlite"):
            self.settings.instance.mkdir(parents=True, exist_ok=True)
        database = Database(self.settings.database_url)
        self._ring_for_jobs_of(database)
        return database

    def _ring_for_jobs_of(self, database: Database) -> None:
        from webapp.jobs.doorbell import Doorbell  # half a second that most commands never need
        from webapp.jobs.valkey import queue_url

        Doorbell(queue_url(self.settings)).attach(database)

    @cached_property
    def secret_key(self) -> str:
        """The key that signs cookies. An instance for this machine alone keeps its own."""
        return self.settings.secret_key or _kept_key(self.settings.instance / "secret.key")


def instance() -> Instance:
    """The instance of the current application."""
    return cast("Instance", current_app.extensions[EXTENSION])


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(key := secrets.token_urlsafe(48))
    return key
