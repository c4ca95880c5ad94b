"""What people are told about a form that they bring: row by row, with what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"

REASONS: Mapping[str, str] = {
    # the file
    "no_sheet": "The workbook has no sheet “{name}”. Add it: every XLSForm has one",
    "no_column": "The sheet has no column “{name}”. Add it, with this name in the first row",
    "twin_column": "Two columns are called “{name}”. Keep one of them",
    "too_many_rows": "The sheet has more than {most} rows. Split the form",
    "too_many_columns": "The sheet has more than {most} columns. Remove those that are not needed",
    "too_long": "The cell “{column}” has more than {most} characters. Shorten it",
    "hidden": "The cell “{column}” has {what}. Type the text again",
    "no_questions": "The form asks nothing that can be taken. Add at least one question",
    "too_many_questions": "The form has more than {most} questions. Split it",
    "referee": "pyxform, which checks XLSForms, refuses the form: {said}",
    # settings
    "settings_taken": "Name, version and language are taken",
    "title_taken": "Taken as the title of the questionnaire",
    "intro_taken": "Taken as the introduction of the questionnaire",
    "language": "“{name}” is no language. Write it as “Русский (ru)”",
    "default_language": "There are no texts in the default language “{name}”. Add a column of it",
    "version": "The version “{given}” is not of the form 2026.1, so it counts as {version}",
    "slug": "The name “{given}” is written as {slug}",
    "setting_ignored": "The setting “{name}” is not used",
    # columns and sheets
    "column_ignored": "The column “{name}” is not read; nothing of it is asked or kept",
    "sheet_ignored": "The sheet is not read",
    # questions
    "taken": "Taken as {what}",
    "section_taken": "Taken as a section",
    "page_taken": "Taken as a page",
    "end_taken": "Ends the group",
    "note_taken": "Taken into the introduction of the section",
    "note_left": "The note is left out: notes are shown at the start of a section only",
    "metadata": "“{type}” is left out: nothing is recorded about the device or the person",
    "renamed": "Taken as {key}: “{name}” cannot be the key of a question here",
    "no_name": "The row has no name. Give it one: letters, digits and _",
    "twin_name": "“{name}” is used twice. Give each question its own name",
    "no_label": "The row has no label. Write the question in it",
    "reference_in_label": "The text shows another answer by ${{…}}. Write it without",
    "no_type": "The row has no type. Write one, such as text or integer",
    "type_unknown": "There is no type “{type}”. Use one that XLSForm has, such as select_one",
    "type_refused": "“{type}” cannot be asked here. {advice}",
    "as_file": "Taken as a file: any document or picture is accepted",
    "as_date": "Taken as a date, without the time",
    "as_text": "Taken as a text: it is typed",
    "as_number": "Taken as a number from 0 to {most}",
    "or_other": "Taken as a choice “other” and a question of its own after this page",
    "no_list": "There is no list “{name}” on the sheet “choices”. Add it",
    "no_choices_named": "Name the list of choices after {type}, such as {type} yes_no",
    "x_type": "“{given}” is not a type of question for {type}. Empty the cell x_type",
    "x_alone": "“{given}” is not one of the choices. Empty the cell x_alone",
    "x_region_of": "There is no country question “{given}”. Empty the cell x_region_of",
    "x_map_from": "“{given}” cannot be the key of a question. Empty the cell x_map_from",
    # groups and tables
    "not_closed": "The group is not closed. Add a row {end}",
    "not_open": "There is nothing for this row to close. Remove it",
    "too_deep": "Groups are nested more than {most} deep. Take some of them away",
    "group_joined": "The group is joined with the one around it",
    "table_inside": "A repeat inside a repeat cannot be asked. Ask it as a table of its own",
    "no_columns": "The repeat has no questions. Add some, or remove it",
    "column_type": "“{type}” cannot be a column of a table. {advice}",
    "column_shown": "The column is always shown: columns of a table have no relevant",
    "repeat_count": "The number of rows is free: repeat_count is not read",
    "page_split": "Starts a new page, after the answer that it depends on",
    # logic
    "relevant_taken": "asked where {condition}",
    "relevant_blank": "Not asked while {names} has no answer: an empty answer says nothing here",
    "unreadable": "{column} cannot be read at character {at}: “{given}”. Correct it",
    "function_unknown": "There is no function “{name}” in XLSForm. Correct {column}",
    "function_refused": "{column} uses {name}, which has no equal here. Write it without",
    "sign_refused": "{column} uses “{name}” where it has no equal here. Write it without",
    "name_unknown": "{column} names “{name}”, which is no question of the form",
    "name_hidden": "{column} names “{name}”, which was not taken",
    "in_table": "{column} names “{name}”, a column of a table. Name the table, as in count()",
    "no_condition": "{column} is no condition. Compare something in it",
    "blank_test": "{column} asks if “{name}” is empty, which cannot be told for it. Compare it",
    "select_equals": "“{name}” may hold several choices. Write selected(${{{name}}}, 'choice')",
    "condition_wrong": "{column}: {said}",
    "check_left": "The check “{given}” is left out: any answer of the type is taken",
    "required_left": "Nobody is forced to answer: an empty answer counts as not known",
    "cell_left": "“{column}” is left out",
    # choices
    "choices_taken": "{count} choices are taken",
    "choice_name": "“{given}” cannot be the key of a choice. Use letters, digits, _ . and -",
    "choice_twin": "The choice “{name}” stands twice in the list “{list}”. Keep one",
    "choice_label": "The choice “{name}” has no label, so its name is shown",
    "choice_no_name": "The choice has no name. Give it one",
    "list_unused": "No question uses the list “{name}”",
    "too_many_choices": "The list “{name}” has more than {most} choices. Shorten it",
    # the whole
    "definition": "{said}",
    "surveyjs": "This is a SurveyJS form, which cannot be brought in. Bring an XLSForm (XLSX or "
    "ODS), or JSON that was downloaded here",
    "not_ours": "This JSON is no questionnaire that was downloaded here. Bring that, or an XLSForm "
    "(XLSX or ODS)",
    "taken_json": "The question {place} is taken",
}

TRANSLATED = frozenset({"what", "advice"})
"""Parameters that are texts of ours themselves."""


class Verdict(StrEnum):
    """What becomes of a row."""

    TAKEN = "taken"
    SIMPLIFIED = "simplified"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """What becomes of one row of a form, why, and what to do about it.

    `row` counts as the spreadsheet does: 1 is the row of the headings, 0 the sheet as a whole.
    """

    sheet: str
    row: int
    verdict: Verdict
    reason: str
    params: Mapping[str, object] = field(default_factory=dict)
    name: str = ""

    @property
    def text(self) -> str:
        """The reason in English."""
        return self.said(str)

    def said(self, translated: Callable[[str], str]) -> str:
        """The reason in the language into which `translated` brings the English texts."""
        params = dict(self.params)
        for name in TRANSLATED.intersection(params):
            params[name] = translated(str(params[name]))
        return translated(REASONS[self.reason]).format(**params)

    @property
    def place(self) -> str:
        """The sheet and row for a line of text."""
        return f"{self.sheet} row {self.row}" if self.row else self.sheet
