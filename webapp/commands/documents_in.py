"""Reading documents to be scored from files, and telling what is wrong with each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import click

from questionnaires.definition import Questionnaire
from questionnaires.documents import UnreadableDocument, check_document, line_of, read_document
from questionnaires.messages import Problem
from scoring.canonical import as_json

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

    @property
    def place(self) -> dict[str, Any]:
        """File and line, as they are written beside a result."""
        return {"file": self.file, "line": self.line}


class Documents:
    """Gives the sound documents of some files. What is wrong with the others goes to the error

    output, one JSON object a line; `all_good` says afterwards whether there was nothing.
    """

    def __init__(self, questionnaire: Questionnaire, lines: bool) -> None:
        self.all_good = True
        self._questionnaire = questionnaire
        self._lines = lines

    def of(self, files: Iterable[str]) -> Iterator[tuple[Source, dict[str, Any]]]:
        """Give each document that can be scored, with its place; "-" is standard input."""
        for file in files:
            try:
                for source in self._sources(file):
                    document = self._document(source)
                    if document is not None:
                        yield source, document
            except OSError as error:
                reason = error.strerror or type(error).__name__
                self._complain(file, 1, "file", f"The file cannot be read: {reason}")

    def _sources(self, file: str) -> Iterator[Source]:
        with click.open_file(file, "rb") as stream:
            if not self._lines:
                yield Source(file, 1, stream.read(), whole=True)
                return
            for number, raw in enumerate(stream, start=1):
                if raw.strip():
                    yield Source(file, number, raw, whole=False)

    def _document(self, source: Source) -> dict[str, Any] | None:
        """The document, or None with what is wrong told."""
        try:
            document = read_document(source.text)
        except UnicodeDecodeError as error:
            line = source.line + source.raw.count(b"\n", 0, error.start)
            message = "The document cannot be read: it is not UTF-8"
            self._complain(source.file, line, "file", message)
            return None
        except UnreadableDocument as error:
            line = error.line if source.whole and error.line else source.line
            self._complain(source.file, line, "json", error.message)
            return None
        problems = check_document(self._questionnaire, document)
        for problem in problems:
            line = line_of(source.text, problem) if source.whole else source.line
            self._complain(source.file, line, problem.message.key, problem.text, problem)
        return document if isinstance(document, dict) and not problems else None

    def _complain(
        self, file: str, line: int, key: str, message: str, problem: Problem | None = None
    ) -> None:
        self.all_good = False
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
