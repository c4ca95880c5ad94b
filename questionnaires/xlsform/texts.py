"""The texts of a form in every language, with gaps filled and the filling marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from questionnaires.catalogue import ENGLISH
from questionnaires.worded import Path, Worded, at
from questionnaires.xlsform.columns import column_in


@dataclass
class Cells:
    """The cells of one row. `filled` names those whose text is of another language."""

    cells: dict[str, str] = field(default_factory=dict)
    filled: list[str] = field(default_factory=list)

    def row(self) -> dict[str, str]:
        """The row, with what was filled in its own column."""
        return {**self.cells, "x_filled": " ".join(self.filled)} if self.filled else self.cells


@dataclass(frozen=True)
class Texts:
    """Every text of a questionnaire in the languages of a form, the form's default first."""

    worded: Worded
    languages: Sequence[str]

    def put(self, row: Cells, column: str, path: Path, *, without: str = "") -> None:
        """Put a text into its columns, one for each language.

        pyxform shows “-” where a translation is missing, so gaps are filled: from the language
        of the questionnaire, English, any other, and last with `without`.
        """
        found = {each: at(self.worded.texts.get(each, {}), path) for each in self.languages}
        order = (self.worded.questionnaire.language, ENGLISH, *self.languages)
        filling = next((found[each] for each in order if found.get(each)), without)
        if not filling:
            return
        for language, text in found.items():
            row.cells[column_in(column, language)] = text or filling
            if not text:
                row.filled.append(f"{column}::{language}")

    def say(self, row: Cells, column: str, said: Mapping[str, str]) -> None:
        """Put a text of the product, given by language, into its columns."""
        for language in self.languages:
            row.cells[column_in(column, language)] = said[language]
