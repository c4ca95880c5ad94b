"""What taking a spreadsheet would do: nothing is lost, nothing is overwritten, nothing guessed."""

from dataclasses import replace

from questionnaires.answer_sheet.changes import Change, Verdict, changes, read_sheets
from questionnaires.answer_sheet.layout import Given
from questionnaires.answer_sheet.raw import Place
from questionnaires.types import Value
from questionnaires.types.sheet_cells import Cell
from tests.questionnaires.answer_sheet.sheets import (
    Grid,
    core,
    filled,
    grids,
    plan,
    raw,
    reading,
    row_of,
    taken,
)

BEFORE = Given({"policy": "no", "workers_total": 10}, {"policy": 3, "workers_total": 1}, copy="us")
KEY = "question:policy"


def change(cell: Cell, now: Given, made_from: Given = BEFORE, key: str = "policy") -> Change:
    """What the sheet made from one state would do in another, with one cell typed."""
    found = taken(filled({f"question:{key}": cell}, made_from), now)
    (only,) = [one for one in found.listed if one.question == key]
    return only


def later(value: Value) -> Given:
    """The state after a colleague has saved another answer."""
    return replace(BEFORE, values={**BEFORE.values, "policy": value}, versions={"policy": 4})


def test_a_typed_answer_is_taken_beside_what_is_stored() -> None:
    found = change("Yes", BEFORE)
    assert (found.verdict, found.now, found.then) == (Verdict.TAKEN, "no", "yes")


def test_an_emptied_cell_clears_the_answer_that_the_sheet_was_made_with() -> None:
    found = change(None, BEFORE)
    assert (found.verdict, found.then) == (Verdict.TAKEN, None)


def test_what_a_colleague_saved_since_stays_where_the_sheet_was_not_touched() -> None:
    assert change("No", later("yes")).verdict is Verdict.SAME


def test_what_a_colleague_saved_since_and_another_answer_in_the_sheet_are_both_shown() -> None:
    found = change("Partly", later("yes"))
    assert (found.verdict, found.now, found.then) == (Verdict.CONFLICT, "yes", "partly")
    assert change(None, later("yes")).verdict is Verdict.CONFLICT


def test_a_sheet_of_another_response_fills_gaps_but_neither_clears_nor_overwrites() -> None:
    elsewhere = replace(BEFORE, copy="another customer")
    assert change("Yes", elsewhere).verdict is Verdict.CONFLICT
    assert change(None, elsewhere).verdict is Verdict.SAME
    assert change("Yes", Given(copy="another customer")).verdict is Verdict.TAKEN


def test_a_sheet_of_another_response_counts_as_filled_in_though_it_was_not_touched() -> None:
    assert change("No", Given(copy="another customer")).verdict is Verdict.TAKEN


def test_a_declined_question_may_be_answered_and_stays_declined_where_it_is_empty() -> None:
    declined = Given({}, {"policy": 2}, declined={"policy"}, copy="us")
    assert change(None, declined, declined).verdict is Verdict.SAME
    assert change("Yes", declined, declined).verdict is Verdict.TAKEN


def test_a_wrong_cell_is_named_and_the_others_are_taken() -> None:
    found = taken(filled({KEY: "perhaps", "question:workers_total": "12"}))
    (wrong,) = found.of(Verdict.WRONG)
    (trouble,) = wrong.troubles
    assert (wrong.question, trouble.typed) == ("policy", "perhaps")
    assert trouble.place is not None
    assert trouble.place.sheet == "Answers"
    assert trouble.place.column == "D"
    assert [one.question for one in found.of(Verdict.TAKEN)] == ["workers_total"]


def test_a_wrong_cell_of_a_table_is_named_by_sheet_row_and_column() -> None:
    sheets = grids(plan())
    entries = next(rows for rows in sheets.values() if "erkin:column:agents:name" in rows[2])
    entries += [["Invented Agency"], [], ["Other", "Kazakhstan", "", "31.2.2026"]]
    found = taken(raw(sheets))
    (trouble,) = found.of(Verdict.WRONG)[0].troubles
    number = list(core.questions).index("agents") + 1
    assert trouble.place == Place(f"Question {number}", 6, "D")
    assert trouble.typed == "31.2.2026"


def test_a_question_that_stands_twice_with_two_answers_is_asked_back() -> None:
    sheets = grids(plan())
    row = row_of(sheets["Answers"], KEY)
    sheets["Answers"].append([*row[:3], "Yes", *row[4:]])
    row[3] = "No"
    (wrong,) = taken(raw(sheets)).of(Verdict.WRONG)
    assert [trouble.message.key for trouble in wrong.troubles] == ["sheet_twice"]


def test_rows_and_sheets_that_were_deleted_say_nothing() -> None:
    now = Given(
        {"policy": "yes", "products": [{"good": "tea"}], "guards": ["none"]},
        {"policy": 1, "products": 1, "guards": 1},
        copy="us",
    )
    sheets = grids(plan(now))
    names = [name for name, rows in sheets.items() if "erkin:column:products:good" in rows[2]]
    kept = {name: rows for name, rows in sheets.items() if name not in names}
    gone = ("erkin:question:policy", "erkin:choice:guards:none")
    kept["Answers"] = [row for row in kept["Answers"] if not set(gone) & set(row)]
    found = taken(raw(kept), now)
    assert {one.verdict for one in found.listed} == {Verdict.SAME}


def test_typing_over_the_words_of_a_question_changes_nothing() -> None:
    sheets = grids(plan(BEFORE))
    row = row_of(sheets["Answers"], KEY)
    row[0], row[1], row[3] = "!", "What I think of you", "Yes"
    found = taken(raw(sheets), BEFORE)
    assert [(one.question, one.then) for one in found.of(Verdict.TAKEN)] == [("policy", "yes")]


def test_an_answer_to_a_question_that_is_not_asked_is_taken_but_not_counted() -> None:
    found = taken(filled({"question:workers_foreign": 0, "question:fees_paid": "No one paid"}))
    wrong, counted = found.of(Verdict.WRONG), {one.question: one.counted for one in found.listed}
    assert len(wrong) == 1
    assert counted["workers_foreign"]
    assert not counted["fees_paid"]


def test_a_sheet_of_another_version_is_taken_by_its_keys_and_says_so() -> None:
    sheets = grids(plan())
    about = row_of(sheets["erkin"], "about:sha256")
    about[1] = "0" * 64
    row = row_of(sheets["Answers"], KEY)
    row[3] = "Yes"
    sheets["Answers"].append([None, None, None, "Yes", None, None, "erkin:question:gone_since"])
    found = taken(raw(sheets))
    assert found.is_other_version
    assert found.left_out == ("gone_since",)
    assert [one.question for one in found.of(Verdict.TAKEN)] == ["policy"]


def test_a_question_that_was_split_takes_the_answer_of_the_one_it_came_from() -> None:
    split = replace(core.questions["policy"], key="policy_now", map_from="policy")
    form = replace(
        core, questions={key: one for key, one in core.questions.items() if key != "policy"}
    )
    form = replace(form, questions={**form.questions, "policy_now": split})
    found = taken(filled({KEY: "Yes"}), questionnaire=form)
    (one,) = found.of(Verdict.TAKEN)
    assert (one.question, one.then, one.moved) == ("policy_now", "yes", "policy")


def test_a_sheet_that_is_something_else_says_nothing() -> None:
    shopping: dict[str, Grid] = {"Sheet1": [["Milk", 2], ["Bread", 1]], "Empty": []}
    found = taken(raw(shopping))
    assert found.listed == ()
    assert found.readout.about is None


def test_questions_that_are_not_open_to_the_sender_are_left_out() -> None:

    sheets = filled({KEY: "Yes", "question:owner": "Yes"})
    readout = read_sheets(core, sheets, reading())
    found = changes(core, readout, Given(), reading(), {"owner"})
    assert [one.question for one in found.listed] == ["owner"]
    assert found.left_out == ("policy",)
