"""`questionnaire export` and `questionnaire import --check`: every row of a file is told of."""

import json

import openpyxl
import pytest
from pyxform.xls2xform import convert

from questionnaires.library import CORE
from questionnaires.worded import shipped
from tests.own_questionnaires import ours_with_more
from webapp.app import create_app


@pytest.fixture(scope="module")
def run():
    return create_app().test_cli_runner().invoke


@pytest.fixture(scope="module")
def form(run, tmp_path_factory):
    target = tmp_path_factory.mktemp("forms") / "core.xlsx"
    arguments = ["questionnaire", "export", CORE, "--format", "xlsform", "--lang", "kk"]
    assert run(args=[*arguments, "--out", str(target)]).exit_code == 0
    return target


def test_the_workbook_is_taken_back_whole_and_pyxform_reads_it(run, form):
    told = run(args=["questionnaire", "import", str(form), "--check"])
    assert told.exit_code == 0
    assert "0 simplified, 0 refused" in told.output
    assert f"sha256 {shipped(CORE, '2026.1').questionnaire.sha256}" in told.output
    assert convert(form.read_bytes()).warnings == []


def test_every_cell_of_the_workbook_is_text(form):
    cells = {
        cell.data_type
        for sheet in openpyxl.load_workbook(form).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert cells == {"s"}


@pytest.mark.parametrize("kind", ["xlsform", "json", "surveyjs"])
def test_the_same_questionnaire_gives_the_same_bytes(run, tmp_path, kind):
    files = [tmp_path / name for name in ("one", "two")]
    for file in files:
        run(args=["questionnaire", "export", CORE, "--format", kind, "--out", str(file)])
    assert files[0].read_bytes() == files[1].read_bytes()


def test_our_json_is_taken_back(run, tmp_path):
    target = tmp_path / "core.json"
    run(args=["questionnaire", "export", CORE, "--format", "json", "--out", str(target)])
    told = run(args=["questionnaire", "import", str(target), "--check"])
    assert told.exit_code == 0
    assert "84 taken, 0 simplified, 0 refused" in told.output


def test_a_refused_form_ends_with_1_and_says_where_and_why(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label"], ["geopoint", "place", "Where?"]):
        book.active.append(row)
    target = tmp_path / "form.xlsx"
    book.save(target)
    told = run(args=["questionnaire", "import", str(target), "--check"])
    assert told.exit_code == 1
    assert "refused     survey row 2       place: “geopoint” cannot be asked here." in told.output
    assert "nothing is taken" in told.output


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 no zip",
        b"a,b\n1,2\n",
        b"{",
        b"[1]",
        b'{"format": 1}',
        b"\xff\xfe",
        b"%PDF-",
    ],
)
def test_what_is_no_questionnaire_ends_with_1_and_without_a_traceback(run, tmp_path, data):
    target = tmp_path / "file.xlsx"
    target.write_bytes(data)
    told = run(args=["questionnaire", "import", str(target), "--check"])
    assert told.exit_code == 1
    assert "Traceback" not in told.output


def test_a_file_that_is_not_there_is_said(run, tmp_path):
    told = run(args=["questionnaire", "import", str(tmp_path / "none.xlsx"), "--check"])
    assert "No such file" in told.output


def test_a_language_without_words_is_said(run, tmp_path):
    arguments = ["questionnaire", "export", CORE, "--format", "json", "--lang", "fr"]
    told = run(args=[*arguments, "--out", str(tmp_path / "x")])
    assert told.exit_code == 2
    assert "not in “fr”" in told.output


def test_the_survey_js_file_is_json_with_a_page_for_each_of_ours(run, tmp_path):
    target = tmp_path / "core.js.json"
    run(args=["questionnaire", "export", CORE, "--format", "surveyjs", "--out", str(target)])
    survey = json.loads(target.read_text("utf-8"))
    asked = shipped(CORE, "2026.1").questionnaire
    names = [element["name"] for page in survey["pages"] for element in page["elements"]]
    assert names == list(asked.questions)


def test_the_answer_sheet_is_the_form_in_a_language_without_any_answer(run, tmp_path):
    target = tmp_path / "answers.xlsx"
    arguments = ["questionnaire", "export", CORE, "--format", "answer-sheet", "--lang", "ru"]
    assert run(args=[*arguments, "--out", str(target)]).exit_code == 0
    sheet = openpyxl.load_workbook(target).worksheets[1]
    assert sheet["B4"].value == shipped(CORE, "2026.1").words("ru").question("site_country").text
    assert not [cell.value for cell in sheet["D"][2:] if cell.value]


@pytest.fixture(scope="module")
def with_gaps(tmp_path_factory):
    source = tmp_path_factory.mktemp("own") / "night.xlsx"
    source.write_bytes(ours_with_more(without="guards"))
    return source


@pytest.fixture(scope="module")
def told(run, with_gaps):
    return run(args=["questionnaire", "import", str(with_gaps), "--check"])


def test_what_is_not_translated_is_told_language_by_language(told):
    assert told.exit_code == 0
    assert "uz: not translated, so shown in en: night_shifts, night_locked" in told.output
    assert "ru: not translated, so shown in en: night_locked\n" in told.output


def test_rules_that_fall_silent_are_told_with_their_severity_the_gravest_first(told):
    lines = [line for line in told.output.splitlines() if " rule " in line]
    assert lines
    assert "(Zero tolerance): not asked: guards" in lines[0]


def test_without_check_the_same_is_told_and_where_a_company_publishes(run, with_gaps, told):
    plain = run(args=["questionnaire", "import", str(with_gaps)])
    assert plain.exit_code == 0
    assert plain.output.startswith(told.output)
    assert "Nothing is kept." in plain.output


def test_surveyjs_is_refused_by_name_with_what_can_be_brought(run, tmp_path):
    target = tmp_path / "core.surveyjs.json"
    run(args=["questionnaire", "export", CORE, "--format", "surveyjs", "--out", str(target)])
    told = run(args=["questionnaire", "import", str(target), "--check"])
    assert told.exit_code == 1
    assert "SurveyJS form, which cannot be brought in. Bring an XLSForm" in told.output
    assert "erkin-questionnaire" not in told.output
