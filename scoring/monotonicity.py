"""Where a worse answer makes an indicator look better, and why.

A ruleset declares for each question which answer is worse. While the shown questions and the
fired checks stay the same, a worse answer never lowers an indicator (the tests hold that). A
gateway (a worse answer opens or closes other questions) or a check (a worse answer resolves a
contradiction) can break it. `search` finds these breaks, so that each can be decided on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from scoring.conditions import DONT_KNOW
from scoring.engine import Scorer
from scoring.exact import Number, exact
from scoring.form import Question
from scoring.indicators import IndicatorRisk
from scoring.result import Result
from scoring.ruleset import Ruleset
from scoring.ruleset.orders import Order
from scoring.samples import Sampler

ALONE = frozenset({"none", "nothing", DONT_KNOW})
NUMBERS = (0, 1, 2, 3, 4, 12, 24, 30, 50, 61, 81, 90, 100, 500, 5000)
AMOUNTS = (1, 85, 95, 150)


@dataclass(frozen=True)
class Break:
    """A step towards worse that lowered an indicator.

    `opened` are the control questions that the step showed, `closed` the questions with points
    that it hid, `checks` those with points that stopped to fire, `rules` the exceptions of the
    order that did; nothing else can lower. `lowered` are the indicators that fell.
    """

    question: str
    better: str
    worse: str
    opened: frozenset[str]
    closed: frozenset[str]
    checks: frozenset[str]
    rules: frozenset[str]
    lowered: frozenset[str]

    @property
    def causes(self) -> frozenset[str]:
        """What changed beside the answer itself."""
        return self.opened | self.closed | self.checks | self.rules


def worse_documents(
    scorer: Scorer, sampler: Sampler, document: Mapping[str, Any], question: str, random: Random
) -> Iterator[dict[str, Any]]:
    """Give the document again with one answer made worse, by each step its order allows."""
    order, asked = scorer.ruleset.orders[question], scorer.form.questions[question]
    answer = document["answers"].get(question)
    if answer is None:
        return
    if order.direction == "more rows":
        answers = _with_more_rows(answer, sampler.row(asked, random))
    else:
        answers = worse_answers(order, asked, answer)
    for worse in answers:
        yield {**document, "answers": {**document["answers"], question: worse}}


def worse_answers(order: Order, question: Question, answer: Any) -> Iterator[Any]:
    """Give answers that the order declares to be worse than this one, or as bad; no tables."""
    if order.direction in ("more", "less"):
        yield from _worse_numbers(order, answer)
    elif order.direction == "more choices" and isinstance(answer, list):
        alone = not ALONE.isdisjoint(answer)
        for choice in question.choices:
            if choice not in answer and choice not in ALONE:
                yield [choice] if alone else [*answer, choice]
    elif order.direction == "fewer choices" and isinstance(answer, list):
        for choice in answer if len(answer) > 1 else ():
            yield [other for other in answer if other != choice]
    else:
        yield from sorted(worse for better, worse in order.steps if better == answer)


def _with_more_rows(answer: Any, row: Mapping[str, Any]) -> Iterator[Any]:
    if isinstance(answer, list):
        yield [*answer, row]
        if answer:
            yield [*answer, answer[0]]


def _worse_numbers(order: Order, answer: Any) -> Iterator[Any]:
    if isinstance(answer, Mapping):
        given = exact(answer["amount"])
        yield from ({**answer, "amount": str(other)} for other in _beyond(order, given, AMOUNTS))
    elif answer != DONT_KNOW:
        yield from _beyond(order, exact(answer), NUMBERS)


def _beyond(order: Order, given: Number, others: tuple[int, ...]) -> Iterator[int]:
    """The numbers that are worse than the one given, within the bounds of the order."""
    for other in others:
        worse = other > given if order.direction == "more" else other < given
        if worse and (order.above is None or other > order.above):
            yield other


def lowered(better: Result, worse: Result) -> frozenset[str]:
    """Return the indicators of which a number fell on the way from better to worse."""
    return frozenset(
        code for code, before in better.indicators.items() if _fell(before, worse.indicators[code])
    )


def _fell(before: IndicatorRisk, after: IndicatorRisk) -> bool:
    return (
        after.observed < before.observed
        or after.exposure < before.exposure
        or after.residual < before.residual
    )


def same_course(order: Order, better: Result, worse: Result) -> bool:
    """Whether shown questions and fired checks are the same, and no exception of the order holds.

    An exception is a rule named in the order that stopped firing.
    """
    return (
        better.hidden == worse.hidden
        and better.checks == worse.checks
        and not _stopped(order, better, worse)
    )


def _stopped(order: Order, better: Result, worse: Result) -> frozenset[str]:
    stopped = {rule.id for rule in better.rules} - {rule.id for rule in worse.rules}
    return frozenset(stopped.intersection(order.except_rules))


def candidates(scorer: Scorer) -> list[str]:
    """Return the questions that can break: gateways, those that checks with points read, and those

    whose order names an exception.
    """
    able = {key for condition in scorer.routing.conditions.values() for key in condition.reads}
    for check in scorer.ruleset.checks:
        if check.suspected:
            able.update(check.condition.reads)
    orders = scorer.ruleset.orders
    able.update(key for key, order in orders.items() if order.except_rules)
    return [key for key in scorer.form.questions if key in able and key in orders]


def search(scorer: Scorer, sampler: Sampler, documents: int, random: Random) -> list[Break]:
    """Return the smallest breaks found by making one answer of each document worse at a time.

    Of the breaks of one question only those stay whose causes contain no other's. What is found
    depends on the documents: more of them find more.
    """
    questions = candidates(scorer)
    found: dict[tuple[str, frozenset[str]], Break] = {}
    for document in (sampler.document(random) for _ in range(documents)):
        better = scorer.score(document)
        for question in questions:
            for changed in worse_documents(scorer, sampler, document, question, random):
                one = _break(scorer, question, document, changed, better)
                if one is not None:
                    found.setdefault((question, one.causes), one)
    return _smallest(found)


def _break(
    scorer: Scorer,
    question: str,
    document: Mapping[str, Any],
    changed: Mapping[str, Any],
    better: Result,
) -> Break | None:
    worse = scorer.score(changed)
    fallen = lowered(better, worse)
    order = scorer.ruleset.orders[question]
    if not fallen or same_course(order, better, worse):
        return None
    before, after = frozenset(better.hidden), frozenset(worse.hidden)
    return Break(
        question,
        str(document["answers"][question]),
        str(changed["answers"][question]),
        (before - after) & _controls(scorer.ruleset),
        (after - before) & _with_points(scorer.ruleset),
        frozenset(check.id for check in better.checks if check.suspected)
        - frozenset(check.id for check in worse.checks),
        _stopped(order, better, worse),
        fallen,
    )


def _controls(ruleset: Ruleset) -> frozenset[str]:
    return frozenset(control.question for family in ruleset.families for control in family.controls)


def _with_points(ruleset: Ruleset) -> frozenset[str]:
    """Questions whose answers can add to an indicator, or hold it down."""
    inherent = ruleset.inherent
    conditions = [rule.condition for rule in ruleset.rules]
    conditions += [indicator.present for indicator in ruleset.indicators]
    for factor in (*inherent.workforce, *inherent.recruitment):
        conditions += [grade.condition for grade in factor.first]
    reads = {key for condition in conditions for key in condition.reads}
    return _controls(ruleset) | reads


def _smallest(found: Mapping[tuple[str, frozenset[str]], Break]) -> list[Break]:
    return [
        one
        for (question, causes), one in sorted(
            found.items(), key=lambda item: (item[0][0], sorted(item[0][1]))
        )
        if not any(other == question and less < causes for other, less in found)
    ]
