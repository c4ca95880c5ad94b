"""The survey sheet of a form that somebody brings: its questions, in sections and pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from questionnaires.xlsform.conditions import Known
from questionnaires.xlsform.fields import OTHER, FieldReader, ReadField
from questionnaires.xlsform.names import Keys
from questionnaires.xlsform.sheets import SheetRow
from questionnaires.xlsform.told import SURVEY, Finding, Verdict
from questionnaires.xlsform.types import METADATA, NAMES, split_type
from questionnaires.xlsform.writing import INTRO, SECTION, TITLE

MOST_DEPTH = 5
MOST_QUESTIONS = 500
Said = Mapping[str, Mapping[str, str]]
"""Texts by their place in the words of a question (text, help, why, evidence), by language."""


@dataclass
class Part:
    """A section as a form has it: its texts by place and language."""

    id: str
    row: SheetRow | None
    title: Mapping[str, str] = field(default_factory=dict)
    task: Mapping[str, str] = field(default_factory=dict)
    intro: dict[str, str] = field(default_factory=dict)
    started: bool = False


@dataclass
class Item:
    """A question as a form has it: where it stands, what it is, and under which conditions."""

    key: str
    row: SheetRow
    part: Part
    page: int
    read: ReadField
    conditions: Sequence[SheetRow] = ()
    said: Said = field(default_factory=dict)
    columns: list["Item"] = field(default_factory=list)
    show_if: str = ""


@dataclass
class Frame:
    """A group that is open."""

    row: SheetRow
    kind: str
    table: Item | None = None


@dataclass
class Survey:
    """What was read: questions, sections, the words of the whole, and every name for conditions."""

    items: list[Item] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    title: Mapping[str, str] = field(default_factory=dict)
    intro: Mapping[str, str] = field(default_factory=dict)
    names: dict[str, Known | str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_survey(rows: Sequence[SheetRow], reader: FieldReader) -> Survey:
    """Walk the rows; whatever cannot be asked is told, and the walk goes on."""
    walk = _Walk(reader)
    for row in rows:
        walk.step(row)
    walk.finish()
    return walk.survey


class _Walk:
    def __init__(self, reader: FieldReader) -> None:
        self.reader = reader
        self.survey = Survey(findings=reader.findings)
        self.keys, self.part_ids = Keys(), Keys()
        self.column_keys: dict[str, Keys] = {}
        self.frames: list[Frame] = []
        self.page = 0

    def step(self, row: SheetRow) -> None:
        """Take one row."""
        kind, _rest = split_type(row["type"])
        if kind in ("end_group", "end_repeat"):
            self._close(row, kind)
        elif self._inside_money():
            return
        elif kind in ("begin_group", "begin_repeat"):
            self._open(row, kind)
        elif kind == "note":
            self._note(row)
        elif kind in METADATA:
            self.survey.names[row["name"] or kind] = "name_hidden"
            self._tell(row, Verdict.SIMPLIFIED, "metadata", type=kind)
        else:
            self._ask(row)

    def finish(self) -> None:
        """Tell what was left open."""
        for frame in self.frames:
            end = "end_repeat" if frame.kind == "begin_repeat" else "end_group"
            self._tell(frame.row, Verdict.REFUSED, "not_closed", end=end)
        if len(self.survey.items) > MOST_QUESTIONS:
            params = {"most": MOST_QUESTIONS}
            self.survey.findings.append(
                Finding(SURVEY, 0, Verdict.REFUSED, "too_many_questions", params)
            )

    def _inside_money(self) -> bool:
        return bool(self.frames) and self.frames[-1].kind == "money"

    def _open(self, row: SheetRow, kind: str) -> None:
        if len(self.frames) >= MOST_DEPTH:
            self._tell(row, Verdict.REFUSED, "too_deep", most=MOST_DEPTH)
        frame = Frame(row, kind)
        if kind == "begin_repeat":
            frame.table = self._table(row)
        elif row["x_type"] == "money":
            frame.kind = "money"
            self._place(row, self.reader.money(row))
        elif not self.frames:
            self._begin_part(row)
        elif "field-list" in row["appearance"]:
            self.page += 1
            self._tell(row, Verdict.TAKEN, "page_taken")
        else:
            self._tell(row, Verdict.SIMPLIFIED, "group_joined")
        self.survey.names.setdefault(row["name"], "no_condition")
        self.frames.append(frame)

    def _close(self, row: SheetRow, kind: str) -> None:
        opens = "begin_repeat" if kind == "end_repeat" else "begin_group"
        fits = bool(self.frames) and (self.frames[-1].kind == "begin_repeat") == (
            opens == "begin_repeat"
        )
        if not fits:
            self._tell(row, Verdict.REFUSED, "not_open")
            return
        frame = self.frames.pop()
        self.page += frame.kind == "begin_group"
        if frame.table is not None and not frame.table.columns:
            self._tell(frame.row, Verdict.REFUSED, "no_columns")
        self._tell(row, Verdict.TAKEN, "end_taken")

    def _begin_part(self, row: SheetRow) -> None:
        name = row["name"].removeprefix(SECTION)
        part = Part(
            self.part_ids.take(name or "section"),
            row,
            row.own_texts("label"),
            row.own_texts("x_task"),
        )
        self._refuse_references(row)
        self.survey.parts.append(part)
        self.page += 1
        self._tell(row, Verdict.TAKEN, "section_taken")

    def _part(self) -> Part:
        """The section that a question now belongs to; one is begun for what stands in none."""
        if self.frames and self.survey.parts:
            return self.survey.parts[-1]
        if not self.survey.parts or self.survey.parts[-1].row is not None:
            self.survey.parts.append(Part(self.part_ids.take("questions"), None))
        return self.survey.parts[-1]

    def _note(self, row: SheetRow) -> None:
        self.survey.names[row["name"]] = "name_hidden"
        self._refuse_references(row)
        said = row.own_texts("label")
        if row["name"] == TITLE:
            self.survey.title = said
            self._tell(row, Verdict.TAKEN, "title_taken")
        elif row["name"] == INTRO:
            self.survey.intro = said
            self._tell(row, Verdict.TAKEN, "intro_taken")
        elif self._part().started or self._table_open():
            self._tell(row, Verdict.SIMPLIFIED, "note_left")
        else:
            intro = self._part().intro
            for language, text in said.items():
                intro[language] = f"{intro[language]}\n\n{text}" if language in intro else text
            self._tell(row, Verdict.TAKEN, "note_taken")

    def _table_open(self) -> Item | None:
        return next((frame.table for frame in self.frames if frame.table), None)

    def _table(self, row: SheetRow) -> Item | None:
        if self._table_open():
            self._tell(row, Verdict.REFUSED, "table_inside")
            return None
        if row["repeat_count"]:
            self._tell(row, Verdict.SIMPLIFIED, "repeat_count")
        self._tell(row, Verdict.TAKEN, "taken", what=NAMES["table"])
        return self._place(row, ReadField({"type": "table"}))

    def _ask(self, row: SheetRow) -> None:
        read = self.reader.read(row, in_table=bool(self._table_open()))
        if read is None:
            self.survey.names.setdefault(row["name"], "name_hidden")
        else:
            self._place(row, read)

    def _place(self, row: SheetRow, read: ReadField) -> Item | None:
        if not row["name"]:
            self._tell(row, Verdict.REFUSED, "no_name")
            return None
        if not row.has_text("label"):
            self._tell(row, Verdict.REFUSED, "no_label")
        self._refuse_references(row)
        table = self._table_open()
        return self._column(row, read, table) if table else self._question(row, read)

    def _question(self, row: SheetRow, read: ReadField) -> Item:
        if row["name"] in self.survey.names:
            self._tell(row, Verdict.REFUSED, "twin_name", name=row["name"])
        part = self._part()
        part.started = True
        item = Item(self._key(row, self.keys, row["name"]), row, part, self.page, read)
        item.said = _said(row)
        outer = [frame.row for frame in self.frames if frame.kind != "money" and not frame.table]
        item.conditions = [one for one in (*outer, row) if one["relevant"]]
        self.survey.items.append(item)
        known = Known(item.key, read.entry["type"], read.listed)
        self.survey.names[row["name"]] = known
        if known.type == "money":
            self.survey.names[f"{row['name']}.amount"] = known
        if read.has_other:
            self._other(item)
        return item

    def _other(self, item: Item) -> None:
        """The question that “or other” stands for."""
        key = self.keys.take(f"{item.key}_{OTHER}")
        self.page += 1
        chosen = f"'{OTHER}' in {item.key}"
        show_if = chosen if item.read.entry["type"] == "multi" else f"{item.key} == '{OTHER}'"
        said = {"text": {"en": "Other: please say which"}}
        read = ReadField({"type": "text"})
        self.survey.items.append(
            Item(key, item.row, item.part, self.page, read, (), said, show_if=show_if)
        )

    def _column(self, row: SheetRow, read: ReadField, table: Item) -> Item:
        keys = self.column_keys.setdefault(table.key, Keys())
        name = row["name"].removeprefix(f"{table.row['name']}.")
        item = Item(self._key(row, keys, name), row, table.part, table.page, read)
        item.said = {"text": row.own_texts("label")}
        table.columns.append(item)
        if row["relevant"]:
            self._tell(row, Verdict.SIMPLIFIED, "column_shown")
        self.survey.names[row["name"]] = "in_table"
        return item

    def _key(self, row: SheetRow, keys: Keys, name: str) -> str:
        key = keys.take(name)
        if key != name:
            self._tell(row, Verdict.SIMPLIFIED, "renamed", key=key, name=name[:40])
        return key

    def _refuse_references(self, row: SheetRow) -> None:
        if any("${" in text for by in row.texts.values() for text in by.values()):
            self._tell(row, Verdict.REFUSED, "reference_in_label")

    def _tell(self, row: SheetRow, verdict: Verdict, reason: str, **params: object) -> None:
        self.survey.findings.append(row.told(verdict, reason, **params))


def _said(row: SheetRow) -> Said:
    return {
        "text": row.own_texts("label"),
        "help": row.own_texts("hint"),
        "why": row.own_texts("guidance_hint"),
        "evidence": row.own_texts("x_evidence_text"),
    }


def entry_of(item: Item) -> dict[str, Any]:
    """The entry of a definition document, without its condition."""
    row, entry = item.row, dict(item.read.entry)
    for flag in ("evidence", "sensitive", "critical"):
        if row[f"x_{flag}"].casefold() in ("yes", "true", "1"):
            entry[flag] = True
    if row["x_refs"]:
        entry["refs"] = row["x_refs"].split()
    if row["x_map_from"]:
        entry["map_from"] = row["x_map_from"]
    if item.columns:
        entry["columns"] = [{"name": one.key, **one.read.entry} for one in item.columns]
    return entry
