"""How fast one set of answers is scored with its full trace, on one core.

The yardsticks run in the same minute on the same machine: a JSON round trip of the document, and
`eval` of one code object per rule (two truth values, no trace, no numbers), which is what one
would write first. Nothing here is asserted: read the ratios, not the milliseconds.
"""

import json
import statistics
from collections.abc import Callable, Mapping
from time import perf_counter
from types import CodeType
from typing import Any

from questionnaires import library
from scoring import shipped
from scoring.canonical import as_json, canonical
from scoring.engine import Scorer

ROUNDS = 5
REPEATS = 60


def main() -> None:
    form = library.load(*shipped.QUESTIONNAIRE).form()
    scorer = Scorer(shipped.ruleset(form), shipped.reference(), form)
    documents = [case.document for case in scorer.ruleset.cases]
    texts = [as_json(document) for document in documents]
    codes = [compile(rule.condition.text, rule.id, "eval") for rule in scorer.ruleset.rules]
    spaces = [_namespace(scorer, document) for document in documents]
    runs: dict[str, tuple[Callable[[Any], Any], list[Any]]] = {
        "score with full trace": (scorer.score, list(documents)),
        "… and its plain form": (lambda one: scorer.score(one).document(), list(documents)),
        "… and its canonical bytes": (
            lambda one: canonical(scorer.score(one).document()),
            list(documents),
        ),
        "yardstick: JSON round trip": (lambda text: json.dumps(json.loads(text)), list(texts)),
        "yardstick: eval per rule": (lambda space: _evaluated(codes, space), list(spaces)),
    }
    times = _measured(runs)
    yardsticks = [name for name in runs if name.startswith("yardstick")]
    print(
        f"{'':30} {'p50 ms':>8} {'p99 ms':>8}"
        + "".join(f" {'× ' + n[11:]:>18}" for n in yardsticks)
    )
    for name, taken in times.items():
        half = statistics.median(taken)
        ratios = "".join(
            f" {half / statistics.median(times[other]):>18.1f}" for other in yardsticks
        )
        p99 = statistics.quantiles(taken, n=100)[-1]
        print(f"{name:30} {half * 1e3:8.3f} {p99 * 1e3:8.3f}{ratios}")


def _measured(
    runs: Mapping[str, tuple[Callable[[Any], Any], list[Any]]],
) -> dict[str, list[float]]:
    """Times of each run, interleaved so that a busy minute meets all of them."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (run, inputs) in runs.items():
            for one in inputs * REPEATS:
                start = perf_counter()
                run(one)
                times[name].append(perf_counter() - start)
    return times


def _namespace(scorer: Scorer, document: Mapping[str, Any]) -> dict[str, Any]:
    result = scorer.score(document)
    names = {name: result.answer(name) for name in scorer.ruleset.names}
    return names | {
        "any_row": lambda rows, met: bool(rows) and met,
        "count_rows": lambda rows: len(rows or ()),
        "count": lambda choices: len(choices or ()),
        "abs": abs,
    }


def _evaluated(codes: list[CodeType], space: dict[str, Any]) -> int:
    fired = 0
    for code in codes:
        try:
            fired += bool(eval(code, space))  # noqa: S307 (the yardstick: our own conditions)
        except TypeError:
            continue
    return fired


if __name__ == "__main__":
    main()
