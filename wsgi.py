"""Where servers and the command line find the application.

`flask --app wsgi …` uses `app`, which reads no settings until a command needs them. A server
uses `wsgi:serve()`, which refuses to start when the settings cannot be used.
"""

from flask import Flask

from webapp.app import create_app
from webapp.instance import Instance

app = create_app()


def serve() -> Flask:
    """The application, with its settings and its database role checked."""
    instance: Instance = app.extensions["erkin"]
    instance.database.check()
    return app
