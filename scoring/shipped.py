"""The rulesets that come with the product."""

from functools import cache
from pathlib import Path

from scoring.form import Form
from scoring.reference import Reference, load_reference
from scoring.ruleset import Ruleset, load_ruleset

LATEST = ("forced-labour", "2026.1")
QUESTIONNAIRE = ("forced-labour-core", "2026.1")

_HOME = Path(__file__).parent / "rulesets"


def ruleset_path(slug: str, version: str) -> Path:
    """Return the file of a shipped ruleset. Raises LookupError where there is none."""
    return _shipped(slug, version) / "ruleset.toml"


def reference_path(slug: str, version: str) -> Path:
    """Return the directory of its reference data. Raises LookupError where there is none."""
    return _shipped(slug, version) / "reference"


def editions_path() -> Path:
    """Return the file that says what a new edition of the latest reference data must hold."""
    return reference_path(*LATEST) / "editions.toml"


@cache
def reference() -> Reference:
    """Return the latest reference data. The same object on every call."""
    return load_reference(reference_path(*LATEST))


def ruleset(form: Form) -> Ruleset:
    """Return the latest ruleset, checked against the form of QUESTIONNAIRE."""
    return load_ruleset(ruleset_path(*LATEST), form=form, reference=reference())


def shipped_rulesets() -> list[tuple[str, str]]:
    """Return slug and version of every shipped ruleset."""
    return sorted(
        (path.parent.parent.name, path.parent.name) for path in _HOME.glob("*/*/ruleset.toml")
    )


def _shipped(slug: str, version: str) -> Path:
    if (slug, version) not in shipped_rulesets():
        raise LookupError(f"there is no shipped ruleset {slug} {version}")
    return _HOME / slug / version
