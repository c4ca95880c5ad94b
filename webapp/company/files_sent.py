"""A file that was sent with a form, held in the page until it is decided what becomes of it."""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from assessments.evidence.limits import LARGEST_FILE
from assessments.evidence.names import display_name


@dataclass(frozen=True)
class SentFile:
    """The bytes of a file and the name that its sender gave it."""

    data: bytes
    name: str

    def held(self, longest: int) -> str:
        """The file as text for a hidden field, "" where it is too long for one."""
        text = base64.b64encode(zlib.compress(self.data)).decode()
        return text if len(text) <= longest else ""


def sent_file(typed: Mapping[str, Any]) -> SentFile | None:
    """The file of this request, else the one that the page has held; None without either."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return SentFile(file.stream.read(LARGEST_FILE + 1), display_name(file.filename))
    held = str(typed.get("held", ""))
    if not held:
        return None
    try:
        unpacked = zlib.decompressobj().decompress(base64.b64decode(held), LARGEST_FILE + 1)
    except (binascii.Error, ValueError, zlib.error):
        return None
    return SentFile(unpacked, display_name(str(typed.get("held_name", ""))))
