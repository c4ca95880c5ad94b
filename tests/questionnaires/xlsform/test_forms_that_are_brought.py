"""Forms made elsewhere: every row is taken, simplified or refused, with a reason that helps."""

import copy

import pytest

from questionnaires.xlsform.reading import read_form
from questionnaires.xlsform.told import Verdict

SOUND = {
    "survey": [
        {"type": "begin_group", "name": "farm", "label": "Farm"},
        {"type": "integer", "name": "pickers", "label": "How many pick?", "constraint": ". <= 90"},
        {"type": "select_one paid", "name": "pay", "label": "How are they paid?"},
        {"type": "end_group"},
        {"type": "begin_group", "name": "more", "label": "More"},
        {"type": "select_multiple docs", "name": "docs", "label": "Which papers?"},
        {"type": "text", "name": "why", "label": "Why?", "relevant": "${pickers} > 5"},
        {"type": "begin_repeat", "name": "agents", "label": "Agents"},
        {"type": "text", "name": "agent", "label": "Name"},
        {"type": "end_repeat"},
        {"type": "end_group"},
    ],
    "choices": [
        {"list_name": "paid", "name": "cash", "label": "Cash"},
        {"list_name": "paid", "name": "bank", "label": "Bank"},
        {"list_name": "docs", "name": "contract", "label": "Contract"},
        {"list_name": "docs", "name": "none", "label": "None"},
    ],
    "settings": [{"form_title": "Farm", "form_id": "farm", "version": "2026.1"}],
}
PICKERS, PAY, DOCS, WHY, AGENTS, AGENT = 1, 2, 5, 6, 7, 8


def tables(form):
    found = {}
    for name, rows in form.items():
        headings = list(dict.fromkeys(key for row in rows for key in row))
        found[name] = [headings, *([row.get(key, "") for key in headings] for row in rows)]
    return found


def changed(change):
    form = copy.deepcopy(SOUND)
    change(form)
    return read_form(tables(form))


def told(reading, verdict):
    return [f"{one.place}: {one.text}" for one in reading.told(verdict)]


def row(number, **cells):
    return lambda form: form["survey"][number].update(cells)


def choice(number, **cells):
    return lambda form: form["choices"][number].update(cells)


def put_in(number, *rows):
    def change(form):
        form["survey"][number:number] = rows

    return change


def test_a_sound_form_becomes_a_questionnaire():
    reading = changed(lambda form: None)
    assert told(reading, Verdict.REFUSED) == []
    asked = reading.worded.questionnaire
    assert {key: q.type for key, q in asked.questions.items()} == {
        "pickers": "number", "pay": "single", "docs": "multi", "why": "text", "agents": "table",
    }  # fmt: skip
    assert asked.questions["why"].show_if == "pickers > 5"
    words = reading.worded.words("en")
    assert words.title == "Farm"
    assert words.section("farm").task == "Farm"
    assert words.column("agents", "agent") == "Name"
    assert words.choice("pay", "cash") == "Cash"
    assert words.question("pay").help == ""


def test_every_row_is_accounted_for():
    reading = changed(lambda form: None)
    rows = {one.row for one in reading.findings if one.sheet == "survey"}
    assert rows == set(range(2, len(SOUND["survey"]) + 2))


REFUSED = [
    (row(PAY, type="select_one wages"), "There is no list “wages”"),
    (row(PAY, type="select_one"), "Name the list of choices after select_one"),
    (row(PAY, type="select_one_from_file pay.csv"), "List the choices on the sheet “choices”"),
    (row(PAY, type="geopoint"), "a position can point at a worker"),
    (row(PAY, type="rank paid"), "Use select_multiple"),
    (row(PAY, type="mood"), "There is no type “mood”"),
    (row(PAY, type=""), "The row has no type"),
    (row(PAY, type="calculate", calculation="1 + 1"), "cannot be asked here. Remove the row"),
    (row(PAY, type="time"), "Ask for it as a text"),
    (row(PAY, type="acknowledge"), "with the choices yes and no"),
    (row(PAY, label=""), "The row has no label"),
    (row(PAY, label="And ${pickers}?"), "The text shows another answer by ${…}"),
    (row(PAY, label="A\u202eB"), "a character that cannot be seen (U+202E"),
    (row(PAY, label="x" * 5001), "The cell “label” has more than 5000 characters"),
    (row(PAY, name=""), "The row has no name"),
    (row(PAY, name="pickers"), "“pickers” is used twice"),
    (row(PAY, x_type="table"), "“table” is not a type of question for select_one"),
    (row(DOCS, x_alone="all"), "“all” is not one of the choices"),
    (row(WHY, x_region_of="pickers"), "there is no country question “pickers”"),
    (row(WHY, relevant="${pickerz} > 5"), "names “pickerz”, which is no question"),
    (row(WHY, relevant="${pickers} >"), "relevant cannot be read at character"),
    (row(WHY, relevant="${pickers}"), "relevant is no condition"),
    (row(WHY, relevant="pickers > 5"), "relevant cannot be read at character 9: “pickers > 5”"),
    (row(WHY, relevant="frobnicate(${pickers})"), "There is no function “frobnicate” in XLSForm"),
    (row(WHY, relevant="${pickers} > today()"), "uses today(), which has no equal here"),
    (row(WHY, relevant="regex(${pay}, 'a+')"), "uses regex(), which has no equal here"),
    (row(WHY, relevant="if(${pay} = 'cash', 1, 0) = 1"), "uses if(), which has no equal"),
    (row(WHY, relevant="coalesce(${pickers}, 1) = 1"), "uses coalesce(), which has no equal"),
    (row(WHY, relevant="sum(${pickers}) > 1"), "uses sum(), which has no equal here"),
    (row(WHY, relevant="position(..) = 1"), "uses position(), which has no equal here"),
    (row(WHY, relevant=". > 1"), "uses “.” where it has no equal here"),
    (row(WHY, relevant="${pay} = 'card'"), "there is no choice 'card'; the choices are cash, bank"),
    (row(WHY, relevant="${docs} = 'contract'"), "Write selected(${docs}, 'choice')"),
    (row(WHY, relevant="${docs} != ''"), "asks if “docs” is empty, which cannot be told for it"),
    (row(WHY, relevant="${agent} = 'x'"), "names “agent”, a column of a table"),
    (row(WHY, relevant="selected(${pickers}, 'a')"), "uses selected, which has no equal here"),
    (row(WHY, relevant="count-selected(${docs}) > 1"), "uses count(), which has no equal here"),
    (row(WHY, relevant="(" * 14 + "${pickers} > 5" + ")" * 14), "relevant cannot be read"),
    (row(WHY, relevant="${pickers} > 5 or " * 300 + "true()"), "relevant cannot be read"),
    (row(PICKERS, relevant="${docs} != 'none'"), "Write selected(${docs}, 'choice')"),
    (row(PICKERS, relevant="selected(${docs}, 'none')"), "must stand on an earlier page"),
    (row(AGENT, type="select_multiple docs"), "cannot be a column of a table"),
    (row(AGENT, type="image"), "cannot be a column of a table. Ask for the picture outside"),
    (lambda form: form["survey"].pop(AGENT), "The repeat has no questions"),
    (put_in(8, {"type": "begin_repeat", "name": "in", "label": "In"}), "A repeat inside a repeat"),
    (lambda form: form["survey"].pop(), "The group is not closed. Add a row end_group"),
    (put_in(0, {"type": "end_group"}), "There is nothing for this row to close"),
    (choice(0, name="in cash"), "“in cash” cannot be the key of a choice"),
    (choice(0, name=""), "The choice has no name"),
    (choice(1, name="cash"), "The choice “cash” stands twice in the list “paid”"),
    (lambda form: form.pop("survey"), "The workbook has no sheet “survey”"),
    (lambda form: form.pop("choices"), "There is no list “paid” on the sheet “choices”"),
    (lambda form: form["survey"].clear(), "The sheet has no column “type”"),
    (row(PAY, **{"label::Klingon language": "x"}), "“Klingon language” is no language"),
    (
        lambda form: form["settings"][0].update(default_language="the usual"),
        "“the usual” is no language",
    ),
]


@pytest.mark.parametrize(("change", "message"), REFUSED, ids=[text for _, text in REFUSED])
def test_what_cannot_be_taken_is_refused_with_what_to_do(change, message):
    reading = changed(change)
    assert reading.worded is None
    assert any(message in line for line in told(reading, Verdict.REFUSED)), told(
        reading, Verdict.REFUSED
    )


SIMPLIFIED = [
    (row(PAY, type="select_one paid or_other"), "Taken as a choice “other” and a question"),
    (row(PAY, required="yes"), "Nobody is forced to answer"),
    (row(PAY, default="cash"), "“default” is left out"),
    (row(PAY, choice_filter="a = ${pickers}"), "“choice_filter” is left out"),
    (row(WHY, type="image"), "any document or picture is accepted"),
    (row(WHY, type="datetime"), "without the time"),
    (row(WHY, type="barcode"), "Taken as a text"),
    (row(PICKERS, constraint=""), "Taken as a number from 0 to 1000000000"),
    (row(PICKERS, constraint=". <= today()"), "is left out: any answer of the type is taken"),
    (row(AGENTS, name="the agents"), "Taken as the_agents"),
    (row(WHY, relevant="${pay} != 'cash'"), "Not asked while pay has no answer"),
    (row(WHY, relevant="not(${pay} = 'cash')"), "Not asked while pay has no answer"),
    (row(WHY, relevant="${docs} != '' and not(selected(${docs}, 'none'))"), "Starts a new page"),
    (row(AGENT, relevant="${pickers} > 1"), "The column is always shown"),
    (row(AGENTS, repeat_count="3"), "repeat_count is not read"),
    (choice(0, label=""), "The choice “cash” has no label"),
    (lambda form: form["settings"][0].update(version="7"), "so it counts as 2026.1"),
    (lambda form: form["settings"][0].update(form_id="Farm 1"), "is written as farm-1"),
    (lambda form: form["settings"][0].update(public_key="x"), "“public_key” is not used"),
    (row(PAY, **{"media::image": "a.png"}), "The column “media::image” is not read"),
    (lambda form: form.update(help=[{"a": "b"}]), "help: The sheet is not read"),
    (put_in(0, {"type": "deviceid", "name": "device"}), "nothing is recorded about the device"),
    (put_in(3, {"type": "note", "name": "n", "label": "Now"}), "notes are shown at the start"),
]


@pytest.mark.parametrize(("change", "message"), SIMPLIFIED, ids=[text for _, text in SIMPLIFIED])
def test_what_means_less_here_is_said(change, message):
    reading = changed(change)
    assert told(reading, Verdict.REFUSED) == []
    assert reading.worded is not None
    assert any(message in line for line in told(reading, Verdict.SIMPLIFIED))


@pytest.mark.parametrize(
    ("relevant", "show_if"),
    [
        ("${pay} = 'cash'", "pay == 'cash'"),
        ("selected(${pay}, 'cash')", "pay == 'cash'"),
        ("5 < ${pickers}", "pickers > 5"),
        ("${pickers} = '5'", "pickers == 5"),
        ("${pay} != '' and ${pay} != 'cash'", "pay != 'cash'"),
        ("${pay} != ''", "pay in ('cash', 'bank', 'dont_know')"),
        ("${pickers} div 2 > 1 + 1", "(pickers / 2) > (1 + 1)"),
        (
            "${pickers} > 5 and (${pay} = 'cash' or ${pay} = 'bank')",
            "pickers > 5 and (pay == 'cash' or pay == 'bank')",
        ),
    ],
)
def test_a_condition_is_taken_as_it_is_meant(relevant, show_if):
    reading = changed(row(WHY, relevant=relevant))
    assert told(reading, Verdict.REFUSED) == []
    assert reading.worded.questionnaire.questions["why"].show_if == show_if


def test_the_condition_of_a_group_counts_for_each_of_its_questions():
    reading = changed(row(4, relevant="${pay} = 'cash'"))
    asked = reading.worded.questionnaire.questions
    assert asked["docs"].show_if == "pay == 'cash'"
    assert asked["why"].show_if == "(pay == 'cash') and (pickers > 5)"


def test_or_other_asks_which_on_a_page_of_its_own():
    asked = changed(row(PAY, type="select_one paid or_other")).worded.questionnaire
    assert asked.questions["pay"].choices == ("cash", "bank", "other")
    assert asked.questions["pay_other"].show_if == "pay == 'other'"
    assert asked.sections[0].pages == (("pickers", "pay"), ("pay_other",))


def test_what_the_referee_says_refuses_the_form():
    reading = read_form(tables(SOUND), referee="[row : 3] no")
    assert reading.worded is None
    assert "pyxform, which checks XLSForms, refuses the form: [row : 3] no" in str(
        told(reading, Verdict.REFUSED)
    )


def test_texts_are_taken_in_every_language_of_the_form():
    def change(form):
        for one in form["survey"]:
            if "label" in one:
                one["label::Русский (ru)"] = f"ru {one['label']}"
        form["settings"][0]["default_language"] = "English (en)"

    worded = changed(change).worded
    assert worded.words("ru").question("pay").text == "ru How are they paid?"
    assert worded.words("ru").choice("pay", "cash") == "Cash"
    assert worded.words("kk").question("pay").text == "How are they paid?"
