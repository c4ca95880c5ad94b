"""The spreadsheet: text stays text, numbers are numbers."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from assessments.reports.workbook import Column, Sheet, Value, Workbook
from tests.assessments.reports.companies import ON, scored, silent, workbook
from tests.assessments.reports.samples import CASES
from tests.webapp.documents.payloads import FORMULAS, HOSTILE
from webapp.documents import render_workbook


def of_values(*values: Value) -> Workbook:
    columns = (Column("value", "A value"),)
    return Workbook("Test", "Company", ON, (Sheet("values", columns, tuple((v,) for v in values)),))


def read(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("text", [*FORMULAS, *HOSTILE], ids=range(len(FORMULAS) + len(HOSTILE)))
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    data = render_workbook(of_values(text))
    cell = read(data)["values"]["A2"]
    assert cell.data_type in ("s", "n")
    assert cell.data_type == "s" or cell.value is None
    assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content


@pytest.mark.parametrize("text", [one for one in FORMULAS if one[0] not in "\t\r"])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert read(render_workbook(of_values(text)))["values"]["A2"].value == text


def test_hostile_names_in_the_whole_workbook_leave_no_formula() -> None:
    found = [
        *(scored(CASES[1], text, "MYS") for text in FORMULAS),
        silent(FORMULAS[0], "IND", "footwear"),
    ]
    book = read(render_workbook(workbook(found, company=FORMULAS[1])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if cell.hyperlink]


def test_numbers_days_and_truth_are_typed() -> None:
    day, moment = date(2026, 11, 21), datetime(2026, 11, 21, 9, 41, tzinfo=UTC)
    sheet = read(render_workbook(of_values(-5, Decimal("88.2"), True, day, moment, None)))["values"]
    values = [sheet.cell(row, 1).value for row in range(2, 8)]
    assert values == [
        -5,
        88.2,
        True,
        moment.replace(hour=0, minute=0, tzinfo=None),
        moment.replace(tzinfo=None),
        None,
    ]


def test_heads_are_frozen_and_the_sheets_stand_in_order() -> None:
    book = read(render_workbook(workbook()))
    assert book.sheetnames == ["suppliers", "indicators", "findings", "answers", "codebook"]
    assert {sheet.freeze_panes for sheet in book} == {"B2"}


def test_the_same_workbook_is_the_same_bytes_and_dated_on_its_day() -> None:
    data = render_workbook(workbook())
    assert data == render_workbook(workbook())
    assert read(data).properties.created.date() == ON
