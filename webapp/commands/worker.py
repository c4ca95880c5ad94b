"""`flask --app wsgi worker`: one more worker, on this or on another machine."""

import click
from flask.cli import with_appcontext

from webapp.instance import instance
from webapp.jobs.supervisor import PartFailed


@click.command("worker")
@with_appcontext
def command() -> None:
    """Work for the queue of REDIS_URL, or for the instance that runs here, until Ctrl-C."""
    from webapp.jobs import valkey  # slow, and only needed here
    from webapp.jobs.processes import run_worker
    from webapp.jobs.worker import NO_QUEUE

    settings = instance().settings
    if not valkey.answers(valkey.queue_url(settings)):
        raise click.ClickException(NO_QUEUE)
    try:
        run_worker(settings, say=click.echo)
    except PartFailed as problem:
        raise click.ClickException(str(problem)) from problem
