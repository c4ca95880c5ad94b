"""The code keeps the rules of the architecture, and each rule can tell when it does not."""

import ast
import re
import subprocess
import sys

import pytest

from tests.architecture import rules
from tests.architecture.sources import (
    CODE,
    ROOMS,
    ROOT,
    committed,
    imported,
    modules,
    name,
    tree,
)

MOST_LINES = 400
PURE = ("scoring", "questionnaires", "assessments")

# rule → the rooms that it holds in
RULES: dict[rules.Rule, tuple[str, ...]] = {
    rules.forbidden_calls: ROOMS,
    rules.composed_sql: ROOMS,
    rules.external_addresses: ROOMS,
    rules.floats: ("scoring",),
    rules.clocks: ROOMS,
    rules.tables: ("scoring", "questionnaires", "webapp"),
    rules.commits: ROOMS,
    rules.missing_docstrings: PURE,
    rules.long_views: ("webapp",),
}
# What a rule says of these lies outside its meaning, with the reason.
EXCEPTIONS = {
    ("tables", "assessments/database.py"): "declares the base",
    ("clocks", "webapp/commands/reference.py"): "checks a file where no database tells the time",
    ("clocks", "webapp/commands/i18n.py"): "notes a review where no database tells the time",
}
BREACHES: list[tuple[rules.Rule, str]] = [
    (rules.forbidden_calls, "eval('1')"),
    (rules.forbidden_calls, "exec(code)"),
    (rules.forbidden_calls, "import pickle"),
    (rules.forbidden_calls, "from pickle import loads"),
    (rules.forbidden_calls, "yaml.load(file)"),
    (rules.forbidden_calls, "render_template_string(given)"),
    (rules.forbidden_calls, "app.jinja_env.from_string(given)"),
    (rules.composed_sql, "text(f'SELECT {column}')"),
    (rules.composed_sql, "text('SELECT ' + column)"),
    (rules.composed_sql, "query.order_by(text('name'))"),
    (rules.external_addresses, "url_for('x', _external=True)"),
    (rules.floats, "0.5"),
    (rules.floats, "float('0.5')"),
    (rules.floats, "import math"),
    (rules.clocks, "datetime.now(UTC)"),
    (rules.clocks, "date.today()"),
    (rules.clocks, "time.time()"),
    (rules.tables, "class Row(Base): __tablename__ = 'row'"),
    (rules.tables, "from sqlalchemy import Table"),
    (rules.commits, "session.commit()"),
    (rules.missing_docstrings, "def score(): return 1"),
    (rules.long_views, "@access('a:read')\ndef view():\n" + "    x = 1\n" * 24),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: rules.Rule) -> None:
    offenders = [
        f"{name(path)}:{line} {what}"
        for path in modules(*RULES[rule])
        if (rule.__name__, name(path)) not in EXCEPTIONS
        for line, what in rule(tree(path))
    ]
    assert offenders == []


@pytest.mark.parametrize(("rule", "code"), BREACHES)
def test_the_rule_notices_a_breach(rule: rules.Rule, code: str) -> None:
    assert list(rule(ast.parse(code)))


def test_every_rule_has_a_breach() -> None:
    assert {rule for rule, _ in BREACHES} == set(RULES)


def test_a_module_has_at_most_400_lines() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in modules(*CODE)}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_scoring_imports_only_the_standard_library() -> None:
    known = sys.stdlib_module_names | {"scoring"}
    found = {(name(path), module) for path in modules("scoring") for module in imported(path)}
    strange = {(path, module) for path, module in found if module.split(".")[0] not in known}
    assert {module for _, module in strange} == {"numpy"}
    assert [path for path, _ in strange if not path.startswith("scoring/bulk/")] == []


def test_all_of_scoring_but_bulk_works_where_nothing_is_installed() -> None:
    bulk = ROOT / "scoring" / "bulk"
    paths = [path for path in modules("scoring") if not path.is_relative_to(bulk)]
    names = [name(path).removesuffix(".py").removesuffix("/__init__") for path in paths]
    lines = [f"import {one.replace('/', '.')}" for one in names]
    lines.append("import sys; print(len(sys.modules), 'numpy' in sys.modules)")
    done = subprocess.run(
        [sys.executable, "-S", "-c", "\n".join(lines)],
        cwd=ROOT,
        env={"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.endswith("False\n")
    assert len(names) > 40


TEMPLATE_BREACHES = {
    "turns escaping off": re.compile(r"\|\s*safe\b|autoescape\s+false|Markup"),
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a style in the page": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "an event handler in the page": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "a script as an address": re.compile(r"javascript:", re.I),
    "an address by the Host header": re.compile(r"_external"),
}


@pytest.mark.parametrize("breach", TEMPLATE_BREACHES)
def test_templates_hold_nothing_that_the_content_policy_forbids(breach: str) -> None:
    pattern = TEMPLATE_BREACHES[breach]
    templates = [path for path in (ROOT / "webapp" / "templates").rglob("*") if path.is_file()]
    assert templates
    assert [name(path) for path in templates if pattern.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("breach", "text"),
    [
        ("turns escaping off", "{{ answer|safe }}"),
        ("a script in the page", "<script>alert(1)</script>"),
        ("a style in the page", '<p style="color: red">'),
        ("an event handler in the page", "<p onclick='x()'>"),
        ("a script as an address", "<a href='javascript:x'>"),
        ("an address by the Host header", "{{ url_for('x', _external=True) }}"),
    ],
)
def test_a_breach_in_a_template_is_noticed(breach: str, text: str) -> None:
    assert TEMPLATE_BREACHES[breach].search(text)


def test_nothing_committed_names_a_place_on_one_machine() -> None:
    places = re.compile(rb"(?<!\w)/(?:wor[k]|roo[t])/|\.\./share[d]")
    texts = [path for path in committed() if path.suffix not in {".ttf", ".woff2", ".png"}]
    assert [name(path) for path in texts if places.search(path.read_bytes())] == []


def test_requirements_are_pinned_with_hashes_and_name_no_index() -> None:
    for file in ("requirements.txt", "requirements-dev.txt", "bench/requirements.txt"):
        text = (ROOT / file).read_text()
        assert not re.search(r"--(index|extra-index|find-links|trusted)|://", text), file
        pins = re.findall(r"^([\w.\[\]-]+)==[^\s;\\]+(.*?)(?=^\S|\Z)", text, re.M | re.S)
        assert len(pins) > 20
        assert [pin for pin, rest in pins if "--hash=sha256:" not in rest] == []
