"""The rulesets that come with the product."""

from pathlib import Path

LATEST = ("forced-labour", "2026.1")

_HOME = Path(__file__).parent / "rulesets"


def ruleset_path(slug: str, version: str) -> Path:
    """Return the file of a shipped ruleset. Raises LookupError where there is none."""
    return _shipped(slug, version) / "ruleset.toml"


def reference_path(slug: str, version: str) -> Path:
    """Return the directory of its reference data. Raises LookupError where there is none."""
    return _shipped(slug, version) / "reference"


def shipped_rulesets() -> list[tuple[str, str]]:
    """Return slug and version of every shipped ruleset."""
    return sorted(
        (path.parent.parent.name, path.parent.name) for path in _HOME.glob("*/*/ruleset.toml")
    )


def _shipped(slug: str, version: str) -> Path:
    if (slug, version) not in shipped_rulesets():
        raise LookupError(f"there is no shipped ruleset {slug} {version}")
    return _HOME / slug / version
