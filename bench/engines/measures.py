"""The measurements: CPU time, our engines and the peers by turns, medians of the rounds."""

import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from bench.engines import sets
from bench.engines.peer_process import Peers
from bench.engines.translating import Translator
from scoring.bulk import BulkScorer, Columns
from scoring.bulk.chunk import Chunk, Tables
from scoring.bulk.nodes import Node
from scoring.bulk.planning import Plan
from scoring.bulk.scorer import CHUNK
from scoring.engine import Scorer

MICRO = 10**6
Times = dict[str, float]


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    documents: int
    rounds: int
    sizes: tuple[int, ...]
    rules: tuple[int, ...] = (40, 80, 160, 320)


FULL = Extent(600, 5, (1_000, 10_000, 100_000, 1_000_000))
QUICK = Extent(120, 3, (1_000, 10_000))


@dataclass
class Singles:
    """Microseconds for one answer set: p50 and p99 of each engine."""

    p50: Times = field(default_factory=dict)
    p99: Times = field(default_factory=dict)


def seconds(run: Callable[[], Any]) -> float:
    """CPU seconds of a call."""
    start = process_time()
    run()
    return process_time() - start


def portfolio(columns: Columns, size: int) -> Columns:
    """Columns of this many answer sets, drawn from given ones with repetition."""
    return columns.take(np.random.default_rng(size).integers(0, len(columns), size))


def peers_of(python: Any, mode: str, scorer: Scorer, documents: list[dict[str, Any]]) -> Peers:
    """Return the peers loaded with the conditions of our rules; compared before measured."""
    possible = mode == "3v"
    translator = Translator(scorer.ruleset.names)
    trees = translator.trees(scorer.ruleset, possible)
    values = [scorer.values(document) for document in documents]
    fired = []
    for one in values:
        found = []
        for rule in scorer.ruleset.rules:
            truth = rule.condition.test(one)
            found += [rule.id] * (truth is True)
            found += [f"{rule.id}_possible"] * (possible and truth is not False)
        fired.append(found)
    peers = Peers(python, mode)
    peers.load(trees, translator.numbers, [translator.context(one) for one in values], fired)
    return peers


def singles(
    extent: Extent, scorer: Scorer, documents: list[dict[str, Any]], all_peers: list[Peers]
) -> Singles:
    """One answer set at a time: the whole model with its trace, and the peers' conditions."""
    taken: dict[str, list[float]] = {}
    values = [scorer.values(document) for document in documents]
    tests = [rule.condition.test for rule in scorer.ruleset.rules]
    for _ in range(extent.rounds):
        ours = [seconds(lambda one=one: scorer.score(one)) for one in documents]  # type: ignore[misc]
        taken.setdefault("ours", []).extend(ours)
        alone = [seconds(lambda one=one: [test(one) for test in tests]) for one in values]  # type: ignore[misc]
        taken.setdefault("ours, conditions alone", []).extend(alone)
        for peers in all_peers:
            for name in peers.names:
                if name != "OpenFisca-core":
                    answer = peers.ask(name, "singles", trace=name == "zen-engine")
                    taken.setdefault(f"{name} {peers.mode}", []).extend(answer["seconds"])
    found = Singles()
    for name, times in taken.items():
        found.p50[name] = statistics.median(times) * MICRO
        found.p99[name] = statistics.quantiles(times, n=100)[-1] * MICRO
    return found


def bulk(
    extent: Extent, scorer: Scorer, documents: list[dict[str, Any]], all_peers: list[Peers]
) -> dict[int, Times]:
    """Microseconds an answer set, for each size of portfolio."""
    scores = BulkScorer(scorer)
    few = scores.columns(documents)
    plan = Plan(scorer.ruleset.names)
    nodes = [plan.condition(rule.condition) for rule in scorer.ruleset.rules]
    found: dict[int, Times] = {}
    for size in extent.sizes:
        columns = portfolio(few, size)
        taken: dict[str, list[float]] = {}
        for _ in range(extent.rounds):
            whole = seconds(lambda columns=columns: scores.score(columns))  # type: ignore[misc]
            taken.setdefault("ours", []).append(whole)
            alone = seconds(lambda columns=columns: conditions_alone(nodes, columns))  # type: ignore[misc]
            taken.setdefault("ours, conditions alone", []).append(alone)
            for peers in all_peers:
                for name in peers.names:
                    answer = peers.ask(name, "bulk", count=size)
                    taken.setdefault(f"{name} {peers.mode}", []).append(answer["seconds"])
        found[size] = {
            name: statistics.median(times) / size * MICRO for name, times in taken.items()
        }
    return found


def conditions_alone(nodes: list[Node], columns: Columns) -> None:
    """Decide the rules of a portfolio, true and unknown, and nothing else."""
    tables = Tables(columns)
    for start in range(0, len(columns), CHUNK):
        chunk = Chunk(columns.slice(start, start + CHUNK), tables)
        for node in nodes:
            chunk.truths(node)


def encoding(scorer: Scorer, documents: list[dict[str, Any]], rounds: int) -> float:
    """Microseconds to read one document into columns."""
    scores = BulkScorer(scorer)
    times = [seconds(lambda: scores.columns(documents)) for _ in range(rounds)]
    return statistics.median(times) / len(documents) * MICRO


def rules_growth(
    extent: Extent, scorer: Scorer, documents: list[dict[str, Any]]
) -> dict[int, tuple[float, float]]:
    """Microseconds an answer set by number of rules: alone with its trace, and in bulk."""
    size = max(one for one in extent.sizes if one <= 100_000)
    grown = {count: sets.with_rules(scorer, count) for count in extent.rules}
    engines = {count: BulkScorer(one) for count, one in grown.items()}
    columns = {count: portfolio(one.columns(documents), size) for count, one in engines.items()}
    alone: dict[int, list[float]] = {count: [] for count in extent.rules}
    many: dict[int, list[float]] = {count: [] for count in extent.rules}
    for _ in range(extent.rounds):
        for count, one in grown.items():
            alone[count] += [seconds(lambda one=one, of=of: one.score(of)) for of in documents]  # type: ignore[misc]
            taken = seconds(lambda count=count: engines[count].score(columns[count]))  # type: ignore[misc]
            many[count].append(taken / size)
    return {
        count: (statistics.median(alone[count]) * MICRO, statistics.median(many[count]) * MICRO)
        for count in extent.rules
    }


def memory(size: int) -> tuple[int, int]:
    """Peak megabytes of a process that scores this many, and of one that only reads a few.

    Chunks come in one by one, as a job reads them; the scores of all are kept.
    """
    command = [sys.executable, "-m", "bench.engines.measures"]
    peaks = [
        int(subprocess.run([*command, str(one)], check=True, capture_output=True, text=True).stdout)
        for one in (size, 8)
    ]
    return peaks[0], peaks[1]


def _peak(size: int) -> int:
    scorer = sets.shipped_scorer()
    scores = BulkScorer(scorer)
    few = scores.columns(sets.documents(scorer, 200))
    kept = []
    for start in range(0, size, CHUNK):
        kept += scores.parts(portfolio(few, min(CHUNK, size - start)))
    assert sum(len(part) for part in kept) == size
    return _peak_memory()


def _peak_memory() -> int:
    """Megabytes; getrusage alone would count the memory of the process that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) // 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (2**20 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    print(_peak(int(sys.argv[1])))
