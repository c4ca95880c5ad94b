"""From XLSForm's `relevant` to our conditions: what is the same, and a refusal for the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from questionnaires.definition import DONT_KNOW
from questionnaires.xlsform.xpath import (
    Call,
    Here,
    Literal,
    Node,
    Operation,
    Reference,
    Unreadable,
    read_expression,
)

WITHOUT_EQUAL = frozenset(
    ["sum", "max", "min", "today", "now", "string-length", "regex", "if", "coalesce", "once",
     "position", "round", "int", "number", "string", "concat", "join", "substr", "contains",
     "starts-with", "ends-with", "normalize-space", "format-date", "format-date-time",
     "date-time", "decimal-date-time", "decimal-time", "jr:choice-name", "indexed-repeat",
     "selected-at", "pow", "sqrt", "exp", "log", "log10", "sin", "cos", "tan", "pi", "random",
     "uuid", "area", "distance", "boolean", "boolean-from-string", "checklist",
     "weighted-checklist", "pulldata", "instance", "current", "last-saved", "count-non-empty",
     "randomize", "translate", "substring-before", "substring-after", "digest", "version"]
)  # fmt: skip
CHOOSING = ("single", "ypn")
NONE = "none"  # our count leaves it out, XLSForm's does not
NUMERIC = ("number", "percent", "money")
_COMPARING = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_SUMS = {"+": "+", "-": "-", "*": "*", "div": "/"}


class Refused(Exception):
    """A condition that cannot be taken, by the reason to tell."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


@dataclass(frozen=True, slots=True)
class Known:
    """What a condition may know of a question: its key here, its type and its choices."""

    key: str
    type: str
    choices: tuple[str, ...] = ()


Names = Mapping[str, Known | str]
"""Known questions by their name in the form; for others, the reason why they cannot be named."""


@dataclass(frozen=True)
class Translated:
    """A condition of ours; `blank` are the questions whose empty answer XLSForm takes as one."""

    text: str
    blank: tuple[str, ...] = ()


@dataclass
class _Translator:
    names: Names
    column: str
    blank: dict[str, None] = field(default_factory=dict)

    def condition(self, node: Node, guarded: frozenset[str]) -> str:
        """A truth. `guarded` are the questions that are said to be answered."""
        match node:
            case Operation(sign="and" | "or" as word):
                return self._joined(node, word, guarded)
            case Operation(sign=sign, left=left, right=right) if sign in _COMPARING:
                return self._comparison(_COMPARING[sign], left, right, guarded)
            case Call(function="not", given=(inner,)):
                self.blank.update(dict.fromkeys(_named(inner) - guarded))
                return f"not ({self.condition(inner, guarded)})"
            case Call(function="selected", given=(Reference(name), Literal(choice))):
                return self._selected(name, choice)
            case Call(function="true" | "false" as truth, given=()):
                return truth.capitalize()
            case Call(function=function):
                raise self._refused_function(function)
        raise Refused("no_condition", column=self.column)

    def _joined(self, node: Operation, word: str, guarded: frozenset[str]) -> str:
        parts = list(_parts(node, word))
        if word == "and":
            answered = {name for part in parts if (name := _said_answered(part))}
            others = [part for part in parts if _said_answered(part) is None]
            read = {name for part in others for name in _named(part)}
            guarded = guarded | answered
            parts = [
                *others,
                *(part for part in parts if _said_answered(part) not in {*read, None}),
            ]
        said = [self.condition(part, guarded) for part in parts]
        return f" {word} ".join(f"({one})" if _joins(one) else one for one in said)

    def _comparison(self, sign: str, left: Node, right: Node, guarded: frozenset[str]) -> str:
        if isinstance(left, Literal) and isinstance(right, Reference):
            left, right, sign = right, left, _TURNED.get(sign, sign)
        if isinstance(left, Reference) and right == Literal(""):
            return self._blank_test(left.name, sign)
        if sign == "!=":
            self.blank.update(dict.fromkeys((_named(left) | _named(right)) - guarded))
        known = self._known(left.name) if isinstance(left, Reference) else None
        if known and known.type == "multi":
            raise Refused("select_equals", name=known.key)
        if known and known.type in NUMERIC and isinstance(right, Literal):
            right = Literal(right.value, is_number=_is_number(right.value))
        if known and known.type in CHOOSING and isinstance(right, Literal):
            right = Literal(right.value)
        return f"{self.value(left)} {sign} {self.value(right)}"

    def _blank_test(self, name: str, sign: str) -> str:
        known = self._known(name)
        if sign != "!=":
            raise Refused("blank_test", column=self.column, name=name)
        if known.type in CHOOSING:
            options = ", ".join(repr(choice) for choice in (*known.choices, DONT_KNOW))
            return f"{known.key} in ({options})"
        if known.type in NUMERIC:
            return f"{known.key} >= 0"
        raise Refused("blank_test", column=self.column, name=name)

    def _selected(self, name: str, choice: str) -> str:
        known = self._known(name)
        if known.type == "multi":
            return f"{_quoted(choice, self.column)} in {known.key}"
        if known.type in (*CHOOSING, "country"):
            return f"{known.key} == {_quoted(choice, self.column)}"
        raise Refused("function_refused", column=self.column, name="selected")

    def value(self, node: Node) -> str:
        """A value: an answer, a number, a text, a sum."""
        match node:
            case Reference(name):
                return self._known(name).key
            case Literal(value, is_number=is_number):
                return value if is_number else _quoted(value, self.column)
            case Operation(sign=sign, left=left, right=right) if sign in _SUMS:
                return f"({self.value(left)} {_SUMS[sign]} {self.value(right)})"
            case Operation(sign=sign):
                raise Refused("sign_refused", column=self.column, name=sign)
            case Here(sign):
                raise Refused("sign_refused", column=self.column, name=sign)
            case Call(function=function, given=(given,)) if function in self._functions():
                return self._functions()[function](given)
            case Call(function=function):
                raise self._refused_function(function)
        raise Refused("no_condition", column=self.column)

    def _functions(self) -> Mapping[str, Callable[[Node], str]]:
        return {
            "abs": lambda given: f"abs({self.value(given)})",
            "date": self._date,
            "count": lambda given: self._count("count_rows", given, "table"),
            "count-selected": lambda given: self._count("count", given, "multi"),
        }

    def _date(self, given: Node) -> str:
        if isinstance(given, Literal):
            return _quoted(given.value, self.column)
        return self.value(given)

    def _count(self, function: str, given: Node, kind: str) -> str:
        known = self._known(given.name) if isinstance(given, Reference) else None
        if known and known.type == kind and NONE not in known.choices:
            return f"{function}({known.key})"
        raise Refused("function_refused", column=self.column, name="count()")

    def _known(self, name: str) -> Known:
        known = self.names.get(name, "name_unknown")
        if isinstance(known, str):
            raise Refused(known, column=self.column, name=name)
        return known

    def _refused_function(self, function: str) -> Refused:
        known = function in WITHOUT_EQUAL or function in self._functions()
        known = known or function in ("not", "selected", "true", "false")
        reason = "function_refused" if known else "function_unknown"
        return Refused(reason, column=self.column, name=f"{function}()" if known else function)


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def translate(expression: str, names: Names, column: str = "relevant") -> Translated:
    """Our condition for an XLSForm expression. Raises Refused."""
    try:
        tree = read_expression(expression)
    except Unreadable as problem:
        given = expression[max(0, problem.at - 11) : problem.at + 10].strip()
        raise Refused("unreadable", column=column, at=problem.at, given=given) from None
    translator = _Translator(names, column)
    text = translator.condition(tree, frozenset())
    return Translated(text, tuple(translator.blank))


def _parts(node: Node, word: str) -> list[Node]:
    if isinstance(node, Operation) and node.sign == word:
        return [*_parts(node.left, word), *_parts(node.right, word)]
    return [node]


def _said_answered(node: Node) -> str | None:
    """The question that the part says is not blank."""
    match node:
        case Operation(sign="!=", left=Reference(name), right=Literal("")):
            return name
        case Operation(
            sign=">",
            left=Call(function="string-length", given=(Reference(name),)),
            right=Literal("0"),
        ):
            return name
    return None


def _named(node: Node) -> frozenset[str]:
    match node:
        case Reference(name):
            return frozenset([name])
        case Operation(left=left, right=right):
            return _named(left) | _named(right)
        case Call(given=given):
            return frozenset(name for one in given for name in _named(one))
    return frozenset()


def _quoted(text: str, column: str) -> str:
    if "'" in text and '"' in text:
        raise Refused("sign_refused", column=column, name="'\"")
    return f'"{text}"' if "'" in text else f"'{text}'"


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit() and text.isascii()


def _joins(condition: str) -> bool:
    return " and " in condition or " or " in condition
