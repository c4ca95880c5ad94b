"""What a `constraint` says that ours can say too: bounds, lengths, choices that stand alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from questionnaires.xlsform.xpath import (
    Call,
    Here,
    Literal,
    Node,
    Operation,
    Unreadable,
    read_expression,
)

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass
class Bounds:
    """What was understood, and whether that is all of it."""

    least: int | None = None
    most: int | None = None
    longest: int | None = None
    alone: list[str] = field(default_factory=list)
    complete: bool = True


def read_constraint(constraint: str) -> Bounds:
    """The bounds in a constraint; what is not understood is left out and makes it incomplete."""
    found = Bounds()
    if not constraint:
        return found
    try:
        tree = read_expression(constraint)
    except Unreadable:
        return Bounds(complete=False)
    for part in _conjuncts(tree):
        if not _understood(part, found):
            found.complete = False
    return found


def _conjuncts(node: Node) -> Iterator[Node]:
    if isinstance(node, Operation) and node.sign == "and":
        yield from _conjuncts(node.left)
        yield from _conjuncts(node.right)
    else:
        yield node


def _understood(part: Node, found: Bounds) -> bool:
    match part:
        case Operation(sign=sign, left=Literal() as number, right=Here() as here):
            return _bound(_TURNED.get(sign, ""), here, number, found)
        case Operation(sign=sign, left=left, right=Literal() as number):
            return _bound(sign, left, number, found)
        case Call(
            function="not",
            given=(
                Operation(
                    sign="and",
                    left=Call(function="selected", given=(Here(sign="."), Literal(choice))),
                    right=Operation(
                        sign=">",
                        left=Call(function="count-selected", given=(Here(sign="."),)),
                        right=Literal("1"),
                    ),
                ),
            ),
        ):
            found.alone.append(choice)
            return True
    return False


def _bound(sign: str, left: Node, literal: Literal, found: Bounds) -> bool:
    whole = _whole(literal)
    if whole is None or sign not in _TURNED:
        return False
    most = whole - 1 if sign == "<" else whole
    match left:
        case Here(sign=".") if sign in ("<", "<="):
            found.most = most if found.most is None else min(most, found.most)
            return sign == "<="
        case Here(sign="."):
            found.least = whole
            return sign == ">=" and whole == 0
        case Call(function="string-length", given=(Here(sign="."),)) if sign in ("<", "<="):
            found.longest = most
            return True
    return False


def _whole(literal: Literal) -> int | None:
    number = Decimal(literal.value) if literal.is_number else None
    return int(number) if number is not None and number == int(number) else None
