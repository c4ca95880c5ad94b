"""The columns of an XLSForm: which there are, which are ours, and one for each language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires.words import LANGUAGE

NATIVE = {
    "en": "English",
    "ru": "Русский",
    "kk": "Қазақша",
    "ky": "Кыргызча",
    "uz": "Oʻzbekcha",
    "uz-Cyrl": "Ўзбекча",
    "tk": "Türkmençe",
    "tg": "Тоҷикӣ",
}
SURVEY_PLAIN = (
    "relevant", "constraint", "appearance", "parameters",
    "x_type", "x_topic", "x_indicator", "x_evidence", "x_sensitive", "x_critical", "x_refs",
    "x_map_from", "x_alone", "x_region_of", "x_show_if", "x_left_out", "x_filled",
)  # fmt: skip
SURVEY_TEXTS = ("label", "hint", "guidance_hint", "x_task", "x_evidence_text")
CHOICES_PLAIN = ("list_name", "name", "x_code", "x_filled")
SETTINGS = (
    "form_title", "form_id", "version", "default_language", "style",
    "x_language", "x_lists", "x_retired",
)  # fmt: skip
_CODE = re.compile(r".*\((?P<code>[A-Za-z][A-Za-z0-9-]*)\)\s*")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """A form as rows of text: the headings of each sheet in order, and its rows."""

    survey: Sequence[Row]
    choices: Sequence[Row]
    settings: Row

    def sheets(self) -> dict[str, list[list[str]]]:
        """Each sheet as a table with its headings first; what has no cell is left out."""
        tables = {
            "survey": _table(self.survey, ("type", "name", *SURVEY_TEXTS, *SURVEY_PLAIN)),
            "choices": _table(self.choices, ("list_name", "name", "label", *CHOICES_PLAIN)),
            "settings": _table([self.settings], SETTINGS),
        }
        return {name: table for name, table in tables.items() if table[0]}


def heading(language: str) -> str:
    """A language as XLSForm writes it: `Русский (ru)`."""
    return f"{NATIVE.get(language, language)} ({language})"


def column_in(name: str, language: str) -> str:
    """The heading of a column in a language: `label::Русский (ru)`."""
    return f"{name}::{heading(language)}"


def language_of(written: str) -> str:
    """The code in a language heading, or the heading itself where it is one; "" if neither."""
    match = _CODE.fullmatch(written)
    code = match["code"] if match else written.strip()
    return code if LANGUAGE.fullmatch(code) else ""


def split_heading(name: str) -> tuple[str, str]:
    """The column and the language of a heading; without a language, "" for it."""
    column, sign, language = name.partition("::")
    if not sign:
        column, sign, language = name.partition(":")
    return column.strip(), language.strip()


def _table(rows: Sequence[Row], order: Sequence[str]) -> list[list[str]]:
    """The columns in the order of the sheet, each with its languages as they first appear."""
    found = dict.fromkeys(name for row in rows for name, cell in row.items() if cell)
    headings = sorted(found, key=lambda name: order.index(split_heading(name)[0]))
    return [headings, *([row.get(name, "") for name in headings] for row in rows)]
