"""What is wrong with a translation: what a reader would stumble over, or a page break at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

from webapp.languages.files import forms, key_of, messages

PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|\{\{|\}\}")
MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&\w+;")
MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one text."""

    text: str
    fault: str


def faults(catalog: Catalog) -> list[Fault]:
    """Every fault of the texts that would be shown."""
    return [
        Fault(key_of(message), fault)
        for message in messages(catalog)
        if not message.fuzzy
        for fault in _faults(message, catalog.num_plurals)
    ]


def _faults(message: Message, plurals: int) -> Iterator[str]:
    translated = forms(message.string)
    if not any(translated):
        return
    if message.pluralizable and (len(translated) != plurals or not all(translated)):
        yield f"needs {plurals} plural forms"
    for form in filter(None, translated):
        yield from _against(forms(message.id)[-1], form)


def _against(english: str, translation: str) -> Iterator[str]:
    if sorted(PLACEHOLDERS.findall(english)) != sorted(PLACEHOLDERS.findall(translation)):
        yield "has other placeholders than the English text"
    if sorted(MARKUP.findall(english)) != sorted(MARKUP.findall(translation)):
        yield "has other markup than the English text"
    if found := MIXED.search(PLACEHOLDERS.sub(" ", translation)):
        yield f"mixes Latin and Cyrillic letters: {found.group()}"
    if english[:1].isspace() != translation[:1].isspace() or (
        english[-1:].isspace() != translation[-1:].isspace()
    ):
        yield "begins or ends with a space where the English text does not, or the reverse"
