"""The expressions of XLSForm (a subset of XPath) as a tree, within limits (C14)."""

import re
from dataclasses import dataclass

MAX_LENGTH = 4000
MAX_TOKENS = 500
MAX_DEPTH = 12

_TOKEN = re.compile(
    r"""\s*(?:
      \$\{\s*(?P<ref>[^{}]{1,200}?)\s*\}
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<number>\d{1,18}(?:\.\d{1,9})?)
    | (?P<name>[A-Za-z_][\w-]*(?::[A-Za-z_][\w-]*)?)
    | (?P<sign>!=|<=|>=|[=<>+*(),-]|\.\.|\.)
    )""",
    re.VERBOSE,
)
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"),
)  # fmt: skip


class Unreadable(Exception):
    """An expression that cannot be read; `at` is where, from 1."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`: the answer to a question."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, or a number as it is written."""

    value: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """`.` (the answer that is checked) or `..`."""

    sign: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with what it is given."""

    function: str
    given: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """Two sides and what stands between them."""

    sign: str
    left: "Node"
    right: "Node"


Node = Reference | Literal | Here | Call | Operation


def read_expression(text: str) -> Node:
    """The tree of an expression. Raises Unreadable, also where it is too long or too deep."""
    if len(text) > MAX_LENGTH:
        raise Unreadable(MAX_LENGTH)
    return _Reader(_tokens(text), len(text) + 1).whole()


def _tokens(text: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None or len(found) == MAX_TOKENS:
            raise Unreadable(place + 1)
        kind = match.lastgroup
        found.append((kind, match.group(kind), match.start(kind) + 1))
        place = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str, int]], end: int) -> None:
        self.tokens = tokens
        self.end = end
        self.place = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self._level(0)
        if self.place < len(self.tokens):
            raise self._stuck()
        return node

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._single()
        node = self._level(level + 1)
        while (sign := self._next_sign()) in _LEVELS[level]:
            self.place += 1
            node = Operation(sign, node, self._level(level + 1))
        return node

    def _single(self) -> Node:
        kind, value, _at = self._take()
        if kind == "ref":
            return Reference(value)
        if kind == "text":
            return Literal(value[1:-1])
        if kind == "number":
            return Literal(value, is_number=True)
        if kind == "name":
            return self._call(value)
        if value == "-":
            return Operation("-", Literal("0", is_number=True), self._negated())
        if value == "(":
            return self._inside()
        if value in (".", ".."):
            return Here(value)
        self.place -= 1
        raise self._stuck()

    def _negated(self) -> Node:
        if self._next_sign() == "-":
            raise self._stuck()
        return self._single()

    def _call(self, function: str) -> Node:
        if self._next_sign() != "(":
            raise self._stuck()
        self.place += 1
        given: list[Node] = []
        if self._next_sign() == ")":
            self.place += 1
            return Call(function, ())
        while True:
            given.append(self._deeper())
            sign = self._take()[1]
            if sign == ")":
                return Call(function, tuple(given))
            if sign != ",":
                self.place -= 1
                raise self._stuck()

    def _inside(self) -> Node:
        node = self._deeper()
        if self._take()[1] != ")":
            self.place -= 1
            raise self._stuck()
        return node

    def _deeper(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._stuck()
        node = self._level(0)
        self.depth -= 1
        return node

    def _next_sign(self) -> str:
        if self.place == len(self.tokens):
            return ""
        kind, value, _at = self.tokens[self.place]
        return value if kind in ("sign", "name") else ""

    def _take(self) -> tuple[str, str, int]:
        if self.place == len(self.tokens):
            raise Unreadable(self.end)
        self.place += 1
        return self.tokens[self.place - 1]

    def _stuck(self) -> Unreadable:
        done = self.place == len(self.tokens)
        return Unreadable(self.end if done else self.tokens[self.place][2])
