"""`flask --app wsgi passport verify FILE`: look for changes. Needs no instance or database."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from assessments.passport.opening import LARGEST, Flaw, NoPassport, Passport, Signed, open_passport

EXIT = {"unchanged": 0, "changed": 1, "unreadable": 2}
FLAWS = {
    Flaw.CONTENT: "what it says was changed: it does not fit its digest",
    Flaw.SIGNATURE: "the signature was not made for what it says now",
    Flaw.KEY: "the name of the key and the key do not belong together",
}
UNREADABLE = {
    "too_large": "it is larger than any passport",
    "not_json": "it is not the JSON file of a passport",
    "unreadable": "it is damaged, or no sound JSON",
    "no_passport": "it is not an answer passport",
    "other_shape": "something in it was added, taken out or renamed",
}


@click.group("passport")
def command() -> None:
    """Answer passports: the signed answers of a firm, as a file of its own."""


@command.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--key",
    "keys",
    multiple=True,
    help="A public key that you trust, from the /passport-key page of an instance.",
)
def verify(file: Path, keys: tuple[str, ...]) -> None:
    """Say whether a passport is unchanged, and whether a key that you trust signed it.

    Reads nothing but the file. Exit code 0: unchanged, 1: changed, 2: cannot be read.
    """
    try:
        with file.open("rb") as stream:
            found = open_passport(stream.read(LARGEST + 1), own=(), known=keys)
    except OSError as error:
        _stop(file, error.strerror or type(error).__name__)
    except NoPassport as refusal:
        _stop(file, UNREADABLE[refusal.why])
    for line in _lines(file, found):
        click.echo(line)
    raise click.exceptions.Exit(EXIT["changed" if found.flaws else "unchanged"])


def _lines(file: Path, found: Passport) -> Iterator[str]:
    if found.flaws:
        yield f"{file.name}: changed."
        yield from (f"  {FLAWS[flaw]}" for flaw in found.flaws)
        return
    yield f"{file.name}: unchanged since it was signed."
    yield f"  {len(found.answers)} answers of {found.firm} to {found.slug} {found.version}"
    yield f"  issued at {found.issued_at.isoformat()} in the name of {found.issuer}"
    yield f"  SHA-256 {found.sha256}, key {found.key_id}"
    if found.signed is Signed.KNOWN:
        yield "Signed by a key that you trust."
    else:
        yield (
            "Who signed it is not proven: give the public key of the issuer with --key. It stands "
            "on the page /passport-key of the instance."
        )


def _stop(file: Path, why: str) -> NoReturn:
    click.echo(f"{file.name}: cannot be read: {why}.", err=True)
    raise click.exceptions.Exit(EXIT["unreadable"])
