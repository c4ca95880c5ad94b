"""Have a file read and cleaned by a process that a hostile file cannot use for anything (C17)."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from assessments.evidence.advice import ADVICE, refused
from assessments.evidence.limits import LARGEST_FILE, WAIT_SECONDS
from assessments.evidence.sniffing import Kind

ROOT = Path(__file__).resolve().parents[2]
NEEDS_NO_PARSER = ("text",)
LONGEST_ANSWER_LINE = 80


def clean(data: bytes, kind: Kind) -> bytes:
    """The bytes to store. Pictures are drawn anew without metadata, all else stays as it is.

    Raises Invalid with what to do for a file that is damaged, active, or too much work. Takes
    about a quarter of a second; never call it while the database is being written to.
    """
    if kind.content in NEEDS_NO_PARSER:
        return data
    line, rest = _ask(data, kind)
    verdict, _, reason = line.partition(" ")
    match verdict:
        case "kept":
            return data
        case "cleaned" if rest:
            return rest
        case "refused" if reason in ADVICE:
            raise refused(reason, given=kind.endings[0])
    raise refused("damaged")


def _ask(data: bytes, kind: Kind) -> tuple[str, bytes]:
    """What the other process answers: a line, and what follows it. Empty if it died."""
    command = [sys.executable, "-s", "-E", "-m", "assessments.evidence.inspect", kind.name]
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(
                command,
                input=data,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                timeout=WAIT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "refused too_heavy", b""
        if done.returncode:
            return "refused too_heavy" if done.returncode < 0 else "", b""
        answer.seek(0)
        line, _, rest = answer.read(LARGEST_FILE + LONGEST_ANSWER_LINE).partition(b"\n")
    return line.decode(errors="replace"), rest
