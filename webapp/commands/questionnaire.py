"""`flask --app wsgi questionnaire …`: look at a questionnaire, carry it out, check a form."""

import tomllib
from pathlib import Path
from typing import Any

import click

from assessments.library.forms import Brought, read_file
from assessments.library.own_questionnaires import check_brought
from assessments.sheets.limits import LARGEST_FILE
from assessments.sheets.refusals import UnreadableSheet
from questionnaires import library
from questionnaires.definition import Questionnaire
from questionnaires.reading import DefinitionProblems, read_definition
from questionnaires.untranslated import untranslated
from questionnaires.worded import Worded, shipped
from questionnaires.words import Words, load_words, words_of_ruleset
from questionnaires.xlsform.told import Verdict
from scoring import shipped as shipped_rules
from scoring.unheard import Silent
from webapp.carrying import FORMATS, carried, unreadable

REFUSED = 2
FORM_REFUSED = 1
SEVERITIES = {"rule": "severities", "check": "check_severities"}


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


@command.command("export")
@click.argument("slug")
@click.option("--version", "version", help="A version such as 2026.1; the newest if left out.")
@click.option("--format", "kind", type=click.Choice(FORMATS), required=True)
@click.option("--lang", "language", default="en", show_default=True, help="It opens in it.")
@click.option("--out", "target", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export(slug: str, version: str | None, kind: str, language: str, target: Path) -> None:
    """Write a questionnaire as a file that other programs read. Needs no instance."""
    found = _shipped(slug, version)
    worded = shipped(found.slug, found.version)
    if not worded.in_language(language):
        raise click.UsageError(f"There are words in {', '.join(worded.texts)}, not in “{language}”")
    try:
        target.write_bytes(carried(worded, kind, language))
    except OSError as error:
        raise click.FileError(str(target), error.strerror or "cannot be written") from None
    click.echo(f"{found.slug} {found.version} as {kind}: {target}")


@command.command("import")
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only check. Without it the same is done and said.")
def import_(source: Path, check: bool) -> None:
    """Check an XLSForm or our JSON: every row taken, simplified or refused, with the reason;
    which questions are not translated; which rules fall silent.

    Nothing is kept, with --check or without: a company publishes a questionnaire on its page
    “Questionnaires”. Exit code 1 if anything is refused.
    """
    try:
        data = source.read_bytes()[: LARGEST_FILE + 1]
        brought = read_file(data, source.name)
    except OSError as error:
        raise click.FileError(str(source), error.strerror or "cannot be read") from None
    except UnreadableSheet as refusal:
        click.echo(f"{source}: {unreadable(refusal)}", err=True)
        raise click.exceptions.Exit(FORM_REFUSED) from None
    for line in _told(brought):
        click.echo(line)
    if brought.worded is None:
        raise click.exceptions.Exit(FORM_REFUSED)
    for line in [*_untranslated(brought.worded), *_silent(brought, data, source.name)]:
        click.echo(line)
    if not check:
        click.echo("Nothing is kept. A company publishes it on its page “Questionnaires”.")


def _untranslated(worded: Worded) -> list[str]:
    shown_in = worded.questionnaire.language
    return [
        f"{language}: not translated, so shown in {shown_in}: {', '.join(keys)}"
        for language, keys in untranslated(worded).items()
    ]


def _silent(brought: Brought, data: bytes, name: str) -> list[str]:
    """What the shipped ruleset would not hear, the gravest rules first."""
    ruleset = shipped_rules.ruleset(library.load(*shipped_rules.QUESTIONNAIRE).form())
    found = check_brought(brought, data, name, ruleset).unheard
    terms = words_of_ruleset(ruleset.document)
    kinds = (("rule", found.rules), ("check", found.checks)) if found else ()
    return [
        f"{_silence(one)} {kind} {one.id} ({terms.text(SEVERITIES[kind], one.severity, 'name')}): "
        f"not asked: {', '.join(one.missing)}"
        for kind, silent in kinds
        for one in silent
    ]


def _silence(one: Silent) -> str:
    return "falls silent:" if one.wholly else "hears less:  "


def _told(brought: Brought) -> list[str]:
    lines = [
        f"{one.verdict:<11} {one.place:<18} {f'{one.name}: ' if one.name else ''}{one.text}"
        for one in brought.findings
    ]
    counts = ", ".join(f"{len(brought.told(verdict))} {verdict}" for verdict in Verdict)
    return [*lines, _named(brought.worded) if brought.worded else "nothing is taken", counts]


def _named(worded: Worded) -> str:
    asked = worded.questionnaire
    return f"{asked.slug} {asked.version}: {_counts(asked)}; sha256 {asked.sha256}"


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
