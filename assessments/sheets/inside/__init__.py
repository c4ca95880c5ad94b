"""Reads uploaded spreadsheets with parsers that a hostile file may attack.

Runs as a process of its own: `python -m assessments.sheets.inside KIND`, the file on standard
input. It knows no secret and no database, and has little memory and time. Its answer is JSON:
`{"refused": REASON, "place": CELL}` or `{"sheets": [...]}`.
"""


class Unreadable(Exception):
    """The file is not to be read; carries a reason of `assessments.sheets.refusals`."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place
