"""Site, goods, workforce and corridors, as the supplier declared them."""

from decimal import Decimal

from assessments.reports.material import Material, decimal
from assessments.reports.reckoning import figure
from assessments.reports.supplier import Fact, FactGroup
from questionnaires.countries import name as country_name

GROUPS = (
    ("Site", ("site_country", "site_region", "activity", "remoteness", "respondent_role")),
    ("Goods and inputs", ("products", "inputs")),
    ("Workforce", ("special_groups", "pay_basis")),
    ("Recruitment", ("channels", "permit_tie", "agents")),
)
WORKERS = (
    ("workers_agency", "by an agency or contractor"),
    ("workers_foreign", "foreign migrants"),
    ("workers_internal_migrant", "from another region"),
    ("workers_temporary", "seasonal or short-term"),
)
_TOTAL = "workers_total"
_NATIONALITIES = "nationalities"


def fact_groups(material: Material) -> tuple[FactGroup, ...]:
    """The questions of each group that were asked and answered, workers, and corridors."""
    groups = [FactGroup(title, _facts(title, keys, material)) for title, keys in GROUPS]
    lines = corridors(material)
    if lines:
        groups.append(FactGroup("Corridors", (Fact("From where, to where", lines),)))
    groups.append(FactGroup("Learned from others, not from the supplier", _signals(material)))
    return tuple(group for group in groups if group.facts)


def _signals(material: Material) -> tuple[Fact, ...]:
    """What reached the score from outside the answers, where anything did."""
    signals = (material.inputs or {}).get("signals") or {}
    return tuple(
        Fact(material.term("facts", f"signal_{key}", "name"), (_signal(value),))
        for key, value in signals.items()
        if value not in (False, 0, "0")
    )


def _signal(value: object) -> str:
    return "Yes" if value is True else f"{figure(decimal(str(value)) * 100)} %"


def _facts(title: str, keys: tuple[str, ...], material: Material) -> tuple[Fact, ...]:
    facts = [
        Fact(material.question(key), material.value_lines(key))
        for key in keys
        if key not in material.hidden and material.shown(key)
    ]
    if title == "Workforce" and material.shown(_TOTAL):
        facts.insert(0, Fact("Workers at the site at peak", _workers(material)))
    return tuple(facts)


def _workers(material: Material) -> tuple[str, ...]:
    parts = [
        f"{words}: {material.shown(key)}{_share(key, material)}"
        for key, words in WORKERS
        if material.shown(key)
    ]
    return (material.shown(_TOTAL), *parts)


def _share(key: str, material: Material) -> str:
    total, part = material.values.get(_TOTAL), material.values.get(key)
    if not isinstance(total, int | Decimal) or not isinstance(part, int | Decimal) or not total:
        return ""
    return f" ({Decimal(part) * 100 / Decimal(total):.0f} %)"


def corridors(material: Material) -> tuple[str, ...]:
    """Each nationality with its number of workers and the way it came, largest first."""
    rows = material.values.get(_NATIONALITIES)
    site = material.values.get("site_country")
    if _NATIONALITIES in material.hidden or not isinstance(rows, list) or not site:
        return ()
    counted = [(_people(row), row.get("country") or "") for row in rows]
    return tuple(
        f"{_name(country)} to {_name(site)}: {count} workers"
        for count, country in sorted(counted, key=lambda one: (-one[0], one[1]))
        if country
    )


def _people(row: dict[str, object]) -> int:
    numbers = (row.get("men"), row.get("women"))
    return sum(int(number) for number in numbers if isinstance(number, int | Decimal))


def _name(country: str) -> str:
    return str(country_name(country, "en"))
