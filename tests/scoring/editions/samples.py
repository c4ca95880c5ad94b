"""Files of reference data for the tests: the shipped tables, whole or with something changed."""

from questionnaires.countries import COUNTRIES
from questionnaires.lists import load_list
from scoring import shipped
from scoring.editions import KINDS, Checked, Stated, check_edition

YEAR = 2026
STATED = Stated("Report of the tests", "2026", "CC BY 4.0")
KNOWN = {
    "countries": frozenset(COUNTRIES),
    "sectors": load_list("sectors"),
    "goods": load_list("goods"),
}


def shipped_file(kind: str) -> bytes:
    """The shipped table of a kind, as it lies on disk."""
    return (shipped.reference_path(*shipped.LATEST) / f"{KINDS[kind]}.csv").read_bytes()


def changed(kind: str, *changes: tuple[str, str]) -> bytes:
    """The shipped table with texts replaced, each of which must be there."""
    text = shipped_file(kind).decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def check(raw: bytes, kind: str, stated: Stated = STATED, **options: bool) -> Checked:
    """Check a file against the shipped edition."""
    return check_edition(
        raw,
        kind,
        last=shipped.reference(),
        known=KNOWN,
        this_year=YEAR,
        beside=stated,
        **options,
    )


def told(checked: Checked) -> set[str]:
    """The keys of what was told against a file."""
    return {problem.key for problem in checked.problems}
