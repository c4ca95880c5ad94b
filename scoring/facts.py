"""Facts derived from the answers that count, from reference data and from signals.

A fact is a name that conditions can use like a question. What cannot be known is None (unknown).
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from scoring.answers import rows
from scoring.conditions import DONT_KNOW, HIDDEN, Name
from scoring.exact import Number, exact
from scoring.reference import Reference
from scoring.regions import Regions

Values = dict[str, Any]

SHARES = {
    "foreign_share": "workers_foreign",
    "agency_share": "workers_agency",
    "internal_share": "workers_internal_migrant",
    "temporary_share": "workers_temporary",
}
SIGNALS: dict[str, str] = {
    "listed_entity": "condition",
    "recruiter_says_worker_paid": "condition",
    "worker_survey_fee_share": "number",
    "previous_documents_held": "condition",
    "previous_documents_action_closed": "condition",
}
COLUMNS_READ: dict[str, tuple[str, ...]] = {
    "products": ("good",),
    "inputs": ("material", "country", "region"),
    "nationalities": ("country", "men", "women"),
    "agents": ("licence_no", "licence_expiry", "subagents"),
    "cases": ("indicator", "remedy", "closed", "verified_by"),
}
PROVEN = frozenset({"accepted", "uploaded"})
XINJIANG = "CN-XJ"


def fact_names(yes_no_controls: Iterable[str]) -> dict[str, Name]:
    """Return the vocabulary of facts and signals. `yes_no_controls` stand behind X16's fact."""
    names = {
        share: Name("number", (question, "workers_total")) for share, question in SHARES.items()
    }
    names |= {
        "nationality_total": Name("number", ("nationalities",)),
        "unlisted_subagents": Name("choice", ("agents",), ("yes", "no", DONT_KNOW)),
        "licence_problem": Name("condition", ("agents",)),
        "free_movement": Name("condition", ("nationalities", "site_country")),
        "state_imposed_place": Name(
            "condition", ("site_country", "site_region", "products", "inputs")
        ),
        "state_imposed_country": Name("condition", ("site_country",)),
        "sector_score": Name("number", ("activity",)),
        "all_controls_yes": Name("condition", tuple(yes_no_controls)),
        "no_proof_at_all": Name("condition"),
    }
    names |= {f"signal_{signal}": Name(kind) for signal, kind in SIGNALS.items()}
    return names


def any_of(truths: Iterable[bool | None]) -> bool | None:
    """True where one is true, else unknown where one is unknown, else false."""
    known: bool | None = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            known = None
    return known


def share(part: Any, total: Any) -> Number:
    """Part over the whole, over at least one; a number that was not given counts as 0."""
    workers, whole = _number(part), _number(total)
    return Fraction(workers) / max(whole, 1) if workers else 0


def _number(value: object) -> Number:
    return value if isinstance(value, int | Fraction) else 0


class Facts:
    """Derives the facts; made once for a ruleset and its reference data."""

    def __init__(
        self,
        reference: Reference,
        yes_no_controls: Iterable[str],
        missing_sector: Number,
    ) -> None:
        self._reference = reference
        self._controls = tuple(yes_no_controls)
        self._missing_sector = missing_sector
        self._areas = [frozenset(row["members"]) for row in reference.table("free_movement_areas")]
        self._regions = Regions(
            (row["alias"], row["region"]) for row in reference.table("china_regions")
        )

    def add(
        self, values: Values, proofs: Mapping[str, str], signals: Mapping[str, Any], on: str
    ) -> None:
        """Add every fact and signal to the answers that count. `on` is the assessment date."""
        total = values.get("workers_total")
        for fact, question in SHARES.items():
            values[fact] = share(values.get(question), total)
        values["nationality_total"] = nationality_total(rows(values.get("nationalities")))
        agents = rows(values.get("agents"))
        values["unlisted_subagents"] = unlisted_subagents(agents)
        values["licence_problem"] = any_of(licence_problem(agent, on) for agent in agents)
        values["free_movement"] = self.free_movement(values)
        values["state_imposed_place"] = self.state_imposed_place(values)
        self._add_scores(values)
        self._add_controls(values, proofs)
        for signal, kind in SIGNALS.items():
            given = signals.get(signal)
            values[f"signal_{signal}"] = bool(given) if kind == "condition" else exact(given or 0)

    def _add_scores(self, values: Values) -> None:
        sector = self._reference.sectors.row(values.get("activity") or "")
        values["sector_score"] = self._missing_sector if sector is None else sector["score"]
        country = self._reference.countries.row(values.get("site_country") or "")
        values["state_imposed_country"] = country is not None and country["state_imposed"]

    def _add_controls(self, values: Values, proofs: Mapping[str, str]) -> None:
        answers = [values.get(key) for key in self._controls]
        applying = [answer for answer in answers if answer is not HIDDEN and answer != "na"]
        values["all_controls_yes"] = bool(applying) and all(answer == "yes" for answer in applying)
        values["no_proof_at_all"] = not any(
            state in PROVEN and values.get(key, HIDDEN) is not HIDDEN
            for key, state in proofs.items()
        )

    def free_movement(self, values: Values) -> bool:
        """Whether the country of each nationality, all known, shares an area with the site.

        A country left blank shares none: not naming it must not be better than naming it.
        """
        nationalities = rows(values.get("nationalities"))
        site = values.get("site_country")
        return bool(nationalities) and all(
            any(row["country"] in area and site in area for area in self._areas)
            for row in nationalities
        )

    def state_imposed_place(self, values: Values) -> bool | None:
        """Whether the site, or the origin of an input, is known for forced labour by the state."""
        goods = [row["good"] for row in rows(values.get("products"))]
        places = [self.imposed(values.get("site_country"), goods, values.get("site_region"))]
        places += [
            self.imposed(row["country"], [row["material"]], row["region"])
            for row in rows(values.get("inputs"))
        ]
        return any_of(places)

    def imposed(self, country: Any, goods: list[Any], region: Any) -> bool | None:
        """Whether goods from this place are; None where the region of China is not known."""
        if country == "PRK":
            return True
        if country == "TKM":
            return any("cotton" in (good or "") for good in goods)
        if country == "CHN":
            named = self._regions.named(region) if isinstance(region, str) else frozenset()
            return XINJIANG in named if named else None
        return False


def nationality_total(nationalities: Iterable[Mapping[str, Any]]) -> Number | None:
    """Men and women over the table; a blank cell counts as 0, dont_know makes it unknown."""
    cells = [row[column] or 0 for row in nationalities for column in ("men", "women")]
    if DONT_KNOW in cells:
        return None
    return sum(cells)


def unlisted_subagents(agents: Iterable[Mapping[str, Any]]) -> str:
    """yes where an agency uses sub-agents, else dont_know where that is not known, else no."""
    said = {agent["subagents"] for agent in agents}
    if "yes" in said:
        return "yes"
    return DONT_KNOW if DONT_KNOW in said else "no"


def licence_problem(agent: Mapping[str, Any], on: str) -> bool | None:
    """Whether an agency has no licence number, or a licence that ended before `on`."""
    number, expiry = agent["licence_no"], agent["licence_expiry"]
    if number is None:
        return True
    if expiry is not None and expiry != DONT_KNOW and expiry < on:
        return True
    return None if DONT_KNOW in (number, expiry) else False
