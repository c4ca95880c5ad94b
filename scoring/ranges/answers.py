"""The values that a question may have while its answer is open.

Not every admissible answer is listed, but one for each that conditions and values of controls can
tell apart: every choice; of a multiple choice each choice alone and every count; of a number what
it is compared with, and one between any two of those.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise

from scoring.conditions import DONT_KNOW
from scoring.conditions.vocabulary import YES_PARTLY_NO
from scoring.exact import LARGEST, Number
from scoring.form import Form, Question
from scoring.monotonicity import ALONE
from scoring.ranges.conditions import Foreseen
from scoring.ranges.outlook import Values

MOST = {"percent": 100}


def open_answers(form: Form, numbers: Mapping[str, Iterable[Number]]) -> dict[str, Values | None]:
    """Return the possible values of each question, blank and dont_know included.

    `numbers` are those that each number is compared with; None for what cannot be listed.
    """
    return {
        key: _open_answer(question, numbers.get(key, ()))
        for key, question in form.questions.items()
    }


def _open_answer(question: Question, numbers: Iterable[Number]) -> Values | None:
    if question.type in ("single", "ypn", "choice"):
        choices = question.choices or (YES_PARTLY_NO if question.type == "ypn" else ())
        return tuple(dict.fromkeys((*choices, DONT_KNOW, None)))
    if question.type == "multi":
        return (*_chosen(question.choices), (DONT_KNOW,), None)
    if question.type in ("number", "percent"):
        return (*told_apart(numbers, MOST.get(question.type, LARGEST)), DONT_KNOW, None)
    return None


def _chosen(choices: tuple[str, ...]) -> list[tuple[str, ...]]:
    several = tuple(choice for choice in choices if choice not in ALONE)
    alone = [(choice,) for choice in choices if choice != DONT_KNOW]
    return alone + [several[:count] for count in range(2, len(several) + 1)]


def told_apart(numbers: Iterable[Number], most: Number) -> list[Number]:
    """Return 0, `most`, the numbers between, and one between any two neighbours."""
    known = sorted({0, most, *(number for number in numbers if 0 <= number <= most)})
    between = [Fraction(one + other) / 2 for one, other in pairwise(known)]
    return sorted([*known, *between])


def compared_numbers(conditions: Iterable[Foreseen]) -> dict[str, set[Number]]:
    """Return the numbers that each name is compared with, by name."""
    found: dict[str, set[Number]] = {}
    for condition in conditions:
        for atom in condition.atoms:
            if atom.decided:
                found.setdefault(atom.names[0], set()).update(atom.numbers)
    return found
