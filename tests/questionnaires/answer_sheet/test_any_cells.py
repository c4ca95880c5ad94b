"""Whatever stands in the cells, it is understood or asked back, and nothing raises."""

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from questionnaires.answer_sheet.changes import Verdict
from questionnaires.answer_sheet.layout import Given
from questionnaires.answer_sheet.raw import RawSheet
from questionnaires.checking import check_answers
from questionnaires.types.sheet_cells import Cell, Unread
from tests.questionnaires.answer_sheet.sheets import Grid, core, grids, plan, taken

KEYS = list(core.questions)
STRANGE: list[Cell] = [
    None, "", " ", "x", "yes", "Don’t know", "dont_know", "None to list", True, False, 0, 1, -1,
    10**400, Decimal("0.1"), Decimal("1E-30"), Decimal("1E+300"), "1e5", "²", "٣", "1,200", "%",
    date(1, 1, 1), date(9999, 12, 31), "31.2.2026", "KAZ", "UZS", "6800 UZS", ";", "x;y", "\x00",
    "a" * 30_000, "=1+1", Unread(), Unread("#REF!"), "erkin:", "erkin:question", "erkin:question:",
    "erkin:answer", "erkin:seen", "erkin:unit", "erkin:about", "erkin:about:layout", "erkin:column",
    "erkin:choice:policy", "erkin:choice:guards:none", "erkin:choice:guards:a:b",
    "erkin:column:agents:name", "erkin:column:agents:name:unit", "erkin:column:policy:name",
    "erkin:column:nothing:name:unit", "erkin:question:nothing", "1:", "-1:abc", "9" * 30 + ":a",
    *(f"erkin:question:{key}" for key in KEYS),
]  # fmt: skip


def changed(sheets: dict[str, Grid], seed: int) -> list[RawSheet]:
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 60)):
        rows = chance.choice([rows for rows in sheets.values() if rows])
        row = chance.choice(rows)
        place = chance.randrange(9)
        row.extend([None] * (place + 1 - len(row)))
        row[place] = chance.choice(STRANGE)
    return [
        RawSheet(name, rows, chance.choice((1, 7)), chance.choice((1, 3)))
        for name, rows in sheets.items()
    ]


@given(seed=st.integers(0, 2**32), bare=st.booleans())
@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_any_cells_give_valid_answers_or_advice(seed: int, bare: bool) -> None:
    now = Given({"policy": "yes", "guards": ["none"]}, {"policy": 2, "guards": 1}, copy="us")
    sheets = grids(plan(now))
    if bare:
        sheets = {"A": [row for rows in sheets.values() for row in rows]}
    found = taken(changed(sheets, seed), now)
    for one in found.of(Verdict.WRONG):
        assert all(trouble.message.text for trouble in one.troubles)
    values = {one.question: one.then for one in found.listed if one.verdict is not Verdict.WRONG}
    assert check_answers(core, values) == []


@pytest.mark.parametrize("cell", STRANGE[:40], ids=range(40))
def test_a_column_full_of_anything_raises_nothing(cell: Cell) -> None:
    sheets = grids(plan())
    for row in sheets["Answers"][2:]:
        row.extend([None] * (5 - len(row)))
        row[3] = row[4] = cell
    found = taken([RawSheet(name, rows) for name, rows in sheets.items()])
    values = {one.question: one.then for one in found.of(Verdict.TAKEN)}
    assert check_answers(core, values) == []
