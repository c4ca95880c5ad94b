"""What is answered stands in the spreadsheet, and the spreadsheet says the same again."""

import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from questionnaires.answer_sheet.changes import Verdict
from questionnaires.answer_sheet.layout import Given
from questionnaires.answer_sheet.plan import Style
from questionnaires.library import SLUGS, latest
from questionnaires.types.sheet_cells import Cell
from tests.questionnaires.answer_sheet.drawing import answers
from tests.questionnaires.answer_sheet.sheets import (
    LANGUAGES,
    core,
    differing,
    grids,
    plan,
    raw,
    taken,
)

Answers = dict[str, object]
# To make a failing form of eighty answers smaller would take minutes.
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)


def given_now(values: Answers) -> Given:
    return Given(values, dict.fromkeys(values, 1), copy="this response")


@pytest.mark.parametrize("slug", SLUGS)
@given(data=st.data(), written=st.sampled_from(LANGUAGES), read=st.sampled_from(LANGUAGES))
@settings(max_examples=15, deadline=None, phases=UNSHRUNK)
def test_answers_survive_the_way_into_a_spreadsheet_and_back_in_any_two_languages(
    slug: str, data: st.DataObject, written: str, read: str
) -> None:
    form = latest(slug)
    values = data.draw(answers(form))
    sheets = raw(grids(plan(given_now(values), written, form)))
    found = taken(sheets, None, read, form)
    assert found.of(Verdict.WRONG) == ()
    assert found.left_out == ()
    assert (
        differing(values, {one.question: one.then for one in found.of(Verdict.TAKEN)}, form) == []
    )


@given(values=answers(core), language=st.sampled_from(LANGUAGES))
@settings(max_examples=10, deadline=None, phases=UNSHRUNK)
def test_a_spreadsheet_without_marks_is_understood_by_its_words(
    values: Answers, language: str
) -> None:
    sheets = grids(plan(given_now(values), language))
    bare = {
        name: [[_without_mark(c) for c in row] for row in rows] for name, rows in sheets.items()
    }
    found = taken(raw(bare))
    assert found.of(Verdict.WRONG) == ()
    assert differing(values, {one.question: one.then for one in found.of(Verdict.TAKEN)}) == []


@given(values=answers(core), seed=st.integers(0, 2**16))
@settings(max_examples=10, deadline=None, phases=UNSHRUNK)
def test_rows_and_sheets_may_be_moved_and_sheets_renamed(values: Answers, seed: int) -> None:
    chance = random.Random(seed)
    sheets = grids(plan(given_now(values)))
    head, body = sheets["Answers"][:2], sheets["Answers"][2:]
    chance.shuffle(body)
    sheets["Answers"] = [*head, *body]
    moved = [(f"Sheet {number}", rows) for number, rows in enumerate(sheets.values())]
    chance.shuffle(moved)
    found = taken(raw(dict(moved)))
    assert found.of(Verdict.WRONG) == ()
    assert differing(values, {one.question: one.then for one in found.of(Verdict.TAKEN)}) == []


@given(values=answers(core))
@settings(max_examples=10, deadline=None, phases=UNSHRUNK)
def test_a_spreadsheet_that_was_not_touched_changes_nothing(values: Answers) -> None:
    now = given_now(values)
    found = taken(raw(grids(plan(now))), now)
    assert {one.verdict for one in found.listed} == {Verdict.SAME}


@given(values=answers(core))
@settings(max_examples=10, deadline=None, phases=UNSHRUNK)
def test_everything_that_can_be_typed_into_is_an_answer_and_nothing_else_is(
    values: Answers,
) -> None:
    made = plan(given_now(values))
    for sheet in made.sheets[2:-1]:
        entries = sheet.rows[sheet.frozen :]
        assert all(c.style in (Style.ANSWER, Style.DAY) for row in entries for c in row.cells)
    open_cells = {
        number
        for row in made.sheets[1].rows
        for number, cell in enumerate(row.cells)
        if cell.style in (Style.ANSWER, Style.DAY)
    }
    assert open_cells == {3, 4}


def _without_mark(cell: Cell) -> Cell:
    return None if isinstance(cell, str) and cell.startswith("erkin:") else cell
