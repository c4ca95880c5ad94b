"""Any text is a condition or has problems; any condition over any answers is a truth."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.conditions import DONT_KNOW, HIDDEN, ConditionProblems, Money, names_of_form, parse
from scoring.conditions.vocabulary import PROOF_STATES
from scoring.facts import fact_names

names = st.sampled_from(
    ["fees_paid", "workers_foreign", "channels", "agents", "site_country", "lowest_pay",
     "legal_minimum", "policy", "foreign_share", "licence_problem", "state_imposed_place",
     "unlisted_subagents", "contracts_share", "nobody", "deductions"]
)  # fmt: skip
literals = st.sampled_from(
    ["'some'", "'none'", "'dont_know'", "'DEU'", "'yes'", "3", "0", "0.25", "('some', 'most')",
     "('DEU',)", "(1, 2)", "'informal_individuals'"]
)  # fmt: skip
leaves = names | literals
signs = st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in", "not in", "+", "-", "*", "/"])


def grown(inner):
    two = st.tuples(inner, signs, inner).map(" ".join)
    return st.one_of(
        two.map(lambda text: f"({text})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join),
        inner.map(lambda text: f"not {text}"),
        inner.map(lambda text: f"abs({text})"),
        names.map(lambda name: f"count({name}) > 0"),
        names.map(lambda name: f"count_rows({name}) >= 1"),
        names.map(lambda name: f"proof({name}) in ('none', 'rejected')"),
        st.tuples(names, inner).map(lambda pair: f"any_row({pair[0]}, {pair[1]})"),
        st.just("any_row(deductions, type == 'fine' and pct > 3)"),
    )


texts = st.recursive(leaves, grown, max_leaves=8)
numbers = st.recursive(
    st.sampled_from(["workers_foreign", "contracts_share", "foreign_share", "lowest_pay", "3",
                     "legal_minimum", "0.25", "count(channels)", "count_rows(agents)"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda text: f"abs({text})"),
        inner.map(lambda text: f"-{text}"),
    ),
    max_leaves=4,
)  # fmt: skip
comparing = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
comparisons = st.one_of(
    st.sampled_from(["fees_paid == 'some'", "fees_paid != 'dont_know'",
                     "policy not in ('yes', 'na')", "'direct' in channels", "licence_problem",
                     "'dont_know' not in channels",
                     "state_imposed_place", "site_country in ('CHN', 'DEU')", "True",
                     "proof(policy) in ('none', 'rejected')", "unlisted_subagents == 'yes'",
                     "any_row(deductions, type == 'fine' or pct / 2 > 1 and consent != 'yes')"]),
    st.tuples(numbers, comparing, numbers).map(" ".join),
    st.tuples(numbers, comparing, numbers, comparing, numbers).map(" ".join),
)  # fmt: skip
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        inner.map(lambda text: f"not ({text})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda parts: f"({' '.join(parts)})"
        ),
    ),
    max_leaves=6,
)
answers = {
    "single": st.sampled_from(["none", "some", "yes", "no", DONT_KNOW]),
    "number": st.sampled_from([0, 1, 30, DONT_KNOW]),
    "percent": st.sampled_from([0, 60, DONT_KNOW]),
    "money": st.sampled_from([Money(0, "EUR"), Money(90, "EUR"), Money(90, "KZT"), DONT_KNOW]),
    "multi": st.sampled_from([("none",), ("direct", "informal_individuals"), (DONT_KNOW,)]),
    "country": st.sampled_from(["DEU", "CHN", DONT_KNOW]),
    "table": st.sampled_from([(), DONT_KNOW, ({"type": "fine", "pct": 5, "consent": None},)]),
}
answers["ypn"] = answers["single"]
absent = st.sampled_from([None, HIDDEN])


@st.composite
def environments(draw, form):
    values = {}
    for key in ("fees_paid", "workers_foreign", "channels", "agents", "site_country", "lowest_pay",
                "legal_minimum", "policy", "contracts_share", "deductions"):  # fmt: skip
        kind = form.questions[key].type
        rows = key == "agents"
        values[key] = draw(absent | (st.sampled_from([(), DONT_KNOW]) if rows else answers[kind]))
    values["proof:policy"] = draw(st.sampled_from([HIDDEN, *PROOF_STATES]))
    values |= {"foreign_share": 0, "licence_problem": draw(st.sampled_from([True, False, None]))}
    return values | {"state_imposed_place": None, "unlisted_subagents": "dont_know"}


def attempt(text, vocabulary):
    """The condition, or the problems of the text."""
    try:
        return parse(text, vocabulary), []
    except ConditionProblems as problems:
        return None, problems.problems


@settings(max_examples=2000, deadline=None)
@given(text=conditions, data=st.data())
def test_every_condition_is_decided_and_the_same_each_time(form, text, data):
    condition, problems = attempt(text, names_of_form(form) | fact_names(()))
    if condition is None:
        assert "deep" in problems[0].message
        return
    values = data.draw(environments(form))
    first = condition.test(values)
    assert first in (True, False, None)
    assert condition.test(values) is first
    assert set(condition.reason(values)) <= set(condition.reads)


@settings(max_examples=1000, deadline=None)
@given(texts)
def test_what_makes_no_sense_is_refused_with_its_place(form, text):
    condition, problems = attempt(text, names_of_form(form) | fact_names(()))
    assert (condition is None) == bool(problems)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(form, text):
    condition, problems = attempt(text, names_of_form(form))
    assert (condition is None) == bool(problems)
    assert all(problem.picture for problem in problems)
