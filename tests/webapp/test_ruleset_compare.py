"""`flask --app wsgi ruleset compare OLD NEW --lines FILE` tells who moves, and why."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import scoring
from scoring import shipped
from scoring.canonical import as_json
from tests.scoring.bad import EXAMPLE
from webapp.app import create_app

SCHEMAS = Path(scoring.__file__).parent / "schemas"
SHIPPED = "@".join(shipped.LATEST)
SOURCE = shipped.ruleset_path(*shipped.LATEST).read_text("utf-8")
ONE_WORKER = {"workers_total": 40, "workers_foreign": 0, "site_country": "DEU"}


@pytest.fixture(scope="module")
def run():
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ERKIN_SECRET_KEY", "DATABASE_URL", "ERKIN_DATABASE_URL"):
            patch.delenv(name, raising=False)
        runner = create_app().test_cli_runner()
        yield lambda *arguments: runner.invoke(args=list(arguments))


@pytest.fixture
def lines(tmp_path):
    """A file with two sets of answers: one with late pay, one that says nothing of it."""
    late = {"answers": {**ONE_WORKER, "pay_delay": "8_30d"}, "on": "2026-11-22"}
    silent = {"answers": ONE_WORKER, "on": "2026-11-22"}
    path = tmp_path / "documents.jsonl"
    path.write_text("\n".join(map(as_json, (late, silent))), "utf-8")
    return path


@pytest.fixture
def stricter(tmp_path):
    """The shipped ruleset with late pay (PAY03) as a red flag."""
    old = 'id = "PAY03"\nseverity = "M"'
    assert old in SOURCE
    path = tmp_path / "stricter.toml"
    path.write_text(SOURCE.replace(old, old.replace("M", "R")), "utf-8")
    return path


def test_it_names_who_moves_from_which_band_to_which_by_which_rule(run, lines, stricter):
    done = run("ruleset", "compare", SHIPPED, str(stricter), "--lines", str(lines), "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout, parse_float=Decimal)
    assert (told["documents"], told["moved"]) == (2, 1)
    (move,) = told["moves"]
    assert move["source"] == {"file": str(lines), "line": 1}
    assert (move["from"]["band"], move["to"]["band"]) == ("medium", "high")
    assert move["from"]["headline"] == move["to"]["headline"]
    assert move["by"] == ["PAY03"]
    assert told["by"] == [{"rule": "PAY03", "from": "medium", "to": "high", "documents": 1}]
    assert told["differences"] == [
        {"path": ["rules", "PAY03", "severity"], "what": "severity", "before": "M", "after": "R"}
    ]


def test_the_json_fits_its_schema(run, lines, stricter):
    schema = json.loads((SCHEMAS / "comparison.schema.json").read_text("utf-8"))
    for old, new in ((SHIPPED, str(stricter)), (str(EXAMPLE), SHIPPED), (SHIPPED, SHIPPED)):
        done = run("ruleset", "compare", old, new, "--lines", str(lines), "--json")
        told = json.loads(done.stdout, parse_float=Decimal)
        assert [one.message for one in Draft202012Validator(schema).iter_errors(told)] == []


def test_the_table_for_people_says_the_same(run, lines, stricter):
    done = run("ruleset", "compare", SHIPPED, str(stricter), "--lines", str(lines))
    assert "Sets of answers: 2. To another band: 1." in done.stdout
    assert "PAY03: medium → high, 1" in done.stdout
    assert f"{lines}:1: medium" in done.stdout
    assert "rules PAY03 severity: M → R" in done.stdout


def test_a_ruleset_moves_nobody_against_itself(run, lines):
    done = run("ruleset", "compare", SHIPPED, SHIPPED, "--lines", str(lines), "--json")
    told = json.loads(done.stdout)
    assert (told["documents"], told["moved"], told["differences"]) == (2, 0, [])


def test_weights_are_the_reason_where_no_rule_differs(run, lines, tmp_path):
    confident = SOURCE.replace("{ under = 50, lifts", "{ under = 0, lifts")
    base = tmp_path / "base.toml"
    base.write_text(confident, "utf-8")
    other = tmp_path / "other.toml"
    other.write_text(confident.replace("[bands]\nmedium = 25", "[bands]\nmedium = 1"), "utf-8")
    done = run("ruleset", "compare", str(base), str(other), "--lines", str(lines), "--json")
    assert [move["by"] for move in json.loads(done.stdout)["moves"]] == [["weights"]] * 2


def test_reference_data_can_be_compared_too(run, lines, tmp_path):
    folder = tmp_path / "dearer"
    folder.mkdir()
    for path in shipped.reference_path(*shipped.LATEST).iterdir():
        text = path.read_text("utf-8")
        if path.name == "countries.csv":
            text = text.replace("\nDEU,", "\nQQQ,")
        (folder / path.name).write_text(text, "utf-8")
    done = run("ruleset", "compare", SHIPPED, SHIPPED, "--lines", str(lines),
               "--new-reference", str(folder), "--json")  # fmt: skip
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["old"]["reference"] != told["new"]["reference"]
    assert told["headlines_changed"] == 2


def test_a_bad_document_is_told_as_by_score_and_the_others_are_compared(run, lines, stricter):
    with lines.open("a", encoding="utf-8") as file:
        file.write('\n{"answers": {"polcy": "yes"}, "on": "2026-11-22"}\nno json\n')
    done = run("ruleset", "compare", SHIPPED, str(stricter), "--lines", str(lines), "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["documents"] == 2
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(one["line"], one["key"]) for one in told] == [(3, "question_nearest"), (4, "json")]


def test_a_bad_ruleset_is_told_and_nothing_is_compared(run, lines, stricter):
    stricter.write_text(stricter.read_text("utf-8").replace("'8_30d'", "'8_31d'"), "utf-8")
    done = run("ruleset", "compare", SHIPPED, str(stricter), "--lines", str(lines))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "PAY03: when: pay_delay: there is no choice '8_31d'" in done.stderr


@pytest.mark.parametrize("named", ["forced-labour@1999.1", "nothing.toml", "forced-labour"])
def test_what_is_no_ruleset_is_told_with_those_there_are(run, lines, named):
    done = run("ruleset", "compare", named, SHIPPED, "--lines", str(lines))
    assert done.exit_code == 2
    assert SHIPPED in done.stderr
