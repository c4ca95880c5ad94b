"""What the report on all suppliers of a company says, as data and in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.reports.overlay import Overlay
from assessments.reports.supplier import Band, Named, Pin


@dataclass(frozen=True, slots=True)
class Count:
    """How many, of what."""

    name: str
    number: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatedRow:
    """A supplier with a result."""

    supplier: str
    country: str
    band: Band
    headline: Decimal
    confidence_level: str
    confidence: Decimal
    provisional: bool
    strongest: str
    """The strongest finding, or the indicator that weighs most where there is none."""
    why: str
    """What raised the band, empty where the figures alone decided."""
    by_hand: str = ""
    """The band that a person set beside it, until when and who; empty where there is none."""
    screening: str = ""
    """What follows from the short version; empty where the full one was answered."""


@dataclass(frozen=True, slots=True)
class NoReplyRow:
    """A supplier that did not answer: inherent risk raised one step, never a score."""

    supplier: str
    country: str
    inherent: Decimal
    inherent_band: Band
    shown_band: Band


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One indicator in one country: the worst supplier and the one in the middle."""

    worst: Decimal
    median: Decimal
    band: str
    unsure: bool
    """Whether the worst supplier's confidence is low."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    country: str
    rated: int
    no_answer: int
    cells: tuple[HeatCell, ...]
    """One for each indicator, in the order of the map; empty where nobody was rated."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    indicators: tuple[Named, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class ZeroToleranceRow:
    supplier: str
    country: str
    rule: Named
    remedied: bool
    review: str


@dataclass(frozen=True, slots=True)
class ConfidenceRow:
    """Suppliers of one band by level of confidence."""

    band: Band
    high: int
    medium: int
    low: int


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A corrective action and at how many suppliers the rules ask for it."""

    action: Named
    suppliers: int
    first_due: date


@dataclass(frozen=True, slots=True)
class PortfolioReport:
    """The portfolio in the order of its items; `not_yet` names those that have no data yet."""

    company: str
    on: date
    campaigns: tuple[str, ...]
    coverage: tuple[Count, ...]
    bands: tuple[tuple[Band, int], ...]
    rated: tuple[RatedRow, ...]
    """All rated suppliers, worst first."""
    heat: HeatMap
    zero_tolerance: tuple[ZeroToleranceRow, ...]
    actions: tuple[ActionRow, ...]
    findings: tuple[Count, ...]
    confidence: tuple[ConfidenceRow, ...]
    no_replies: tuple[NoReplyRow, ...]
    no_reply_sentence: str
    method: tuple[str, ...]
    pins: tuple[Pin, ...]
    not_yet: tuple[tuple[str, str], ...]
    overlays: tuple[Overlay, ...]
    """The company's own changes to rulesets that results here were made by."""
    report_id: str
    digest: str
