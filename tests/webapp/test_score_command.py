"""`flask --app wsgi score …` and `ruleset check` work on a machine that has no instance."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

import scoring
from questionnaires import library
from scoring import shipped
from scoring.canonical import as_json
from webapp.app import create_app

SCHEMAS = Path(scoring.__file__).parent / "schemas"
SHIPPED = shipped.ruleset_path(*shipped.LATEST)
NAMES = ("ERKIN_SECRET_KEY", "SECRET_KEY", "DATABASE_URL", "ERKIN_DATABASE_URL")


@pytest.fixture
def run(monkeypatch) -> Callable[..., Result]:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    runner = create_app().test_cli_runner()
    return lambda *arguments, **options: runner.invoke(args=list(arguments), **options)


@pytest.fixture(scope="module")
def cases():
    form = library.load(*shipped.QUESTIONNAIRE).form()
    return shipped.ruleset(form).cases


@pytest.fixture
def file(tmp_path) -> Callable[..., str]:
    def write(name: str, *documents: object) -> str:
        path = tmp_path / name
        texts = [one if isinstance(one, str) else as_json(one) for one in documents]
        path.write_text("\n".join(texts), "utf-8")
        return str(path)

    return write


def rows(text: str) -> list[dict]:
    return [json.loads(line, parse_float=Decimal) for line in text.splitlines()]


def fits(name: str, instance: object) -> bool:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema).is_valid(instance)


def test_each_file_gives_one_result_in_order(run, file, cases):
    files = [file(f"{case.name}.json", case.document) for case in cases]
    done = run("score", *files)
    assert done.exit_code == 0
    results = rows(done.stdout)
    assert [one["headline"] for one in results] == [case.expected["headline"] for case in cases]
    assert [one["source"]["file"] for one in results] == files
    assert all(fits("result", one) for one in results)
    assert all(one["trace"] for one in results)


def test_each_line_gives_one_result_in_order(run, file, cases):
    path = file("all.jsonl", *(case.document for case in cases), "", cases[0].document)
    done = run("score", "--lines", path)
    assert done.exit_code == 0
    assert [one["source"]["line"] for one in rows(done.stdout)] == [1, 2, 3, 4, 5, 6, 8]


def test_standard_input_is_a_dash(run, cases):
    done = run("score", "-", input=as_json(cases[1].document))
    assert rows(done.stdout)[0]["band"] == "critical"


def test_the_screening_version_can_be_chosen(run, file, cases):
    answers = {
        key: value
        for key, value in cases[0].document["answers"].items()
        if key in library.latest(library.SCREENING).questions
    }
    path = file("short.json", {"answers": answers, "on": "2026-11-21"})
    done = run("score", path, "--questionnaire", library.SCREENING)
    assert done.exit_code == 0
    result = rows(done.stdout)[0]
    assert result["questionnaire"]["slug"] == library.SCREENING
    assert result["screening"] == {"outcome": "yearly_screening", "reasons": []}
    assert fits("result", result)


def test_the_full_version_says_nothing_of_screening(run, file, cases):
    assert "screening" not in rows(run("score", file("full.json", cases[0].document)).stdout)[0]


def test_range_and_advice_stand_beside_the_result(run, file, cases):
    files = [file(f"{case.name}.json", case.document) for case in cases]
    results = rows(run("score", *files).stdout)
    for one in results:
        assert one["range"]["low"] <= one["headline"] <= one["range"]["high"]
        assert fits("result", one)
    widths = {len(one["range"]["open"]): one["range"] for one in results}
    assert widths[0]["low"] == widths[0]["high"]
    assert max(widths) == len(results[-1]["unknowns"])
    repaid = results[1]["advice"][0]
    assert (repaid["band"], repaid["changes"][0]["action"]) == ("high", "A-FEE")


def test_a_plain_result_leaves_range_and_advice_out(run, file, cases):
    path = file("one.json", cases[1].document)
    full, plain = (rows(run("score", path, *more).stdout)[0] for more in ((), ("--plain",)))
    assert plain == {key: full[key] for key in full if key not in ("range", "advice")}
    assert fits("result", plain)


BAD = """{
  "answers": {
    "site_country": "DEU",
    "fees_payd": "none",
    "hours_max": "many",
    "violence": "sometimes"
  },
  "proof": {"policy": "seen"},
  "on": "2026-11-21"
}"""


def test_a_bad_document_names_file_line_question_and_what_would_be_right(run, file):
    path = file("bad.json", BAD)
    done = run("score", path)
    assert done.exit_code == 2
    assert done.stdout == ""
    errors = rows(done.stderr)
    assert {(one["file"], one["line"], one["question"]) for one in errors} == {
        (path, 4, "fees_payd"), (path, 5, "hours_max"), (path, 6, "violence"), (path, 8, "policy"),
    }  # fmt: skip
    assert all(fits("errors", one) for one in errors)
    (wrong,) = [one for one in errors if one["question"] == "fees_payd"]
    assert "fees_paid" in wrong["message"]


def test_the_good_documents_are_scored_all_the_same(run, file, cases):
    good = cases[0].document
    path = file("mixed.jsonl", good, '{"answers": {"colour": "red"}, "on": "2026-11-21"}', good)
    done = run("score", "--lines", path)
    assert done.exit_code == 2
    assert [one["source"]["line"] for one in rows(done.stdout)] == [1, 3]
    (error,) = rows(done.stderr)
    assert (error["line"], error["question"]) == (2, "colour")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{", "json"),
        ('{"answers": {}, "on": NaN}', "json"),
        ("[]", "document"),
        ("{}", "part_missing"),
        ('{"answers": {}, "on": "21.11.2026"}', "on"),
        ('{"answers": [], "on": "2026-11-21"}', "part_shape"),
        ('{"answers": {}, "answers": {}, "on": "2026-11-21"}', "json"),
        ('{"answers": {}, "on": "2026-11-21", "signals": {"rumour": true}}', "signal_unknown"),
        ("", "json"),
        ('{"answers": {"hours_max": 1e400}, "on": "2026-11-21"}', "too_large"),
        ("[" * 100000, "json"),
    ],
)
def test_what_is_no_document_is_told_and_never_a_traceback(run, file, text, key):
    done = run("score", file("bad.json", text))
    assert done.exit_code == 2
    errors = rows(done.stderr)
    assert key in [one["key"] for one in errors]
    assert all(fits("errors", one) for one in errors)


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_scored(run, file, tmp_path, cases):
    (tmp_path / "latin.json").write_bytes(b'{"answers": "\xe9"}')
    good = file("good.json", cases[0].document)
    missing, latin = str(tmp_path / "missing.json"), str(tmp_path / "latin.json")
    done = run("score", missing, latin, good)
    assert done.exit_code == 2
    assert len(rows(done.stdout)) == 1
    assert [(one["file"], one["key"]) for one in rows(done.stderr)] == [
        (missing, "file"), (latin, "file"),
    ]  # fmt: skip


def test_a_line_that_is_not_utf8_is_told_and_the_other_lines_are_scored(run, tmp_path, cases):
    good = as_json(cases[0].document).encode()
    path = tmp_path / "mixed.jsonl"
    path.write_bytes(b"\n".join([good, b'{"answers": {"site_region": "\xe9"}}', good]))
    done = run("score", "--lines", str(path))
    assert done.exit_code == 2
    assert [one["source"]["line"] for one in rows(done.stdout)] == [1, 3]
    assert [(one["line"], one["key"]) for one in rows(done.stderr)] == [(2, "file")]


def test_an_unknown_questionnaire_names_those_there_are(run, file, cases):
    done = run("score", file("a.json", cases[0].document), "--questionnaire", "short")
    assert done.exit_code == 2
    assert "forced-labour-core" in done.stderr


def test_ruleset_check_prints_the_content_hash_of_a_sound_ruleset(run):
    done = run("ruleset", "check", str(SHIPPED))
    assert done.exit_code == 0
    form = library.load(*shipped.QUESTIONNAIRE).form()
    assert done.stdout.strip() == shipped.ruleset(form).sha256


def test_ruleset_check_prints_all_problems_with_their_place(run, tmp_path):
    wrong = SHIPPED.read_text("utf-8")
    wrong = wrong.replace("fees_paid == 'most'", "fees_paid == 'mast'")
    wrong = wrong.replace("points = { DOC = 80 }", "points = { DOC = 800 }")
    path = tmp_path / "ruleset.toml"
    path.write_text(wrong, "utf-8")
    done = run("ruleset", "check", str(path))
    assert done.exit_code == 2
    lines = wrong.splitlines()
    first = 1 + lines.index("when = \"fees_paid == 'mast'\"")
    assert f"{path}:{first}: REC01: when: fees_paid: there is no choice 'mast'" in done.stderr
    second = 1 + lines.index("points = { DOC = 800 }")
    assert f"{path}:{second}: MOV01: DOC: 800 is not between 0 and 100" in done.stderr


def test_ruleset_check_runs_the_cases(run, tmp_path):
    path = tmp_path / "ruleset.toml"
    wrong = SHIPPED.read_text("utf-8").replace("points = { DEB = 45, DEC = 10 }", "points = {}")
    path.write_text(wrong, "utf-8")
    done = run("ruleset", "check", str(path))
    assert done.exit_code == 2
    assert "case glove-maker-malaysia" in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("slug = ", "cannot be read as TOML"),
        ("", "there is no questionnaire"),
        ('questionnaire = "other/1"', "there is no questionnaire"),
        ('questionnaire = "forced-labour-core/2026.1"', "the section is missing"),
    ],
)
def test_ruleset_check_of_something_else_says_so(run, tmp_path, text, told):
    path = tmp_path / "ruleset.toml"
    path.write_text(text, "utf-8")
    done = run("ruleset", "check", str(path))
    assert done.exit_code == 2
    assert told in done.stderr.lower() or told in done.stderr
