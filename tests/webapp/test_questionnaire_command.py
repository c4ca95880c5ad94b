"""`flask --app wsgi questionnaire …` works on a machine that has no instance."""

from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import Result

from questionnaires.library import CORE, latest
from webapp.app import create_app

SHIPPED = files("questionnaires") / "content" / CORE / "2026.1" / "questionnaire.toml"


@pytest.fixture
def run(monkeypatch):
    for name in ("ERKIN_SECRET_KEY", "SECRET_KEY", "DATABASE_URL", "ERKIN_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    runner = create_app().test_cli_runner()

    def run(*arguments: str) -> Result:
        return runner.invoke(args=["questionnaire", *arguments])

    return run


def test_show_prints_counts_sections_and_hash(run):
    shown = run("show", CORE)
    assert shown.exit_code == 0
    assert "84 questions in 10 sections, 22 critical, 22 conditional" in shown.output
    assert latest(CORE).sha256 in shown.output
    assert "Site and goods" in shown.output


def test_show_of_an_unknown_questionnaire_names_those_there_are(run):
    shown = run("show", "forced-labor")
    assert shown.exit_code == 2
    assert "forced-labour-core (2026.1), forced-labour-screening (2026.1)" in shown.output


@pytest.mark.parametrize("source", [CORE, str(SHIPPED), str(Path(str(SHIPPED)).parent)])
def test_check_prints_the_content_hash_of_a_sound_definition(run, source):
    checked = run("check", source)
    assert checked.exit_code == 0
    assert checked.output.strip() == latest(CORE).sha256


def test_check_prints_every_problem_with_file_and_place(run, tmp_path):
    wrong = SHIPPED.read_text("utf-8").replace("fees_paid in", "fee_paid in")
    path = tmp_path / "questionnaire.toml"
    path.write_text(wrong, "utf-8")
    checked = run("check", str(path))
    assert checked.exit_code == 2
    for key in ("fee_amount", "fee_months", "reimbursed"):
        assert f"{path}: questions.{key}.show_if: there is no question 'fee_paid'" in checked.output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("slug = ", "cannot be read as TOML"),
        ('based_on = "forced-labour-core/1999.1"', "There is no questionnaire"),
        ("", "Missing data for required field."),
    ],
)
def test_check_of_a_file_that_is_no_definition_says_so(run, tmp_path, text, told):
    path = tmp_path / "questionnaire.toml"
    path.write_text(text, "utf-8")
    checked = run("check", str(path))
    assert checked.exit_code == 2
    assert told in checked.output


def test_check_of_nothing_says_what_may_stand_there(run):
    checked = run("check", "no-such-file.toml")
    assert checked.exit_code == 2
    assert "is neither a file nor one of" in checked.output
