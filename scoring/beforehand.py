"""What is known of a supplier that was not asked yet: inherent risk from place, trade and goods.

Never a supplier's score, and not the raised band of one that did not reply.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.exact import Number
from scoring.no_reply import no_reply
from scoring.reference import Reference
from scoring.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Beforehand:
    """Inherent risk in tenths, from 0 to 1000, and its band, with what it rests on.

    Where `country_known` or `sector_known` is false, the score that the ruleset gives to a missing
    row was counted in its place.
    """

    tenths: int
    band: str
    country: Number
    sector: Number
    country_known: bool
    sector_known: bool

    @property
    def certain(self) -> bool:
        """Whether both country and sector are in the reference data."""
        return self.country_known and self.sector_known


def beforehand(
    ruleset: Ruleset, reference: Reference, country: str, sector: str, goods: Sequence[str] = ()
) -> Beforehand:
    """Return the inherent risk of a supplier of which no more than this is known.

    Workforce and recruitment count as for one that did not reply. `country` is an alpha-3 code,
    `sector` and `goods` are keys of the reference data; empty where not known.
    """
    known = no_reply(ruleset, reference, country, sector, goods)
    return Beforehand(
        tenths=int(known.inherent * 10),
        band=known.inherent_band,
        country=known.country,
        sector=known.sector,
        country_known=reference.countries.row(country) is not None,
        sector_known=reference.sectors.row(sector) is not None,
    )
