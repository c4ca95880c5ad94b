"""What people are told about an answer: a stable key with English text, translatable later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

MESSAGES: Mapping[str, str] = {
    # numbers
    "whole_number": "Enter a whole number, such as 120",
    "number": "Enter a number in digits, such as 2.5",
    "percent": "Enter a percentage from 0 to 100, such as 12.5",
    "ascii_digits": "Write the number with the digits 0 to 9, such as 120",
    "ambiguous_number": "“{given}” can be read in two ways. Enter {grouped} or {decimal}",
    "ambiguous_whole": "Enter {grouped} without a comma or a point",
    "too_small": "Enter {least} or more",
    "too_large": "Enter {most} or less: a larger number is not possible here",
    "too_many_places": "Enter the number with at most {most} decimal places",
    "not_exact": "Give the number exactly, as a whole number or a decimal, not as a binary float",
    # money
    "money": "Enter the amount in digits only, without letters, such as 6800 or 6800.50",
    "money_shape": 'Give an amount as text and a currency: {{"amount": "6800", "currency": "MYR"}}',
    "currency_missing": "Choose the currency of the amount",
    "currency": "“{given}” is not a currency code. Use three letters, such as {nearest}",
    # dates
    "date": "Enter a real date, such as 2026-11-21",
    "date_part": "Enter the {part} in digits, such as {example}",
    "date_missing": "The date needs a {part} too",
    "date_impossible": "There is no such day: check the day and the month",
    "date_range": "Enter a date between {first} and {last}",
    "day": "day",
    "month": "month",
    "year": "year",
    # choices
    "choice": "“{given}” is not one of the choices. Choose one of: {choices}",
    "choice_nearest": "“{given}” is not one of the choices. Did you mean “{nearest}”?",
    "choice_one": "Choose one answer only",
    "choice_twice": "“{given}” is chosen twice. Leave one of them out",
    "dont_know_alone": "Choose “Don’t know” alone, or leave it out",
    "stands_alone": "Choose “{given}” alone, or leave it out",
    "answer_or_dont_know": "Give an answer or choose “Don’t know”, not both",
    "country": "“{given}” is not a country code. Use three letters (ISO 3166-1), such as {nearest}",
    # texts
    "text": "Write the answer as text",
    "text_too_long": "Shorten the text to {most} characters. It has {length} now",
    "customs_code": "Enter the HS code in digits, 4 to 10 of them, such as 5201 or 5205.11",
    "text_characters": "Remove the control characters: this text cannot be stored",
    # tables
    "table": "Give a list of rows, each with named columns",
    "row": "Give each row as named columns: {columns}",
    "too_many_rows": "Enter {most} rows or fewer",
    "column_unknown": "There is no column “{given}” here. The columns are: {columns}",
    "column_nearest": "There is no column “{given}” here. Did you mean “{nearest}”?",
    "none_or_rows": "Either list something or choose “None to list”, not both",
    # files
    "files": "Give the list of the files that were uploaded",
    "too_many_files": "Attach {most} files or fewer",
    # cells of a spreadsheet
    "cell_error": "The spreadsheet shows the error {given} here. Type the answer instead",
    "cell_formula": "There is a formula without a result here. Type the answer instead",
    "cell_date": "The spreadsheet has made a date of this ({given}). Type the number again",
    "share": "This can mean {given} % or {percent} %. Type it with the sign, such as {percent}%",
    "date_order": "“{given}” can be read in two ways. Enter {first} or {second}",
    "country_name": "“{given}” is not a country known here. Choose from the list, like “{nearest}”",
    "tick": "“{given}” does not say if this applies. Put an x beside what applies, nothing else",
    "sheet_twice": "This question is answered twice in the file. Keep one of the two answers",
    "table_cell": "“{given}” cannot stand here. Fill in the rows of this question, or “{none}”",
    # kinds of value in a document
    "list_of_choices": "Give a list of choices, such as [{example}]",
    "one_choice": "Give one choice as text, such as {example}",
    # whole documents
    "document": "Give an object with “answers”, “proof”, “signals” and “on”",
    "part_missing": "“{part}” is missing. Add it, such as {example}",
    "part_unknown": "“{given}” is not a part of a document. The parts are: {parts}",
    "part_nearest": "“{given}” is not a part of a document. Did you mean “{nearest}”?",
    "part_shape": "“{part}” must be an object, such as {example}",
    "question_unknown": "There is no question “{given}” in this questionnaire",
    "question_nearest": "There is no question “{given}” here. Did you mean “{nearest}”?",
    "proof_state": "“{given}” is not a state of proof. Use one of: {states}",
    "signal_unknown": "There is no signal “{given}”. The signals are: {signals}",
    "signal_truth": "Give this signal as true or false",
    "signal_share": "Give this signal as a share from 0 to 1, such as 0.05",
    "on": "Give the assessment date as text, such as “2026-11-21”",
}

PARTS_OF_A_DATE = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell a person: the key of a text and what fills its placeholders."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The message in English."""
        return self.said(str)

    def said(self, translated: Callable[[str], str]) -> str:
        """The message in the language into which `translated` brings the English texts."""
        params = dict(self.params)
        if params.get("part") in PARTS_OF_A_DATE:
            params["part"] = translated(MESSAGES[str(params["part"])])
        return translated(MESSAGES[self.key]).format(**params)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer, where it is, and what would be right.

    `row` counts from 1, as people do. `at` is the path under the question in the form's field
    names ("amount", "0.licence_expiry.day"). `part` says which part of a document it is in.
    """

    question: str
    message: Message
    row: int | None = None
    column: str = ""
    at: str = ""
    part: str = "answers"

    @property
    def text(self) -> str:
        """The message in English, without the place."""
        return self.message.text

    @property
    def place(self) -> str:
        """The place for a line of text: `agents, row 2, licence_expiry`."""
        row = f"row {self.row}" if self.row else ""
        return ", ".join(part for part in (self.question, row, self.column) if part)

    @property
    def field_name(self) -> str:
        """The name of the form field that the message belongs beside."""
        return ".".join(part for part in ("q", self.question, self.at) if part)


def excerpt(value: object) -> str:
    """At most 40 characters of what was given, safe to repeat in a message."""
    text = value if isinstance(value, str) else type(value).__name__
    shown = "".join(c for c in text[:200] if c.isprintable())
    return shown if len(shown) <= 40 else shown[:39] + "…"
