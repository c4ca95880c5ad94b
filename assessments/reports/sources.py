"""Rows of reference data in words: what was read, where it comes from, how sure it is."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from assessments.phrases import IN_ENGLISH, Reader, phrase
from assessments.reports.supplier import Citation
from questionnaires.countries import name as country_name
from questionnaires.lists import list_names
from scoring.exact import decimal

TABLES = {
    "countries": phrase("Countries"),
    "sectors": phrase("Sectors"),
    "goods": phrase("Goods"),
    "listed_goods": phrase("Listed goods"),
    "free_movement_areas": phrase("Free movement"),
    "china_regions": phrase("Regions of China"),
}
FIELDS = {
    ("countries", "score"): phrase("country score"),
    ("countries", "tip_tier"): phrase("TIP tier"),
    ("countries", "rule_of_law_risk"): phrase("rule of law risk"),
    ("countries", "listed_forced_labour_goods"): phrase("goods listed for forced labour"),
    ("countries", "state_imposed"): phrase("policy or pattern of state-imposed forced labour"),
    ("sectors", "score"): phrase("sector score"),
    ("goods", "uflpa_priority"): phrase("UFLPA priority good"),
    ("listed_goods", "child_labour"): phrase("listed for child labour"),
    ("listed_goods", "forced_labour"): phrase("listed for forced labour"),
    ("listed_goods", "forced_child_labour"): phrase("listed for forced child labour"),
    ("free_movement_areas", "members"): phrase("members"),
    ("china_regions", "region"): phrase("region"),
}
TIERS = {"2WL": phrase("2, watch list")}
EXACT = "exact"
TIER_CERTAINTIES = {
    "inferred": phrase("inferred by elimination, not the source's own statement"),
    "": phrase("the report gives no tier"),
}
SCORE_CERTAINTIES = {
    "inferred": phrase("rests on a TIP tier that was inferred by elimination"),
    "": phrase("rests on no TIP tier: the report gives none"),
}
CARRIED = re.compile(r"carried_from_([0-9]{4})")
CARRIED_TIER = phrase("carried over from the {year} report, not stated for {next}")
CARRIED_SCORE = phrase("rests on a TIP tier carried over from the {year} report")
UNKNOWN_CERTAINTY = phrase("certainty not stated")
YES, NO, NONE_GIVEN = phrase("yes"), phrase("no"), phrase("none given")


def citation(row: Mapping[str, Any], reader: Reader = IN_ENGLISH) -> Citation:
    """A citation of the trace in words.

    A value that its source did not itself state always says so.
    """
    table, field = row["table"], row["field"]
    known = FIELDS.get((table, field))
    return Citation(
        table=reader.said(TABLES[table]) if table in TABLES else table,
        key=row_name(table, row["key"], reader),
        field=reader.said(known) if known else field.replace("_", " "),
        value=_value(field, row["value"], reader),
        source=reader.translated(row["source"]),
        year=str(row["year"]),
        certainty=_certainty(table, field, row.get("certainty", ""), reader),
    )


def row_name(table: str, key: str, reader: Reader = IN_ENGLISH) -> str:
    """The key of a row in words: country names and goods instead of their codes."""
    parts = key.split("/")
    if table in ("countries", "listed_goods"):
        parts[0] = country_name(parts[0], reader.language)
    if table in ("goods", "listed_goods"):
        parts[-1] = list_names("goods", reader.language).get(parts[-1], parts[-1])
    if table == "sectors":
        parts[-1] = list_names("sectors", reader.language).get(parts[-1], parts[-1])
    return ", ".join(parts)


def _value(field: str, value: object, reader: Reader) -> str:
    if isinstance(value, bool):
        return reader.said(YES if value else NO)
    if value in (None, ""):
        return reader.said(NONE_GIVEN)
    if isinstance(value, Fraction):
        return f"{decimal(value).normalize():f}"
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    if field == "tip_tier" and value in TIERS:
        return reader.said(TIERS[str(value)])
    return str(value)


def _certainty(table: str, field: str, certainty: str, reader: Reader) -> str:
    if table != "countries" or certainty == EXACT:
        return ""
    if field == "tip_tier":
        return _known_from(certainty, TIER_CERTAINTIES, CARRIED_TIER, reader)
    if field == "score":
        return _known_from(certainty, SCORE_CERTAINTIES, CARRIED_SCORE, reader)
    return ""


def _known_from(certainty: str, words: Mapping[str, str], carried: str, reader: Reader) -> str:
    found = CARRIED.fullmatch(certainty)
    if found:
        return reader.said(carried, year=found[1], next=int(found[1]) + 1)
    return reader.said(words.get(certainty, UNKNOWN_CERTAINTY))
