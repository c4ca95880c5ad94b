"""`flask --app wsgi ruleset check FILE`: check a ruleset. Needs no instance, database or secret."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from questionnaires import library
from scoring import shipped
from scoring.cases import failing_cases
from scoring.engine import Scorer
from scoring.form import Form
from scoring.reference import Reference, ReferenceProblem, load_reference
from scoring.ruleset import Problem, RulesetProblems, parse_ruleset

REFUSED = 2


@click.group("ruleset")
def command() -> None:
    """Check rulesets. Needs no instance."""

@command.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a ruleset and its cases: print its content hash, or all problems with their place.

    Reference data is read from the directory `reference` beside the file, if there is one.
    """
    try:
        source = file.read_text("utf-8")
        document = tomllib.loads(source, parse_float=Decimal)
        reference = _reference(file)
        form = _form(document)
        ruleset = parse_ruleset(
            document, form=form, reference=reference, file=str(file), source=source
        )
        problems = failing_cases(Scorer(ruleset, reference, form), str(file))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems = [Problem(str(file), "", "", f"cannot be read as TOML: {error}")]
    except (ReferenceProblem, library.UnknownQuestionnaire) as error:
        problems = [Problem(str(file), "", "", str(error))]
    except RulesetProblems as found:
        problems = found.problems
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        raise click.exceptions.Exit(REFUSED)
    click.echo(ruleset.sha256)


def _reference(file: Path) -> Reference:
    beside = file.parent / "reference"
    return load_reference(beside) if beside.is_dir() else shipped.reference()


def _form(document: dict[str, Any]) -> Form:
    slug, _, version = str(document.get("questionnaire", "")).partition("/")
    return library.load(slug, version).form()
