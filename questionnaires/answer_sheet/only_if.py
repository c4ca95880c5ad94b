"""A condition in a few words with the numbers of questions, where it is simple enough for that."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.definition import Questionnaire
from questionnaires.types import answer_type
from questionnaires.words import Words
from scoring.conditions import ConditionProblems
from scoring.conditions.syntax import syntax_tree

SIGNS = {
    ast.Eq: "=", ast.NotEq: "≠", ast.Gt: ">", ast.GtE: "≥", ast.Lt: "<", ast.LtE: "≤", ast.In: "=",
}  # fmt: skip
NAMED = frozenset({"country", "date", "text"})


class NotSimple(Exception):
    """A condition that does not fit into a few words."""


@dataclass(frozen=True)
class OnlyIf:
    """Says conditions of a questionnaire in a language. `numbers` are those of its questions."""

    questionnaire: Questionnaire
    words: Words
    numbers: Mapping[str, int]
    and_: str
    or_: str

    def said(self, condition: str) -> str:
        """“8 > 0 or 12 = “Yes” / “Partly””; empty where the condition is not simple."""
        try:
            return self._said(syntax_tree(condition))
        except (NotSimple, ConditionProblems):
            return ""

    def _said(self, node: ast.expr) -> str:
        match node:
            case ast.BoolOp(op=ast.Or(), values=parts):
                return f" {self.or_} ".join(self._compared(part) for part in parts)
            case ast.BoolOp(op=ast.And(), values=parts):
                return f" {self.and_} ".join(self._compared(part) for part in parts)
        return self._compared(node)

    def _compared(self, node: ast.expr) -> str:
        match node:
            case ast.Compare(left=ast.Name(id=key), ops=[sign], comparators=[right]):
                return self._line(key, sign, right)
            case ast.Compare(left=ast.Constant() as choice, ops=[ast.In()], comparators=[right]):
                return self._line(self._name(right), ast.Eq(), choice)
            case ast.Compare(left=ast.Call(args=[counted]), ops=[sign], comparators=[right]):
                return self._line(self._name(counted), sign, right)
        raise NotSimple

    def _line(self, key: str, sign: ast.cmpop, right: ast.expr) -> str:
        if key not in self.numbers or type(sign) not in SIGNS:
            raise NotSimple
        return f"{self.numbers[key]} {SIGNS[type(sign)]} {self._values(key, right)}"

    def _values(self, key: str, node: ast.expr) -> str:
        values = node.elts if isinstance(node, (ast.Tuple, ast.List)) else [node]
        return " / ".join(self._value(key, value) for value in values)

    def _value(self, key: str, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=str(text)):
                return f"“{self._shown(key, text)}”"
            case ast.Constant(value=int(number)):
                return str(number)
        raise NotSimple

    def _shown(self, key: str, text: str) -> str:
        question = self.questionnaire.questions[key]
        if question.choices:
            return self.words.choice_of(question, text)
        if question.type in NAMED:
            return answer_type(question).show(text, self.words)
        raise NotSimple

    def _name(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return node.id
        raise NotSimple
