"""A questionnaire with its words as an XLSForm."""

from collections.abc import Iterator, Sequence

from questionnaires.definition import DONT_KNOW, Column, Field, Question, Section
from questionnaires.worded import Worded, at
from questionnaires.xlsform.columns import Form, Row, heading
from questionnaires.xlsform.lists import Lists
from questionnaires.xlsform.relevant import Untranslatable, relevant
from questionnaires.xlsform.texts import Cells, Texts

LONG_LIST = 20
ALWAYS_SHOWN = "relevant: the condition in x_show_if has no equal, so the question is always shown"
TITLE, INTRO = "questionnaire.title", "questionnaire.intro"
SECTION, PAGE = "section-", "page-"


def write_form(worded: Worded, language: str = "") -> Form:
    """The form in all languages of the questionnaire; `language` is the one it opens in.

    Reading it again gives the same questionnaire and the same words.
    """
    own = worded.questionnaire.language
    languages = list(dict.fromkeys((language or own, own, *worded.texts)))
    return _Writer(worded, languages).form()


class _Writer:
    def __init__(self, worded: Worded, languages: Sequence[str]) -> None:
        self.worded = worded
        self.questionnaire = worded.questionnaire
        self.texts = Texts(worded, languages)
        self.lists = Lists(self.texts)
        self.survey: list[Row] = []

    def form(self) -> Form:
        """All sheets."""
        self._note(TITLE, ("questionnaire", "title"))
        self._note(INTRO, ("questionnaire", "intro"))
        for section in self.questionnaire.sections:
            self._section(section)
        return Form(self.survey, self.lists.rows, self._settings())

    def _settings(self) -> Row:
        asked, first = self.questionnaire, self.texts.languages[0]
        title = self.worded.words(first).title
        return {
            "form_title": str(title) if title.language else asked.slug,
            "form_id": asked.slug,
            "version": asked.version,
            "default_language": heading(first),
            "style": "pages",
            "x_language": asked.language,
            "x_lists": asked.lists,
            "x_retired": " ".join(asked.retired),
        }

    def _note(self, name: str, path: tuple[str, ...]) -> None:
        row = Cells({"type": "note", "name": name})
        if any(at(texts, path) for texts in self.worded.texts.values()):
            self.texts.put(row, "label", path)
            self.survey.append(row.row())

    def _section(self, section: Section) -> None:
        row = Cells({"type": "begin_group", "name": f"{SECTION}{section.id}"})
        path = ("sections", section.id)
        self.texts.put(row, "label", (*path, "title"), without=section.id)
        self.texts.put(row, "x_task", (*path, "task"))
        self.survey.append(row.row())
        self._note(f"{SECTION}{section.id}.intro", (*path, "intro"))
        for number, page in enumerate(section.pages, start=1):
            name = f"{PAGE}{section.id}-{number}"
            self.survey.append({"type": "begin_group", "name": name, "appearance": "field-list"})
            for key in page:
                self._question(self.questionnaire.questions[key])
            self.survey.append({"type": "end_group"})
        self.survey.append({"type": "end_group"})

    def _question(self, question: Question) -> None:
        row = Cells({"name": question.key, "x_type": question.type})
        path = ("questions", question.key)
        self.texts.put(row, "label", (*path, "text"), without=question.key)
        self.texts.put(row, "hint", (*path, "help"))
        self.texts.put(row, "guidance_hint", (*path, "why"))
        self.texts.put(row, "x_evidence_text", (*path, "evidence"))
        row.cells |= _own_columns(question)
        self._condition(row, question)
        if question.type == "table":
            self.survey.append({**row.row(), "type": "begin_repeat"})
            for column in question.columns:
                self._column(column)
            self.survey.append({"type": "end_repeat"})
        else:
            self._field(row, question, question.key)

    def _condition(self, row: Cells, question: Question) -> None:
        if not question.show_if:
            return
        row.cells["x_show_if"] = question.show_if
        try:
            row.cells["relevant"] = relevant(question.show_if, self.questionnaire.questions)
        except Untranslatable:
            row.cells["x_left_out"] = ALWAYS_SHOWN

    def _column(self, column: Column) -> None:
        name = f"{column.table}.{column.key}"
        row = Cells({"name": name, "x_type": column.type, "x_region_of": column.region_of})
        path = ("questions", column.table, "columns", column.key)
        self.texts.put(row, "label", path, without=column.key)
        self._field(row, column, name)

    def _field(self, row: Cells, described: Field, name: str) -> None:
        if described.type == "money":
            self._money(row, name)
            return
        row.cells["type"] = self._type(described)
        row.cells["constraint"] = _constraint(described)
        row.cells["appearance"] = _appearance(described)
        self.survey.append(row.row())

    def _money(self, row: Cells, name: str) -> None:
        self.survey.append({**row.row(), "type": "begin_group"})
        label = {cell: text for cell, text in row.cells.items() if cell.startswith("label::")}
        amount = {"type": "decimal", "name": f"{name}.amount", "constraint": ". >= 0", **label}
        currency = f"select_one {self.lists.currencies()}"
        self.survey.append(amount)
        self.survey.append(
            {"type": currency, "name": f"{name}.currency", "appearance": "minimal", **label}
        )
        self.survey.append({"type": "end_group"})

    def _type(self, described: Field) -> str:
        match described.type:
            case "single" | "ypn" | "choice":
                return f"select_one {self.lists.own(described)}"
            case "multi":
                return f"select_multiple {self.lists.own(described)}"
            case "country":
                return f"select_one {self.lists.countries(described)}"
            case "good":
                return f"select_one {self.lists.goods()}"
            case "number" | "percent":
                return "integer" if described.whole else "decimal"
        return described.type


def _own_columns(question: Question) -> Row:
    return {
        "x_topic": question.section,
        "x_evidence": "yes" if question.evidence else "",
        "x_sensitive": "yes" if question.sensitive else "",
        "x_critical": "yes" if question.critical else "",
        "x_refs": " ".join(question.refs),
        "x_map_from": question.map_from,
        "x_alone": question.alone,
        "x_region_of": question.region_of,
    }


def _appearance(described: Field) -> str:
    if described.type in ("country", "good") or len(described.choices) > LONG_LIST:
        return "minimal"
    long_text = described.type == "text" and not isinstance(described, Column)
    return "multiline" if long_text and not described.region_of else ""


def _constraint(described: Field) -> str:
    if described.type in ("number", "percent"):
        most = 100 if described.type == "percent" else described.most
        return ". >= 0" if most is None else f". >= 0 and . <= {most}"
    if described.longest:
        return f"string-length(.) <= {described.longest}"
    return " and ".join(_alone(choice) for choice in _exclusive(described))


def _exclusive(described: Field) -> Iterator[str]:
    if described.type == "multi":
        yield from dict.fromkeys(choice for choice in (described.alone, DONT_KNOW) if choice)


def _alone(choice: str) -> str:
    return f"not(selected(., '{choice}') and count-selected(.) > 1)"
