"""What the due-diligence report on one supplier says, as data and in words.

Nothing here knows of pages: webapp.documents lays it out, and may not add a statement.
Numbers are Decimals from 0 to 100 unless a name says otherwise; dates are dates, moments are
aware UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from assessments.reports.identity import Attachment
from assessments.reports.overlay import Overlay


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled statement; several lines where the answer is a table."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactGroup:
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Something that the ruleset calls by a key and people by a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Band:
    key: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Cover:
    supplier: str
    site: str
    prepared_for: str
    result_on: date
    declared_at: datetime
    declared_by: str
    status: str
    questionnaire: str
    ruleset: str
    reference: str


@dataclass(frozen=True, slots=True)
class Confidence:
    level: str
    score: Decimal
    parts: tuple[tuple[str, Decimal, int], ...]
    """(name, score, weight in percent), in the order of the method."""
    sentence: str


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One of the twelve lines. `ilo` is empty for the line that is the product's own."""

    key: str
    name: str
    plain: str
    ilo: str
    exposure: Decimal
    observed: Decimal
    residual: Decimal
    band: str


@dataclass(frozen=True, slots=True)
class HandBand:
    """A band that a person set beside the computed one; it no longer holds from `ends_on`."""

    band: Band
    reason: str
    by: str
    set_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A question that is open, and how wide the range of the headline is by it alone."""

    key: str
    question: str
    width: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a corrective action, or (`action` empty) a document for an answer."""

    action: str
    title: str
    question: str
    settles: tuple[str, ...] = ()
    """The indicators whose cases it settles, by name."""

    @property
    def name(self) -> str:
        """What tells it from other things to do."""
        return self.action or self.question


@dataclass(frozen=True, slots=True)
class Prospect:
    """Steps that together bring the band down, and what the score would be then."""

    steps: tuple[Step, ...]
    headline: Decimal
    band: Band


@dataclass(frozen=True, slots=True)
class Outlook:
    """The headlines that open questions still allow, and what would bring the band down."""

    low: Decimal
    high: Decimal
    open: tuple[OpenLine, ...]
    prospects: tuple[Prospect, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The one page that must be enough for a reader who turns no other."""

    headline: Decimal
    band: Band
    computed_band: Band
    provisional: bool
    reasons: tuple[str, ...]
    """Why the band is what it is: overrides first, then what decided the number."""
    confidence: Confidence
    inherent: Decimal
    inherent_note: str
    controls: Decimal | None
    strongest: tuple[IndicatorLine, ...]
    severities: tuple[tuple[Named, int], ...]
    unknowns: int
    contradictions: int
    first_deadlines: tuple[tuple[str, date], ...]
    """(action, day) of what has to be done first, at most three."""
    change: str
    by_hand: HandBand | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A row of reference data with where it comes from. `certainty` is never empty where the
    source itself did not state the value."""

    table: str
    key: str
    field: str
    value: str
    source: str
    year: str
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A line of arithmetic: what was read, what it adds."""

    name: str
    points: Decimal | None
    because: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class InherentPart:
    name: str
    score: Decimal
    weight: str
    parts: tuple[ScorePart, ...]


@dataclass(frozen=True, slots=True)
class Inherent:
    score: Decimal
    floored: Decimal
    parts: tuple[InherentPart, ...]
    overlay: tuple[ScorePart, ...]
    floor: str


@dataclass(frozen=True, slots=True)
class Control:
    question: str
    answer: str
    proof: str
    """The state of proof as it was scored; empty where the question does not count."""


@dataclass(frozen=True, slots=True)
class ControlFamily:
    key: str
    name: str
    score: Decimal | None
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A question with the answer on which a finding, a gap or a contradiction rests."""

    question: str
    lines: tuple[str, ...]
    evidence: tuple[int, ...] = ()
    """Numbers of the evidence index."""


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    severity: Named
    title: str
    sentence: str
    part_of_definition: str
    """How the rule serves the statistical definition (involuntary, menace), or empty."""
    points: tuple[tuple[str, str, Decimal], ...]
    """(indicator key, ILO reference or empty, points)."""
    references: tuple[str, ...]
    answers: tuple[GivenAnswer, ...]
    citations: tuple[Citation, ...]
    action: Named
    remedied: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    question: str
    state: str
    gateway: bool
    critical: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    check: str
    severity: str
    title: str
    question: str
    answers: tuple[GivenAnswer, ...]
    points_off: int
    suspected: tuple[tuple[str, Decimal], ...]
    reply: str


@dataclass(frozen=True, slots=True)
class Deadline:
    what: str
    on: date


@dataclass(frozen=True, slots=True)
class Action:
    key: str
    title: str
    severity: Named
    rules: tuple[str, ...]
    steps: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    question: str
    key: str
    lines: tuple[str, ...]
    state: str
    """answered, dont_know, blank or hidden."""
    author: int | None
    """The place of who gave it in the list of authors, from 1."""
    saved_at: datetime | None
    version: int | None
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerSection:
    title: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A file of the sealed submission; `key` is the question it was given for."""

    number: int
    key: str
    name: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of arithmetic written out, and what it comes to."""

    name: str
    text: str
    equals: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one number came about; `equals` is the number that the result states."""

    title: str
    sums: tuple[Sum, ...]
    equals: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A thing that the result stands on, fixed by its hash."""

    what: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A standard or law that a code points to, and what our knowledge of it rests on."""

    code: str
    title: str
    source: str
    seen: str


@dataclass(frozen=True, slots=True)
class SupplierReport:
    """The fourteen items of a due-diligence report, in their order.

    What this version of the product cannot know yet stands in `not_yet` under the item's name,
    as a sentence that the document prints in its place.
    """

    cover: Cover
    glance: Glance
    method: tuple[str, ...]
    limits: tuple[str, ...]
    band_names: tuple[tuple[str, str], ...]
    facts: tuple[FactGroup, ...]
    inherent: Inherent
    families: tuple[ControlFamily, ...]
    indicators: tuple[IndicatorLine, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    unknowns: tuple[Unknown, ...]
    unknown_rules: tuple[Named, ...]
    contradictions: tuple[Contradiction, ...]
    actions: tuple[Action, ...]
    cases: tuple[str, ...]
    authors: tuple[str, ...]
    answers: tuple[AnswerSection, ...]
    evidence: tuple[EvidenceRow, ...]
    explanations: tuple[Explanation, ...]
    references: tuple[Reference, ...]
    citations: tuple[Citation, ...]
    pins: tuple[Pin, ...]
    not_yet: tuple[tuple[str, str], ...]
    outlook: Outlook
    attachments: tuple[Attachment, ...]
    report_id: str
    digest: str
    overlay: Overlay | None = None

    def said_of(self, item: str) -> str:
        """What is said in the place of an item that has no data yet."""
        return dict(self.not_yet)[item]
