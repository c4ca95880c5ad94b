"""Reading the sections of a ruleset: inherent risk, controls, indicators, rules and checks."""

from collections.abc import Mapping
from typing import Any

from scoring.ruleset.control_values import parse_value
from scoring.ruleset.intake import Intake
from scoring.ruleset.parts import (
    SEVERITIES,
    Check,
    Control,
    Exposure,
    Factor,
    Family,
    Floor,
    Grade,
    Indicator,
    Inherent,
    Rule,
)

Document = Mapping[str, Any]
PARTS = ("country", "sector", "workforce", "recruitment")
OVERLAYS = (
    "listed_good_forced_labour",
    "listed_good_child_labour",
    "listed_input",
    "uflpa_priority_china",
)
ICLS = ("", "INV", "MEN")
CHECK_SEVERITIES = ("major", "minor")


def parse_inherent(intake: Intake, document: Document) -> Inherent:
    """Steps 1 to 5."""
    inherent = intake.section(document, "inherent")
    intake.keys(inherent, "inherent", ("missing_country", "missing_sector", "weights"))
    origin = intake.section(document, "origin")
    intake.keys(origin, "origin", ("when", "share"))
    few = intake.section(document, "few_foreign_workers")
    intake.keys(few, "few_foreign_workers", ("when", "share"))
    weights = intake.section(inherent, "weights")
    intake.keys(weights, "inherent", PARTS)
    overlays = intake.section(document, "overlays")
    intake.keys(overlays, "overlays", OVERLAYS)
    counted = {part: intake.number(weights, part, "inherent", most=1) for part in PARTS}
    intake.come_to_one("inherent", "weights", counted.values())
    intake.read("site_country", "activity", "nationalities", "products", "inputs")
    return Inherent(
        missing_country=intake.number(inherent, "missing_country", "inherent"),
        missing_sector=intake.number(inherent, "missing_sector", "inherent"),
        weights=counted,
        workforce=_factors(intake, document, "workforce"),
        recruitment=_factors(intake, document, "recruitment"),
        origin=intake.condition(origin, "when", "origin"),
        origin_share=intake.number(origin, "share", "origin", most=1),
        few_foreign_workers=intake.condition(few, "when", "few_foreign_workers"),
        few_foreign_workers_share=intake.number(few, "share", "few_foreign_workers", most=1),
        overlays={key: intake.number(overlays, key, "overlays") for key in OVERLAYS},
        floors=_floors(intake, document),
    )


def _factors(intake: Intake, document: Document, section: str) -> tuple[Factor, ...]:
    factors = []
    for key, entry in intake.entries(document, section):
        intake.keys(entry, key, ("id", "first"))
        grades = []
        for grade in intake.tables(entry, "first", key):
            intake.keys(grade, key, ("when", "points"))
            condition = intake.condition(grade, "when", key)
            grades.append(Grade(condition, intake.number(grade, "points", key)))
        factors.append(Factor(key, tuple(grades)))
    return tuple(factors)


def _floors(intake: Intake, document: Document) -> tuple[Floor, ...]:
    floors = []
    for key, entry in intake.entries(document, "floors"):
        intake.keys(entry, key, ("id", "when", "at_least"))
        condition = intake.condition(entry, "when", key)
        floors.append(Floor(key, condition, intake.number(entry, "at_least", key)))
    return tuple(floors)


def yes_no_controls(document: Document, ypn: frozenset[str]) -> tuple[str, ...]:
    """Return the yes/no questions among the controls, before anything is checked."""
    found: dict[str, None] = {}
    for family in _tables(document.get("families")):
        for control in _tables(family.get("questions")):
            key = control.get("question")
            if isinstance(key, str) and key in ypn:
                found[key] = None
    return tuple(found)


def _tables(entries: Any) -> list[Document]:
    if not isinstance(entries, list):
        return []
    return [entry for entry in entries if isinstance(entry, Mapping)]


def parse_families(intake: Intake, document: Document) -> tuple[Family, ...]:
    """Step 6."""
    scales = intake.section(document, "values")
    families = []
    for key, entry in intake.entries(document, "families"):
        intake.keys(entry, key, ("id", "name", "weight", "questions"))
        controls = [
            _control(intake, key, control, scales)
            for control in intake.tables(entry, "questions", key)
        ]
        families.append(
            Family(
                key,
                intake.text(entry, "name", key),
                intake.number(entry, "weight", key, most=1),
                tuple(control for control in controls if control is not None),
            )
        )
    return tuple(families)


def _control(intake: Intake, where: str, entry: Document, scales: Document) -> Control | None:
    intake.keys(entry, where, ("question", "weight", "value"))
    key = str(entry.get("question", ""))
    name = intake.vocabulary.get(key)
    if name is None or name.reads != (key,):
        intake.problem(where, "questions", f"there is no question '{key}'")
        return None
    intake.read(key)
    value = parse_value(intake, str(entry.get("value", "")), scales, name)
    return Control(key, intake.number(entry, "weight", where), value)


def parse_indicators(
    intake: Intake, document: Document, families: tuple[Family, ...]
) -> tuple[Indicator, ...]:
    """Step 7: drivers and the controls that count."""
    absent = intake.section(document, "exposure")
    known = [family.id for family in families]
    indicators = []
    for code, entry in intake.entries(document, "indicators"):
        intake.keys(entry, code, ("id", "present", "controls"), ("absent", "floored"))
        controls = intake.numbers(
            intake.section(entry, "controls"), code, known, "control family", most=1
        )
        source = entry if "absent" in entry else absent
        indicators.append(
            Indicator(
                code,
                intake.condition(entry, "present", code),
                intake.number(source, "absent", code, most=1),
                entry.get("floored", False) is True,
                controls,
            )
        )
    return tuple(indicators)


def parse_exposure(intake: Intake, document: Document) -> Exposure:
    """The parameters of steps 7 to 9."""
    exposure = intake.section(document, "exposure")
    intake.keys(exposure, "exposure", ("reduction", "absent"))
    observed = intake.section(document, "observed")
    intake.keys(observed, "observed", ("remedied_share", "remedies", "verified_by"))
    residual = intake.section(document, "residual")
    intake.keys(residual, "residual", ("smaller_share",))
    intake.read("cases")
    return Exposure(
        reduction=intake.number(exposure, "reduction", "exposure", most=1),
        remedied_share=intake.number(observed, "remedied_share", "observed", most=1),
        remedies=frozenset(intake.texts(observed, "remedies", "observed")),
        verified_by=frozenset(intake.texts(observed, "verified_by", "observed")),
        smaller_share=intake.number(residual, "smaller_share", "residual", most=1),
    )


def parse_rules(
    intake: Intake, document: Document, codes: tuple[str, ...], actions: Document
) -> tuple[Rule, ...]:
    """The rules, in document order."""
    rules = []
    for key, entry in intake.entries(document, "rules"):
        intake.keys(entry, key, ("id", "severity", "when", "points", "action"), ("icls",))
        points = intake.section(entry, "points") if "points" in entry else {}
        rules.append(
            Rule(
                key,
                intake.one_of(entry, "severity", key, SEVERITIES),
                intake.one_of(entry, "icls", key, ICLS),
                intake.condition(entry, "when", key),
                intake.numbers(points, key, codes, "indicator"),
                intake.one_of(entry, "action", key, actions),
            )
        )
    return tuple(rules)


def parse_checks(intake: Intake, document: Document, codes: tuple[str, ...]) -> tuple[Check, ...]:
    """The consistency checks, in document order."""
    checks = []
    for key, entry in intake.entries(document, "checks"):
        intake.keys(entry, key, ("id", "severity", "when", "points_off"), ("suspected",))
        suspected = intake.section(entry, "suspected") if "suspected" in entry else {}
        checks.append(
            Check(
                key,
                intake.one_of(entry, "severity", key, CHECK_SEVERITIES),
                intake.condition(entry, "when", key),
                intake.number(entry, "points_off", key),
                intake.numbers(suspected, key, codes, "indicator"),
            )
        )
    return tuple(checks)
