"""From the text of conditions to nodes, and to the columns that these need."""

import ast
from collections.abc import Callable, Mapping
from numbers import Real
from typing import Any

from scoring.bulk import nodes, quantities
from scoring.bulk.nodes import Node
from scoring.bulk.quantities import Operand
from scoring.conditions import Condition, ConditionProblems, Vocabulary, closures
from scoring.conditions.compiling import ARITHMETIC, SIGNS, Compiler, proof_key
from scoring.conditions.syntax import syntax_tree, written
from scoring.conditions.values import Test
from scoring.exact import exact
from scoring.facts import SHARES

Cell = Callable[[Mapping[str, Any]], Any]
NUMBERS = frozenset({"number", "money"})
WITHOUT_COLUMN = frozenset({"table", "file"})
COUNTS = {"count": closures.count_chosen, "count_rows": closures.count_rows}


def answer(key: str) -> Cell:
    """Read an answer or a fact; the order in which choices were made means nothing."""

    def cell(values: Mapping[str, Any]) -> Any:
        value = values.get(key)
        return tuple(sorted(value)) if type(value) is tuple else value

    return cell


class Plan:
    """The conditions of one ruleset as nodes. Equal parts are one node, decided once.

    `words` and `numbers` are the columns that the nodes read, each with how it is read from the
    values of a document. What reads a table, or two words at once, is decided by the closure of
    the single engine when the columns are made, and stands in a column of truths.
    """

    def __init__(self, names: Vocabulary) -> None:
        self._names = names
        self._nodes: dict[str, Node] = {}
        self._operands: dict[str, Operand] = {}
        self.words: dict[str, Cell] = {}
        self.numbers: dict[str, Cell] = {}

    def condition(self, condition: Condition) -> Node:
        """Return the node of a checked condition."""
        return self._node(_exact_tree(condition.text), condition.text)

    def word(self, key: str) -> str:
        """Ask for a column of words: the values of this name. Returns the key of the column."""
        self.words.setdefault(key, answer(key))
        return key

    def number(self, key: str) -> str:
        """Ask for a column of numbers: the values of this name."""
        self.numbers.setdefault(key, lambda values: values.get(key))
        return key

    def _node(self, tree: ast.expr, text: str) -> Node:
        key = ast.unparse(tree)
        if key not in self._nodes:
            self._nodes[key] = self._made(tree, text)
        return self._nodes[key]

    def _made(self, tree: ast.expr, text: str) -> Node:
        match tree:
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self._node(value, text) for value in values)
                return nodes.Every(parts) if isinstance(op, ast.And) else nodes.Some(parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return nodes.Not(self._node(operand, text))
            case ast.Compare(left=left, ops=ops, comparators=rights) if len(ops) > 1:
                pairs = zip([left, *rights], ops, rights, strict=False)
                single = [ast.Compare(one, [sign], [two]) for one, sign, two in pairs]
                return nodes.Every(tuple(self._node(pair, text) for pair in single))
            case ast.Constant(value=bool() as value):
                return nodes.Always(value)
        return self._leaf(tree, text)

    def _leaf(self, tree: ast.expr, text: str) -> Node:
        columns = _columns_of(tree)
        if columns and len(columns) == 1 and self._is_word(columns[0]):
            column = self.word(columns[0])
            return nodes.OfWord(column, column, self._test(tree, text))
        if isinstance(tree, ast.Compare):
            compared = self._comparison(tree, text)
            if compared is not None:
                return compared
        column = f"asked:{ast.unparse(tree)}"
        self.words[column] = self._test(tree, text)
        return nodes.OfWord(column, "truth", lambda values: values["truth"])

    def _test(self, tree: ast.expr, text: str) -> Test:
        compiler = Compiler(text, self._names)
        test = compiler.test(tree)
        if test is None:
            raise ConditionProblems(compiler.problems)
        return test

    def _is_word(self, column: str) -> bool:
        name = self._names.get(column)
        return name is None or name.kind not in NUMBERS | WITHOUT_COLUMN

    def _comparison(self, tree: ast.Compare, text: str) -> Node | None:
        left, sign, right = tree.left, SIGNS[type(tree.ops[0])], tree.comparators[0]
        if sign in ("in", "not in"):
            return self._member(left, sign == "in", right, text)
        for side, other in ((left, right), (right, left)):
            if isinstance(side, ast.Constant) and isinstance(side.value, str):
                number = self._operand(other, text)
                return None if number is None else nodes.Member(number, (), True, sign == "==")
        one, two = self._operand(left, text), self._operand(right, text)
        if one is None or two is None:
            return None
        if sign in ("==", "!="):
            return nodes.Equality(one, sign == "==", two)
        return nodes.Ordering(one, sign, two)

    def _member(self, left: ast.expr, inside: bool, right: ast.expr, text: str) -> Node | None:
        number = self._operand(left, text)
        options = Compiler(text, self._names).operand(right)
        if number is None or options is None or not isinstance(options.value, tuple):
            return None
        values = [option.value for option in options.value]
        written = tuple(value for value in values if not isinstance(value, str))
        return nodes.Member(number, written, len(written) < len(values), inside)

    def _operand(self, tree: ast.expr, text: str) -> Operand | None:
        key = ast.unparse(tree)
        if key not in self._operands:
            operand = self._made_operand(tree, text)
            if operand is None:
                return None
            self._operands[key] = operand
        return self._operands[key]

    def _made_operand(self, tree: ast.expr, text: str) -> Operand | None:
        match tree:
            case ast.Name(id=key):
                return self._named(key)
            case ast.Constant(value=value):
                return quantities.Written(exact(value))
            case ast.UnaryOp(op=sign, operand=operand):
                one = self._operand(operand, text)
                if one is None or isinstance(sign, ast.UAdd):
                    return one
                return quantities.Altered(one, magnitude=False)
            case ast.Call(func=ast.Name(id=function), args=[operand]):
                return self._called(function, operand, text)
            case ast.BinOp(left=left, op=op, right=right):
                one, two = self._operand(left, text), self._operand(right, text)
                if one is not None and two is not None:
                    return quantities.Calculated(one, ARITHMETIC[type(op)], two)
        return None

    def _named(self, key: str) -> Operand | None:
        kind = self._names[key].kind
        if key in SHARES:
            return quantities.Share(self.number(SHARES[key]), self.number("workers_total"))
        return quantities.Named(self.number(key), kind == "money") if kind in NUMBERS else None

    def _called(self, function: str, tree: ast.expr, text: str) -> Operand | None:
        if function == "abs":
            operand = self._operand(tree, text)
            return None if operand is None else quantities.Altered(operand, magnitude=True)
        if function not in COUNTS or not isinstance(tree, ast.Name):
            return None
        column = f"{function}({tree.id})"
        self.numbers.setdefault(column, COUNTS[function](tree.id))
        return quantities.Named(column)


def _is_decimal(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, int)


def _exact_tree(text: str) -> ast.expr:
    """The syntax tree with its numbers as they are written, so that only equal parts look equal."""
    tree = syntax_tree(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and _is_decimal(node.value):
            node.value = exact(written(node, text))  # type: ignore[assignment]
    return tree


def _columns_of(tree: ast.expr) -> list[str] | None:
    """The names that a leaf reads, each once; None where it asks for the rows of a table."""
    columns: dict[str, None] = {}
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Call(func=ast.Name(id="any_row" | "count_rows")):
                return None
            case ast.Call(func=ast.Name(id="proof"), args=[ast.Name(id=key)]):
                columns[proof_key(key)] = None
            case ast.Call(args=arguments):
                waiting += arguments
            case ast.Name(id=key):
                columns[key] = None
            case _:
                waiting += ast.iter_child_nodes(node)
    return list(columns)
