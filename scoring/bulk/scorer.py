"""The bulk engine: columns of answer sets to columns of scores."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from scoring.bulk.chunk import Chunk, Tables
from scoring.bulk.columns import Columns
from scoring.bulk.controls import ControlColumns
from scoring.bulk.exact import Array, Exact
from scoring.bulk.judgement import BandColumns, ConfidenceColumns, headline
from scoring.bulk.observed import ObservedColumns
from scoring.bulk.packing import is_for, pack, unpack
from scoring.bulk.planes import Plane
from scoring.bulk.planning import Plan
from scoring.bulk.reading import Reader
from scoring.bulk.risk import IndicatorColumns, InherentColumns
from scoring.bulk.scores import SMALL, TENTHS, Scores, joined
from scoring.engine import ENGINE, Scorer

CHUNK = 1 << 17


class BulkScorer:
    """Scores many answer sets by the ruleset, reference data and form of a Scorer.

    Every number, band, fired rule, unknown rule and fired check is what `Scorer.score` gives for
    the same document; the reasons of one of them are had by scoring it there. Made once and used
    again and again; it keeps nothing of a portfolio.
    """

    def __init__(self, scorer: Scorer) -> None:
        ruleset, reference = scorer.ruleset, scorer.reference
        plan = Plan(ruleset.names)
        self._ruleset = ruleset
        self._rules = [(rule, plan.condition(rule.condition)) for rule in ruleset.rules]
        self._checks = [(check, plan.condition(check.condition)) for check in ruleset.checks]
        self._inherent = InherentColumns(ruleset.inherent, reference, plan)
        self._controls = ControlColumns(
            ruleset.families, ruleset.control_proof, ruleset.evidence_proof, plan
        )
        self._indicators = IndicatorColumns(ruleset.indicators, ruleset.exposure, plan)
        self._observed = ObservedColumns(ruleset)
        self._confidence = ConfidenceColumns(ruleset.confidence, self._controls, plan)
        self._bands = BandColumns(ruleset.headline, ruleset.overrides)
        proofs = (*self._controls.questions, *ruleset.confidence.verified_by, *ruleset.proofs)
        self._reader = Reader(scorer, plan, tuple(dict.fromkeys(proofs)))
        self.basis = self._reader.basis
        form = scorer.form
        self._pins = (ruleset.sha256, reference.sha256, form.sha256, ENGINE)

    def columns(self, documents: Sequence[Mapping[str, Any]]) -> Columns:
        """Return documents as columns; each as `Scorer.score` takes it.

        Raises TypeError where a number is a float.
        """
        return self._reader.columns(documents)

    def pack(self, document: Mapping[str, Any]) -> bytes:
        """Return what the columns hold of one document, as bytes that can be stored.

        The same document gives the same bytes. Reading them is twice as fast as the document.
        """
        return pack(self.basis, self._reader.row(document))

    def reads(self, packed: bytes) -> bool:
        """Whether a packed document can be unpacked: it was read for the same basis."""
        return is_for(self.basis, packed)

    def unpack(self, packed: Sequence[bytes]) -> Columns:
        """Return packed documents as columns. Raises ValueError for those of another basis."""
        return self._reader.of_rows([unpack(self.basis, raw) for raw in packed])

    def score(self, columns: Columns, chunk: int = CHUNK) -> Scores:
        """Return the scores of columns, worked out `chunk` answer sets (rounded up to a multiple

        of eight) at a time. Raises ValueError where the columns were read for another basis.
        """
        return joined(list(self.parts(columns, chunk)))

    def parts(self, columns: Columns, chunk: int = CHUNK) -> Iterator[Scores]:
        """Give the scores of columns chunk by chunk; see `score`."""
        if columns.basis != self.basis:
            raise ValueError("these columns were read for other conditions or reference data")
        tables = Tables(columns)
        step = -(-chunk // 8) * 8
        for start in range(0, max(columns.count, 1), step):
            yield self._scored(Chunk(columns.slice(start, start + step), tables), columns.basis)

    def _scored(self, chunk: Chunk, basis: str) -> Scores:
        truths = [chunk.truths(node) for _, node in self._rules]
        fired = [(rule, one.true) for (rule, _), one in zip(self._rules, truths, strict=True)]
        checks = [(check, chunk.true(node)) for check, node in self._checks]
        inherent = self._inherent.score(chunk)
        observed = self._observed.observed(chunk, fired, checks)
        residuals = self._indicators.residuals(
            chunk, inherent, self._controls.families(chunk), observed
        )
        score = headline(residuals, self._ruleset.headline, chunk.count)
        confidence = self._confidence.score(chunk, checks)
        live = self._observed.live(chunk, fired)
        bands = self._bands.bands(chunk, score, confidence, fired, live)
        return Scores(
            count=chunk.count,
            basis=basis,
            pins=self._pins,
            indicator_codes=tuple(one.code for one in self._ruleset.indicators),
            rule_ids=tuple(rule.id for rule, _ in self._rules),
            check_ids=tuple(check.id for check, _ in self._checks),
            headline_tenths=_tenths(score),
            computed_band=bands.computed.astype(SMALL),
            band=bands.band.astype(SMALL),
            pattern=_stacked([bands.pattern], chunk.count)[0],
            override_bits=bands.overrides.astype(SMALL),
            confidence_tenths=_tenths(confidence),
            inherent_tenths=_tenths(inherent[0]),
            residual_tenths=np.array([_tenths(residual) for residual in residuals], TENTHS),
            fired=_stacked([plane for _, plane in fired], chunk.count),
            unknown=_stacked([one.unknown for one in truths], chunk.count),
            fired_checks=_stacked([plane for _, plane in checks], chunk.count),
        )


def _tenths(score: Exact) -> Array:
    values: Array = (score if score.scale == 10 else score.tenths()).values
    return values.astype(TENTHS)


def _stacked(planes: Sequence[Plane], count: int) -> Array:
    """Planes as lines of one array, 0 beyond the last answer set."""
    stacked = np.array(planes, SMALL).reshape(len(planes), (count + 7) // 8)
    if count % 8:
        stacked[:, -1] &= 0xFF00 >> count % 8 & 0xFF
    return stacked
