"""What stands where in the spreadsheet of a questionnaire."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from questionnaires.answer_sheet import marks
from questionnaires.answer_sheet.filling import EMPTY, Filling
from questionnaires.answer_sheet.only_if import OnlyIf
from questionnaires.answer_sheet.plan import (
    AnswerSheet,
    Sheet,
    SheetCell,
    SheetColumn,
    SheetRow,
    SheetTexts,
    Style,
)
from questionnaires.answer_sheet.table_sheets import table_sheet
from questionnaires.definition import Field, Question, Questionnaire
from questionnaires.types import Table, Value, answer_type
from questionnaires.types.base import AnswerType
from questionnaires.types.choices import Multi
from questionnaires.types.sheet_cells import TICK, Cells
from questionnaires.words import Words

WIDTHS = {"number": 6, "question": 52, "help": 64, "answer": 34, "unit": 10, "only_if": 24}
LONGEST_NAME = 31
TICKS = "ticks"


@dataclass(frozen=True)
class Given:
    """What is answered so far. `versions` are those of the answers, declined ones among them."""

    values: Mapping[str, Value] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    declined: Collection[str] = ()
    copy: str = ""


def layout(
    questionnaire: Questionnaire,
    words: Words,
    texts: SheetTexts,
    given: Given,
    asked: Collection[str] | None = None,
) -> AnswerSheet:
    """The spreadsheet of all questions, or of those that are `asked`, with what is answered."""
    keys = [key for key in questionnaire.questions if asked is None or key in asked]
    return _Layout(questionnaire, words, texts, given, keys).whole()


class _Layout:
    def __init__(
        self,
        questionnaire: Questionnaire,
        words: Words,
        texts: SheetTexts,
        given: Given,
        keys: list[str],
    ) -> None:
        self.questionnaire, self.words, self.texts, self.given = questionnaire, words, texts, given
        self.numbers = {key: number for number, key in enumerate(keys, start=1)}
        self.only_if = OnlyIf(questionnaire, words, self.numbers, texts.and_, texts.or_)
        self.filling = Filling(words)

    def whole(self) -> AnswerSheet:
        tables = [
            kind
            for key in self.numbers
            if isinstance(kind := answer_type(self._question(key)), Table)
        ]
        sheets = (
            self._instructions(),
            self._answers(),
            *map(self._table, tables),
            self._about(),
        )
        return AnswerSheet(str(self.words.title), self.words.language, sheets, self.filling.lists)

    def _instructions(self) -> Sheet:
        lines = [
            SheetCell(str(self.words.title), Style.TITLE),
            SheetCell(str(self.words.intro)),
            *(SheetCell(step) for step in self.texts.steps),
        ]
        rows = tuple(SheetRow((line,)) for line in lines)
        return Sheet(_name(self.texts.instructions), (SheetColumn(100),), rows)

    def _answers(self) -> Sheet:
        texts = self.texts
        heads = (texts.number, texts.question, texts.help, texts.answer, texts.unit, texts.only_if)
        head = SheetRow(tuple(SheetCell(text, Style.HEAD) for text in heads))
        hidden = (marks.ANSWER, marks.UNIT, "", marks.QUESTION, marks.SEEN)
        places = SheetRow((EMPTY, EMPTY, EMPTY, *map(_mark_of_column, hidden)), hidden=True)
        rows = [head, places]
        for section in self.questionnaire.sections:
            keys = [key for key in section.question_keys if key in self.numbers]
            if keys:
                title = SheetCell(str(self.words.section(section.id).title), Style.SECTION)
                rows.append(SheetRow((EMPTY, title)))
            for key in keys:
                rows += self._question_rows(self._question(key))
        columns = (*map(SheetColumn, WIDTHS.values()), *(SheetColumn(12, hidden=True),) * 2)
        return Sheet(_name(texts.answers), columns, tuple(rows), frozen=2)

    def _question_rows(self, question: Question) -> list[SheetRow]:
        kind = answer_type(question)
        cells = kind.in_cells(self.given.values.get(question.key), self.words)
        row = self._row(
            number=self.numbers[question.key],
            text=SheetCell(str(self.words.question(question.key).text), Style.QUESTION),
            help=self._help(question),
            answer=self.filling.answer(kind, cells),
            unit=self.filling.unit(kind, cells),
            note=self._note(question),
            mark=marks.mark(marks.QUESTION, question.key),
            seen=self._seen(question),
        )
        return [row, *self._ticks(question, kind, cells)]

    def _ticks(self, question: Question, kind: AnswerType[Field], cells: Cells) -> list[SheetRow]:
        if not isinstance(kind, Multi):
            return []
        self.filling.lists[TICKS] = (TICK,)
        return [
            self._row(
                text=SheetCell(str(self.words.choice(question.key, choice)), Style.CHOICE),
                answer=SheetCell(cells.get(choice), Style.ANSWER, TICKS),
                mark=marks.mark(marks.CHOICE, question.key, choice),
            )
            for choice in question.choices
        ]

    def _row(
        self,
        *,
        text: SheetCell,
        answer: SheetCell,
        mark: str,
        number: int | None = None,
        help: str = "",  # noqa: A002
        unit: SheetCell = EMPTY,
        note: str = "",
        seen: str = "",
    ) -> SheetRow:
        return SheetRow(
            (
                SheetCell(number),
                text,
                SheetCell(help or None, Style.HELP),
                answer,
                unit,
                SheetCell(note or None, Style.HELP),
                SheetCell(mark, Style.HIDDEN),
                SheetCell(seen or None, Style.HIDDEN),
            )
        )

    def _help(self, question: Question) -> str:
        lines = [str(self.words.question(question.key).help)]
        if question.type == "multi":
            lines.append(self.texts.tick)
        if question.type == "table":
            lines.append(self.texts.fill_in_sheet.format(sheet=self._table_name(question)))
        if question.type == "file":
            lines.append(self.texts.files)
        return "\n".join(line for line in lines if line)

    def _note(self, question: Question) -> str:
        lines = []
        if question.show_if:
            lines.append(self.only_if.said(question.show_if) or self.texts.depends)
        if question.key in self.given.declined:
            lines.append(self.texts.declined)
        return "\n".join(lines)

    def _seen(self, question: Question) -> str:
        version = self.given.versions.get(question.key, 0)
        return marks.seen_mark(question, version, self.given.values.get(question.key))

    def _table(self, kind: Table) -> Sheet:
        key = kind.field.key
        return table_sheet(
            kind,
            self.given.values.get(key),
            self.filling,
            name=self._table_name(self._question(key)),
            title=f"{self.numbers[key]}. {self.words.question(key).text}",
            unit=self.texts.unit,
        )

    def _table_name(self, question: Question) -> str:
        return _name(self.texts.question_sheet.format(number=self.numbers[question.key]))

    def _about(self) -> Sheet:
        said = marks.about(self.questionnaire, self.words.language, self.given.copy)
        rows = tuple(
            SheetRow(
                (
                    SheetCell(marks.mark(marks.ABOUT, name), Style.HIDDEN),
                    SheetCell(text, Style.HIDDEN),
                )
            )
            for name, text in marks.about_marks(said).items()
        )
        return Sheet(marks.OURS, (SheetColumn(20), SheetColumn(70)), rows, hidden=True)

    def _question(self, key: str) -> Question:
        return self.questionnaire.questions[key]


def _mark_of_column(name: str) -> SheetCell:
    return SheetCell(marks.mark(name), Style.HIDDEN) if name else EMPTY


def _name(text: str) -> str:
    """A name that a sheet may have."""
    return "".join(" " if c in "[]:*?/\\'" else c for c in text).strip()[:LONGEST_NAME]
