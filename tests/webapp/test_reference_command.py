"""`flask --app wsgi reference import … --check` works on a machine that has no instance."""

import pytest
from click.testing import Result

from scoring import shipped
from scoring.editions import KINDS
from tests.instances import settings_for
from webapp.app import create_app

FOLDER = shipped.reference_path(*shipped.LATEST)
STATED = ("--source", "Invented report", "--year", "2026", "--licence", "CC BY 4.0")


@pytest.fixture(scope="module")
def check():
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ERKIN_SECRET_KEY", "SECRET_KEY", "DATABASE_URL", "ERKIN_DATABASE_URL"):
            patch.delenv(name, raising=False)
        runner = create_app().test_cli_runner()

    def check(file: object, kind: str, *options: str) -> Result:
        return runner.invoke(
            args=["reference", "import", str(file), "--kind", kind, "--check", *options]
        )

    return check


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_file_is_told_its_edition(check, kind):
    checked = check(FOLDER / f"{KINDS[kind]}.csv", kind, *STATED)
    assert checked.exit_code == 0
    assert "Edition 2026.1+" in checked.output


def test_a_refused_file_says_every_row_and_why(check, tmp_path):
    text = (FOLDER / "sectors.csv").read_text("utf-8")
    file = tmp_path / "sectors.csv"
    file.write_text(text.replace("silk,01.49,70", "sylk,01.49,170"), "utf-8")
    checked = check(file, "sectors", "--source", "Invented report")
    assert checked.exit_code == 2
    lines = checked.output.splitlines()
    assert [line.removeprefix(f"{file}: ").partition(". ")[0] for line in lines] == [
        "The file does not say its year",
        "The file does not say its licence",
        "row 8, sector: “sylk” is not in the list of sectors, so no answer can ever name it",
        "row 8, score: 170 is outside the scale",
    ]
    assert lines[-1].endswith("Give a number from 0 to 100.")


def test_a_number_of_rows_can_be_confirmed(check, tmp_path):
    file = tmp_path / "listed.csv"
    rows = (FOLDER / "listed_goods.csv").read_text("utf-8").splitlines()
    kept = [row for row in rows if not row.startswith(("BRA", "ARG", "MEX", "PER", "PHL", "VNM"))]
    file.write_text("\n".join(kept[:330] + kept[-30:]), "utf-8")
    refused = check(file, "listed-goods", *STATED)
    assert refused.exit_code == 2
    assert "then confirm the number of rows" in refused.output
    confirmed = check(file, "listed-goods", *STATED, "--confirm-row-count")
    assert "then confirm" not in confirmed.output


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"PK\x03\x04", "is a workbook or an archive"),
        (b"x" * 50_000_000, "larger than 2 MB"),
        (b"iso3\0", "NUL characters"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_line(check, tmp_path, raw, told):
    file = tmp_path / "countries.csv"
    file.write_bytes(raw)
    checked = check(file, "countries", *STATED)
    assert checked.exit_code == 2
    assert told in checked.output
    assert checked.output.count("\n") == 1


def test_a_file_that_is_not_there_is_said(check, tmp_path):
    checked = check(tmp_path / "none.csv", "countries")
    assert checked.exit_code == 2
    assert "cannot be read: No such file" in checked.output


def test_an_unknown_kind_is_answered_with_those_there_are(check):
    checked = check(FOLDER / "countries.csv", "regions")
    assert checked.exit_code == 2
    assert "'countries', 'goods', 'listed-goods', 'sectors'" in checked.output


@pytest.mark.parametrize(
    "arguments", [["import", FOLDER / "goods.csv", "--kind", "goods"], ["adopt"]]
)
def test_without_an_instance_the_other_commands_say_how_to_make_one(tmp_path, arguments):
    settings = settings_for(tmp_path, f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    runner = create_app(settings).test_cli_runner()
    refused = runner.invoke(args=["reference", *map(str, arguments), "--company", "Nobody"])
    assert refused.exit_code == 1
    assert "not set up. Run: flask --app wsgi init" in refused.output
