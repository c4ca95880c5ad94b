"""Why a spreadsheet cannot be read. What people are told about it is said on the page."""

from assessments.errors import Refusal

EMPTY, TOO_LARGE, NOT_A_SHEET, OLD_OR_LOCKED = "empty", "too_large", "not_a_sheet", "old_or_locked"
CSV, NUMBERS, DAMAGED, TOO_HEAVY = "csv", "numbers", "damaged", "too_heavy"
MACROS, TOO_MANY_SHEETS, TOO_FAR = "macros", "too_many_sheets", "too_far"
TOO_MANY_CELLS, TOO_MUCH_TEXT = "too_many_cells", "too_much_text"
NOT_OURS = "not_ours"

REASONS = frozenset(
    {
        EMPTY, TOO_LARGE, NOT_A_SHEET, OLD_OR_LOCKED, CSV, NUMBERS, DAMAGED, TOO_HEAVY, MACROS,
        TOO_MANY_SHEETS, TOO_FAR, TOO_MANY_CELLS, TOO_MUCH_TEXT, NOT_OURS,
    }
)  # fmt: skip


class UnreadableSheet(Refusal):
    """A file cannot be read as a spreadsheet. `reason` is one of REASONS, `place` may be a cell."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place
