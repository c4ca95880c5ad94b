"""Our conditions for engines that have two truth values.

Each rule becomes two trees: where it is plainly true, and where it is true or unknown. What no
peer can express is calculated by us and given to all of them as a value: what a condition says of
the rows of a table, counts, proof and derived facts. The trees are nested lists, from which each
peer makes its own expressions.
"""

import ast
import re
from collections.abc import Callable, Mapping
from typing import Any

from scoring.conditions import DONT_KNOW, HIDDEN, Money, Vocabulary, closures
from scoring.conditions.compiling import Compiler, proof_key
from scoring.conditions.syntax import syntax_tree
from scoring.ruleset import Ruleset

Tree = list[Any]
NOT_ASKED = "(hidden)"
SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
SUMS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class Translator:
    """Translates the rules of a ruleset, and answer sets into the values that they read."""

    def __init__(self, names: Vocabulary) -> None:
        self._names = names
        self._kinds: dict[str, str] = {}
        self._runs: dict[str, Callable[[Mapping[str, Any]], Any]] = {}

    @property
    def numbers(self) -> list[str]:
        """The names that stand for numbers."""
        return sorted(plain(key) for key, kind in self._kinds.items() if kind in NUMBERS)

    def trees(self, ruleset: Ruleset, possible: bool) -> dict[str, Tree]:
        """Return the tree of each rule; with `possible` also that of true or unknown."""
        trees = {}
        for rule in ruleset.rules:
            text = rule.condition.text
            trees[rule.id] = self._tree(syntax_tree(text), text, possible=False)
            if possible:
                trees[f"{rule.id}_possible"] = self._tree(syntax_tree(text), text, possible=True)
        return trees

    def context(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of one answer set; a number that was not asked is null and marked."""
        context: dict[str, Any] = {}
        for key, kind in self._kinds.items():
            run = self._runs.get(key)
            value = run(values) if run else values.get(key)
            name = plain(key)
            if kind in NUMBERS:
                context[f"{name}_hidden"] = value is HIDDEN
            if kind == "money":
                context[f"{name}_currency"] = value.currency if type(value) is Money else None
            context[name] = _value(value, kind)
        return context

    def _tree(self, tree: ast.expr, text: str, possible: bool) -> Tree:
        match tree:
            case ast.BoolOp(op=op, values=values):
                sign = "and" if isinstance(op, ast.And) else "or"
                return [sign, *(self._tree(value, text, possible) for value in values)]
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return ["not", self._tree(operand, text, not possible)]
            case ast.Compare(left=left, ops=ops, comparators=rights):
                pairs = list(zip([left, *rights], ops, rights, strict=False))
                found = [self._pair(*pair, possible) for pair in pairs]
                return found[0] if len(found) == 1 else ["and", *found]
        fact = self._named(tree.id if isinstance(tree, ast.Name) else ast.unparse(tree), "truth")
        self._runs[ast.unparse(tree)] = Compiler(text, self._names).test(tree)  # type: ignore[assignment]
        return ["unlike", fact, [False]] if possible else ["is", fact, True]

    def _pair(self, left: ast.expr, sign: ast.cmpop, right: ast.expr, possible: bool) -> Tree:
        match left, sign, right:
            case ast.Constant(value=str() as choice), ast.In(), ast.Name(id=key):
                name = self._named(key, "multi")
                return _or_blank(name, ["has", name, choice], possible)
            case _, ast.In(), ast.Tuple(elts=elements):
                name = self._word(left)
                words = [ast.literal_eval(element) for element in elements]
                return _or_blank(name, ["in", name, words], possible)
            case _, ast.Eq(), ast.Constant(value=str() as word):
                name = self._word(left)
                return _or_blank(name, ["is", name, word], possible)
            case _, ast.NotEq(), ast.Constant(value=str() as word):
                unlike = [word, NOT_ASKED] if possible else [word, NOT_ASKED, None]
                return ["unlike", self._word(left), unlike]
        keys: list[str] = []
        one, two = self._number(left, keys), self._number(right, keys)
        return self._ordered([SIGNS.get(type(sign), "=="), one, two], keys, possible)

    def _ordered(self, compared: Tree, keys: list[str], possible: bool) -> Tree:
        names = [plain(key) for key in dict.fromkeys(keys)]
        amounts = [f"{plain(key)}_currency" for key in keys if self._kinds[key] == "money"]
        needed = [["known", name] for name in names]
        needed += [["same", amounts[0], other] for other in amounts[1:]]
        needed += [["!=", whole, 0] for side in compared[1:] for whole in _divisors(side)]
        if not possible:
            return ["and", *needed, compared]
        asked = [["is", f"{name}_hidden", False] for name in names]
        return ["and", *asked, ["or", *(["not", one] for one in needed), compared]]

    def _word(self, tree: ast.expr) -> str:
        match tree:
            case ast.Call(func=ast.Name(id="proof"), args=[ast.Name(id=question)]):
                return self._named(proof_key(question), "word")
        return self._named(ast.unparse(tree), "word")

    def _number(self, tree: ast.expr, keys: list[str]) -> Any:
        match tree:
            case ast.Constant(value=value):
                return value
            case ast.BinOp(left=left, op=op, right=right):
                return [SUMS[type(op)], self._number(left, keys), self._number(right, keys)]
        key = ast.unparse(tree)
        match tree:
            case ast.Call(func=ast.Name(id="count"), args=[ast.Name(id=of)]):
                self._runs[key] = closures.count_chosen(of)
            case ast.Call(func=ast.Name(id="count_rows"), args=[ast.Name(id=of)]):
                self._runs[key] = closures.count_rows(of)
        keys.append(key)
        kind = "number" if key in self._runs else self._names[key].kind
        return ["number", self._named(key, kind)]

    def _named(self, key: str, kind: str) -> str:
        self._kinds[key] = kind
        return plain(key)


NUMBERS = frozenset({"number", "money"})


def plain(key: str) -> str:
    """A name that every peer takes."""
    return re.sub(r"\W+", "_", key).strip("_").lower()


def _or_blank(name: str, tree: Tree, possible: bool) -> Tree:
    return ["or", ["is", name, None], tree] if possible else tree


def _divisors(tree: Any) -> list[Any]:
    match tree:
        case ["/", one, two]:
            return [two, *_divisors(one), *_divisors(two)]
        case [_, one, two]:
            return [*_divisors(one), *_divisors(two)]
    return []


def _value(value: Any, kind: str) -> Any:
    if kind in NUMBERS:
        if value is HIDDEN or value is None or value == DONT_KNOW:
            return None
        return float(value.amount if type(value) is Money else value)
    if value is HIDDEN:
        return [NOT_ASKED] if kind == "multi" else NOT_ASKED
    return list(value) if isinstance(value, tuple) else value
