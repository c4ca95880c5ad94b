import pytest

from questionnaires.library import CORE
from questionnaires.types import answer_type
from questionnaires.words import load_words
from tests.questionnaires.samples import question

ENGLISH = load_words(CORE, "2026.1")
AGENTS = answer_type(question("table"))


def told(problems):
    return [(p.place, p.field_name, p.text) for p in problems]


def test_a_row_is_read_cell_by_cell_and_empty_rows_are_dropped():
    read = AGENTS.parse(
        {
            "q.agents.0.name": [" "],
            "q.agents.0.fee_to_worker.currency": ["NPR"],
            "q.agents.2.name": ["Himal  Overseas"],
            "q.agents.2.licence_expiry.day": ["30"],
            "q.agents.2.licence_expiry.month": ["6"],
            "q.agents.2.licence_expiry.year": ["2027"],
            "q.agents.2.fee_to_worker.amount": ["0"],
            "q.agents.2.fee_to_worker.currency": ["NPR"],
            "q.agents.10.name": ["Second"],
        },
        "q.agents",
    )
    assert read.value == [
        {
            "name": "Himal Overseas",
            "licence_expiry": "2027-06-30",
            "fee_to_worker": {"amount": "0", "currency": "NPR"},
        },
        {"name": "Second"},
    ]


def test_a_wrong_cell_is_named_by_row_column_and_field():
    read = AGENTS.parse(
        {
            "q.agents.0.name": ["First"],
            "q.agents.4.name": ["Second"],
            "q.agents.4.workers_12m": ["many"],
            "q.agents.4.licence_expiry.day": ["31"],
            "q.agents.4.licence_expiry.month": ["2"],
            "q.agents.4.licence_expiry.year": ["2027"],
        },
        "q.agents",
    )
    assert told(read.problems) == [
        (
            "agents, row 2, licence_expiry",
            "q.agents.4.licence_expiry.day",
            "There is no such day: check the day and the month",
        ),
        (
            "agents, row 2, workers_12m",
            "q.agents.4.workers_12m",
            "Enter a whole number, such as 120",
        ),
    ]


def test_none_to_list_is_an_answer_and_no_row_at_all_is_blank():
    assert AGENTS.parse({"q.agents.none": ["1"]}, "q.agents").value == []
    assert AGENTS.parse({}, "q.agents").value is None
    assert not AGENTS.is_blank([])
    assert AGENTS.show([], ENGLISH) == "None to list"


def test_none_to_list_and_a_row_are_asked_back():
    read = AGENTS.parse({"q.agents.none": ["1"], "q.agents.0.name": ["First"]}, "q.agents")
    assert [p.text for p in read.problems] == [
        "Either list something or choose “None to list”, not both"
    ]


def test_a_table_in_a_document_is_a_list_of_named_columns():
    assert told(AGENTS.check({"name": "First"})) == [
        ("agents", "q.agents", "Give a list of rows, each with named columns")
    ]
    ((place, _, text),) = told(AGENTS.check(["First"]))
    assert place == "agents, row 1"
    assert text.startswith("Give each row as named columns: name, country")


def test_a_misspelt_column_is_answered_with_the_nearest_one():
    ((place, _, text),) = told(AGENTS.check([{"name": "A"}, {"licence_num": "L-1"}]))
    assert place == "agents, row 2"
    assert text == "There is no column “licence_num” here. Did you mean “licence_no”?"


@pytest.mark.parametrize("cell", [None, ""])
def test_a_blank_cell_is_no_problem(cell):
    assert AGENTS.check([{"name": "A", "licence_expiry": cell}]) == []


def test_dont_know_in_a_cell_needs_a_column_that_offers_it():
    assert AGENTS.check([{"subagents": "dont_know"}]) == []
    ((place, _, _),) = told(AGENTS.check([{"contract": "dont_know"}]))
    assert place == "agents, row 1, contract"


def test_a_table_has_200_rows_at_most():
    assert AGENTS.check([{"name": "A"}] * 200) == []
    assert [p.text for p in AGENTS.check([{"name": "A"}] * 201)] == ["Enter 200 rows or fewer"]
    posted = {f"q.agents.{row}.name": ["A"] for row in range(201)}
    assert [p.text for p in AGENTS.parse(posted, "q.agents").problems] == [
        "Enter 200 rows or fewer"
    ]


def test_one_row_can_be_read_alone():
    row, problems = AGENTS.parse_row({"q.agents.3.name": ["A"]}, "q.agents.3", row=4)
    assert (row, problems) == ({"name": "A"}, [])


def test_rows_are_shown_in_words():
    rows = [{"name": "Himal", "country": "NPL", "contract": "yes", "licence_expiry": "2027-06-30"}]
    (shown,) = AGENTS.show_rows(rows, ENGLISH)
    assert shown["country"] == "Nepal"
    assert shown["contract"] == "Yes"
    assert shown["licence_expiry"] == "30 June 2027"
    assert shown["workers_12m"] == ""
    assert (
        AGENTS.cell(rows) == "name: Himal; country: NPL; licence_expiry: 2027-06-30; contract: yes"
    )


def test_tables_compare_by_meaning_row_by_row():
    before = [{"name": "A", "fee_to_worker": {"amount": "5.0", "currency": "NPR"}}]
    after = [{"name": "A", "fee_to_worker": {"amount": "5", "currency": "NPR"}, "country": None}]
    assert AGENTS.compare(before, after) == "same"
    assert AGENTS.compare(before, [*after, {"name": "B"}]) == "changed"
    assert AGENTS.compare([], "dont_know") == "changed"
