"""Rows of reference data in words: what was read, where it comes from, how sure it is."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from assessments.reports.supplier import Citation
from questionnaires.countries import name as country_name
from questionnaires.lists import load_list
from scoring.exact import decimal

TABLES = {
    "countries": "Countries",
    "sectors": "Sectors",
    "goods": "Goods",
    "listed_goods": "Listed goods",
    "free_movement_areas": "Free movement",
    "china_regions": "Regions of China",
}
FIELDS = {
    ("countries", "score"): "country score",
    ("countries", "tip_tier"): "TIP tier",
    ("countries", "rule_of_law_risk"): "rule of law risk",
    ("countries", "listed_forced_labour_goods"): "goods listed for forced labour",
    ("countries", "state_imposed"): "policy or pattern of state-imposed forced labour",
    ("sectors", "score"): "sector score",
    ("goods", "uflpa_priority"): "UFLPA priority good",
    ("listed_goods", "child_labour"): "listed for child labour",
    ("listed_goods", "forced_labour"): "listed for forced labour",
    ("listed_goods", "forced_child_labour"): "listed for forced child labour",
    ("free_movement_areas", "members"): "members",
    ("china_regions", "region"): "region",
}
TIERS = {"2WL": "2, watch list"}
EXACT = "exact"
TIER_CERTAINTIES = {
    "inferred": "inferred by elimination, not the source's own statement",
    "": "the report gives no tier",
}
SCORE_CERTAINTIES = {
    "inferred": "rests on a TIP tier that was inferred by elimination",
    "": "rests on no TIP tier: the report gives none",
}
CARRIED = re.compile(r"carried_from_([0-9]{4})")
CARRIED_TIER = "carried over from the {year} report, not stated for {next}"
CARRIED_SCORE = "rests on a TIP tier carried over from the {year} report"
UNKNOWN_CERTAINTY = "certainty not stated"


def citation(row: Mapping[str, Any]) -> Citation:
    """A citation of the trace in words.

    A value that its source did not itself state always says so.
    """
    table, field = row["table"], row["field"]
    return Citation(
        table=TABLES.get(table, table),
        key=row_name(table, row["key"]),
        field=FIELDS.get((table, field), field.replace("_", " ")),
        value=_value(field, row["value"]),
        source=row["source"],
        year=str(row["year"]),
        certainty=_certainty(table, field, row.get("certainty", "")),
    )


def row_name(table: str, key: str) -> str:
    """The key of a row in words: country names and goods instead of their codes."""
    parts = key.split("/")
    if table in ("countries", "listed_goods"):
        parts[0] = country_name(parts[0])
    if table in ("goods", "listed_goods"):
        parts[-1] = load_list("goods").get(parts[-1], parts[-1])
    if table == "sectors":
        parts[-1] = load_list("sectors").get(parts[-1], parts[-1])
    return ", ".join(parts)


def _value(field: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, ""):
        return "none given"
    if isinstance(value, Fraction):
        return f"{decimal(value).normalize():f}"
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return TIERS.get(str(value), str(value)) if field == "tip_tier" else str(value)


def _certainty(table: str, field: str, certainty: str) -> str:
    if table != "countries" or certainty == EXACT:
        return ""
    if field == "tip_tier":
        return _known_from(certainty, TIER_CERTAINTIES, CARRIED_TIER)
    if field == "score":
        return _known_from(certainty, SCORE_CERTAINTIES, CARRIED_SCORE)
    return ""


def _known_from(certainty: str, words: Mapping[str, str], carried: str) -> str:
    found = CARRIED.fullmatch(certainty)
    if found:
        return carried.format(year=found[1], next=int(found[1]) + 1)
    return words.get(certainty, UNKNOWN_CERTAINTY)
