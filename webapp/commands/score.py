"""`flask --app wsgi score FILE…`: score documents. Needs no instance, database or secret."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from questionnaires import library
from questionnaires.definition import Questionnaire
from questionnaires.documents import UnreadableDocument, check_document, line_of, read_document
from questionnaires.messages import Problem
from scoring import shipped
from scoring.canonical import as_json
from scoring.engine import Scorer
from scoring.result import Result
from scoring.triage import screening

BAD_DOCUMENT = 2


@dataclass(frozen=True)
class Source:
    """The bytes of one document and where it stands. `whole` where it is all of its file."""

    file: str
    line: int
    raw: bytes
    whole: bool

    @property
    def text(self) -> str:
        """What the bytes say. Raises UnicodeDecodeError where they are not UTF-8."""
        return self.raw.decode("utf-8-sig")


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
    questionnaire = _questionnaire(slug)
    scorer = _scorer(questionnaire)
    good = True
    for file in files:
        try:
            for source in _sources(file, lines):
                good &= _score(scorer, questionnaire, source)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            _complain(file, 1, "file", f"The file cannot be read: {reason}")
            good = False
    if not good:
        raise click.exceptions.Exit(BAD_DOCUMENT)


def _questionnaire(slug: str) -> Questionnaire:
    try:
        return library.latest(slug)
    except library.UnknownQuestionnaire as error:
        raise click.BadParameter(str(error), param_hint="--questionnaire") from None


def _scorer(questionnaire: Questionnaire) -> Scorer:
    written_for = library.load(*shipped.QUESTIONNAIRE).form()
    return Scorer(shipped.ruleset(written_for), shipped.reference(), questionnaire.form())


def _sources(file: str, lines: bool) -> Iterator[Source]:
    with click.open_file(file, "rb") as stream:
        if not lines:
            yield Source(file, 1, stream.read(), whole=True)
            return
        for number, raw in enumerate(stream, start=1):
            if raw.strip():
                yield Source(file, number, raw, whole=False)


def _score(scorer: Scorer, questionnaire: Questionnaire, source: Source) -> bool:
    """Write the result of a document, or what is wrong with it; whether it was good."""
    try:
        document = read_document(source.text)
    except UnicodeDecodeError as error:
        line = source.line + source.raw.count(b"\n", 0, error.start)
        _complain(source.file, line, "file", "The document cannot be read: it is not UTF-8")
        return False
    except UnreadableDocument as error:
        line = error.line if source.whole and error.line else source.line
        _complain(source.file, line, "json", error.message)
        return False
    problems = check_document(questionnaire, document)
    for problem in problems:
        _complain_of(problem, source)
    if problems or not isinstance(document, dict):
        return False
    place = {"source": {"file": source.file, "line": source.line}}
    result = scorer.score(document)
    click.echo(as_json(result.document() | _screening(scorer, result) | place))
    return True


def _screening(scorer: Scorer, result: Result) -> dict[str, Any]:
    """What follows from the short version; nothing for any other."""
    found = screening(scorer, result)
    return {"screening": found.document()} if found else {}


def _complain_of(problem: Problem, source: Source) -> None:
    line = line_of(source.text, problem) if source.whole else source.line
    _complain(source.file, line, problem.message.key, problem.text, problem)


def _complain(file: str, line: int, key: str, message: str, problem: Problem | None = None) -> None:
    error = {
        "file": file,
        "line": line,
        "part": problem.part if problem else "",
        "question": problem.question if problem else "",
        "row": problem.row if problem else None,
        "column": (problem.column or None) if problem else None,
        "key": key,
        "message": message,
    }
    click.echo(as_json(error), err=True)
