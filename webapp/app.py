"""Put the application together."""

import hashlib
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask

from assessments.scope import CompanyScope, SupplierScope
from webapp import access, commands, errors, health, languages, logs, passport_keys, principals
from webapp.demo import mail_page
from webapp.instance import EXTENSION, Instance
from webapp.security import csrf, headers, hosts, limits
from webapp.settings import Settings

AUDIENCES = ("webapp.auth", "webapp.company", "webapp.supplier", "webapp.programme")


class Erkin(Flask):
    """The application. It reads its settings when it is first asked for a page."""

    configured = False

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.configure()
        return super().__call__(environ, start_response)

    def configure(self) -> None:
        """Apply the instance's settings, once. Raises SettingsProblems."""
        if self.configured:
            return
        instance: Instance = self.extensions[EXTENSION]
        settings = instance.settings
        self.config["SECRET_KEY"] = instance.secret_key
        self.config["SECRET_KEY_FALLBACKS"] = list(settings.secret_key_fallbacks)
        logs.configure(settings.log_level)
        headers.configure(self, settings)
        hosts.configure(self, settings)
        csrf.configure(self, settings)
        self.configured = True


def create_app(settings: Settings | None = None) -> Erkin:
    """The application for these settings, or for those of the environment.

    Without `settings` nothing is read until a page or a command needs the instance, so that the
    commands which need none work anywhere. Raises AccessNotDeclared when a view does not say who
    may call it.
    """
    app = Erkin("webapp", static_folder="static", template_folder="templates")
    app.extensions[EXTENSION] = Instance(settings)
    app.jinja_env.autoescape = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _install(app)
    commands.register(app)
    access.register(app)
    if settings is not None:
        app.configure()
    return app


def _install(app: Erkin) -> None:
    audiences = list(_audiences())
    headers.install(app)
    logs.install(app)
    errors.install(app)
    limits.install(app)
    csrf.install(app)
    languages.install(app)
    _name_static_files_by_content(app)
    for module in [health, mail_page, passport_keys, *audiences]:
        app.register_blueprint(module.blueprint)
    access.install(app, principals.load_principal, _signed_out(audiences))


def _audiences() -> Iterator[ModuleType]:
    for name in AUDIENCES:
        module = importlib.import_module(name)
        if hasattr(module, "blueprint"):
            yield module


def _signed_out(audiences: list[ModuleType]) -> dict[type[access.Scope], access.SignedOut]:
    scopes = {"webapp.supplier": SupplierScope, "webapp.company": CompanyScope}
    return {
        scopes[module.__name__]: module.signed_out
        for module in audiences
        if module.__name__ in scopes and hasattr(module, "signed_out")
    }


def _name_static_files_by_content(app: Flask) -> None:
    """Addresses of static files change with their content, so that they may be kept for long."""
    app.view_functions["static"] = access.access("public:read")(app.view_functions["static"])
    folder = Path(app.static_folder or "")

    @cache
    def version(filename: str) -> str | None:
        path = folder / filename
        return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            values["v"] = version(values["filename"])
