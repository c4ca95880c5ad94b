"""`flask --app wsgi up`: run the instance in this terminal until Ctrl-C."""

from dataclasses import replace

import click
from flask.cli import with_appcontext

from assessments.schema import is_current
from webapp.instance import instance
from webapp.jobs.instance_lock import AlreadyHeld
from webapp.jobs.supervisor import PartFailed
from webapp.settings import Settings


@click.command("up")
@click.option("--port", type=click.IntRange(1, 65535), help="Listen here instead of ERKIN_BIND.")
@with_appcontext
def command(port: int | None) -> None:
    """Run web, queue, sweeper and one worker until Ctrl-C."""
    here = instance()
    if not is_current(here.database):
        raise click.ClickException("This instance is not set up. Run: flask --app wsgi init")
    here.database.dispose()
    settings = at_port(here.settings, port) if port else here.settings
    serve(settings)


def serve(settings: Settings) -> None:
    """Run the instance of these settings, and say in plain words why that is not possible."""
    from webapp.jobs.processes import PortBusy, run_instance  # slow, and only needed here

    def ready() -> None:
        click.echo(f"Erkin is ready at {settings.public_base_url} (stop with Ctrl-C)")

    try:
        run_instance(settings, say=click.echo, when_ready=ready)
    except AlreadyHeld as problem:
        raise click.ClickException(
            f"The instance in {settings.instance} is in use by process {problem.process_id}. "
            "Stop that first."
        ) from problem
    except PortBusy as problem:
        raise click.ClickException(
            f"{problem} Stop the program that uses it, or choose another with --port."
        ) from problem
    except PartFailed as problem:
        raise click.ClickException(str(problem)) from problem


def at_port(settings: Settings, port: int) -> Settings:
    """The same instance on another port; the address that people use moves along on loopback."""
    host = settings.bind.rpartition(":")[0]
    moved = replace(settings, bind=f"{host}:{port}")
    if not settings.loopback or settings.secure:
        return moved
    name = settings.public_base_url.removeprefix("http://").rsplit(":", 1)[0]
    return replace(moved, public_base_url=f"http://{name}:{port}")
