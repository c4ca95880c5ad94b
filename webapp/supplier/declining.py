"""“I would rather not answer this”: the reason in a form, and a reason in words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.responses.declining import LONGEST_WORDS, OTHER, REASONS, Declined, declined_of
from questionnaires.cleaning import one_line
from questionnaires.types import Posted

REASON_WORDS = {
    "confidential": lazy_gettext("It is a business secret."),
    "forbidden": lazy_gettext("A law or a contract does not allow us to say."),
    "endangers": lazy_gettext("It could harm a person."),
    "other": lazy_gettext("Another reason, in my own words"),
}


def field_of(key: str) -> str:
    """The name of the field that takes the reason; `.words` after it takes own words."""
    return f"declined.{key}"


def typed_reason(fields: Posted, key: str) -> tuple[str, dict[str, str]]:
    """The reason in a form, empty where there is none, and what is wrong with it by field."""
    name = field_of(key)
    reason, words = (_line(fields, each) for each in (name, f"{name}.words"))
    if len(words) > LONGEST_WORDS:
        told = _("Shorten this to %(most)s characters.", most=LONGEST_WORDS)
        return "", {f"{name}.words": told}
    if reason and reason not in REASONS:
        return "", {name: _("Choose a reason from the list.")}
    if reason == OTHER and not words:
        return "", {f"{name}.words": _("Say in a few words why.")}
    return (Declined(reason or OTHER, words).text if reason or words else ""), {}


def reason_fields(text: str | None, key: str) -> dict[str, list[str]]:
    """The form fields that show a stored reason."""
    if not text:
        return {}
    declined, name = declined_of(text), field_of(key)
    return {name: [declined.reason], f"{name}.words": [declined.words]}


def in_words(text: str) -> str:
    """A stored reason as its author reads it."""
    declined = declined_of(text)
    listed = declined.reason != OTHER or not declined.words
    parts = [str(REASON_WORDS[declined.reason])] if listed else []
    reason = " ".join([*parts, declined.words]).strip()
    return str(_("Declined: %(reason)s", reason=reason))


def _line(fields: Posted, name: str) -> str:
    return one_line(next(iter(fields.get(name, ())), ""))
