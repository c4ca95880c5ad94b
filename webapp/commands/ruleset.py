"""`flask --app wsgi ruleset …`: check and compare rulesets. Needs no instance or database."""

from collections.abc import Iterable
from pathlib import Path

import click

from questionnaires import library
from questionnaires.definition import Questionnaire
from questionnaires.rulesets import check_ruleset, read_ruleset
from scoring import shipped
from scoring.canonical import as_json
from scoring.compare import Comparer, Comparison, Standing
from scoring.engine import Scorer
from scoring.reference import Reference, ReferenceProblem, load_reference
from scoring.ruleset import Problem, RulesetProblems
from scoring.ruleset.overlay import differences
from scoring.ruleset.reading import read_document
from webapp.commands.comparing import Moved, as_document, as_lines
from webapp.commands.documents_in import BAD_DOCUMENT, Documents
from webapp.commands.score import questionnaire_of

REFUSED = 2
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("ruleset")
def command() -> None:
    """Check and compare rulesets and overlays. Needs no instance."""


@command.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a ruleset, or an overlay of a shipped one, with its cases.

    Prints its content hash, or all problems with their place. Reference data is read from the
    directory `reference` beside the file, if there is one.
    """
    try:
        document, source = read_document(file.read_bytes(), str(file))
        reference = _reference(file.parent / "reference")
        ruleset = check_ruleset(document, reference=reference, file=str(file), source=source)
    except ReferenceProblem as error:
        _refuse([Problem(str(file), "", "", str(error))])
    except RulesetProblems as found:
        _refuse(found.problems)
    else:
        click.echo(ruleset.sha256)


@command.command("compare")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--lines", "files", metavar="FILE", multiple=True, required=True,
              help="Documents as for “score”, one a line; - is standard input.")  # fmt: skip
@click.option("--questionnaire", "slug", default=library.CORE, show_default=True, metavar="SLUG")
@click.option("--old-reference", type=FOLDER, help="Reference data for OLD.")
@click.option("--new-reference", type=FOLDER, help="Reference data for NEW.")
@click.option("--json", "machine", is_flag=True, help="Write the table as JSON.")
def compare(
    old: str,
    new: str,
    files: tuple[str, ...],
    slug: str,
    old_reference: Path | None,
    new_reference: Path | None,
    machine: bool,
) -> None:
    """Tell who moves from which band to which, by which rule. Saves nothing.

    OLD and NEW are each a file with a ruleset or an overlay, or slug@version of a shipped one.
    Reference data is what an option names, or the directory `reference` beside the file, or what
    is shipped. The exit code is 2 where a document is bad, or where a ruleset is: then nothing
    is compared. Cases are not run.
    """
    asked = questionnaire_of(slug)
    before, after = _scorer(old, old_reference, asked), _scorer(new, new_reference, asked)
    documents = Documents(asked, lines=True)
    counts, moved = _compared(before, after, documents, files)
    changes = differences(before.ruleset.document, after.ruleset.document)
    write = as_document if machine else as_lines
    click.echo(write(before, after, changes, counts, moved))
    if not documents.all_good:
        raise click.exceptions.Exit(BAD_DOCUMENT)
