"""The choices sheet: a list for each question that has choices, and the lists that all share."""

from collections.abc import Callable, Mapping

from questionnaires import countries
from questionnaires.definition import DONT_KNOW, Column, Field
from questionnaires.lists import list_names, load_list
from questionnaires.worded import Path
from questionnaires.xlsform.columns import Row
from questionnaires.xlsform.texts import Cells, Texts

IMPLIED = "implied"
"""In x_code: a choice that ours offers with every question, so that it is not listed."""

COUNTRIES, COUNTRIES_ASKED = "shared-countries", "shared-countries-asked"
CURRENCIES, GOODS = "shared-currencies", "shared-goods"
SHARED = (COUNTRIES, COUNTRIES_ASKED, CURRENCIES, GOODS)


class Lists:
    """The rows of the choices sheet, each list once."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.rows: list[Row] = []
        self._shared: set[str] = set()

    def own(self, described: Field) -> str:
        """The list of a question or column with choices; its name."""
        if isinstance(described, Column):
            name = f"{described.table}-{described.key}"
            start: Path = ("questions", described.table, "column_choices", described.key)
        else:
            name, start = described.key, ("questions", described.key, "choices")
        for choice in described.choices:
            row = self._row(name, choice)
            self.texts.put(row, "label", (*start, choice), without=choice)
            self.rows.append(row.row())
        if not isinstance(described, Column) and DONT_KNOW not in described.choices:
            self._dont_know(name, described.key)
        return name

    def countries(self, described: Field) -> str:
        """The list of countries; a question offers “don’t know” as well."""
        asked = not isinstance(described, Column)
        name = COUNTRIES_ASKED if asked else COUNTRIES
        if name not in self._shared:
            codes = dict.fromkeys(countries.COUNTRIES)
            self._share(name, {code: _in_language(countries.name, code) for code in codes})
            if asked:
                self._dont_know(name, described.key)
        return name

    def currencies(self) -> str:
        """The list of currencies."""
        found = {code: _in_language(countries.currency_name, code) for code in countries.CURRENCIES}
        self._share(CURRENCIES, found)
        return CURRENCIES

    def goods(self) -> str:
        """The list of goods."""
        version = self.texts.worded.questionnaire.lists

        def name(code: str, language: str) -> str:
            return list_names("goods", language, version)[code]

        self._share(GOODS, {code: _in_language(name, code) for code in load_list("goods", version)})
        return GOODS

    def _share(self, name: str, choices: Mapping[str, Callable[[str], str]]) -> None:
        if name in self._shared:
            return
        self._shared.add(name)
        for code, said in choices.items():
            row = self._row(name, code)
            self.texts.say(row, "label", {each: said(each) for each in self.texts.languages})
            self.rows.append(row.row())

    def _dont_know(self, name: str, key: str) -> None:
        row = Cells({"list_name": name, "name": DONT_KNOW, "x_code": IMPLIED})
        words = {each: self.texts.worded.words(each) for each in self.texts.languages}
        self.texts.say(
            row, "label", {each: str(said.choice(key, DONT_KNOW)) for each, said in words.items()}
        )
        self.rows.append(row.row())

    def _row(self, name: str, choice: str) -> Cells:
        return Cells({"list_name": name, "name": choice, "x_code": choice})


def _in_language(name: Callable[[str, str], str], code: str) -> Callable[[str], str]:
    return lambda language: name(code, language)
