"""Answers that the ruleset declares to be better than one that was given."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from scoring.conditions import DONT_KNOW
from scoring.exact import Number, decimal, exact
from scoring.form import Question
from scoring.monotonicity import ALONE
from scoring.ruleset.orders import Order

NO_ANSWERS = frozenset({DONT_KNOW, "na"})
MOST_SUBSETS = 4


def better_answers(
    order: Order, question: Question, answer: Any, levels: Iterable[Number]
) -> Iterator[Any]:
    """Give better answers, those nearest to the given one first; never dont_know or `na`.

    `levels` are the numbers at which something changes. Choices and rows are taken away, or for
    `fewer choices` added in the order of the form.
    """
    if order.direction in ("more", "less"):
        yield from _better_numbers(order, answer, levels)
    elif order.direction == "more choices":
        yield from _fewer_choices(question, answer)
    elif order.direction == "fewer choices":
        yield from _more_choices(question, answer)
    elif order.direction == "more rows":
        yield from _left_over(answer)
    else:
        yield from _better_choices(order, question, answer)


def _better_numbers(order: Order, answer: Any, levels: Iterable[Number]) -> Iterator[Any]:
    """The levels on the better side, and one beyond each, for those that must be passed."""
    if isinstance(answer, Mapping):
        given = exact(answer["amount"])
        for level in _beyond(order, given, levels):
            yield {**answer, "amount": format(decimal(level), "f")}
        return
    step = -1 if order.direction == "more" else 1
    for level in _beyond(order, exact(answer), levels):
        yield from (_plain(number) for number in (level, level + step) if number >= 0)


def _beyond(order: Order, given: Number, levels: Iterable[Number]) -> list[Number]:
    if order.direction == "more":
        return sorted((level for level in levels if level < given), reverse=True)
    return sorted(level for level in levels if level > given)


def _plain(number: Number) -> Any:
    return number if isinstance(number, int) else decimal(number)


def _better_choices(order: Order, question: Question, answer: Any) -> Iterator[str]:
    better = _reached(answer, {(worse, good) for good, worse in order.steps})
    as_good = _reached(answer, order.steps)
    for choice in question.choices:
        if choice in better and choice not in as_good and choice not in NO_ANSWERS:
            yield choice


def _reached(start: str, steps: Iterable[tuple[str, str]]) -> set[str]:
    steps = list(steps)
    found = {start}
    waiting = [start]
    while waiting:
        at = waiting.pop()
        beyond = {end for begin, end in steps if begin == at} - found
        found |= beyond
        waiting += beyond
    return found


def _fewer_choices(question: Question, answer: list[str]) -> Iterator[list[str]]:
    for left in _left_over([choice for choice in answer if choice not in ALONE]):
        if left:
            yield left
    for none in ("none", "nothing"):
        if none in question.choices and none not in answer:
            yield [none]


def _more_choices(question: Question, answer: list[str]) -> Iterator[list[str]]:
    made = [choice for choice in answer if choice not in ALONE]
    for choice in question.choices:
        if choice not in answer and choice not in ALONE:
            made = [*made, choice]
            yield made


def _left_over(items: list[Any]) -> Iterator[list[Any]]:
    """What is left when some are taken away, few first; of a long list one each, or all."""
    sizes = range(len(items) - 1, -1, -1)
    if len(items) > MOST_SUBSETS:
        sizes = (len(items) - 1, 0)  # type: ignore[assignment]
    for size in sizes:
        yield from ([*left] for left in combinations(items, size))
