"""Sets of truths: what a condition can still turn out to be.

A set is a number from 1 to 7, one bit for each of false, true and unknown. Kleene's `and`, `or`
and `not` over sets give every truth that some choice of members gives, and nothing else.
"""

from scoring.conditions.values import Truth

FALSE, TRUE, UNKNOWN = 1, 2, 4
ANY = FALSE | TRUE | UNKNOWN

_BITS = (FALSE, TRUE, UNKNOWN)


def only(truth: Truth) -> int:
    """The set of one truth."""
    if truth is None:
        return UNKNOWN
    return TRUE if truth else FALSE


def _and(one: int, other: int) -> int:
    if FALSE in (one, other):
        return FALSE
    return UNKNOWN if UNKNOWN in (one, other) else TRUE


def _not(one: int) -> int:
    return {FALSE: TRUE, TRUE: FALSE, UNKNOWN: UNKNOWN}[one]


def _members(truths: int) -> list[int]:
    return [bit for bit in _BITS if truths & bit]


def _united(bits: list[int]) -> int:
    united = 0
    for bit in bits:
        united |= bit
    return united


_NOT = [_united([_not(one) for one in _members(a)]) for a in range(8)]
_AND = [
    [_united([_and(one, other) for one in _members(a) for other in _members(b)]) for b in range(8)]
    for a in range(8)
]


def negated(truths: int) -> int:
    """What `not` can be."""
    return _NOT[truths]


def both(one: int, other: int) -> int:
    """What `and` can be."""
    return _AND[one][other]


def either(one: int, other: int) -> int:
    """What `or` can be."""
    return _NOT[_AND[_NOT[one]][_NOT[other]]]
