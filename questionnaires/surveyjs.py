"""A questionnaire with its words as SurveyJS JSON, for forms that are built on that library."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from questionnaires import countries
from questionnaires.catalogue import ENGLISH
from questionnaires.definition import DONT_KNOW, Column, Field, Question, Section
from questionnaires.lists import list_names, load_list
from questionnaires.worded import Path, Worded, at
from questionnaires.xlsform.relevant import Dialect, Untranslatable, relevant

Element = dict[str, Any]
LONG_LIST = 20
LONGEST_LINE = 200
CURRENCY = "^[A-Z]{3}$"


class SurveyJsDialect(Dialect):
    """How SurveyJS spells what a condition is made of."""

    true, false = "1 = 1", "1 = 0"

    def name(self, key: str, part: str = "") -> str:
        """An answer, or a part of it."""
        return f"{{{key}.{part}}}" if part else f"{{{key}}}"

    def answered(self, name: str) -> str:
        """There is an answer."""
        return f"{name} notempty"

    def selected(self, name: str, choice: str, *, wanted: bool) -> str:
        """A choice is among those of a multiple choice, or not."""
        return f"{name} {'contains' if wanted else 'notcontains'} {choice}"

    def count(self, name: str, *, rows: bool) -> str:
        """How many rows or choices there are."""
        return name.replace("}", ".length}")

    def magnitude(self, value: str) -> str:
        """A number without its sign: SurveyJS has no function for it."""
        raise Untranslatable(value)

    def day(self, text: str) -> str:
        """A date that is written in the condition."""
        return text


def to_surveyjs(worded: Worded, language: str = "") -> dict[str, Any]:
    """The survey as values for JSON, in all languages; it opens in `language`.

    Answers have our shape, with our keys. What SurveyJS has no word for is in properties that
    begin with `x_`.
    """
    return _Survey(worded).survey(language)


class _Survey:
    def __init__(self, worded: Worded) -> None:
        self.worded = worded
        self.asked = worded.questionnaire

    def survey(self, language: str) -> dict[str, Any]:
        return {
            "title": self._text(("questionnaire", "title")),
            "description": self._text(("questionnaire", "intro")),
            "locale": language or self.asked.language,
            "checkErrorsMode": "onNextPage",
            "pages": [page for section in self.asked.sections for page in self._pages(section)],
            "x_slug": self.asked.slug,
            "x_version": self.asked.version,
            "x_sha256": self.asked.sha256,
        }

    def _pages(self, section: Section) -> Iterable[Element]:
        title = self._text(("sections", section.id, "title"))
        for number, page in enumerate(section.pages, start=1):
            elements = [self._question(self.asked.questions[key]) for key in page]
            found: Element = {"name": f"{section.id}-{number}", "title": title}
            intro = self._text(("sections", section.id, "intro")) if number == 1 else None
            yield found | ({"description": intro} if intro else {}) | {"elements": elements}

    def _question(self, question: Question) -> Element:
        path = ("questions", question.key)
        element: Element = {
            "name": question.key,
            "title": self._text((*path, "text")),
            "description": self._text((*path, "help")),
            "x_type": question.type,
            "x_topic": question.section,
            "x_why": self._text((*path, "why")),
            "x_evidence": self._text((*path, "evidence")) if question.evidence else None,
            "x_sensitive": question.sensitive or None,
            "x_critical": question.critical or None,
            "x_refs": list(question.refs) or None,
            **self._condition(question),
            **self._field(question, (*path, "choices")),
        }
        return {name: value for name, value in element.items() if value is not None}

    def _condition(self, question: Question) -> Element:
        if not question.show_if:
            return {}
        try:
            dialect = SurveyJsDialect()
            return {"visibleIf": relevant(question.show_if, self.asked.questions, dialect)}
        except Untranslatable:
            return {"x_show_if": question.show_if}

    def _column(self, column: Column) -> Element:
        path = ("questions", column.table)
        title = self._text((*path, "columns", column.key))
        shape = self._field(column, (*path, "column_choices", column.key))
        element = {"name": column.key, "title": title, "x_type": column.type, **shape}
        return {name: value for name, value in element.items() if value is not None}

    def _field(self, described: Field, path: Path) -> Element:
        if described.type in _ALIKE:
            return _ALIKE[described.type]
        if isinstance(described, Question) and described.type == "table":
            columns = [self._column(column) for column in described.columns]
            return {"type": "paneldynamic", "templateElements": columns, "panelCount": 0}
        match described.type:
            case "single" | "ypn" | "choice":
                return self._choosing(described, path)
            case "multi":
                choices = self._choices(described, path)
                return {"type": "checkbox", "choices": choices, "validators": _alone(described)}
            case "country":
                return {"type": "dropdown", "choices": self._countries(described)}
            case "good":
                return {"type": "dropdown", "choices": self._goods()}
            case "number" | "percent":
                return _number(described)
        return _text_field(described)

    def _choosing(self, described: Field, path: Path) -> Element:
        choices = self._choices(described, path)
        kind = "dropdown" if len(choices) > LONG_LIST else "radiogroup"
        return {"type": kind, "choices": choices}

    def _choices(self, described: Field, path: Path) -> list[Element]:
        found: list[Element] = [
            {"value": choice, "text": self._text((*path, choice)) or choice}
            for choice in described.choices
        ]
        return [*found, *self._dont_know(described)]

    def _countries(self, described: Field) -> list[Element]:
        found: list[Element] = [
            {"value": code, "text": self._said(countries.name(code, each) for each in self._all())}
            for code in countries.COUNTRIES
        ]
        return [*found, *self._dont_know(described)]

    def _goods(self) -> list[Element]:
        names = [list_names("goods", each, self.asked.lists) for each in self._all()]
        return [
            {"value": code, "text": self._said(each[code] for each in names)}
            for code in load_list("goods", self.asked.lists)
        ]

    def _dont_know(self, described: Field) -> list[Element]:
        if isinstance(described, Column) or DONT_KNOW in described.choices:
            return []
        words = [self.worded.words(each) for each in self._all()]
        said = self._said(str(each.choice(described.key, DONT_KNOW)) for each in words)
        return [{"value": DONT_KNOW, "text": said}]

    def _text(self, path: Path) -> Mapping[str, str] | None:
        """A text in the languages that have it; SurveyJS itself falls back to the default."""
        return self._said(at(self.worded.texts.get(each, {}), path) for each in self._all())

    def _said(self, texts: Iterable[str]) -> Mapping[str, str] | None:
        found = {each: text for each, text in zip(self._all(), texts, strict=True) if text}
        if not found:
            return None
        default = found.get(self.asked.language) or next(iter(found.values()))
        others = {each: text for each, text in found.items() if each != ENGLISH}
        return {"default": found.get(ENGLISH, default), **others}

    def _all(self) -> Sequence[str]:
        return list(dict.fromkeys([self.asked.language, *self.worded.texts]))


_AMOUNT: Element = {
    "name": "amount",
    "inputType": "number",
    "validators": [{"type": "numeric", "minValue": 0}],
}
_CURRENCY: Element = {
    "name": "currency",
    "validators": [{"type": "regex", "regex": CURRENCY}],
}
_ALIKE: Mapping[str, Element] = {
    "money": {"type": "multipletext", "items": [_AMOUNT, _CURRENCY]},
    "date": {"type": "text", "inputType": "date"},
    "file": {"type": "file", "allowMultiple": True, "storeDataAsText": False},
}


def _number(described: Field) -> Element:
    most = 100 if described.type == "percent" else described.most
    bounds = {"minValue": 0} if most is None else {"minValue": 0, "maxValue": most}
    element: Element = {"type": "text", "inputType": "number"}
    element["step"] = 1 if described.whole else "any"
    return element | {"validators": [{"type": "numeric", **bounds}]}


def _text_field(described: Field) -> Element:
    short = isinstance(described, Column) or described.region_of
    longest = described.longest or (LONGEST_LINE if short else 0)
    kind = "text" if 0 < longest <= LONGEST_LINE else "comment"
    return {"type": kind, "maxLength": longest} if longest else {"type": kind}


def _alone(described: Field) -> list[Element]:
    exclusive = dict.fromkeys(choice for choice in (described.alone, DONT_KNOW) if choice)
    name = f"{{{described.key}}}"
    length = f"{{{described.key}.length}}"
    return [
        {"type": "expression", "expression": f"{name} notcontains '{choice}' or {length} = 1"}
        for choice in exclusive
    ]
