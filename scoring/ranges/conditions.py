"""Conditions over what answers may still become: the set of truths that they allow.

The tree is the one that the condition language checked. `and`, `or` and `not` work on sets of
truths; every other part is an atom, which the language's own closures decide, one possible value
after the other. An atom that cannot be decided so (a sum, two open names) may turn out anyhow.
Fewer possible values never give more truths.
"""

import ast
from dataclasses import dataclass
from functools import reduce
from typing import Any

from scoring.conditions import HIDDEN, Condition, Vocabulary
from scoring.conditions.compiling import Compiler, proof_key
from scoring.conditions.syntax import syntax_tree, written
from scoring.conditions.values import Test
from scoring.exact import Number, exact
from scoring.ranges import truths
from scoring.ranges.outlook import Outlook

LISTED = frozenset({"choice", "multi", "condition"})


@dataclass(frozen=True, slots=True)
class Atom:
    """A part of a condition without `and`, `or`, `not`.

    `names` are what it reads of the environment, `reads` the questions behind them. `decided`:
    a possible value of its only name decides it. `numbers` are those it compares with.
    """

    test: Test
    names: tuple[str, ...]
    reads: frozenset[str]
    decided: bool
    numbers: tuple[Number, ...]

    def truths(self, outlook: Outlook) -> int:
        """Return what the atom can be."""
        if not outlook.is_open(*self.names):
            return self._closed(outlook)
        if len(self.names) > 1 and any(
            name not in outlook.possible and outlook.values[name] is HIDDEN for name in self.names
        ):
            return truths.FALSE
        values = outlook.possible[self.names[0]] if self.decided else None
        if values is None:
            return truths.ANY
        found = 0
        for value in values:
            found |= truths.only(self.test({self.names[0]: value}))
        return found

    def _closed(self, outlook: Outlook) -> int:
        truth = truths.only(self.test(outlook.values))
        if truth != truths.UNKNOWN:
            return truth
        taken = outlook.left.isdisjoint(self.reads) and not outlook.taken.isdisjoint(self.reads)
        return truth if taken else truths.ANY


@dataclass(frozen=True, slots=True)
class Joined:
    """`and` of parts, or `or`."""

    parts: tuple["Tree", ...]
    every: bool

    def truths(self, outlook: Outlook) -> int:
        """Return what it can be."""
        join = truths.both if self.every else truths.either
        return reduce(join, (part.truths(outlook) for part in self.parts))


@dataclass(frozen=True, slots=True)
class Negated:
    """`not` of a part."""

    part: "Tree"

    def truths(self, outlook: Outlook) -> int:
        """Return what it can be."""
        return truths.negated(self.part.truths(outlook))


Tree = Atom | Joined | Negated


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A condition with its tree. `pivots` are names whose listed values decide all they stand in,

    in order of appearance.
    """

    condition: Condition
    tree: Tree
    atoms: tuple[Atom, ...]
    names: frozenset[str]
    pivots: tuple[str, ...]

    def truths(self, outlook: Outlook) -> int:
        """Return what the condition can be."""
        if not outlook.is_open(*self.names):
            truth = self.condition.test(outlook.values)
            if truth is not None:
                return truths.only(truth)
        return self.tree.truths(outlook)

    def may(self, outlook: Outlook) -> bool:
        """Whether it may be plainly true."""
        return bool(self.truths(outlook) & truths.TRUE)

    def must(self, outlook: Outlook) -> bool:
        """Whether it is plainly true whatever happens."""
        return self.truths(outlook) == truths.TRUE


def foresee(condition: Condition, vocabulary: Vocabulary) -> Foreseen:
    """Return a condition, checked before against this vocabulary, with the tree of its parts."""
    tree = _tree(syntax_tree(condition.text), condition.text, vocabulary)
    atoms = tuple(_atoms(tree))
    names = dict.fromkeys(name for atom in atoms for name in atom.names)
    pivots = tuple(name for name in names if _is_pivot(name, atoms, vocabulary))
    return Foreseen(condition, tree, atoms, frozenset(names), pivots)


def _tree(node: ast.expr, text: str, vocabulary: Vocabulary) -> Tree:
    match node:
        case ast.BoolOp(op=op, values=values):
            parts = tuple(_tree(value, text, vocabulary) for value in values)
            return Joined(parts, isinstance(op, ast.And))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Negated(_tree(operand, text, vocabulary))
    return _atom(node, text, vocabulary)


def _atom(node: ast.expr, text: str, vocabulary: Vocabulary) -> Atom:
    compiler = Compiler(text, vocabulary)
    test = compiler.test(node)
    if test is None:
        raise ValueError(f"was not checked before: {text}")
    names = tuple(_names(node))
    kinds = {_kind(name, vocabulary) for name in names}
    listed = kinds <= LISTED or (kinds == {"number"} and _is_plain(node))
    return Atom(
        test,
        names,
        frozenset(compiler.reads) | frozenset(compiler.proofs),
        len(names) == 1 and listed,
        tuple(_numbers(node, text)),
    )


def _names(node: ast.expr) -> dict[str, None]:
    """What an atom reads of the environment: names, proofs, and of any_row the table alone."""
    match node:
        case ast.Name(id=name):
            return {name: None}
        case ast.Call(func=ast.Name(id="any_row"), args=[ast.Name(id=table), _]):
            return {table: None}
        case ast.Call(func=ast.Name(id="proof"), args=[ast.Name(id=question)]):
            return {proof_key(question): None}
        case ast.Call(args=args):
            return _names_in(args)
    return _names_in(child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))


def _names_in(nodes: Any) -> dict[str, None]:
    found: dict[str, None] = {}
    for node in nodes:
        found |= _names(node)
    return found


def _kind(name: str, vocabulary: Vocabulary) -> str:
    return vocabulary[name].kind if name in vocabulary else "choice"


def _is_plain(node: ast.expr) -> bool:
    """Whether an atom compares names with what is written in it, without calculating."""
    if isinstance(node, ast.Compare):
        return all(_is_plain(part) for part in (node.left, *node.comparators))
    if isinstance(node, ast.Tuple | ast.List):
        return all(_is_plain(part) for part in node.elts)
    return isinstance(node, ast.Name | ast.Constant)


def _numbers(node: ast.expr, text: str) -> list[Number]:
    return [
        exact(written(part, text))
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and not isinstance(part.value, str | bool)
    ]


def _atoms(tree: Tree) -> list[Atom]:
    match tree:
        case Joined(parts=parts):
            return [atom for part in parts for atom in _atoms(part)]
        case Negated(part=part):
            return _atoms(part)
    return [tree]


def _is_pivot(name: str, atoms: tuple[Atom, ...], vocabulary: Vocabulary) -> bool:
    """A choice or truth always; a number where it is only compared with numbers."""
    kind = _kind(name, vocabulary)
    if kind in ("choice", "condition"):
        return True
    return kind == "number" and all(atom.decided for atom in atoms if name in atom.names)
