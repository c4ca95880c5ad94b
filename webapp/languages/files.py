"""The files of translations: webapp/translations/<language>/LC_MESSAGES/<audience>.po."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from questionnaires.reviews import Reviews, read_reviews
from webapp.languages.sources import ROOT

TRANSLATIONS = ROOT / "webapp" / "translations"
WIDTH = 100
CHURN = (
    "POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Generated-By",
    "Project-Id-Version", "Report-Msgid-Bugs-To",
)  # fmt: skip


def po_file(language: str, audience: str) -> Path:
    """Where the translations of an audience's texts are kept."""
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{audience}.po"


def empty(language: str) -> Catalog:
    """A catalogue of a language without any text."""
    return Catalog(
        locale=language,
        project="Erkin",
        header_comment="# How to translate and review: docs/languages.md",
        charset="utf-8",
        fuzzy=False,
    )


def read(language: str, audience: str) -> Catalog:
    """The translations as they are kept; empty where there are none yet."""
    path = po_file(language, audience)
    if not path.is_file():
        return empty(language)
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def write(language: str, audience: str, catalog: Catalog) -> None:
    """Keep these translations; the same ones always make the same file."""
    path = po_file(language, audience)
    path.parent.mkdir(parents=True, exist_ok=True)
    made = io.BytesIO()
    write_po(made, catalog, width=WIDTH, include_lineno=False, include_previous=True)
    lines = made.getvalue().decode("utf-8").splitlines(keepends=True)
    path.write_text("".join(_lasting(lines)), "utf-8", newline="\n")


def reviews(language: str, audience: str) -> Reviews:
    """Who has reviewed which of these translations; the key is the English text."""
    return read_reviews(po_file(language, audience).with_suffix(".review.toml"))


def messages(catalog: Catalog) -> list[Message]:
    """The texts of a catalogue without its header."""
    return [message for message in catalog if message.id]


def key_of(message: Message) -> str:
    """The English text; of a text with plural forms, the singular."""
    return forms(message.id)[0]


def english_of(message: Message) -> str:
    """All English forms of a text, one a line."""
    return "\n".join(forms(message.id))


def translation_of(message: Message) -> str:
    """All translated forms, one a line; empty where one lacks or awaits a new look (fuzzy)."""
    translated = forms(message.string)
    return "" if message.fuzzy or not all(translated) else "\n".join(translated)


def forms(text: Any) -> list[str]:
    """A text as the list of its plural forms; one without them has one."""
    return [text] if isinstance(text, str) else list(text or ())


def _lasting(lines: list[str]) -> Iterable[str]:
    return (line for line in lines if not line.startswith(tuple(f'"{name}' for name in CHURN)))
