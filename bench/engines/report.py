"""What was found, as Markdown."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.engines.measures import Singles, Times
from bench.engines.peer_process import Peers

WHOLE, ALONE = "ours", "ours, conditions alone"


@dataclass
class Found:
    """Everything that one run measured."""

    machine: list[str]
    rules: int
    documents: int
    rounds: int
    peers: list[Peers]
    singles: Singles
    bulk: dict[int, Times]
    encoding: float
    growth: dict[int, tuple[float, float]]
    memory: dict[int, tuple[int, int]]
    others: dict[str, str]


def machine() -> str:
    """Return when and on what this runs, and how busy it is."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0].partition(":")[2].strip() if names else cpu
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{when}: {cpu}, {os.cpu_count()} cores, {platform.system()}, load {load}"


def report(found: Found) -> str:
    """Return the results as a page of Markdown."""
    return "\n".join(
        [
            *_head(found),
            *_goals(found),
            *_singles(found),
            *_bulk(found),
            *_growth(found),
            *_memory(found),
            *_others(found),
        ]
    )


def _head(found: Found) -> list[str]:
    versions = {f"{name} {one}" for peers in found.peers for name, one in peers.versions.items()}
    left_out = [
        f"- left out: {name}, {peers.mode}: {why}"
        for peers in found.peers
        for name, why in peers.left_out.items()
    ]
    return [
        "# How fast the engines are",
        "",
        "Written by `make bench`. Read the ratios: they were taken in one run, ours and the peers",
        f"by turns, CPU time, medians of {found.rounds} rounds over {found.documents} invented",
        "answer sets. Microseconds change with the machine and with what else it does.",
        "",
        *(f"- {when}: {line}" for when, line in zip(("start", "end"), found.machine, strict=True)),
        f"- Python {platform.python_version()}, NumPy {version('numpy')}; "
        + ", ".join(sorted(versions) or ["no peers"]),
        *left_out,
        *_busy(found.machine),
        "",
        "**What is compared.** Ours is the whole model: facts, inherent risk, controls with proof,",
        "exposure, observed signs, residuals, headline, overrides, confidence, fired and unknown",
        f"rules. The peers decide the conditions of our {found.rules} rules and nothing else. No",
        "peer has three truth values: *2v* asks it only which rules are plainly true, *3v* also",
        "which are true or unknown, so that it says as much of a rule as we do. What no peer can",
        "express (rows of tables, counts, proof, derived facts, reference data) is calculated by",
        "us and given to it as a value, outside its time; outside ours is the reading of documents",
        "into columns, which has a line of its own. Before anything is measured, the rules of each",
        "peer are compared with ours in every answer set; a peer that differs is left out.",
    ]


def _busy(machine: list[str]) -> list[str]:
    """A warning where other work ran at the same time, which makes microseconds longer."""
    loads = [float(line.rsplit(", load ", 1)[1].split(",")[0]) for line in machine]
    cores = os.cpu_count() or 1
    if max(loads) <= cores + 1:
        return []
    return [
        f"- **busy**: up to {max(loads):.0f} programs wanted these {cores} cores at once. Programs",
        "  that share a cache slow each other by a half and more, CPU time included, and not all",
        "  alike: trust the ratios within a third, the microseconds not at all.",
    ]


def _goals(found: Found) -> list[str]:
    largest, most = max(found.bulk), max(found.memory)
    times, single = found.bulk[largest], found.singles.p50[WHOLE]
    p99, peak = found.singles.p99[WHOLE] / 1000, found.memory[most][0]
    rows = [
        _goal("one set with full trace, p50, ms", "under", 1, single / 1000),
        _goal("one set with full trace, p99, ms", "under", 3, p99),
        _goal(f"a million sets in bulk (from {largest:,}), s", "under", 5, times[WHOLE]),
        _goal(f"peak memory, {most:,} sets, MB", "under", 400, peak),
    ]
    for mode in ("2v", "3v"):
        zen = f"zen-engine {mode}"
        if zen in found.singles.p50:
            ratio = found.singles.p50[zen] / single
            rows.append(_goal(f"one set: times as fast as {zen} with trace", "at least", 3, ratio))
            alone = found.singles.p50[zen] / found.singles.p50[ALONE]
            rows.append((f"… conditions alone on both sides, {mode}", "", f"{alone:.1f}", ""))
        for name, goal in (("zen-engine", 200), ("datalogic-py", 20), ("OpenFisca-core", 5)):
            peer = f"{name} {mode}"
            if peer in times:
                whole, alone = times[peer] / times[WHOLE], times[peer] / times[ALONE]
                rows.append(_goal(f"bulk: times as fast as {peer}", "at least", goal, whole))
                rows.append((f"… conditions alone on both sides, {mode}", "", f"{alone:.1f}", ""))
    return [
        "",
        "## Goals",
        "",
        *_table(("", "goal", "measured", "met"), rows),
        "",
        "Ours decides both planes of truth in every line. Where the whole model falls short of a",
        "goal against a peer that was asked for conditions alone, the line under it compares like",
        "with like; the rest of our time is arithmetic that the peer was spared.",
    ]


def _goal(what: str, kind: str, goal: int, measured: float) -> tuple[str, str, str, str]:
    met = measured < goal if kind == "under" else measured >= goal
    return what, f"{kind} {goal}", f"{measured:.3g}", "yes" if met else "**no**"


def _singles(found: Found) -> list[str]:
    ours = found.singles.p50[WHOLE]
    rows = [
        (_name(name), f"{half:.0f}", f"{found.singles.p99[name]:.0f}", f"{half / ours:.2f}")
        for name, half in found.singles.p50.items()
    ]
    return [
        "",
        "## One answer set at a time, microseconds",
        "",
        "Ours with every reason (conditions alone: without); zen-engine with its trace;",
        "datalogic-py has none.",
        "",
        *_table(("", "p50", "p99", "p50 / ours"), rows),
    ]


def _bulk(found: Found) -> list[str]:
    names = list(next(iter(found.bulk.values())))
    rows = [
        (
            _name(name),
            *(f"{times[name]:.3g}" for times in found.bulk.values()),
            f"{found.bulk[max(found.bulk)][name] / found.bulk[max(found.bulk)][WHOLE]:.1f}",
        )
        for name in names
    ]
    sizes = tuple(f"{size:,}" for size in found.bulk)
    return [
        "",
        "## Many answer sets, microseconds each",
        "",
        *_table(("", *sizes, "largest / ours"), rows),
        "",
        f"Reading a document into columns takes {found.encoding:.0f} µs (routing, facts, reference",
        "data; once for each sealed submission). Portfolios are drawn with repetition from the",
        f"{found.documents} sets, for us and for OpenFisca; what takes one set at a time is timed",
        "on these, and its time multiplied.",
    ]


def _growth(found: Found) -> list[str]:
    rows = [
        (
            str(count),
            f"{one:.0f}",
            f"{many:.3g}",
            f"{one / count:.2f}",
            f"{many / count * 1000:.2f}",
        )
        for count, (one, many) in found.growth.items()
    ]
    return [
        "",
        "## Growth with the number of rules, microseconds an answer set",
        "",
        "Fewer: the first of the shipped rules. More: copies, each with a comparison of its own.",
        "",
        *_table(
            ("rules", "one with trace", "bulk", "one / rule", "bulk / rule, ns"),
            rows,
        ),
    ]


def _memory(found: Found) -> list[str]:
    rows = [
        (f"{size:,}", f"{peak} MB", f"{start} MB", f"{(peak - start) * 2**20 / size:.0f}")
        for size, (peak, start) in found.memory.items()
    ]
    return [
        "",
        "## Peak memory",
        "",
        "Columns come in chunk by chunk, as a job reads them. All scores are kept until the end",
        "here, which is what grows; a job that stores each chunk keeps one.",
        "",
        *_table(("answer sets", "peak", "peak for 8 sets", "bytes a set"), rows),
    ]


def _others(found: Found) -> list[str]:
    lines = []
    for script, printed in found.others.items():
        lines += ["", f"## {script}", "", "```", printed.rstrip(), "```"]
    return [*lines, ""]


def _name(name: str) -> str:
    return "ours, the whole model" if name == WHOLE else name


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    head = list(head)
    return [
        "| " + " | ".join(head) + " |",
        "|" + "|".join(["---", *["---:"] * (len(head) - 1)]) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
