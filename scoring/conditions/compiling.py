"""From a syntax tree to closures, checking every name, choice and operand on the way."""

import ast
import re
from collections.abc import Callable
from difflib import get_close_matches

from scoring.conditions import closures
from scoring.conditions.comparing import Mismatch, comparison
from scoring.conditions.operands import Operand
from scoring.conditions.syntax import ConditionProblem, place, written
from scoring.conditions.values import Run, Test
from scoring.conditions.vocabulary import PROOF_STATES, Name, Vocabulary
from scoring.exact import Number, exact

SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
FUNCTIONS = ("any_row", "count_rows", "count", "abs", "proof")
_NUMBER = re.compile(r"\d{1,18}(\.\d{1,9})?")


class Compiler:
    """Compiles one condition. Problems are collected; what has one compiles to None."""

    def __init__(self, source: str, vocabulary: Vocabulary, what: str = "question") -> None:
        self.source = source
        self.vocabulary = vocabulary
        self.what = what
        self.problems: list[ConditionProblem] = []
        self.reads: dict[str, None] = {}
        self.proofs: dict[str, None] = {}

    def test(self, node: ast.expr) -> Test | None:
        """The closure of a condition (a truth), or None with the problem noted."""
        match node:
            case ast.BoolOp(op=op, values=values):
                parts = [self.test(value) for value in values]
                tests = [part for part in parts if part is not None]
                if len(tests) < len(parts):
                    return None
                return closures.all_of(tests) if isinstance(op, ast.And) else closures.any_of(tests)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                part = self.test(operand)
                return None if part is None else closures.negated(part)
            case ast.Compare():
                return self._compare(node)
            case ast.Call(func=ast.Name(id="any_row")):
                return self._any_row(node)
            case ast.Constant(value=bool() as value):
                return closures.constant(value)
        operand_found = self.operand(node)
        if operand_found is None or operand_found.kind == "condition":
            return None if operand_found is None else operand_found.run
        self._problem(node, f"{operand_found.label} is no condition: compare it")
        return None

    def operand(self, node: ast.expr) -> Operand | None:
        """What stands on one side of a comparison or sum, or None with the problem noted."""
        match node:
            case ast.Name():
                return self._name(node)
            case ast.Constant():
                return self._literal(node)
            case ast.BinOp():
                return self._sum(node)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                return self._signed(node)
            case ast.Call():
                return self._call(node)
            case ast.Tuple() | ast.List():
                return self._options(node)
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp():
                self._problem(node, "a condition stands where a value is needed")
            case _:
                self._problem(node, f"{type(node).__name__} is not part of the language")
        return None

    def _problem(self, node: ast.AST, message: str) -> None:
        line, column = place(node, self.source)
        self.problems.append(ConditionProblem(message, line, column, self.source))

    def _name(self, node: ast.Name) -> Operand | None:
        name = self.vocabulary.get(node.id)
        if name is None:
            self._problem(node, f"there is no {self.what} '{node.id}'{self._like(node.id)}")
            return None
        self.reads.update(dict.fromkeys(name.reads))
        return Operand(name.kind, closures.named(node.id), node.id, name, node.id)

    def _like(self, wrong: str) -> str:
        near = get_close_matches(wrong, self.vocabulary, n=1)
        return f"; is '{near[0]}' meant?" if near else ""

    def _literal(self, node: ast.Constant) -> Operand | None:
        if isinstance(node.value, str):
            return Operand(
                "literal", closures.constant(node.value), f"'{node.value}'", value=node.value
            )
        number = written(node, self.source)
        if _NUMBER.fullmatch(number):
            value = exact(number)
            return Operand("number", closures.constant(value), number, value=value)
        self._problem(node, f"{number or 'this'} is not a number or text of the language")
        return None

    def _sum(self, node: ast.BinOp) -> Operand | None:
        left, right = self._number(node.left), self._number(node.right)
        sign = ARITHMETIC.get(type(node.op))
        if sign is None:
            self._problem(node, f"{type(node.op).__name__} is not part of the language")
        if left is None or right is None or sign is None:
            return None
        kinds = {left.kind, right.kind}
        pure = kinds == {"number"} or (left.kind == right.kind and sign == "/")
        label = f"{left.label} {sign} {right.label}"
        return Operand(
            "number" if pure else "money", closures.calculated(left.run, right.run, sign), label
        )

    def _signed(self, node: ast.UnaryOp) -> Operand | None:
        operand = self._number(node.operand)
        if operand is None or isinstance(node.op, ast.UAdd):
            return operand
        return Operand(
            operand.kind, closures.altered(operand.run, lambda value: -value), f"-{operand.label}"
        )

    def _number(self, node: ast.expr) -> Operand | None:
        operand = self.operand(node)
        if operand is None or operand.is_number:
            return operand
        self._problem(node, f"a number is needed, not {operand.article} ({operand.label})")
        return None

    def _options(self, node: ast.Tuple | ast.List) -> Operand | None:
        options = [self.operand(element) for element in node.elts]
        found = tuple(option for option in options if option is not None)
        if len(found) < len(options):
            return None
        if not found or any(option.value is None for option in found):
            self._problem(node, "a list holds numbers or texts, at least one, and nothing else")
            return None
        return Operand("options", closures.constant(None), "a list of values", value=found)

    def _compare(self, node: ast.Compare) -> Test | None:
        operands = [self.operand(part) for part in (node.left, *node.comparators)]
        tests: list[Test] = []
        for left, operation, right, at in zip(
            operands, node.ops, operands[1:], node.comparators, strict=False
        ):
            sign = SIGNS.get(type(operation))
            if sign is None:
                self._problem(at, f"'{type(operation).__name__}' is not part of the language")
            elif left is not None and right is not None:
                try:
                    tests.append(comparison(left, sign, right))
                except Mismatch as mismatch:
                    self._problem(at, str(mismatch))
        if len(tests) < len(node.ops):
            return None
        return tests[0] if len(tests) == 1 else closures.all_of(tests)

    def _call(self, node: ast.Call) -> Operand | None:
        function = node.func.id if isinstance(node.func, ast.Name) else None
        if function not in FUNCTIONS:
            self._problem(
                node, f"there is no function '{function or '?'}'; there are {', '.join(FUNCTIONS)}"
            )
            return None
        if function == "any_row":
            self._problem(node, "any_row is a condition and stands where a value is needed")
            return None
        if len(node.args) != 1 or node.keywords:
            self._problem(node, f"{function} takes one value in brackets")
            return None
        if function == "abs":
            operand = self._number(node.args[0])
            if operand is None:
                return None
            return Operand(
                operand.kind,
                closures.altered(operand.run, magnitude),
                f"abs({operand.label})",
            )
        return self._of_question(function, node.args[0])

    def _of_question(self, function: str, node: ast.expr) -> Operand | None:
        if not isinstance(node, ast.Name):
            self._problem(node, f"{function} takes the name of a question")
            return None
        operand = self._name(node)
        if operand is None:
            return None
        label = f"{function}({node.id})"
        if function == "proof":
            return self._proof(node, label)
        kind, count = _COUNTS[function]
        if operand.kind != kind:
            self._problem(node, f"{function} takes {kind} questions; {node.id} is none")
            return None
        return Operand("number", count(node.id), label)

    def _proof(self, node: ast.Name, label: str) -> Operand | None:
        if self.vocabulary[node.id].reads != (node.id,):
            self._problem(node, f"{node.id} is no question, and only questions have proof")
            return None
        self.proofs[node.id] = None
        key = proof_key(node.id)
        return Operand("choice", closures.named(key), label, Name("choice", (), PROOF_STATES), key)

    def _any_row(self, node: ast.Call) -> Test | None:
        if len(node.args) != 2 or node.keywords or not isinstance(node.args[0], ast.Name):
            self._problem(node, "write any_row(table, condition on the row)")
            return None
        table = self._name(node.args[0])
        if table is None:
            return None
        if table.name is None or table.name.columns is None:
            self._problem(node.args[0], f"{table.label} is no table")
            return None
        rows = Compiler(self.source, table.name.columns, f"column of {table.label}")
        condition = rows.test(node.args[1])
        self.problems.extend(rows.problems)
        return None if condition is None else closures.any_row(node.args[0].id, condition)


_COUNTS: dict[str, tuple[str, Callable[[str], Run]]] = {
    "count_rows": ("table", closures.count_rows),
    "count": ("multi", closures.count_chosen),
}


def magnitude(value: Number) -> Number:
    """The number without its sign."""
    return value if value >= 0 else -value


def proof_key(question: str) -> str:
    """The name under which the proof of a question stands in the environment."""
    return f"proof:{question}"
