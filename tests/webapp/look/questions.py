"""Real questions with invented answers, as the pages of a supplier show them."""

from collections.abc import Mapping

from questionnaires import countries
from questionnaires.library import load
from questionnaires.types import Value, answer_type
from questionnaires.types.cells import cell_type
from questionnaires.words import load_words

CORE = load("forced-labour-core", "2026.1")
WORDS = load_words("forced-labour-core", "2026.1")
LISTS = {
    "countries": countries.choices(),
    "currencies": [
        (code, f"{code} {countries.currency_name(code)}") for code in countries.CURRENCIES
    ],
    "currency": "KGS",
    "regions": countries.regions("CHN"),
}
AGENT_2: Mapping[str, Value] = {
    "name": "Example Manpower",
    "country": "NPL",
    "licence_no": "EX-204",
    "licence_expiry": "2027-03-09",
    "workers_12m": 40,
    "contract": "yes",
    "subagents": "dont_know",
    "fee_to_worker": {"amount": "120000", "currency": "NPR"},
}
ANSWERS: Mapping[str, Value] = {
    "site_country": "KGZ",
    "site_region": "CN-XJ",
    "activity": "cotton_growing",
    "workers_total": 240,
    "permit_tie": "change_with_consent",
    "special_groups": ["refugees", "homeworkers"],
    "employer_pays_policy": "partly",
    "fee_amount": {"amount": "6800.50", "currency": "MYR"},
    "contracts_share": 80,
    "agents": [AGENT_2, {"name": "A cousin of the foreman"}],
    "policy": "dont_know",
    "deposits": "yes",
    "cases": [],
    "hours_max": "dont_know",
    "channels": ["dont_know"],
    "loans": "dont_know",
    "under18": 0,
}
PROBLEMS = {
    "q.workers_total": "Enter a whole number, such as 120",
    "q.fee_amount.currency": "Choose the currency of the amount",
    "q.permit_tie": "Choose one answer only",
    "q.agents.2.licence_expiry.day": "There is no such day: check the day and the month",
}
CAUTIONS = {"deposits": "This answer and “Who pays for recruitment?” do not fit together."}


def typed() -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for key, value in ANSWERS.items():
        fields |= answer_type(CORE.questions[key]).posted(value, f"q.{key}")
    for column in CORE.questions["agents"].columns:
        name = f"q.agents.2.{column.key}"
        fields |= cell_type(column).posted(AGENT_2[column.key], name)
    return fields


def rows() -> dict[str, list[dict[str, str]]]:
    agents = answer_type(CORE.questions["agents"])
    return {"agents": agents.show_rows(ANSWERS["agents"], WORDS)}  # type: ignore[attr-defined]
