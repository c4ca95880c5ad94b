"""Talking to the process in which the peers run."""

import json
import subprocess
from pathlib import Path
from typing import Any

NAMES = ("zen-engine", "datalogic-py", "OpenFisca-core")
SCRIPT = Path(__file__).with_name("peers.py")


class Peers:
    """The peers of an environment; `names` are those that could be loaded and agree with us."""

    def __init__(self, python: Path, mode: str) -> None:
        self.mode = mode
        self.names: list[str] = []
        self.versions: dict[str, str] = {}
        self.left_out: dict[str, str] = {}
        self._python = python
        self._process: subprocess.Popen[str] | None = None

    def load(
        self,
        trees: dict[str, Any],
        numbers: list[str],
        contexts: list[dict[str, Any]],
        fired: list[list[str]],
    ) -> None:
        """Load each peer; it stays only where it finds what we find in every answer set."""
        for name in NAMES:
            try:
                answer = self.ask(name, "load", trees=trees, numbers=numbers, contexts=contexts)
            except (OSError, ValueError):
                self.left_out[name] = "not installed, or it stopped while it was loaded"
                self._process = None
                continue
            wrong = sum(one != two for one, two in zip(answer["fired"], fired, strict=True))
            self.versions[name] = answer["version"]
            if wrong:
                self.left_out[name] = f"finds other rules in {wrong} of {len(fired)} answer sets"
            else:
                self.names.append(name)

    def ask(self, name: str, do: str, **request: Any) -> Any:
        """Return the answer of a peer. Raises OSError or ValueError where there is none."""
        if self._process is None:
            self._process = subprocess.Popen(
                [str(self._python), str(SCRIPT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"engine": name, "do": do, **request}) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait()
