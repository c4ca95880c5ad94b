"""Step 14: what is said of a supplier who did not answer. Never a supplier's score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scoring.exact import Number, decimal, one_decimal
from scoring.headline import band_of
from scoring.inherent import InherentStep
from scoring.overlays import Overlays
from scoring.reference import Reference
from scoring.ruleset import Ruleset
from scoring.ruleset.parts import BANDS
from scoring.trace import Line


@dataclass(frozen=True, slots=True)
class NoReply:
    """The inherent risk of a supplier who did not answer, 0 to 100.

    `inherent_band` follows from it; `band` is one step above and is what is shown, always with
    the words "no answer".
    """

    inherent: Number
    inherent_band: str
    band: str
    country: Number
    sector: Number
    overlay: Mapping[str, Number]
    lines: tuple[Line, ...]

    def document(self) -> dict[str, Any]:
        """Return it as plain data, with `status` unrated."""
        return {
            "status": "unrated",
            "inherent": one_decimal(self.inherent),
            "inherent_band": self.inherent_band,
            "band": self.band,
            "country": one_decimal(self.country),
            "sector": one_decimal(self.sector),
            "overlay": {key: decimal(points) for key, points in self.overlay.items()},
            "trace": [line.document(lambda question: None) for line in self.lines],
        }


def unrated_from(ruleset: Ruleset, deadline: date) -> date:
    """Return the first day on which a supplier without an answer counts as not replying."""
    return deadline + timedelta(days=ruleset.no_reply.days_after_deadline)


def no_reply(
    ruleset: Ruleset, reference: Reference, country: str, sector: str, goods: Iterable[str] = ()
) -> NoReply:
    """Return what is known without any answer: country, sector, goods on a list.

    `country` is an alpha-3 code, `sector` and `goods` are keys of the reference data; what is
    unknown or empty takes the score that the ruleset gives to a missing row.
    """
    terms, step = ruleset.no_reply, InherentStep(ruleset.inherent, reference)
    lines: list[Line] = []
    country_score = step.country(country, lines)
    sector_score = step.sector(sector, lines)
    lines.append(Line("workforce", "no_reply", terms.workforce))
    lines.append(Line("recruitment", "no_reply", terms.recruitment))
    overlays = Overlays(ruleset.inherent.overlays, reference)
    overlay = overlays.of_goods(country, list(goods), [], lines)
    inherent = step.base(
        country_score, sector_score, terms.workforce, terms.recruitment, overlay, lines
    )
    band = band_of(inherent, ruleset.headline)
    raised = BANDS[min(BANDS.index(band) + 1, len(BANDS) - 1)]
    return NoReply(inherent, band, raised, country_score, sector_score, overlay, tuple(lines))
