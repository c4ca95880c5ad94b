"""What a ruleset that an overlay made says of itself: its base, and words of its own."""

import re
from collections.abc import Mapping
from typing import Any

from scoring.hidden_characters import JOINERS, hidden_character
from scoring.ruleset.intake import Intake

PREFIX = "C-"
LONGEST = {"title": 120, "why": 2000, "sentence": 1000, "question": 1000}
WORDS = {"rules": ("title", "sentence"), "checks": ("title", "question")}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SHA256 = re.compile(r"[0-9a-f]{64}")

Document = Mapping[str, Any]
Origin = tuple[str, str, str]


def parse_origin(intake: Intake, document: Document) -> Origin | None:
    """Return slug, version and hash of the ruleset that this is an overlay of; None for no overlay.

    Only an overlay has entries whose id begins with PREFIX, so that no later ruleset takes them,
    and it has words for each of them.
    """
    if "overlay_of" not in document:
        _check_no_prefix(intake, document)
        return None
    named = intake.section(document, "overlay_of")
    intake.keys(named, "overlay_of", ("slug", "version", "sha256"))
    _check_words(intake, document)
    sha256 = intake.text(named, "sha256", "overlay_of")
    if not _SHA256.fullmatch(sha256):
        intake.problem("overlay_of", "sha256", "64 hexadecimal digits are needed")
    return (
        intake.text(named, "slug", "overlay_of"),
        intake.text(named, "version", "overlay_of"),
        sha256,
    )


def _check_no_prefix(intake: Intake, document: Document) -> None:
    if "words" in document:
        intake.problem("words", "", "only an overlay brings words")
    for kind in WORDS:
        for key in _added(document, kind):
            intake.problem(key, "id", f"ids that begin with {PREFIX} are for overlays")


def _added(document: Document, kind: str) -> list[str]:
    entries = document.get(kind)
    if not isinstance(entries, list):
        return []
    ids = [entry.get("id") for entry in entries if isinstance(entry, Mapping)]
    return [key for key in ids if isinstance(key, str) and key.startswith(PREFIX)]


def _check_words(intake: Intake, document: Document) -> None:
    words = intake.section(document, "words")
    intake.keys(words, "words", (), ("title", "why", "language", *WORDS))
    for part in ("title", "why"):
        _check_text(intake, words, part, part)
    language = words.get("language", "en")
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        intake.problem("language", "", "a language tag is needed, such as en or pt-BR")
    for kind, parts in WORDS.items():
        said = intake.section(words, kind)
        added = _added(document, kind)
        for key in added:
            entry = intake.section(said, key) if key in said else {}
            for part in parts:
                _check_text(intake, entry, part, key)
        for key in said:
            if key not in added:
                intake.problem(key, "", f"has words, but is not among the {kind}")


def _check_text(intake: Intake, section: Document, part: str, rule: str) -> None:
    """Note a text that is missing, too long, or not what it looks like."""
    text = intake.text(section, part, rule)
    if len(text) > LONGEST[part]:
        intake.problem(rule, part, f"has {len(text)} characters; there may be {LONGEST[part]}")
    if hidden := hidden_character(text, JOINERS | {"\n"}):
        intake.problem(rule, part, f"has {hidden}")
