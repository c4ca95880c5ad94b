"""Files as evidence: the value names files that were uploaded before."""

import re
from collections.abc import Iterator
from typing import cast

from questionnaires.definition import DONT_KNOW, Field
from questionnaires.messages import Problem
from questionnaires.types.base import AnswerType, Posted, Value
from questionnaires.types.sheet_cells import Cells, Reading, typed_text
from questionnaires.words import Words

FILE_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_FILES = 30


class File(AnswerType[Field]):
    """A list of the public ids (UUIDs) of uploaded files, in the order in which they were named."""

    def is_blank(self, value: object) -> bool:
        """Whether no file is named."""
        return value is None or value in ("", [])

    def _read(self, posted: Posted, name: str) -> Value:
        ids = [value.strip().lower() for value in posted.get(name, ()) if value.strip()]
        return list(dict.fromkeys(ids)) or None

    def _check(self, value: object) -> Iterator[Problem]:
        if not isinstance(value, list) or not all(_is_file_id(item) for item in value):
            yield self.problem("files")
        elif len(value) > MOST_FILES:
            yield self.problem("too_many_files", most=MOST_FILES)

    def _show(self, value: Value, words: Words) -> str:
        return words.counted_files(len(_ids(value)))

    def _cell(self, value: Value) -> str:
        return " ".join(_ids(value))

    def _in_cells(self, value: Value, words: Words) -> Cells:
        return {"": " ".join(_ids(value))}

    def _fields_of_cells(self, cells: Cells, name: str, reading: Reading) -> dict[str, list[str]]:
        return {name: typed_text(cells.get("")).split()}

    def _posted(self, value: Value, name: str) -> dict[str, list[str]]:
        return {name: list(_ids(value))}

    def _same(self, before: Value, after: Value) -> bool:
        return set(_ids(before)) == set(_ids(after))


def _ids(value: Value) -> list[str]:
    return [DONT_KNOW] if value == DONT_KNOW else cast("list[str]", value)


def _is_file_id(value: object) -> bool:
    return isinstance(value, str) and FILE_ID.fullmatch(value) is not None
