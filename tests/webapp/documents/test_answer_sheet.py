"""The answer sheet as a file: locked but for the answers, with lists, and read back as it was."""

import io
import json
import zipfile
from decimal import Decimal
from functools import cache

import openpyxl
from hypothesis import Phase, given, settings
from openpyxl.worksheet.worksheet import Worksheet

from assessments.sheets.inside.__main__ import answer
from assessments.sheets.reading import sheets_in
from questionnaires.answer_sheet.changes import Verdict
from questionnaires.answer_sheet.layout import Given
from questionnaires.answer_sheet.raw import RawSheet
from questionnaires.cleaning import one_line
from tests.assessments.sheets.ods import as_ods
from tests.questionnaires.answer_sheet.drawing import answers
from tests.questionnaires.answer_sheet.sheets import core, differing, plan, taken
from tests.webapp.documents.payloads import FORMULAS, HOSTILE
from webapp.documents import render_answer_sheet

Answers = dict[str, object]
# To make a failing form of eighty answers smaller would take minutes.
UNSHRUNK = (Phase.explicit, Phase.generate)
HOUSE = {"site_country": "CHN", "site_region": "CN-XJ", "contracts_share": Decimal("0.5")}


def file_of(values: Answers) -> bytes:
    return render_answer_sheet(plan(Given(values, dict.fromkeys(values, 1))))


@cache
def empty() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file_of({})))


def read(data: bytes, kind: str = "xlsx") -> list[RawSheet]:
    """The cells as the child reads them, without a process for each."""
    return sheets_in(json.dumps(answer(data, kind)))


@given(values=answers(core))
@settings(max_examples=8, deadline=None, phases=UNSHRUNK)
def test_answers_survive_a_real_file(values: Answers) -> None:
    found = taken(read(file_of(values)))
    assert found.of(Verdict.WRONG) == ()
    assert differing(values, {one.question: one.then for one in found.of(Verdict.TAKEN)}) == []


@given(values=answers(core))
@settings(max_examples=4, deadline=None, phases=UNSHRUNK)
def test_answers_survive_a_file_of_another_program(values: Answers) -> None:
    found = taken(read(as_ods(read(file_of(values))), "ods"))
    assert found.of(Verdict.WRONG) == ()
    assert differing(values, {one.question: one.then for one in found.of(Verdict.TAKEN)}) == []


def test_no_answer_becomes_a_formula_or_a_link() -> None:
    texts = [text for one in (*FORMULAS, *HOSTILE) if (text := one_line(one)[:200].strip())]
    values = {"site_region": FORMULAS[0], "agents": [{"name": text} for text in texts]}
    data = file_of(values)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content
    said = {one.question: one.then for one in taken(read(data)).of(Verdict.TAKEN)}
    assert said["site_region"] == FORMULAS[0]
    assert said["agents"] == values["agents"]


def test_the_same_answers_give_the_same_bytes() -> None:
    assert file_of(HOUSE) == file_of(HOUSE)


def test_every_choice_is_offered_in_a_list_of_names() -> None:
    sheet = empty()["Answers"]
    listed = {
        str(area): str(one.formula1)
        for one in sheet.data_validations.dataValidation
        for area in one.sqref.ranges
    }
    for key, question in core.questions.items():
        place = f"D{row_of(sheet, f'erkin:question:{key}')}"
        if question.choices or question.type in ("country", "table"):
            assert place in listed, key
    lists = empty()["lists"]
    offered = {cell.value for row in lists.iter_rows() for cell in row}
    assert {"Kazakhstan", "Don’t know", "None to list", "x", "KZT"} <= offered


def test_only_answers_can_be_typed_into_and_no_password_is_asked() -> None:
    for sheet in empty().worksheets:
        assert not sheet.protection.password
    sheet = empty()["Answers"]
    assert sheet.protection.sheet
    for line in range(3, sheet.max_row + 1):
        mark = str(sheet.cell(line, 7).value or "")
        assert sheet.cell(line, 4).protection.locked is not bool(mark)
        assert sheet.cell(line, 2).protection.locked


def test_marks_and_lists_are_hidden_and_heads_stay_in_sight() -> None:
    book = empty()
    assert [book[name].sheet_state for name in ("erkin", "lists")] == ["veryHidden"] * 2
    sheet = book["Answers"]
    hidden = sheet.column_dimensions["G"]
    assert (hidden.hidden, hidden.min, hidden.max) == (True, 7, 8)
    assert sheet.row_dimensions[2].hidden
    assert sheet.freeze_panes == "A3"
    assert sheet.column_dimensions["B"].width > 40


def test_what_other_programs_would_change_stays_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(file_of(HOUSE)))
    sheet = book["Answers"]
    assert sheet.cell(row_of(sheet, "erkin:question:contracts_share"), 4).value == "0.5%"
    assert sheet.cell(row_of(sheet, "erkin:question:workers_total"), 4).number_format == "@"


def row_of(sheet: Worksheet, mark: str) -> int:
    return next(row[6].row for row in sheet.iter_rows() if row[6].value == mark and row[6].row)
