"""The pages of a customer company: its suppliers, what it asks them, and what the answers show.

`blueprint` is what the application registers; the modules with views add themselves to it.
"""

from webapp.company import (
    answers,
    by_risk,
    campaigns,
    evidence,
    home,
    invitations,
    method,
    overlays,
    overrides,
    portfolio,
    reports,
    results,
    rule_trial,
    rules,
    sending,
    signals,
    sources,
    supplier,
    suppliers,
    trial_decisions,
    trials,
    way,
    work,
)
from webapp.company.blueprint import blueprint

__all__ = [
    "answers",
    "blueprint",
    "by_risk",
    "campaigns",
    "evidence",
    "home",
    "invitations",
    "method",
    "overlays",
    "overrides",
    "portfolio",
    "reports",
    "results",
    "rule_trial",
    "rules",
    "sending",
    "signals",
    "sources",
    "supplier",
    "suppliers",
    "trial_decisions",
    "trials",
    "way",
    "work",
]
