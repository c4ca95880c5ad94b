"""Random valid answers to a whole questionnaire."""

from hypothesis import strategies as st

from questionnaires.definition import DONT_KNOW, Column, Field, Question, Questionnaire
from questionnaires.types.cells import CUSTOMS_CODES
from questionnaires.types.sheet_cells import folded
from tests.questionnaires.answer_sheet.sheets import LANGUAGES, words
from tests.questionnaires.samples import (
    customs_codes,
    dates,
    decimals,
    lines,
    money,
    nations,
    one_of_each,
    paragraphs,
    places,
)

SAYS_NOTHING = frozenset(folded(words(each).choice("policy", DONT_KNOW)) for each in LANGUAGES)

PLAIN: dict[str, st.SearchStrategy[object]] = {
    "percent": decimals(100, 3),
    "money": money,
    "date": dates,
    "country": nations,
}


def answers(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, object]]:
    """Answers to any of the questions, each valid by itself."""
    return st.fixed_dictionaries(
        {}, optional={key: value_of(each) for key, each in questionnaire.questions.items()}
    )


def value_of(described: Field) -> st.SearchStrategy[object]:
    """A valid value of a question or column."""
    value = _value(described)
    if isinstance(described, Column):
        return value
    dont_know: object = [DONT_KNOW] if described.type == "multi" else DONT_KNOW
    return value | st.just(dont_know)


def _value(described: Field) -> st.SearchStrategy[object]:
    if described.type == "multi":
        apart = {described.alone, DONT_KNOW}
        return one_of_each(tuple(c for c in described.choices if c not in apart))
    if described.choices:
        return st.sampled_from(described.choices)
    if described.type == "number":
        most = described.most or 10**9
        return st.integers(0, most) if described.whole else decimals(most, 6)
    if isinstance(described, Question) and described.type == "table":
        return _rows(described)
    if described.type in PLAIN:
        return PLAIN[described.type]
    if isinstance(described, Column) and described.key == CUSTOMS_CODES:
        return customs_codes
    if described.region_of:
        return places.filter(_is_an_answer)
    return (lines if isinstance(described, Column) else paragraphs).filter(_is_an_answer)


def _rows(described: Question) -> st.SearchStrategy[object]:
    columns = {column.key: value_of(column) for column in described.columns}
    row = st.fixed_dictionaries({}, optional=columns).filter(bool)
    return st.lists(row, max_size=4)


def _is_an_answer(text: object) -> bool:
    return folded(str(text)) not in SAYS_NOTHING
