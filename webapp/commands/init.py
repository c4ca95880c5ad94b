"""`flask --app wsgi init`: make a new instance ready, or bring an old one up to date."""

import click
from flask.cli import with_appcontext

from assessments.errors import Invalid
from assessments.ids import RandomIds
from assessments.library.service import publish_shipped
from assessments.people.service import PersonDetails, create_first_administrator
from assessments.schema import upgrade
from assessments.scope import InstanceScope
from assessments.work.addressing import check_address
from webapp.instance import instance
from webapp.security.hosts import absolute_url

DEFAULT_EMAIL = "admin@localhost"


def address(_context: click.Context, _option: click.Parameter, given: str) -> str:
    """The address in the form in which it is stored."""
    try:
        return check_address("email", given).lower()
    except Invalid as refusal:
        raise click.BadParameter(refusal.problems["email"]) from refusal


@click.command("init")
@click.option(
    "--email",
    default=DEFAULT_EMAIL,
    show_default=True,
    callback=address,
    help="The address that the first administrator signs in with.",
)
@click.option("--name", default="Administrator", show_default=True, help="Their name.")
@with_appcontext
def command(email: str, name: str) -> None:
    """Make the database, publish the shipped content, print the first set-up link.

    Running it again is harmless: it migrates, publishes what is new, and makes a new link only
    while no administrator has a password.
    """
    this = instance()
    this.settings.instance.mkdir(parents=True, exist_ok=True)
    upgrade(this.settings.owner_database_url)
    this.database.check()
    now, ids = this.database.now(), RandomIds()
    with this.database.writing() as session:
        publish_shipped(session, now=now, ids=ids)
    with this.database.writing() as session:
        token = create_first_administrator(
            session, InstanceScope(), details=PersonDetails(name, email), now=now, ids=ids
        )
    click.echo(f"The database is ready and the content is published ({this.settings.instance}).")
    if token is None:
        click.echo("An administrator has a password already; no set-up link was made.")
        return
    click.echo(f"Set-up link of the first administrator, {email}; works once, for seven days:")
    click.echo(absolute_url("auth.set_up", token=token))
