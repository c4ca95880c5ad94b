"""`flask --app wsgi questionnaire …`: look at a questionnaire, or check the definition of one."""

import tomllib
from pathlib import Path
from typing import Any

import click

from questionnaires import library
from questionnaires.definition import Questionnaire
from questionnaires.reading import DefinitionProblems, read_definition
from questionnaires.words import Words, load_words

REFUSED = 2


@click.group("questionnaire")
def command() -> None:
    """Show and check questionnaires. Needs no instance."""


@command.command("show")
@click.argument("slug")
@click.option("--version", "version", help="A version such as 2026.1; the newest if left out.")
def show(slug: str, version: str | None) -> None:
    """Print the sections of a questionnaire, what is in them, and its content hash."""
    questionnaire = _shipped(slug, version)
    words = load_words(questionnaire.slug, questionnaire.version)
    click.echo(f"{questionnaire.slug} {questionnaire.version}: {words.title}")
    click.echo(f"sha256 {questionnaire.sha256}")
    click.echo(f"{_counts(questionnaire)}\n")
    for line in _section_lines(questionnaire, words):
        click.echo(line)


@command.command("check")
@click.argument("source", metavar="SLUG|FILE")
def check(source: str) -> None:
    """Check a questionnaire and print its content hash, or all its problems with their place."""
    if source in library.SLUGS:
        click.echo(library.latest(source).sha256)
        return
    path = Path(source)
    if path.is_dir():
        path /= "questionnaire.toml"
    if not path.is_file():
        raise click.UsageError(
            f"“{source}” is neither a file nor one of {', '.join(library.SLUGS)}"
        )
    try:
        document = tomllib.loads(path.read_text("utf-8"))
        click.echo(read_definition(document, _base(document)).sha256)
    except DefinitionProblems as found:
        _refuse([f"{path}: {problem}" for problem in found.problems])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        _refuse([f"{path}: cannot be read as TOML: {error}"])
    except library.UnknownQuestionnaire as error:
        _refuse([f"{path}: based_on: {error}"])


def _base(document: dict[str, Any]) -> Questionnaire | None:
    based_on = document.get("based_on")
    if not isinstance(based_on, str):
        return None
    slug, _, version = based_on.partition("/")
    return library.load(slug, version)


def _shipped(slug: str, version: str | None) -> Questionnaire:
    try:
        return library.load(slug, version) if version else library.latest(slug)
    except library.UnknownQuestionnaire as error:
        raise click.UsageError(str(error)) from None


def _counts(questionnaire: Questionnaire) -> str:
    questions = questionnaire.questions.values()
    return (
        f"{len(questions)} questions in {len(questionnaire.sections)} sections, "
        f"{sum(q.critical for q in questions)} critical, "
        f"{sum(bool(q.show_if) for q in questions)} conditional, "
        f"{sum(q.evidence for q in questions)} backed by evidence"
    )


def _section_lines(questionnaire: Questionnaire, words: Words) -> list[str]:
    titles = {section.id: words.section(section.id).title for section in questionnaire.sections}
    width = max(len(title) for title in titles.values())
    lines = [f"{'Section':<{width}}  Questions  Pages"]
    for section in questionnaire.sections:
        questions, pages = len(section.question_keys), len(section.pages)
        lines.append(f"{titles[section.id]:<{width}}  {questions:>9}  {pages:>5}")
    return lines


def _refuse(lines: list[str]) -> None:
    for line in lines:
        click.echo(line, err=True)
    raise click.exceptions.Exit(REFUSED)
