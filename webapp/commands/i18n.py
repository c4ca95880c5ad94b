"""`flask --app wsgi i18n …`: how far the translations are, and what is done with them.

None of these needs an instance.
"""

from datetime import UTC, date, datetime

import click

from webapp.languages import reviewing
from webapp.languages.checking import faults
from webapp.languages.coverage import Coverage, coverage
from webapp.languages.files import po_file, read
from webapp.languages.spoken import COMPANY, SPOKEN, SUPPLIER, kept
from webapp.languages.updating import update as update_files

COLUMNS = ("total", "translated", "drafted", "stale", "reviewed")


@click.group("i18n")
def command() -> None:
    """The translations of pages, mails, questionnaires and rulesets."""


@command.command("coverage")
def print_coverage() -> None:
    """Print for each language how many texts are translated, drafted, stale and reviewed."""
    wide = max(len(one.what) for one in coverage())
    click.echo(f"{'':8} {'':{wide}} " + " ".join(f"{name:>10}" for name in COLUMNS))
    for one in coverage():
        click.echo(f"{one.language:8} {one.what:{wide}} " + _numbers(one))
    for made in (one for one in SPOKEN.values() if one.written_in != one.tag):
        click.echo(f"{made.tag:8} is made from {made.written_in} by rule.")


@command.command("update")
def update() -> None:
    """Bring the files of translations in line with the texts of the sources."""
    update_files()


@command.command("check")
@click.pass_context
def check(context: click.Context) -> None:
    """List the faults of the translations: placeholders, markup, plural forms, mixed letters."""
    found = False
    for audience in (SUPPLIER, COMPANY):
        for language in kept(audience):
            for fault in faults(read(language, audience)):
                found = True
                click.echo(f"{po_file(language, audience)}: “{fault.text[:60]}” {fault.fault}")
    context.exit(1 if found else 0)


@command.command("review")
@click.argument("language", type=click.Choice(kept(SUPPLIER)))
@click.argument("file", metavar="FILE")
@click.option("--by", required=True, help="The native speaker who has read the texts.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; today by default.")
@click.option("--only", default="", help="Only texts whose key begins so.")
def review(language: str, file: str, by: str, on: datetime | None, only: str) -> None:
    """Note that a native speaker has read translations: each text of FILE as it stands now.

    FILE is named as `i18n coverage` names it: supplier, company, forced-labour-core/2026.1, …
    """
    day = on.date() if on else _today()
    count = reviewing.note(language, file, by=by, on=day, only=only)
    click.echo(f"{count} texts of {file} in {language} are reviewed by {by} on {day}.")


def _numbers(one: Coverage) -> str:
    return " ".join(f"{getattr(one, name):>10}" for name in COLUMNS)


def _today() -> date:
    return datetime.now(UTC).date()
