"""The demo's suppliers cover what the product has to show."""

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from questionnaires.documents import check_document
from questionnaires.library import CORE, latest
from scoring import shipped
from scoring.engine import Scorer
from webapp.demo.cast import Player, players

QUESTIONNAIRE = latest(CORE)
CAST = players(QUESTIONNAIRE)
ON = "2026-08-20"


def document(player: Player) -> dict[str, Any]:
    return {
        "answers": dict(player.answers),
        "proof": dict.fromkeys(player.evidence, "uploaded"),
        "signals": dict(player.signals),
        "on": ON,
    }


@cache
def results() -> tuple[Mapping[str, Any], ...]:
    form = QUESTIONNAIRE.form()
    scorer = Scorer(shipped.ruleset(form), shipped.reference(), form)
    return tuple(
        scorer.score(document(player)).document() for player in CAST if player.reply == "sent"
    )


def fired(part: str) -> Counter[str]:
    return Counter(rule for result in results() for rule in result[part])


def test_at_least_24_suppliers_in_12_countries_answer_differently() -> None:
    sets = {json.dumps(dict(player.answers), sort_keys=True, default=str) for player in CAST}
    assert len(CAST) >= 24
    assert len(sets) == len(CAST)
    assert len({player.country for player in CAST}) >= 12


def test_every_answer_of_the_cast_is_one_that_the_questionnaire_takes() -> None:
    problems = {
        player.key: [problem.text for problem in check_document(QUESTIONNAIRE, document(player))]
        for player in CAST
    }
    assert {key: found for key, found in problems.items() if found} == {}


def test_the_cast_covers_all_four_bands() -> None:
    assert {result["band"] for result in results()} == {"low", "medium", "high", "critical"}


def test_three_suppliers_do_not_reply_and_three_answer_by_half() -> None:
    assert sum(player.reply == "none" for player in CAST) == 3
    assert sum(player.half for player in CAST) == 3


def test_every_check_fires_for_somebody() -> None:
    form = QUESTIONNAIRE.form()
    checks = {check["id"] for check in shipped.ruleset(form).document["checks"]}
    assert len(checks) == 16
    assert set(fired("checks")) == checks


def test_at_least_60_rules_fire_for_somebody() -> None:
    assert len(fired("rules")) >= 60


def test_every_name_of_the_cast_says_that_it_is_a_demo() -> None:
    assert all(player.name.startswith("Demo ") for player in CAST)
    assert all(player.email.endswith(".example") for player in CAST)
