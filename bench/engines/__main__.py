"""Part A: our engines beside their peers, in one run. See RESULTS.md for how to read it.

python -m bench.engines --peers .venv-bench/bin/python [--quick] [--write bench/RESULTS.md]
                        [--also bench/score.py ...]
"""

import argparse
import subprocess
import sys
from pathlib import Path

from bench.engines import measures, sets
from bench.engines.report import Found, machine, report


def main() -> None:
    arguments = _arguments()
    extent = measures.QUICK if arguments.quick else measures.FULL
    start = machine()
    scorer = sets.shipped_scorer()
    documents = sets.documents(scorer, extent.documents)
    peers = [measures.peers_of(arguments.peers, mode, scorer, documents) for mode in ("2v", "3v")]
    for one in peers:
        for name, why in one.left_out.items():
            print(f"left out: {name} ({one.mode}): {why}", file=sys.stderr)
    found = Found(
        machine=[start],
        rules=len(scorer.ruleset.rules),
        documents=len(documents),
        rounds=extent.rounds,
        peers=peers,
        singles=measures.singles(extent, scorer, documents, peers),
        bulk=measures.bulk(extent, scorer, documents, peers),
        encoding=measures.encoding(scorer, documents, extent.rounds),
        growth=measures.rules_growth(extent, scorer, documents),
        memory={size: measures.memory(size) for size in extent.sizes[-2:]},
        others={path.as_posix(): _printed(path) for path in arguments.also},
    )
    found.machine.append(machine())
    for one in peers:
        one.close()
    text = report(found)
    print(text)
    if arguments.write:
        arguments.write.write_text(text, encoding="utf-8")


def _printed(script: Path) -> str:
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    return done.stdout


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path(".venv-bench/bin/python"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--also", type=Path, nargs="*", default=[])
    return parser.parse_args()


if __name__ == "__main__":
    main()
