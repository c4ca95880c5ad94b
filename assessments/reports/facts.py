"""Site, goods, workforce and corridors, as the supplier declared them."""

from decimal import Decimal

from assessments.reports.material import Material
from assessments.reports.supplier import Fact, FactGroup
from questionnaires.countries import name as country_name

GROUPS = (
    ("Site", ("site_country", "site_region", "activity", "remoteness", "respondent_role")),
    ("Goods and inputs", ("products", "inputs")),
    (
        "Workforce",
        (
            "workers_total",
            "workers_agency",
            "workers_foreign",
            "workers_internal_migrant",
            "workers_temporary",
            "special_groups",
            "pay_basis",
        ),
    ),
    ("Recruitment", ("channels", "permit_tie", "agents")),
)
_TOTAL = "workers_total"
_NATIONALITIES = "nationalities"


def fact_groups(material: Material) -> tuple[FactGroup, ...]:
    """The questions of each group that were asked and answered, and the corridors."""
    groups = [
        FactGroup(title, tuple(_fact(key, material) for key in keys if material.shown(key)))
        for title, keys in GROUPS
    ]
    lines = corridors(material)
    if lines:
        groups.append(FactGroup("Corridors", (Fact("From where, to where", lines),)))
    return tuple(group for group in groups if group.facts)


def _fact(key: str, material: Material) -> Fact:
    lines = material.value_lines(key)
    share = _share(key, material)
    if share:
        lines = (f"{lines[0]}  ({share})",)
    return Fact(material.question(key), lines)


def _share(key: str, material: Material) -> str:
    total, part = material.values.get(_TOTAL), material.values.get(key)
    if key == _TOTAL or not key.startswith("workers_"):
        return ""
    if not (_is_number(total) and _is_number(part)) or not total:
        return ""
    return f"{Decimal(part) * 100 / Decimal(total):.0f} % of all"


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal)


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
