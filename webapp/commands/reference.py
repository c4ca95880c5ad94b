"""`flask --app wsgi reference …`: bring in a new edition of reference data."""

from datetime import UTC, datetime
from pathlib import Path

import click

from assessments.library.editions import check_file
from scoring import shipped
from scoring.editions import KINDS, LARGEST_FILE, Checked, Stated
from scoring.reference import Reference

REFUSED = 2


@click.group("reference")
def command() -> None:
    """Bring in reference data."""


@command.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(list(KINDS)), required=True, help="Which table it is.")
@click.option("--source", default="", help="Who published the data and where.")
@click.option("--year", default="", help="The year that the data is from.")
@click.option("--licence", default="", help="Under which licence it may be used.")
@click.option("--check", "only_check", is_flag=True, help="Check the file and publish nothing.")
@click.option("--confirm-row-count", is_flag=True, help="More or fewer rows than before are right.")
def bring_in(
    file: Path,
    kind: str,
    source: str,
    year: str,
    licence: str,
    only_check: bool,
    confirm_row_count: bool,
) -> None:
    """Bring in a CSV file as the new edition of one table.

    Source, year and licence stand in the first lines of the file, such as “# source: …”, or are
    given as options. Everything that is wrong with the file is printed with its row and column;
    the exit code is then 2. With --check the file is compared with the data that comes with the
    product, and no instance is needed.
    """
    checked = check_file(
        _content(file),
        kind,
        last=shipped.reference(),
        stated=Stated(source, year, licence),
        this_year=datetime.now(UTC).year,
        row_count_confirmed=confirm_row_count,
    )
    _tell(file, checked)


def _content(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from None


def _tell(file: Path, checked: Checked) -> Reference:
    """Print what was found. Ends the command where the file is refused."""
    for problem in checked.problems:
        click.echo(f"{file}: {problem}", err=True)
    if checked.more_problems:
        click.echo(f"{file}: there are more problems; these are the first.", err=True)
    if checked.edition is None:
        raise click.exceptions.Exit(REFUSED)
    for warning in checked.warnings:
        click.echo(f"Look at {warning}")
    if checked.more_warnings:
        click.echo("There is more to look at; these are the first.")
    click.echo(f"{checked.rows} rows, {checked.last_rows} in the last edition.")
    click.echo(f"Edition {checked.edition.version}, sha256 {checked.edition.sha256}")
    return checked.edition
