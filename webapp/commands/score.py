"""`flask --app wsgi score FILE…`: score documents. Needs no instance, database or secret."""

from typing import Any

import click

from questionnaires import library
from questionnaires.definition import Questionnaire
from scoring import shipped
from scoring.canonical import as_json
from scoring.engine import Scorer
from scoring.result import Result
from scoring.triage import screening
from webapp.commands.documents_in import BAD_DOCUMENT, Documents


@click.command("score")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--lines", is_flag=True, help="Each line of a file is a document (JSON Lines).")
@click.option("--questionnaire", "slug", default=library.CORE, show_default=True, metavar="SLUG")
def command(files: tuple[str, ...], lines: bool, slug: str) -> None:
    """Score JSON documents with answers, proof, signals and a date; "-" is standard input.

    Writes one result a line, in the order of the documents. What is wrong with a document goes
    to the error output, one JSON object a line; the exit code is then 2, and the other documents
    are scored all the same.
    """
    questionnaire = questionnaire_of(slug)
    scorer = _scorer(questionnaire)
    documents = Documents(questionnaire, lines)
    for source, document in documents.of(files):
        result = scorer.score(document)
        place = {"source": source.place}
        click.echo(as_json(result.document() | _screening(scorer, result) | place))
    if not documents.all_good:
        raise click.exceptions.Exit(BAD_DOCUMENT)


def _screening(scorer: Scorer, result: Result) -> dict[str, Any]:
    """What follows from the short version; nothing for any other."""
    found = screening(scorer, result)
    return {"screening": found.document()} if found else {}


def questionnaire_of(slug: str) -> Questionnaire:
    """The newest version of the questionnaire that an option names."""
    try:
        return library.latest(slug)
    except library.UnknownQuestionnaire as error:
        raise click.BadParameter(str(error), param_hint="--questionnaire") from None


def _scorer(questionnaire: Questionnaire) -> Scorer:
    written_for = library.load(*shipped.QUESTIONNAIRE).form()
    return Scorer(shipped.ruleset(written_for), shipped.reference(), questionnaire.form())
