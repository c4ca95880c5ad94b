"""The sheets of a form that somebody brings, as rows of named cells with their row numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from questionnaires.xlsform.columns import NATIVE, language_of, split_heading
from questionnaires.xlsform.told import CHOICES, SETTINGS, SURVEY, Finding, Verdict
from scoring.hidden_characters import BREAKS, JOINERS, hidden_character

Table = Sequence[Sequence[str]]

MOST_ROWS = {SURVEY: 2_000, CHOICES: 20_000, SETTINGS: 20}
MOST_COLUMNS = 300
LONGEST_TEXT = 5_000
TRANSLATED = {
    SURVEY: ("label", "hint", "guidance_hint", "x_task", "x_evidence_text"),
    CHOICES: ("label",),
    SETTINGS: (),
}
PLAIN = {
    SURVEY: (
        "type", "name", "relevant", "constraint", "appearance", "parameters", "required",
        "choice_filter", "default", "calculation", "repeat_count", "trigger", "read_only",
        "x_type", "x_topic", "x_indicator", "x_evidence", "x_sensitive", "x_critical", "x_refs",
        "x_map_from", "x_alone", "x_region_of", "x_show_if", "x_left_out", "x_filled",
    ),
    CHOICES: ("list_name", "name", "x_code", "x_filled"),
    SETTINGS: (
        "form_title", "form_id", "version", "default_language", "style",
        "x_language", "x_lists", "x_retired",
    ),
}  # fmt: skip
ALIASES = {
    "relevance": "relevant", "caption": "label", "readonly": "read_only", "value": "name",
    "list name": "list_name", "calculate": "calculation", "title": "form_title",
    "set form title": "form_title", "set form id": "form_id", "id_string": "form_id",
}  # fmt: skip
NEEDED = {SURVEY: ("type", "name"), CHOICES: ("list_name", "name"), SETTINGS: ()}
_LANGUAGES = {name.casefold(): code for code, name in NATIVE.items()} | {
    "russian": "ru", "kazakh": "kk", "kyrgyz": "ky", "uzbek": "uz", "turkmen": "tk", "tajik": "tg",
    "french": "fr", "français": "fr", "spanish": "es", "español": "es", "arabic": "ar",
    "chinese": "zh", "malay": "ms", "turkish": "tr", "german": "de", "portuguese": "pt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with something in it: plain cells, and texts by column and language."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def told(self, verdict: Verdict, reason: str, **params: object) -> Finding:
        """A finding about this row."""
        return Finding(self.sheet, self.number, verdict, reason, params, self["name"])

    def own_texts(self, column: str) -> dict[str, str]:
        """The texts of a column by language, without those that an export filled in."""
        found = {each: text for each, text in self.texts.get(column, {}).items() if text}
        marked = set(self["x_filled"].split())
        filled = {each for each in found if f"{column}::{each}" in marked}
        originals = {text for each, text in found.items() if each not in filled}
        return {
            each: text
            for each, text in found.items()
            if each not in filled or (originals and text not in originals)
        }

    def has_text(self, column: str) -> bool:
        """Whether any language has something in this column, filled in or not."""
        return any(self.texts.get(column, {}).values())


@dataclass
class ReadSheet:
    """A sheet as read: its rows, its columns, its languages, and what is wrong with it."""

    name: str
    rows: list[SheetRow] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    languages: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_sheet(name: str, table: Table, default_language: str) -> ReadSheet:
    """A sheet of text cells, headings first. What has no language is in the default one."""
    found = ReadSheet(name)
    headings = [heading.strip() for heading in (table[0] if table else ())]
    rows = [(number, row) for number, row in enumerate(table[1:], start=2) if any(row)]
    found.findings += _size_problems(name, headings, len(rows))
    if found.findings:
        return found
    places = list(_places(found, headings, default_language))
    found.columns = {column for _at, column, _language in places}
    for column in NEEDED[name]:
        if column not in found.columns:
            found.findings.append(_about(name, 1, Verdict.REFUSED, "no_column", name=column))
    found.languages = list(dict.fromkeys(language for _at, _column, language in places if language))
    for number, row in rows:
        read = _row(name, number, row, places)
        if read.cells or read.texts:
            found.findings += _cell_problems(read)
            found.rows.append(read)
    return found


def _row(
    sheet: str, number: int, row: Sequence[str], places: Sequence[tuple[int, str, str]]
) -> SheetRow:
    cells: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    for at, column, language in places:
        text = row[at].strip() if at < len(row) else ""
        if text and language:
            texts.setdefault(column, {})[language] = text
        elif text:
            cells[column] = text
    return SheetRow(sheet, number, cells, texts)


def _places(
    found: ReadSheet, headings: Sequence[str], default_language: str
) -> Iterator[tuple[int, str, str]]:
    """(place, column, language) of every column that is read."""
    taken: set[tuple[str, str]] = set()
    for at, heading in enumerate(headings):
        if not heading:
            continue
        column, written = split_heading(heading)
        column = ALIASES.get(column.casefold(), column.casefold())
        if column not in (*PLAIN[found.name], *TRANSLATED[found.name]):
            reason = "setting_ignored" if found.name == SETTINGS else "column_ignored"
            found.findings.append(
                _about(found.name, 1, Verdict.SIMPLIFIED, reason, name=heading[:60])
            )
            continue
        language = ""
        if column in TRANSLATED[found.name]:
            language = _language(written, default_language)
        if written and not language:
            found.findings.append(
                _about(found.name, 1, Verdict.REFUSED, "language", name=written[:60])
            )
        elif (column, language) in taken:
            found.findings.append(
                _about(found.name, 1, Verdict.REFUSED, "twin_column", name=heading[:60])
            )
        else:
            taken.add((column, language))
            yield at, column, language


def _language(written: str, default_language: str) -> str:
    if not written:
        return default_language
    return _LANGUAGES.get(written.casefold(), "") or language_of(written)


def known_language(written: str) -> str:
    """The code of a language as a form may name it, "" where it is none."""
    return _language(written, "")


def _size_problems(name: str, headings: Sequence[str], rows: int) -> Iterator[Finding]:
    if rows > MOST_ROWS[name]:
        most = MOST_ROWS[name]
        yield _about(name, 0, Verdict.REFUSED, "too_many_rows", most=most)
    if len(headings) > MOST_COLUMNS:
        yield _about(name, 1, Verdict.REFUSED, "too_many_columns", most=MOST_COLUMNS)


def _cell_problems(row: SheetRow) -> Iterator[Finding]:
    named = [*row.cells.items()]
    named += [(column, text) for column, by in row.texts.items() for text in by.values()]
    for column, text in named:
        if len(text) > LONGEST_TEXT:
            yield row.told(Verdict.REFUSED, "too_long", column=column, most=LONGEST_TEXT)
        elif what := hidden_character(text, BREAKS | JOINERS):
            yield row.told(Verdict.REFUSED, "hidden", column=column, what=what)


def _about(sheet: str, row: int, verdict: Verdict, reason: str, **params: object) -> Finding:
    return Finding(sheet, row, verdict, reason, params)
