"""`flask --app wsgi reference …`: bring in a new edition of reference data."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from assessments.ids import RandomIds
from assessments.library import methods, queries
from assessments.library.editions import check_file
from assessments.library.service import publish_edition
from assessments.parties.models import Company
from assessments.scope import CompanyScope, InstanceScope
from scoring import shipped
from scoring.editions import KINDS, LARGEST_FILE, Checked, Stated
from scoring.reference import Reference
from webapp.commands.trying import (
    adopt_open_trial,
    everybody,
    named,
    require_instance,
    try_edition,
)
from webapp.instance import instance

REFUSED = 2


@click.group("reference")
def command() -> None:
    """Bring in reference data, and adopt it."""


@command.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(list(KINDS)), required=True, help="Which table it is.")
@click.option("--source", default="", help="Who published the data and where.")
@click.option("--year", default="", help="The year that the data is from.")
@click.option("--licence", default="", help="Under which licence it may be used.")
@click.option("--check", "only_check", is_flag=True, help="Check the file and publish nothing.")
@click.option("--confirm-row-count", is_flag=True, help="More or fewer rows than before are right.")
@click.option("--company", help="Name or public id of the one company that it is for.")
@click.option(
    "--onto", help="Version of the company's edition to add it to; the one in use if none."
)
@with_appcontext
def bring_in(
    file: Path,
    kind: str,
    source: str,
    year: str,
    licence: str,
    only_check: bool,
    confirm_row_count: bool,
    company: str | None,
    onto: str | None,
) -> None:
    """Bring in a CSV file as the new edition of one table.

    Source, year and licence stand in the first lines of the file, such as “# source: …”, or are
    given as options. Everything that is wrong with the file is printed with its row and column;
    the exit code is then 2. A sound file becomes an edition and is tried: you see which suppliers
    would change their band. It counts for a company once that company adopts the trial.

    With --check alone the file is compared with the data that comes with the product, and no
    instance is needed.
    """
    if company or not only_check:
        require_instance()
    one = named(company) if company else None
    checked = check_file(
        _content(file),
        kind,
        last=_last(one, onto, only_check),
        stated=Stated(source, year, licence),
        this_year=datetime.now(UTC).year,
        row_count_confirmed=confirm_row_count,
    )
    edition = _told(file, checked)
    if not (only_check or checked.nothing_new):
        _publish(edition, one)


@command.command("adopt")
@click.option("--company", required=True, help="Name or public id of the company.")
@with_appcontext
def adopt(company: str) -> None:
    """Let what a company is trying count for it from now on, beside the results that it has."""
    require_instance()
    one = named(company)
    method = adopt_open_trial(one)
    with instance().database.reading(CompanyScope(one.id)) as session:
        edition = methods.edition_of(session, CompanyScope(one.id), method.reference_edition_id)
    click.echo(f"{one.name} scores by the edition {edition.sha256} from now on.")
    click.echo("Its new results are written by the worker; the old ones stay beside them.")


def _content(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from None


def _last(company: Company | None, onto: str | None, only_check: bool) -> Reference:
    """What a file is compared with."""
    if company is not None:
        return _edition_of(CompanyScope(company.id), onto)
    if onto:
        raise click.UsageError("--onto needs --company")
    if only_check:
        return shipped.reference()
    with instance().database.reading(InstanceScope()) as session:
        return queries.reference(session, queries.newest_reference_id(session))


def _edition_of(scope: CompanyScope, version: str | None) -> Reference:
    with instance().database.reading(scope) as session:
        if version is None:
            current = methods.current_method(session, scope)
            return queries.reference(session, current.reference_edition_id)
        for row in methods.reference_editions(session, scope):
            edition = queries.reference(session, row.id)
            if edition.version == version:
                return edition
    raise click.BadParameter(f"the company has no edition {version}", param_hint="--onto")


def _told(file: Path, checked: Checked) -> Reference:
    """Print what was found. Ends the command where the file is refused."""
    for problem in checked.problems:
        click.echo(f"{file}: {problem}", err=True)
    if checked.more_problems:
        click.echo(f"{file}: there are more problems; these are the first.", err=True)
    if checked.edition is None:
        raise click.exceptions.Exit(REFUSED)
    for warning in checked.warnings:
        click.echo(str(warning) if checked.nothing_new else f"Worth a look: {warning}")
    if checked.more_warnings:
        click.echo("There is more to look at; these are the first.")
    click.echo(f"{checked.rows} rows, {checked.last_rows} in the last edition.")
    click.echo(f"Edition {checked.edition.version}, sha256 {checked.edition.sha256}")
    return checked.edition


def _publish(reference: Reference, company: Company | None) -> None:
    database = instance().database
    scope = CompanyScope(company.id) if company else InstanceScope()
    with database.writing(scope) as session:
        edition = publish_edition(
            session, scope, reference=reference, now=database.now(), ids=RandomIds()
        )
    tried = [company] if company else everybody()
    for one in tried:
        try_edition(one, edition)
    if not tried:
        click.echo("There is no company yet that could try it.")
