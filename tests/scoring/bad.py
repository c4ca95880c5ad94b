"""Bad rulesets: each file of bad_rulesets/ spoils a sound one and says what must be told.

    change = [{ at = "rules.REC01.when", to = "fees_pad == 'most'" }]
    expect = ["REC01: when: there is no question 'fees_pad'; is 'fees_paid' meant?"]

A change sets a value (`to`), takes it away (`drop`), adds an entry to a list (`add`), or repeats
the first entry under new ids (`times`). It spoils the shipped ruleset, or with `of = "overlay"`
the example of an overlay. `text` (or `base64`) stands for a whole file instead. An expected
text that ends in … leaves the rest open (what Python or a list of names says in it); … alone at
the end leaves further problems open.
"""

import base64
import copy
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from questionnaires.rulesets import shipped_document
from scoring import shipped
from scoring.canonical import digest
from scoring.ruleset.changes import named

HERE = Path(__file__).parent / "bad_rulesets"
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "stricter-on-fees.toml"
FILES = sorted(HERE.glob("*.toml"))


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


@cache
def base_document() -> dict[str, Any]:
    """The shipped ruleset; not to be changed."""
    return dict(shipped_document(*shipped.LATEST))


def find_base(slug: str, version: str) -> dict[str, Any]:
    """The only ruleset that there is to make an overlay of."""
    if (slug, version) != shipped.LATEST:
        raise LookupError
    return base_document()


def example_overlay() -> dict[str, Any]:
    """The overlay of the documentation, over the ruleset as it is now."""
    overlay = read(EXAMPLE)
    overlay["base"]["sha256"] = digest(base_document())
    return overlay


def raw(fixture: dict[str, Any]) -> bytes | None:
    """The bytes of a fixture that is a whole file."""
    if "base64" in fixture:
        return base64.b64decode(fixture["base64"])
    return fixture["text"].encode() if "text" in fixture else None


def spoilt(fixture: dict[str, Any]) -> dict[str, Any]:
    """The document of a fixture that changes a sound one."""
    if fixture.get("of") == "overlay":
        document = example_overlay()
    else:
        document = copy.deepcopy(base_document())
    for one in fixture["change"]:
        _spoil(document, one)
    return document


def _spoil(document: dict[str, Any], change: dict[str, Any]) -> None:
    *path, last = change["at"].split(".")
    node: Any = document
    for key in path:
        node = named(node)[key]
    if "to" in change:
        node[last] = change["to"]
    elif "drop" in change:
        del node[last]
    elif "add" in change:
        node.setdefault(last, []).append(change["add"])
    else:
        first = node[last][0]
        for number in range(change["times"]):
            node[last].append({**first, "id": f"{first['id']}-{number}"})
