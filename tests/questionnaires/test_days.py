"""Days and months as people write them in their language."""

from datetime import date

import pytest

from questionnaires import days

DAY = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "2 December 2026", "December 2026"),
        ("ru", "2 декабря 2026", "декабрь 2026"),
        ("kk", "2026\u202fж. 2 желтоқсан", "2026\u202fж. желтоқсан"),
        ("ky", "2026-ж. 2-декабрь", "2026-ж. декабрь"),
        ("uz", "2026-yil 2-dekabr", "2026-yil dekabr"),
        ("uz-Cyrl", "2026-йил 2-декабрь", "2026-йил декабрь"),
        ("tk", "2 dekabr 2026", "dekabr 2026"),
        ("xx", "2 December 2026", "December 2026"),
    ],
)
def test_a_day_is_written_as_in_the_language(language: str, day: str, month: str) -> None:
    assert days.written(DAY, language) == day
    assert days.month(DAY, language) == month
