"""Reads uploaded files with parsers that a hostile file may attack.

Runs as a process of its own: `python -m assessments.evidence.inspect KIND`, the file on standard
input. It knows no secret and no database, and has little memory and time. Its answer begins with
a line: `kept`, `refused REASON`, or `cleaned`, after which the clean file follows.
"""


class Refused(Exception):
    """The file is not to be taken; carries a reason of `assessments.evidence.advice`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
