"""Who takes part in the demo: invented suppliers and what they answer, read from TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from questionnaires.definition import Questionnaire

HERE = Path(__file__).parent
Reply = Literal["sent", "none", "in_work"]


@dataclass(frozen=True)
class Helper:
    """A colleague whom the person invited asks for some sections."""

    name: str
    sections: tuple[str, ...]

    @property
    def email(self) -> str:
        """The address that the link goes to."""
        return f"{self.name.lower().replace(' ', '.')}@demo.example"


@dataclass(frozen=True)
class AskedAgain:
    """A question that the company sends back, by its own words or those of a check.

    Without a reply it is still with the supplier when the demo ends.
    """

    question: str
    check: str = ""
    request: str = ""
    reply: str = ""
    correction: Any = None


@dataclass(frozen=True)
class Disagreement:
    """A finding that the supplier disputes, and what the company answers."""

    finding: str
    question: str
    reason: str
    outcome: str
    answer: str


@dataclass(frozen=True)
class Player:
    """One invented supplier: who it is, what it answers, and whether it answers at all."""

    key: str
    company: str
    name: str
    country: str
    sector: str
    language: str
    reply: Reply
    half: bool
    answers: Mapping[str, Any] = field(repr=False)
    evidence: tuple[str, ...]
    signals: Mapping[str, bool | Decimal]
    helper: Helper | None
    asked_again: AskedAgain | None
    disagreement: Disagreement | None

    @property
    def email(self) -> str:
        """The address of its contact."""
        return f"hr@{self.key}.example"


def players(questionnaire: Questionnaire) -> list[Player]:
    """Every supplier of the demo, in the order in which they answer."""
    starts = tomllib.loads((HERE / "answers.toml").read_text("utf-8"))
    text = (HERE / "profiles.toml").read_text("utf-8")
    profiles = tomllib.loads(text, parse_float=Decimal)["suppliers"]
    return [_player(profile, starts, questionnaire) for profile in profiles]


def _player(
    profile: Mapping[str, Any], starts: Mapping[str, Any], questionnaire: Questionnaire
) -> Player:
    return Player(
        key=profile["key"],
        company=profile["company"],
        name=profile["name"],
        country=profile["country"],
        sector=profile["sector"],
        language=profile.get("language", "en"),
        reply=profile.get("reply", "sent"),
        half=profile.get("half", False),
        answers=_answers(profile, starts),
        evidence=_evidence(profile.get("evidence", []), questionnaire),
        signals={
            name: value if isinstance(value, bool) else Decimal(value)
            for name, value in profile.get("signals", {}).items()
        },
        helper=_helper(profile.get("helper")),
        asked_again=AskedAgain(**told) if (told := profile.get("asked_again")) else None,
        disagreement=Disagreement(**told) if (told := profile.get("disagreement")) else None,
    )


def _helper(told: Mapping[str, Any] | None) -> Helper | None:
    return Helper(told["name"], tuple(told["sections"])) if told else None


def _answers(profile: Mapping[str, Any], starts: Mapping[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for start in profile["start"]:
        answers |= starts[start]
    answers |= {
        "site_country": profile["country"],
        "activity": profile["sector"],
        "products": [{"good": good} for good in profile["goods"]],
    }
    if "pay" in profile:
        lowest, minimum, currency = profile["pay"]
        answers["lowest_pay"] = {"amount": lowest, "currency": currency}
        answers["legal_minimum"] = {"amount": minimum, "currency": currency}
    answers |= profile.get("answers", {})
    left_open = set(profile.get("left_open", ()))
    return {key: _plain(value) for key, value in answers.items() if key not in left_open}


def _plain(value: Any) -> Any:
    """TOML's dates as ISO text; cells that nobody filled left out."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item != ""}
    return value


def _evidence(listed: list[str] | str, questionnaire: Questionnaire) -> tuple[str, ...]:
    if listed == "all":
        return tuple(key for key, asked in questionnaire.questions.items() if asked.evidence)
    return () if listed == "none" else tuple(listed)
