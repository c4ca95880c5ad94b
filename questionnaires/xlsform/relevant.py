"""From our conditions to XLSForm's `relevant`: true there exactly where ours is true.

Ours is unknown while an answer is missing, XPath is not: what may not be blank is said.
"""

import ast
from collections.abc import Mapping
from typing import Protocol

from questionnaires.definition import DONT_KNOW
from scoring.conditions import ConditionProblems
from scoring.conditions.syntax import syntax_tree, written
from scoring.conditions.vocabulary import KINDS

_FLIPPED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_SUMS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_PLAIN = ("choice", "country", "text", "number", "date")


class Untranslatable(Exception):
    """A condition that XLSForm has no words for."""


class Asked(Protocol):
    """What a condition may know of a question."""

    @property
    def type(self) -> str: ...
    @property
    def choices(self) -> tuple[str, ...]: ...


class Dialect:
    """How XLSForm spells what a condition is made of."""

    true, false = "true()", "false()"

    def name(self, key: str, part: str = "") -> str:
        """An answer, or a part of it."""
        return f"${{{key}.{part}}}" if part else f"${{{key}}}"

    def answered(self, name: str) -> str:
        """There is an answer."""
        return f"{name} != ''"

    def selected(self, name: str, choice: str, *, wanted: bool) -> str:
        """A choice is among those of a multiple choice, or not."""
        chosen = f"selected({name}, {choice})"
        return chosen if wanted else f"not({chosen})"

    def count(self, name: str, *, rows: bool) -> str:
        """How many rows or choices there are."""
        return f"count({name})" if rows else f"count-selected({name})"

    def magnitude(self, value: str) -> str:
        """A number without its sign."""
        return f"abs({value})"

    def day(self, text: str) -> str:
        """A date that is written in the condition."""
        return f"date({text})"


XPATH = Dialect()


def relevant(show_if: str, questions: Mapping[str, Asked], dialect: Dialect = XPATH) -> str:
    """The same condition as an expression of XLSForm. Raises Untranslatable."""
    try:
        tree = syntax_tree(show_if)
    except ConditionProblems as problems:
        raise Untranslatable(str(problems)) from problems
    return _Translation(show_if, questions, dialect).truth(tree, wanted=True)


def quoted(text: str) -> str:
    """A text in quotes. Raises Untranslatable where XPath cannot quote it."""
    if ("'" in text and '"' in text) or "${" in text:
        raise Untranslatable(text)
    return f'"{text}"' if "'" in text else f"'{text}'"


class _Translation:
    def __init__(self, source: str, questions: Mapping[str, Asked], dialect: Dialect) -> None:
        self.source = source
        self.say = dialect
        self.questions = questions

    def truth(self, node: ast.expr, *, wanted: bool) -> str:
        """The expression that is true where the condition is plainly true (or plainly false)."""
        match node:
            case ast.BoolOp(op=op, values=values):
                parts = [self.truth(value, wanted=wanted) for value in values]
                word = "and" if isinstance(op, ast.And) is wanted else "or"
                return f" {word} ".join(_grouped(part) for part in parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.truth(operand, wanted=not wanted)
            case ast.Constant(value=bool() as value):
                return self.say.true if value is wanted else self.say.false
            case ast.Compare():
                return self._comparisons(node, wanted=wanted)
        raise Untranslatable(self.source)

    def _comparisons(self, node: ast.Compare, *, wanted: bool) -> str:
        sides = [node.left, *node.comparators]
        parts = [
            self._comparison(left, sign, right, wanted=wanted)
            for left, sign, right in zip(sides, node.ops, sides[1:], strict=False)
        ]
        if len(parts) == 1:
            return parts[0]
        return (" and " if wanted else " or ").join(_grouped(part) for part in parts)

    def _comparison(self, left: ast.expr, sign: ast.cmpop, right: ast.expr, *, wanted: bool) -> str:
        if isinstance(sign, ast.In | ast.NotIn):
            return self._membership(left, right, inside=isinstance(sign, ast.In) is wanted)
        spelled = _SIGNS.get(type(sign))
        if spelled is None:
            raise Untranslatable(self.source)
        spelled = spelled if wanted else _FLIPPED[spelled]
        self._refuse_two_amounts(left, right)
        dates = "date" in (self._kind(left), self._kind(right))
        sides = [self._value(side, as_date=dates and spelled[0] in "<>") for side in (left, right)]
        guards = self._guards(left, right, spelled)
        return " and ".join([*guards, f"{sides[0]} {spelled} {sides[1]}"])

    def _membership(self, left: ast.expr, right: ast.expr, *, inside: bool) -> str:
        if isinstance(right, ast.Name):
            name = self._name(right, "multi")
            chosen = self.say.selected(name, self._value(left), wanted=inside)
            return chosen if inside else f"{self.say.answered(name)} and {chosen}"
        if not isinstance(right, ast.Tuple | ast.List) or not isinstance(left, ast.Name):
            raise Untranslatable(self.source)
        name = self._value(left)
        options = [self._value(option) for option in right.elts]
        if inside:
            return " or ".join(f"{name} = {option}" for option in options)
        others = [f"{name} != {option}" for option in options]
        return " and ".join([self.say.answered(name), *others])

    def _guards(self, left: ast.expr, right: ast.expr, sign: str) -> list[str]:
        """What must be answered for the comparison to mean anything.

        A blank is neither more nor less than a number, so those comparisons need no guard.
        """
        guards: list[str] = []
        two_names = isinstance(left, ast.Name) and isinstance(right, ast.Name)
        for node in (*_names(left), *_names(right)):
            kind = self._kind(node)
            if kind == "multi":
                chosen = self._name(node, "multi")
                known = self.say.selected(chosen, f"'{DONT_KNOW}'", wanted=False)
                guards += [self.say.answered(chosen), known]
            elif kind in (*_PLAIN, "money") and (sign == "!=" or (sign == "=" and two_names)):
                guards.append(self.say.answered(self._value(node)))
        return list(dict.fromkeys(guards))

    def _value(self, node: ast.expr, *, as_date: bool = False) -> str:
        match node:
            case ast.Name():
                return self._name(node, *_PLAIN, "money")
            case ast.Constant(value=str() as text):
                return self.say.day(quoted(text)) if as_date else quoted(text)
            case ast.Constant():
                return written(node, self.source)
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _SUMS:
                sides = (self._value(left), self._value(right))
                self._refuse_two_amounts(left, right)
                return f"({sides[0]} {_SUMS[type(op)]} {sides[1]})"
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"(0 - {self._value(operand)})"
            case ast.Call(func=ast.Name(id=function), args=[argument]):
                return self._call(function, argument)
        raise Untranslatable(self.source)

    def _call(self, function: str, argument: ast.expr) -> str:
        if function == "abs":
            return self.say.magnitude(self._value(argument))
        if function == "count_rows" and isinstance(argument, ast.Name):
            return self.say.count(self._name(argument, "table"), rows=True)
        if function == "count" and isinstance(argument, ast.Name):
            chosen = self._name(argument, "multi")
            if "none" not in self.questions[argument.id].choices:
                return self.say.count(chosen, rows=False)
        raise Untranslatable(self.source)

    def _name(self, node: ast.Name, *kinds: str) -> str:
        kind = self._kind(node)
        if kind not in kinds:
            raise Untranslatable(self.source)
        return self.say.name(node.id, "amount" if kind == "money" else "")

    def _kind(self, node: ast.expr) -> str:
        question = self.questions.get(node.id) if isinstance(node, ast.Name) else None
        return KINDS[question.type] if question else ""

    def _refuse_two_amounts(self, left: ast.expr, right: ast.expr) -> None:
        """Two amounts may be in two currencies, which XPath would not notice."""
        if sum(self._kind(name) == "money" for name in (*_names(left), *_names(right))) > 1:
            raise Untranslatable(self.source)


def _names(node: ast.expr) -> list[ast.Name]:
    """The questions that are named, functions left out."""
    if isinstance(node, ast.Call):
        return [name for given in node.args for name in _names(given)]
    if isinstance(node, ast.Name):
        return [node]
    inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return [name for child in inner for name in _names(child)]


def _grouped(part: str) -> str:
    return f"({part})" if " or " in part or " and " in part else part
