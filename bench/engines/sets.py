"""What is measured: invented answer sets, and rulesets that grow and shrink."""

import copy
from random import Random
from typing import Any

from questionnaires import library
from questionnaires.checking import check_answer
from scoring import shipped
from scoring.engine import Scorer
from scoring.ruleset import RulesetProblems, parse_ruleset
from scoring.samples import Sampler

COUNTRIES = ("DEU", "POL", "MYS", "NPL", "TKM", "CHN", "UZB", "KAZ", "KGZ", "VNM", "THA", "TUR")
GOODS = ("cotton", "rubber_gloves", "bricks", "garments", "thread_yarn", "steel", "polysilicon")


def shipped_scorer() -> Scorer:
    """Return the scorer of the shipped ruleset over its questionnaire."""
    form = library.load(*shipped.QUESTIONNAIRE).form()
    return Scorer(shipped.ruleset(form), shipped.reference(), form)


def documents(scorer: Scorer, count: int) -> list[dict[str, Any]]:
    """Return invented answer sets, the same on every run."""
    questions = library.load(*shipped.QUESTIONNAIRE).questions
    sampler = Sampler(
        scorer.form,
        COUNTRIES,
        GOODS,
        lambda key, answer: not check_answer(questions[key], answer),
    )
    random = Random(2026)  # noqa: S311 (invented answers)
    return [sampler.document(random) for _ in range(count)]


def with_rules(scorer: Scorer, count: int) -> Scorer:
    """Return a scorer whose ruleset has this many rules.

    The shipped ones come first; further ones are copies, each with a comparison of its own.
    """
    document = copy.deepcopy(dict(scorer.ruleset.document))
    rules = document["rules"]
    named = {
        key for order in document["questions"].values() for key in order.get("except_rules", ())
    }
    rules.sort(key=lambda rule: rule["id"] not in named)
    for number in range(count - len(rules)):
        rule = copy.deepcopy(rules[number])
        rule["id"] = f"COPY{number}"
        rule["when"] = f"({rule['when']}) and workers_total > {number % 97}"
        rules.append(rule)
    document["rules"] = rules[:count]
    try:
        parse_ruleset(document, form=scorer.form, reference=scorer.reference)
    except RulesetProblems as refused:
        for problem in refused.problems:  # questions that nothing reads any more
            del document["questions"][problem.place]
    ruleset = parse_ruleset(document, form=scorer.form, reference=scorer.reference)
    return Scorer(ruleset, scorer.reference, scorer.form)
