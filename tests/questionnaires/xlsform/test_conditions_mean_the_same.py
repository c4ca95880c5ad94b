"""`relevant` and SurveyJS's `visibleIf` are true exactly where our condition is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.definition import DONT_KNOW
from questionnaires.reading import read_definition
from questionnaires.surveyjs import SurveyJsDialect, to_surveyjs
from questionnaires.worded import shipped
from questionnaires.xlsform.conditions import Known, translate
from questionnaires.xlsform.relevant import relevant
from questionnaires.xlsform.xpath import Call, Literal, Operation, Reference, read_expression
from scoring.routing import Routing

NOT_A_NUMBER = float("nan")
ASKED = read_definition(
    {
        "slug": "made",
        "version": "2026.1",
        "language": "en",
        "lists": "2026.1",
        "sections": [{"id": "s", "pages": [["one", "many", "size", "share"], ["then"]]}],
        "questions": {
            "one": {"type": "single", "choices": ["a", "b", "none"]},
            "many": {"type": "multi", "choices": ["a", "b"]},
            "size": {"type": "number", "most": 9},
            "share": {"type": "percent"},
            "then": {"type": "text", "show_if": "size > 0"},
        },
    }
)
SIGNS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
NUMBERS = st.sampled_from(["size", "share", "size + share", "2 * size", "-size", "abs(size - 3)"])
plain = st.one_of(
    st.builds("{} {} {}".format, NUMBERS, SIGNS, st.integers(0, 5)),
    st.builds(
        "{} {} '{}'".format,
        st.just("one"),
        SIGNS.filter(lambda s: "=" in s[1:] and s[0] in "=!"),
        st.sampled_from(["a", "none", DONT_KNOW]),
    ),
    st.sampled_from(["one in ('a', 'b')", "one not in ('a',)", "'a' in many", "'b' not in many"]),
    st.builds("count(many) {} {}".format, SIGNS, st.integers(0, 2)),
    st.sampled_from(["size < share", "size == share", "size != share", "0 < size < 4"]),
)
conditions = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=4,
)
answers = st.fixed_dictionaries(
    {},
    optional={
        "one": st.sampled_from(["a", "b", "none", DONT_KNOW]),
        "many": st.sampled_from([["a"], ["b"], ["a", "b"], [DONT_KNOW]]),
        "size": st.integers(0, 5),
        "share": st.integers(0, 5),
    },
)


def shown_here(condition, given):
    form = ASKED.form()
    questions = dict(form.questions)
    then = questions["then"]
    questions["then"] = type(then)(key="then", type="text", show_if=condition)
    return "then" in Routing(type(form)("s", "1", "", questions)).shown(given)


def shown_there(expression, given):
    return bool(_value(read_expression(expression), given))


def _value(node, given):
    match node:
        case Reference(name):
            found = given.get(name, "")
            return " ".join(found) if isinstance(found, list) else str(found)
        case Literal(value, is_number=is_number):
            return float(value) if is_number else value
        case Call(function=function, given=inner):
            return _called(function, [_value(one, given) for one in inner])
        case Operation(sign="and" | "or" as word, left=left, right=right):
            sides = bool(_value(left, given)), bool(_value(right, given))
            return all(sides) if word == "and" else any(sides)
        case Operation(sign=sign, left=left, right=right):
            return _operated(sign, _value(left, given), _value(right, given))
    raise AssertionError(node)


def _called(function, given):
    match function, given:
        case "not", [truth]:
            return not truth
        case "selected", [chosen, choice]:
            return choice in chosen.split()
        case "count-selected", [chosen]:
            return float(len(chosen.split()))
        case "abs", [number]:
            return abs(_number(number))
    raise AssertionError(function)


def _operated(sign, left, right):
    if sign in ("=", "!=") and isinstance(left, str) and isinstance(right, str):
        return (left == right) is (sign == "=")
    left, right = _number(left), _number(right)
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "+": left + right,
        "-": left - right,
        "*": left * right,
    }[sign]


def _number(value):
    try:
        return float(value)
    except ValueError:
        return NOT_A_NUMBER


@settings(max_examples=300, deadline=None)
@given(conditions, answers)
def test_relevant_is_true_exactly_where_ours_is(condition, given):
    assert shown_there(relevant(condition, ASKED.questions), given) is shown_here(condition, given)


@settings(max_examples=200, deadline=None)
@given(conditions, answers)
def test_what_is_read_back_says_the_same(condition, given):
    names = {
        key: Known(key, question.type, question.choices)
        for key, question in ASKED.questions.items()
    }
    back = translate(relevant(condition, ASKED.questions), names).text
    assert shown_here(back, given) is shown_here(condition, given)


def test_survey_js_has_our_questions_with_their_conditions_and_bounds():
    survey = to_surveyjs(shipped("forced-labour-core", "2026.1"), "ru")
    assert survey["locale"] == "ru"
    elements = {one["name"]: one for page in survey["pages"] for one in page["elements"]}
    kinds = {one["x_type"]: one["type"] for one in elements.values()}
    assert kinds == {
        "country": "dropdown", "text": "text", "single": "radiogroup", "table": "paneldynamic",
        "number": "text", "multi": "checkbox", "ypn": "radiogroup", "money": "multipletext",
        "percent": "text",
    }  # fmt: skip
    assert elements["housing_m2"]["visibleIf"] == "{housing} notempty and {housing} != 'none'"
    assert elements["agent_controls"]["visibleIf"] == "{agents.length} > 0"
    assert elements["hours_max"]["validators"] == [
        {"type": "numeric", "minValue": 0, "maxValue": 168}
    ]
    assert elements["policy"]["title"]["ru"]
    assert {one["value"] for one in elements["policy"]["choices"]} == {
        "yes", "partly", "no", "na", DONT_KNOW,
    }  # fmt: skip
    columns = elements["agents"]["templateElements"]
    assert [one["name"] for one in columns][:2] == ["name", "country"]


def test_a_condition_is_spelt_as_survey_js_has_it():
    said = relevant("not ('a' in many) and one != 'a'", ASKED.questions, SurveyJsDialect())
    assert (
        said == "({many} notempty and {many} notcontains 'a') and ({one} notempty and {one} != 'a')"
    )
