"""Rulesets that were changed at random, and what two engines say of the same document."""

import copy
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from scoring.bulk import Scores
from scoring.exact import Number, one_decimal
from scoring.result import Result
from scoring.ruleset.parts import BANDS, SEVERITIES

# Every operator and function of the language, where it is easy and where it is not.
CONDITIONS = (
    "lowest_pay - legal_minimum < 0",
    "lowest_pay * 2 != legal_minimum + 80",
    "legal_minimum / (workers_total - workers_total) > 1 or workers_total / 3 == 4",
    "workers_total * (0 - 1) / (workers_foreign - 8) < 0.4",
    "count(channels) + count_rows(agents) >= 2",
    "abs(workers_foreign - workers_agency) / workers_total <= 0.25",
    "0 <= workers_foreign - 1 < workers_total * 0.3 <= 500",
    "-workers_foreign < -3 and +workers_agency > 1",
    "lowest_pay in (90, 100) or legal_minimum not in (80, 120)",
    "workers_total in (12, 'dont_know')",
    "workers_agency not in (0, 1, 'dont_know')",
    "workers_total == 'dont_know' or workers_agency != 'dont_know'",
    "workers_total != workers_foreign and workers_agency == workers_foreign",
    "lowest_pay == legal_minimum or fee_amount != lowest_pay",
    "lowest_pay / legal_minimum < 0.9 and lowest_pay / legal_minimum >= 0.8",
    "0.9 * legal_minimum <= lowest_pay < 1.1 * legal_minimum",
    "legal_minimum * 0.3333 > abs(lowest_pay - fee_amount)",
    "site_region == site_country or site_region in ('CN-XJ', 'Guangdong')",
    "'direct' not in channels and not ('walk_in' in channels)",
    "fees_paid in threats or deposits not in guards",
    "count(fee_checks) > 1 or count(special_groups) == 0",
    "proof(policy) not in ('accepted', 'uploaded') and proof(grievance) != 'none'",
    "any_row(agents, licence_expiry < '2026-11-21' and subagents != 'no')",
    "any_row(nationalities, men > women) and not any_row(cases, closed >= '2026-01-01')",
    "any_row(agents, fee_to_worker / 2 > 40) or count_rows(inputs) == 2",
    "foreign_share == agency_share or foreign_share / agency_share > 2",
    "foreign_share != 'dont_know' and internal_share + temporary_share < 1",
    "nationality_total > 5 or nationality_total == workers_foreign",
    "sector_score * 0.001 < 0.06 or signal_worker_survey_fee_share > 0.049",
    "True and licence_problem",
    "False or not state_imposed_place",
    "1 < 2 <= 2 and 3 in (3, 4)",
    "workers_total * 999999999999999999 > 3 * workers_foreign * 999999999999999999",
    "workers_total > 123456789012345678.1 or workers_total < 123456789012345678.2",
    "contracts_share - 50 > 0.000000001 * hours_max * hours_regular",
    "unlisted_subagents == 'dont_know' or site_country not in ('DEU', 'MYS')",
    "policy == housing_standard or violence != wages_held",
)


def mutated(document: Mapping[str, Any], random: Random) -> dict[str, Any]:
    """The ruleset document with other points, weights, severities, thresholds, and more rules."""
    changed = copy.deepcopy(dict(document))
    for rule in changed["rules"]:
        _change_rule(rule, random)
    for check in changed["checks"]:
        check["points_off"] = _points(random)
        check["when"] = _other_threshold(check["when"], random)
    for family in changed["families"]:
        family["weight"] = _share(random)
        for control in family["questions"]:
            control["weight"] = random.choice((0, 1, 2, 3, Decimal("0.7")))
    for indicator in changed["indicators"]:
        indicator["controls"] = {family: _share(random) for family in indicator["controls"]}
        indicator["absent"] = _share(random)
    _change_terms(changed, random)
    codes = [indicator["id"] for indicator in changed["indicators"]]
    changed["rules"] += list(_more_rules(codes, changed["rules"][0]["action"], random))
    return changed


def _change_rule(rule: dict[str, Any], random: Random) -> None:
    rule["points"] = {code: _points(random) for code in rule["points"]}
    rule["when"] = _other_threshold(rule["when"], random)
    if random.randrange(4) == 0:
        rule["severity"] = random.choice(SEVERITIES)
        rule["icls"] = random.choice(("INV", "MEN"))


def _change_terms(changed: dict[str, Any], random: Random) -> None:
    parts = list(changed["inherent"]["weights"])
    split = random.choice(
        ((1, 0, 0, 0), ("0.333", "0.333", "0.333", "0.001"), ("0.5", "0.2", "0.3", "0"))
    )
    changed["inherent"]["weights"] = dict(zip(parts, map(Decimal, split), strict=True))
    changed["overlays"] = {item: _points(random) for item in changed["overlays"]}
    changed["origin"]["share"] = _share(random)
    changed["few_foreign_workers"]["share"] = _share(random)
    for floor in changed["floors"]:
        floor["at_least"] = _points(random)
    changed["exposure"]["reduction"] = _share(random)
    changed["observed"]["remedied_share"] = _share(random)
    changed["residual"]["smaller_share"] = _share(random)
    highest = Decimal(_share(random))
    changed["headline"] |= {"highest": highest, "mean": 1 - highest}
    changed["headline"]["mean_of"] = random.choice((1, 3, 4, 7, 40))
    changed["questions"]["fee_amount"] = {"worse": "more"}
    changed["bands"] = dict(
        zip(("medium", "high", "critical"), sorted(_points(random) for _ in range(3)), strict=True)
    )
    changed["proof"]["control"] |= {"uploaded": _share(random), "none": _share(random)}
    changed["overrides"]["low_confidence"] |= {"under": _points(random)}
    for override in changed["overrides"].values():
        override["to"] = random.choice(BANDS[1:])
    changed["confidence"] |= {
        "critical_counts": random.choice((1, 2, Decimal("3.5"))),
        "dont_know_counts": _share(random),
        "evidence_under": _points(random),
        "cap": _points(random),
    }


def _more_rules(codes: list[str], action: str, random: Random) -> Iterator[dict[str, Any]]:
    for number, condition in enumerate(CONDITIONS):
        yield {
            "id": f"ADD{number}",
            "severity": random.choice(SEVERITIES),
            "icls": random.choice(("INV", "MEN")),
            "when": condition,
            "points": {code: _points(random) for code in random.sample(codes, random.randrange(3))},
            "action": action,
        }


def _points(random: Random) -> Number | Decimal:
    return random.choice((0, 5, 20, 48, 100, Decimal("12.5"), Decimal("33.333"), Decimal("0.001")))


def _share(random: Random) -> Number | Decimal:
    return random.choice((0, 1, Decimal("0.25"), Decimal("0.4"), Decimal("0.333"), Decimal("0.07")))


def _other_threshold(condition: str, random: Random) -> str:
    return re.sub(
        r"(?<=[<>=] )\d+(\.\d+)?\b",
        lambda number: random.choice((number[0], number[0], "0.5", "20", "12.25", "0")),
        condition,
    )


def digits_of_result(result: Result) -> dict[str, Any]:
    """What the bulk engine says as well, from a result of the single engine."""
    banding = result.banding
    return {
        "headline": one_decimal(result.headline),
        "bands": (banding.computed, banding.band),
        "provisional": banding.provisional,
        "pattern": banding.pattern,
        "overrides": banding.overrides,
        "confidence": one_decimal(result.confidence.score),
        "inherent": one_decimal(result.inherent.score),
        "residuals": [one_decimal(risk.residual) for risk in result.indicators.values()],
        "rules": tuple(rule.id for rule in result.rules),
        "unknown_rules": result.unknown_rules,
        "checks": tuple(check.id for check in result.checks),
    }


def digits_of_scores(scores: Scores, number: int) -> dict[str, Any]:
    """The same from the scores of a portfolio."""
    return {
        "headline": _tenths(scores.headline_tenths[number]),
        "bands": scores.bands(number),
        "provisional": bool(scores.provisional[number]),
        "pattern": scores.has_pattern(number),
        "overrides": scores.overrides(number),
        "confidence": _tenths(scores.confidence_tenths[number]),
        "inherent": _tenths(scores.inherent_tenths[number]),
        "residuals": [_tenths(residual) for residual in scores.residual_tenths[:, number]],
        "rules": scores.rules(number),
        "unknown_rules": scores.unknown_rules(number),
        "checks": scores.checks(number),
    }


def _tenths(value: Any) -> Decimal:
    return Decimal(int(value)).scaleb(-1)
