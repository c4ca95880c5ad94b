"""The cells that are filled in: what stands in them, and which lists they offer."""

from dataclasses import dataclass, field

from questionnaires import countries
from questionnaires.answer_sheet.plan import SheetCell, Style
from questionnaires.definition import DONT_KNOW, Field, Question
from questionnaires.types import Table
from questionnaires.types.base import AnswerType
from questionnaires.types.choices import Multi, Single
from questionnaires.types.sheet_cells import UNIT, Cells
from questionnaires.words import Words

CURRENCIES = "currencies"
EMPTY = SheetCell()


@dataclass(frozen=True)
class Filling:
    """Makes the cells of answers in one language, and gathers the lists that they offer."""

    words: Words
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def answer(self, kind: AnswerType[Field], cells: Cells) -> SheetCell:
        """The answer's own cell."""
        value = cells.get("")
        if kind.field.type == "file":
            return SheetCell(value, Style.HELP)
        style = Style.DAY if kind.field.type == "date" else Style.ANSWER
        return SheetCell(value, style, self.options(kind))

    def unit(self, kind: AnswerType[Field], cells: Cells) -> SheetCell:
        """The cell beside it: the currency of an amount, the sign of a percentage."""
        if kind.field.type == "percent":
            return SheetCell("%", Style.HELP)
        if kind.field.type != "money":
            return EMPTY
        self.lists[CURRENCIES] = countries.CURRENCIES
        return SheetCell(cells.get(UNIT), Style.ANSWER, CURRENCIES)

    def options(self, kind: AnswerType[Field]) -> str:
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
