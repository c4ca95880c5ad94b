"""The commands of `flask --app wsgi …`. Each module here has one, named `command`."""

from importlib import import_module
from pkgutil import iter_modules

import click
from flask import Flask


def register(app: Flask) -> None:
    """Add every command of this package to the application's command line."""
    for module in iter_modules(__path__):
        command = getattr(import_module(f"{__name__}.{module.name}"), "command", None)
        if isinstance(command, click.Command):
            app.cli.add_command(command)
