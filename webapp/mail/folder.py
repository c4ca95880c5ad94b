"""Mails into a folder, one .eml file each: for a demo, and for an instance without a server."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from webapp.mail.postman import PutOff, Round

LONGEST_NAME = 60


class FilePostman:
    """Writes files whose names sort by date. The same mail always gets the same name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def round(self) -> Iterator[Round]:
        """Make the folder if it is missing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        yield self

    def send(self, message: EmailMessage) -> None:
        """Write one file. Raises PutOff when the disk does not take it."""
        path = self._folder / file_name(message)
        unfinished = path.with_suffix(".part")
        try:
            unfinished.write_bytes(message.as_bytes())
            os.replace(unfinished, path)
        except OSError as problem:
            raise PutOff(f"The mail could not be written to the folder ({problem.strerror})") from (
                problem
            )


def file_name(message: EmailMessage) -> str:
    """Date, recipient and the beginning of the id: 20260301T090000-me@mill.example-1f2e3d4c.eml."""
    written_at = parsedate_to_datetime(message["Date"]).strftime("%Y%m%dT%H%M%S")
    recipient = message["To"].addresses[0].addr_spec
    recipient = re.sub(r"[^a-z0-9.@-]+", "-", recipient.lower())[:LONGEST_NAME]
    public_id = str(message["Message-ID"]).removeprefix("<mail-").partition("@")[0]
    return f"{written_at}-{recipient}-{public_id[:8]}.eml"
