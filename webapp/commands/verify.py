"""`flask --app wsgi verify FILE`: compute a result again. Needs no instance, database or secret."""

from collections.abc import Iterator
from pathlib import Path

import click

from assessments.reports import bundle
from assessments.reports.bundle import Bundle, NoBundle
from assessments.reports.verification import Verification, verify
from webapp.documents.carried import LARGEST_PDF, Unreadable, carried

EXIT = {"same": 0, "differs": 1, "unreadable": 2}
MOST_SHOWN = 25
SAYS = {
    "same": "same: computed again from the sealed answers, every figure and reason is as stated.",
    "differs": "differs: what is stated is not what was found.",
    "unreadable": "not checked: the score could not be computed again.",
}
PROVES = (
    "“Same” says that this file agrees with itself. Somebody can make up a whole file that does: "
    "compare these digests with those on record (the receipt of the answers, the result's page)."
)


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Compute the result in a report (PDF) or in a downloaded result (JSON) once more.

    Reads nothing but the file. Exit code 0: same, 1: differs, 2: cannot be read.
    """
    try:
        verification = verify(_bundle(file))
    except (NoBundle, Unreadable) as refusal:
        click.echo(f"{file.name}: cannot be read. {refusal}", err=True)
        raise click.exceptions.Exit(EXIT["unreadable"]) from None
    for line in _lines(file, verification):
        click.echo(line)
    raise click.exceptions.Exit(EXIT[verification.outcome])


def _bundle(file: Path) -> Bundle:
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_PDF + 1)
    except OSError as error:
        raise Unreadable(f"{error.strerror or type(error).__name__}.") from None
    if len(raw) > LARGEST_PDF:
        raise Unreadable("This file is larger than any report or result.")
    if raw.startswith(b"%PDF-"):
        return bundle.read_attachments(carried(raw, (*bundle.CONTENT, bundle.DIGESTS)))
    return bundle.read_result_file(raw)


def _lines(file: Path, verification: Verification) -> Iterator[str]:
    yield f"{file.name}: {SAYS[verification.outcome]}"
    if verification.missing:
        yield f"Not in this file: {', '.join(verification.missing)}."
        yield "Reports made before this check was there lack some of them: have it made again."
    yield from verification.refused
    shown = verification.differences[:MOST_SHOWN]
    for one in shown:
        yield f"  {one.path}: stated {one.stated}, found {one.found}"
    if len(verification.differences) > len(shown):
        yield f"  and {len(verification.differences) - len(shown)} more"
    if any(one.path == "engine" for one in verification.differences):
        yield "It was scored by another engine: a difference may come from that alone."
    if result := verification.result:
        yield f"Stated: headline {result['headline']}, band {result['band']}."
    yield from (f"  {name}: SHA-256 {found}" for name, found in verification.digests.items())
    if verification.outcome == "same":
        yield PROVES
