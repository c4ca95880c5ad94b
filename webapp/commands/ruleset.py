"""`flask --app wsgi ruleset …`: check and compare rulesets. Needs no instance or database."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from questionnaires import library
from questionnaires.definition import Questionnaire
from questionnaires.rulesets import check_ruleset, read_ruleset, shipped_document
from scoring import shipped
from scoring.compare import Comparer, Comparison, Move, Standing
from scoring.engine import Scorer
from scoring.reference import Reference, ReferenceProblem, load_reference
from scoring.ruleset import Problem, Ruleset, RulesetProblems
from scoring.ruleset.overlay import differences
from scoring.ruleset.reading import read_document
from webapp.commands.comparing import Compared, Place, as_document, as_lines
from webapp.commands.documents_in import BAD_DOCUMENT, Documents
from webapp.commands.score import questionnaire_of

REFUSED = 2
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
Load = Callable[..., Ruleset]


@click.group("ruleset")
def command() -> None:
    """Check and compare rulesets and overlays. Needs no instance."""


@command.command("check")
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Check a ruleset, or an overlay of a shipped one, with its cases.

    Prints its content hash, or all problems with their place. Reference data is read from the
    directory `reference` beside the file, if there is one.
    """
    click.echo(_loaded(file, _reference_beside(file), check_ruleset).sha256)


@command.command("compare")
@click.argument("old")
@click.argument("new")
@click.option(
    "--lines",
    "files",
    metavar="FILE",
    multiple=True,
    required=True,
    help="Documents as for “score”, one a line; “-” is standard input. May be given again.",
)
@click.option("--questionnaire", "slug", default=library.CORE, show_default=True, metavar="SLUG")
@click.option("--old-reference", type=FOLDER, help="Reference data for OLD.")
@click.option("--new-reference", type=FOLDER, help="Reference data for NEW.")
@click.option("--json", "as_json", is_flag=True, help="Write the table as JSON.")
def compare(
    old: str,
    new: str,
    files: tuple[str, ...],
    slug: str,
    old_reference: Path | None,
    new_reference: Path | None,
    as_json: bool,
) -> None:
    """Tell who moves from which band to which, by which rule. Saves nothing.

    OLD and NEW are each a file with a ruleset or an overlay, or slug@version of a shipped one.
    Reference data is what the option names, or else the directory `reference` beside the file,
    or else what is shipped. Cases are not run. The exit code is 2 where a document is bad (the
    others are compared) or a ruleset is (then nothing is).
    """
    asked = questionnaire_of(slug)
    scorers = _scorer(old, old_reference, asked), _scorer(new, new_reference, asked)
    documents = Documents(asked, lines=True)
    compared = _compared(*scorers, documents, files)
    click.echo(as_document(compared) if as_json else as_lines(compared))
    if not documents.all_good:
        raise click.exceptions.Exit(BAD_DOCUMENT)


def _compared(old: Scorer, new: Scorer, documents: Documents, files: Sequence[str]) -> Compared:
    same_reference = old.reference.sha256 == new.reference.sha256
    comparer = Comparer(old.ruleset, new.ruleset, same_reference=same_reference)
    counts = Comparison()
    moves: list[tuple[Place, Move]] = []
    for source, document in documents.of(files):
        before, after = (Standing.of(scorer.score(document)) for scorer in (old, new))
        move = comparer.compare(before, after)
        counts.add(before, after, move)
        if move:
            moves.append((source.place, move))
    found = differences(old.ruleset.document, new.ruleset.document)
    return Compared(old, new, found, counts, moves)


def _scorer(named: str, folder: Path | None, asked: Questionnaire) -> Scorer:
    """The engine for a ruleset that is named by its file, or by slug@version."""
    slug, at, version = named.partition("@")
    if at and (slug, version) in shipped.shipped_rulesets():
        reference = _read_reference(folder or shipped.reference_path(slug, version))
        ruleset = read_ruleset(shipped_document(slug, version), reference=reference)
    elif Path(named).is_file():
        file = Path(named)
        reference = _read_reference(folder) if folder else _reference_beside(file)
        ruleset = _loaded(file, reference, read_ruleset)
    else:
        known = ", ".join("@".join(one) for one in shipped.shipped_rulesets())
        raise click.UsageError(f"“{named}” is neither a file nor one of {known}")
    return Scorer(ruleset, reference, asked.form())


def _loaded(file: Path, reference: Reference, load: Load) -> Ruleset:
    """The ruleset of a file; ends the command with all its problems where it has any."""
    try:
        document, source = read_document(file.read_bytes(), str(file))
        return load(document, reference=reference, file=str(file), source=source)
    except RulesetProblems as found:
        _refuse(found.problems)
    except OSError as error:
        _refuse([Problem(str(file), "", "", f"cannot be read: {error.strerror}")])


def _reference_beside(file: Path) -> Reference:
    beside = file.parent / "reference"
    return _read_reference(beside) if beside.is_dir() else shipped.reference()


def _read_reference(folder: Path) -> Reference:
    try:
        return load_reference(folder)
    except ReferenceProblem as error:
        _refuse([Problem(str(folder), "", "", str(error))])


def _refuse(problems: Sequence[Problem]) -> NoReturn:
    for problem in problems:
        click.echo(str(problem), err=True)
    raise click.exceptions.Exit(REFUSED)
