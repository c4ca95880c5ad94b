"""`/demo/mail`: the mails of an instance on this machine that writes them into a folder.

Whoever can open the page can read the folder anyway; anywhere else there is no such page.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from flask import Blueprint, abort, render_template
from markupsafe import Markup, escape

from webapp.access import access
from webapp.instance import instance

MOST_SHOWN = 40

blueprint = Blueprint("demo", __name__, url_prefix="/demo")


@dataclass(frozen=True)
class WrittenMail:
    """A mail as its reader sees it."""

    to: str
    subject: str
    written_at: datetime
    body: Markup


@blueprint.get("/mail")
@access("public:read")
def mail() -> str:
    """The newest mails, newest first."""
    settings = instance().settings
    folder = settings.mail_folder
    if folder is None or not settings.loopback:
        abort(404)
    files = sorted(folder.glob("*.eml"), reverse=True)[:MOST_SHOWN]
    mails = [_read(path, settings.public_base_url) for path in files]
    return render_template("demo/mail.html", mails=mails)


def _read(path: Path, base_url: str) -> WrittenMail:
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    body = message.get_body(("plain",))
    return WrittenMail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        written_at=parsedate_to_datetime(str(message["Date"])),
        body=_with_links(body.get_content() if body else "", base_url),
    )


def _with_links(text: str, base_url: str) -> Markup:
    """The text, escaped, with this instance's own addresses as links."""
    own = re.compile(rf"({re.escape(base_url)}/[\w/.-]*)")
    parts = [
        Markup('<a href="{0}">{0}</a>').format(part) if own.fullmatch(part) else escape(part)
        for part in own.split(text)
    ]
    return Markup("").join(parts)
