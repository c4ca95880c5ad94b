"""An overlay that a company might publish: one rule more, and a case that shows it."""

import json
from functools import cache

from questionnaires import library
from scoring import shipped
from scoring.ruleset import Ruleset

OVERLAY = """
slug = "{slug}"
version = "{version}"
title = "{title}"
why = "We ask every site for a policy against forced labour."
left_out = {cases}

[base]
slug = "{base.slug}"
version = "{base.version}"
sha256 = "{base.sha256}"

[[added.rules]]
id = "C-POLICY"
title = "There is no policy"
sentence = "The site has no policy against forced labour."
severity = "{severity}"
action = "A-VOICE"
when = "policy == '{policy}'"
points = {{ VUL = {points} }}

[[added.cases]]
name = "policy"
on = "2026-11-01"
answers = {{ policy = "{policy}" }}
[added.cases.expected]
rules = ["C-POLICY"]
"""


def overlay(
    *,
    slug: str = "invented-retail",
    version: str = "1",
    title: str = "Invented Retail: a policy is a must",
    policy: str = "no",
    severity: str = "R",
    points: int = 30,
) -> bytes:
    """The bytes of a TOML file over the shipped ruleset, whose own cases it leaves out."""
    base = shipped_ruleset()
    text = OVERLAY.format(
        slug=slug,
        version=version,
        title=title,
        policy=policy,
        severity=severity,
        points=points,
        base=base,
        cases=json.dumps([case.name for case in base.cases]),
    )
    return text.encode()


@cache
def shipped_ruleset() -> Ruleset:
    """The ruleset that comes with the product."""
    return shipped.ruleset(library.load(*shipped.QUESTIONNAIRE).form())
