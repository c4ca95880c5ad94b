"""What stands where in the spreadsheet of a questionnaire."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from questionnaires import countries
from questionnaires.answer_sheet import marks
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
from questionnaires.definition import DONT_KNOW, Field, Question, Questionnaire
from questionnaires.types import Table, Value, answer_type
from questionnaires.types.base import AnswerType
from questionnaires.types.choices import Multi, Single
from questionnaires.types.sheet_cells import TICK, UNIT, Cells
from questionnaires.types.table import MOST_ROWS
from questionnaires.words import Words

WIDTHS = {"number": 6, "question": 52, "help": 64, "answer": 34, "unit": 10, "only_if": 24}
TABLE_WIDTH, LONGEST_NAME = 24, 31
COUNTRIES, CURRENCIES, TICKS = "countries", "currencies", "ticks"
EMPTY = SheetCell()


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
        self.lists: dict[str, tuple[str, ...]] = {}

    def whole(self) -> AnswerSheet:
        tables = [key for key in self.numbers if self._question(key).type == "table"]
        sheets = (
            self._instructions(),
            self._answers(),
            *(self._table(self._question(key)) for key in tables),
            self._about(),
        )
        return AnswerSheet(str(self.words.title), self.words.language, sheets, self.lists)

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
            answer=self._answer(kind, cells),
            unit=self._unit(kind, cells),
            note=self._note(question),
            mark=marks.mark(marks.QUESTION, question.key),
            seen=self._seen(question),
        )
        return [row, *self._ticks(question, kind, cells)]

    def _ticks(self, question: Question, kind: AnswerType[Field], cells: Cells) -> list[SheetRow]:
        if not isinstance(kind, Multi):
            return []
        self.lists[TICKS] = (TICK,)
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

    def _answer(self, kind: AnswerType[Field], cells: Cells) -> SheetCell:
        value = cells.get("")
        if kind.field.type == "file":
            return SheetCell(value, Style.HELP)
        style = Style.DAY if kind.field.type == "date" else Style.ANSWER
        return SheetCell(value, style, self._options(kind))

    def _unit(self, kind: AnswerType[Field], cells: Cells) -> SheetCell:
        if kind.field.type == "percent":
            return SheetCell("%", Style.HELP)
        if kind.field.type != "money":
            return EMPTY
        self.lists[CURRENCIES] = countries.CURRENCIES
        return SheetCell(cells.get(UNIT), Style.ANSWER, CURRENCIES)

    def _options(self, kind: AnswerType[Field]) -> str:
        """The name of the list of what can be chosen; "" where one writes."""
        described = kind.field
        dont_know = self.words.choice_of(described, DONT_KNOW)
        if isinstance(kind, Multi):
            return self._list("multi", [dont_know])
        if isinstance(kind, Table):
            return self._list("table", [self.words.none_to_list, dont_know])
        if isinstance(kind, Single):
            return self._list("", [name for _key, name in kind.options(self.words)])
        if described.type == "country":
            names = [name for _code, name in countries.choices(self.words.language)]
            more = [dont_know] if isinstance(described, Question) else []
            return self._list("", [*names, *more])
        return ""

    def _list(self, name: str, options: list[str]) -> str:
        """Enter a list, each once, and give its name."""
        wanted = tuple(map(str, options))
        known = next((name for name, entries in self.lists.items() if entries == wanted), "")
        found = known or name or f"list{len(self.lists) + 1}"
        self.lists[found] = wanted
        return found

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

    def _table(self, question: Question) -> Sheet:
        kind = answer_type(question)
        assert isinstance(kind, Table)  # noqa: S101
        heads, places, columns = [], [], []
        for key, column in kind.columns.items():
            title = str(self.words.column(question.key, key))
            heads.append(SheetCell(title, Style.HEAD))
            places.append(SheetCell(marks.mark(marks.COLUMN, question.key, key), Style.HIDDEN))
            style = Style.DAY if column.field.type == "date" else Style.ANSWER
            columns.append(SheetColumn(TABLE_WIDTH, style=style, options=self._options(column)))
            if column.field.type == "money":
                unit = self._unit(column, {})
                heads.append(SheetCell(self.texts.unit, Style.HEAD))
                path = (question.key, key, marks.UNIT)
                places.append(SheetCell(marks.mark(marks.COLUMN, *path), Style.HIDDEN))
                columns.append(SheetColumn(10, style=Style.ANSWER, options=unit.options))
        empty = [EMPTY] * (len(columns) - 1)
        rows = [
            SheetRow((SheetCell(self._table_title(question), Style.SECTION), *empty)),
            SheetRow(tuple(heads)),
            SheetRow(tuple(places), hidden=True),
            *self._entries(question, kind),
        ]
        entries = MOST_ROWS - (len(rows) - 3)
        name = self._table_name(question)
        return Sheet(name, tuple(columns), tuple(rows), frozen=3, entries=entries)

    def _entries(self, question: Question, kind: Table) -> list[SheetRow]:
        value = self.given.values.get(question.key)
        rows = []
        for row in kind.rows_in_cells(value, self.words):
            cells: list[SheetCell] = []
            for key, column in kind.columns.items():
                cells.append(self._answer(column, row[key]))
                if column.field.type == "money":
                    cells.append(self._unit(column, row[key]))
            rows.append(SheetRow(tuple(cells)))
        return rows

    def _table_title(self, question: Question) -> str:
        return f"{self.numbers[question.key]}. {self.words.question(question.key).text}"

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
