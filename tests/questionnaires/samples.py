"""Questions of each type, and strategies for their valid values."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from questionnaires import countries
from questionnaires.cleaning import clean_text, one_line
from questionnaires.definition import DONT_KNOW, Question
from questionnaires.library import CORE, latest
from questionnaires.types.text import CUSTOMS_CODE

core = latest(CORE)
QUESTIONS = {
    "single": core.questions["fees_paid"],
    "multi": core.questions["special_groups"],
    "ypn": core.questions["policy"],
    "number": core.questions["housing_m2"],
    "whole number": core.questions["workers_total"],
    "percent": core.questions["contracts_share"],
    "money": core.questions["fee_amount"],
    "country": core.questions["site_country"],
    "region": core.questions["site_region"],
    "table": core.questions["agents"],
    "table of goods": core.questions["inputs"],
    "date": Question(key="founded", type="date", section="site"),
    "text": Question(key="remarks", type="text", section="site"),
    "file": Question(key="papers", type="file", section="site"),
}


def question(kind: str, **changes: object) -> Question:
    return replace(QUESTIONS[kind], **changes)


def decimals(most: int, places: int) -> st.SearchStrategy[int | Decimal]:
    scaled = st.integers(0, most * 10**places)
    return scaled.map(lambda n: _normal(Decimal(n).scaleb(-places)))


def _normal(number: Decimal) -> int | Decimal:
    return int(number) if number == int(number) else number.normalize()


def one_of_each(choices: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    chosen = st.sets(st.sampled_from(choices), min_size=1)
    return chosen.map(lambda some: [choice for choice in choices if choice in some])


lines = st.text(max_size=60).map(one_line).filter(lambda t: t and t != DONT_KNOW)
customs_codes = st.from_regex(CUSTOMS_CODE, fullmatch=True)
paragraphs = st.text(max_size=200).map(clean_text).filter(lambda t: t and t != DONT_KNOW)
dates = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)).map(
    lambda d: d.isoformat()
)
money = st.builds(
    lambda amount, currency: {
        "amount": f"{amount:f}" if isinstance(amount, Decimal) else str(amount),
        "currency": currency,
    },
    decimals(10**9, 4),
    st.sampled_from(countries.CURRENCIES),
)
nations = st.sampled_from(countries.COUNTRIES)
places = st.sampled_from([code for code, _ in countries.china_regions()]) | lines
agents = st.fixed_dictionaries(
    {"name": lines},
    optional={
        "country": nations,
        "licence_no": lines,
        "licence_expiry": dates,
        "workers_12m": st.integers(0, 1_000_000),
        "contract": st.sampled_from(["yes", "no"]),
        "subagents": st.sampled_from(["yes", "no", "dont_know"]),
        "fee_to_worker": money,
    },
)
inputs = st.fixed_dictionaries(
    {"material": st.sampled_from(["cotton", "leather", "tea"])},
    optional={"country": nations, "region": places, "tiers_known": st.integers(0, 50)},
)

groups = tuple(c for c in QUESTIONS["multi"].choices if c != "none")
VALUES: dict[str, st.SearchStrategy[object]] = {
    "single": st.sampled_from(QUESTIONS["single"].choices),
    "multi": one_of_each(groups) | st.sampled_from([["none"], ["dont_know"]]),
    "ypn": st.sampled_from(QUESTIONS["ypn"].choices),
    "number": decimals(1000, 6),
    "whole number": st.integers(0, 1_000_000),
    "percent": decimals(100, 3),
    "money": money,
    "country": nations,
    "region": places,
    "table": st.lists(agents, max_size=5),
    "table of goods": st.lists(inputs, max_size=5),
    "date": dates,
    "text": paragraphs,
    "file": st.lists(st.uuids().map(str), min_size=1, max_size=5, unique=True),
}
