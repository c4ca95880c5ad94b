"""What somebody typed, as a request carries it that cannot be done."""

from typing import Any

from flask import request

from assessments.responses.held import hold_save
from assessments.scope import LinkScope
from questionnaires.cleaning import one_line
from webapp.access import SAFE_METHODS
from webapp.asking import database, now

ANSWERING = frozenset({"supplier.save_page", "supplier.save_row"})
ASKING = "supplier.send_to_colleague"
WRITING = frozenset(
    {"supplier.send", "supplier.say", "supplier.disagreed", "supplier.say_not_for_me", ASKING}
)
BUTTONS = frozenset({"add", "change", "remove", "remove_file", "upload", "discard", "another"})
NOT_HELD = BUTTONS | {"csrf_token", "agree", "leave_open", "open"}


def carries_text() -> bool:
    """Whether this request carries something that somebody typed."""
    return request.method not in SAFE_METHODS and request.endpoint in ANSWERING | WRITING


def keep(scope: LinkScope, email: str) -> str | None:
    """Hold what this request carries. What became of it, None where there was nothing to hold."""
    if not carries_text():
        return None
    fields = {name: texts for name, texts in request.form.lists() if name not in NOT_HELD}
    with database().writing(scope) as session:
        if not hold_save(session, scope, email=email, page=page_here(), fields=fields, now=now()):
            return "too_much"
    return "without_files" if _carries_files() else "yes"


def page_here() -> str:
    """What names the page of this request below the questionnaire's address."""
    is_preset = request.endpoint in (ASKING, "supplier.ask")
    address = request.full_path.removesuffix("?") if is_preset else request.path
    return one_line(address.split("/", 3)[3])


def to_send_again() -> dict[str, Any] | None:
    """What this request carries, to be sent once more by whoever has come in again.

    Nobody is known here under whom it could be held. Its own token was checked before, so only a
    page of ours can have sent it. It goes to the same address, which the page does not repeat.
    """
    if not carries_text():
        return None
    return {
        "fields": [each for each in request.form.items(multi=True) if each[0] not in NOT_HELD],
        "had_files": _carries_files(),
    }


def _carries_files() -> bool:
    return any(file.filename for _, file in request.files.items(multi=True))
