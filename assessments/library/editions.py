"""Files with new reference data, checked against what is published."""

from collections.abc import Collection, Mapping
from functools import cache

from questionnaires.countries import COUNTRIES
from questionnaires.lists import load_list
from scoring.editions import Checked, Stated, check_edition
from scoring.reference import Reference


def check_file(
    raw: bytes,
    kind: str,
    *,
    last: Reference,
    stated: Stated,
    this_year: int,
    row_count_confirmed: bool = False,
) -> Checked:
    """Check a CSV file as the next edition of one table; see scoring.editions.

    Its keys must be ones that a questionnaire can name.
    """
    return check_edition(
        raw,
        kind,
        last=last,
        known=_known(),
        this_year=this_year,
        beside=stated,
        row_count_confirmed=row_count_confirmed,
    )


@cache
def _known() -> Mapping[str, Collection[str]]:
    return {
        "countries": frozenset(COUNTRIES),
        "sectors": load_list("sectors"),
        "goods": load_list("goods"),
    }
