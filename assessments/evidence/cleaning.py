"""Have a file read and cleaned by a process that a hostile file cannot use for anything (C17)."""

from assessments.evidence.advice import ADVICE, refused
from assessments.evidence.apart import GaveUp, run_apart
from assessments.evidence.limits import LARGEST_FILE
from assessments.evidence.sniffing import Kind

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
    try:
        answer = run_apart(
            "assessments.evidence.inspect",
            kind.name,
            given=data,
            most=LARGEST_FILE + LONGEST_ANSWER_LINE,
        )
    except GaveUp as gave_up:
        return "refused too_heavy" if gave_up.stopped else "", b""
    line, _, rest = answer.partition(b"\n")
    return line.decode(errors="replace"), rest
