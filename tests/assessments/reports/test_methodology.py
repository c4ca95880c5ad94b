"""docs/methodology.md says what the program does, and reads as plain text."""

import copy
import re
from pathlib import Path

import pytest

from assessments.reports.methodology import methodology
from assessments.reports.methodology.markdown import bullets, table, wrapped
from questionnaires import library
from questionnaires.words import load_methodology_text, load_ruleset_words, load_words
from scoring import shipped
from scoring.engine import Scorer
from scoring.ruleset import parse_ruleset
from webapp.commands.methodology import shipped_methodology

COMMITTED = Path(__file__).parents[3] / "docs" / "methodology.md"
RUN = "run: .venv/bin/flask --app wsgi ruleset methodology > docs/methodology.md"


@pytest.fixture(scope="module")
def document():
    return shipped_methodology()


@pytest.fixture(scope="module")
def parts():
    form = library.load(*shipped.QUESTIONNAIRE).form()
    return form, shipped.reference(), shipped.ruleset(form)


@pytest.fixture
def changed(parts):
    """The methodology of the shipped ruleset with something of it changed."""
    form, reference, ruleset = parts

    def made(change):
        document = copy.deepcopy(dict(ruleset.document))
        change(document)
        parsed = parse_ruleset(document, form=form, reference=reference)
        return methodology(
            Scorer(parsed, reference, form),
            load_words(*shipped.QUESTIONNAIRE),
            load_ruleset_words(*shipped.LATEST),
            load_methodology_text(*shipped.LATEST),
        )

    return made


def test_the_committed_methodology_is_what_the_program_generates(document):
    assert COMMITTED.read_text("utf-8") == document, RUN


def test_every_rule_check_action_family_and_table_has_its_place(document, parts):
    _, reference, ruleset = parts
    for one in (*ruleset.rules, *ruleset.checks):
        assert f"#### {one.id} " in document
        assert " ".join(one.condition.text.split()) in " ".join(document.split())
    assert all(f"#### {key} " in document for key in ruleset.actions)
    assert all(f"**{family.id} " in document for family in ruleset.families)
    assert all(f"#### `{name}`, " in document for name in reference.tables)
    assert all(f"Case `{case.name}`" in document for case in ruleset.cases)


def test_every_text_and_number_is_filled_in(document):
    assert not re.search(r"\$\w|\[[a-z_]+\.", document)


def test_a_changed_number_of_the_ruleset_changes_the_document(changed):
    assert "(1 − 0.65 × " in changed(lambda document: document["exposure"].update(reduction="0.65"))
    told = changed(lambda document: document["screening"].update(country_from=47))
    assert "the country is scored 47 or more" in " ".join(told.split())


def test_a_ruleset_without_screening_says_so(changed):
    assert "This ruleset names no short version." in changed(lambda one: one.pop("screening"))


def test_lines_are_short_and_none_begins_like_a_list_that_it_is_not(document):
    plain = [line for line in document.splitlines() if not line.startswith(("|", "#", "> "))]
    assert [line for line in plain if len(line) > 100 and "](" not in line] == []
    assert [line for line in plain if re.match(r"\s*[+*>=−×÷] ", line)] == []


def test_tables_are_aligned_in_the_plain_text(document):
    blocks = [block for block in document.split("\n\n") if block.startswith("|")]
    assert len(blocks) > 15
    for block in blocks:
        assert len({len(line) for line in block.splitlines()}) == 1


def test_wrapping_keeps_signs_at_the_end_of_a_line():
    text = wrapped(bullets([f"{'word ' * 18}10 + 20 − 3"]))
    assert [line.strip()[0] for line in text.splitlines()] == ["-", "2"]


def test_a_bar_in_a_cell_does_not_end_it():
    assert table(("a", "b"), [("x|y", 3)], (1,)).splitlines()[-1] == "| x\\|y |   3 |"
