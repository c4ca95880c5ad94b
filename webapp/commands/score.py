"""`flask --app wsgi score FILE…`: score documents. Needs no instance, database or secret."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from questionnaires import library
from questionnaires.definition import Questionnaire
from scoring import shipped
from scoring.advice import Advisor
from scoring.canonical import as_json
from scoring.engine import Scorer
from scoring.ranges import Ranger
from scoring.result import Result
from scoring.triage import screening
from webapp.commands.documents_in import BAD_DOCUMENT, Documents


@click.command("score")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--lines", is_flag=True, help="Each line of a file is a document (JSON Lines).")
@click.option("--questionnaire", "slug", default=library.CORE, show_default=True, metavar="SLUG")
@click.option("--plain", is_flag=True, help="Leave out range and advice: much faster for many.")
def command(files: tuple[str, ...], lines: bool, slug: str, plain: bool) -> None:
    """Score JSON documents with answers, proof, signals and a date; "-" is standard input.

    Writes one result a line, in the order of the documents. What is wrong with a document goes
    to the error output, one JSON object a line; the exit code is then 2, and the other documents
    are scored all the same.

    Beside the result stand its range (the lowest and the highest headline that open questions
    allow) and advice (the smallest sets of changes that bring the band down).
    """
    questionnaire = questionnaire_of(slug)
    scorer = _scorer(questionnaire)
    beside = _beside(scorer, plain)
    documents = Documents(questionnaire, lines)
    for source, document in documents.of(files):
        result = scorer.score(document)
        place = {"source": source.place}
        click.echo(as_json(result.document() | beside(document, result) | place))
    if not documents.all_good:
        raise click.exceptions.Exit(BAD_DOCUMENT)


def _beside(scorer: Scorer, plain: bool) -> Callable[[Mapping[str, Any], Result], dict[str, Any]]:
    """The function that works out what is written beside a result and is not part of it."""
    ranger, advisor = Ranger(scorer), Advisor(scorer)

    def beside(document: Mapping[str, Any], result: Result) -> dict[str, Any]:
        found = _screening(scorer, result)
        if not plain:
            found["range"] = ranger.range(document, result).document()
            found["advice"] = [one.document() for one in advisor.advise(document, result)]
        return found

    return beside


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
