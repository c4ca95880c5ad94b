"""An overlay that a company might publish: one rule more, which makes no policy a red flag."""

from functools import cache

from questionnaires import library
from scoring import shipped
from scoring.ruleset import Ruleset

OVERLAY = """
slug = "invented-retail"
version = "{version}"
title = "Invented Retail: a policy is a must"
why = "We ask every site for a policy against forced labour."
left_out = ["seasonal-farm-kazakhstan"]

[base]
slug = "{slug}"
version = "{base}"
sha256 = "{sha256}"

[[added.rules]]
id = "C-POLICY"
title = "A company policy is missing"
sentence = "The site says that it has no policy against forced labour."
severity = "{severity}"
action = "A-VOICE"
when = "policy == 'no'"
points = {{ VUL = {points} }}

[[added.cases]]
name = "no-policy"
on = "2026-11-01"
answers = {{ policy = "no" }}
[added.cases.expected]
rules = ["C-POLICY"]
"""


def overlay(base: Ruleset, *, version: str = "1", severity: str = "R", points: int = 30) -> bytes:
    """The bytes of a TOML file."""
    text = OVERLAY.format(
        slug=base.slug,
        base=base.version,
        sha256=base.sha256,
        version=version,
        severity=severity,
        points=points,
    )
    return text.encode()


@cache
def shipped_ruleset() -> Ruleset:
    """The ruleset that comes with the product."""
    return shipped.ruleset(library.load(*shipped.QUESTIONNAIRE).form())
