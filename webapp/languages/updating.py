"""Bring the files of translations in line with the texts of the sources."""

from difflib import get_close_matches

from babel.messages.catalog import Catalog, Message

from webapp.languages.extraction import extracted
from webapp.languages.files import empty, english_of, forms, messages, read, write
from webapp.languages.spoken import COMPANY, SUPPLIER, kept

ALIKE = 0.75
"""How alike two English texts are, from 0 to 1, for one's translation to help with the other."""


def update() -> None:
    """Rewrite all files: new texts come in, changed ones await a new look, others go out.

    A text that moves from one audience to the other takes its translation along.
    """
    for audience in (SUPPLIER, COMPANY):
        template = extracted(audience)
        for language in kept(audience):
            write(language, audience, updated(template, _known(language), language))


def updated(template: Catalog, known: list[Message], language: str) -> Catalog:
    """The texts of a template with the translations that are known."""
    by_text = {english_of(message): message for message in known if any(forms(message.string))}
    current = {english_of(message) for message in messages(template)}
    gone = {text: message for text, message in by_text.items() if text not in current}
    made = empty(language)
    for message in messages(template):
        own = by_text.get(english_of(message))
        made[message.id] = _with(message, own) if own else _near(message, gone)
    return made


def _known(language: str) -> list[Message]:
    return [
        message
        for audience in (COMPANY, SUPPLIER)
        if language in kept(audience)
        for message in messages(read(language, audience))
    ]


def _with(message: Message, known: Message) -> Message:
    message = message.clone()
    message.string = known.string
    message.user_comments = list(known.user_comments)
    message.previous_id = list(known.previous_id)
    if known.fuzzy:
        message.flags.add("fuzzy")
    return message


def _near(message: Message, gone: dict[str, Message]) -> Message:
    same_kind = {text: m for text, m in gone.items() if m.pluralizable == message.pluralizable}
    for text in get_close_matches(english_of(message), same_kind, n=1, cutoff=ALIKE):
        near = _with(message, gone[text])
        near.previous_id = forms(gone[text].id)
        near.flags.add("fuzzy")
        return near
    return message
