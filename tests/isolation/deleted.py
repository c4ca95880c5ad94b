"""Functions with one scope filter deleted, in place of the real ones."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import assessments

PACKAGE = Path(assessments.__file__).parent
FILTERED = ("company_id", "party_id", "invitation_id", "programme_id")


@dataclass(frozen=True)
class Filter:
    """A comparison with an id of the scope: in which function, and the how-manieth there."""

    function: str
    number: int
    text: str

    @property
    def module(self) -> str:
        """The module of the function."""
        return f"{assessments.__name__}.{self.function.rpartition('.')[0]}"

    @property
    def key(self) -> str:
        """What it is called in lists."""
        return f"{self.function} #{self.number}"

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


def filters() -> list[Filter]:
    """Every scope filter of assessments, read from the source."""
    return [
        Filter(f"{path.parent.name}.{path.stem}.{function.name}", number, ast.unparse(found))
        for path in sorted(PACKAGE.glob("*/*.py"))
        for function in ast.parse(path.read_text("utf-8")).body
        if isinstance(function, ast.FunctionDef)
        for number, found in enumerate(_filters(function))
    ]


@contextmanager
def deleted(*unwanted: Filter) -> Iterator[None]:
    """Let these comparisons be true for every row while the block runs."""
    real = {each.function: (_function(each), code_of(each)) for each in unwanted}
    for name, (function, _) in real.items():
        function.__code__ = _without([each for each in unwanted if each.function == name])
    try:
        yield
    finally:
        for function, code in real.values():
            function.__code__ = code


def code_of(each: Filter) -> CodeType:
    """The code of the function as it is, to know it by."""
    return _function(each).__code__


def _function(each: Filter) -> FunctionType:
    function = getattr(importlib.import_module(each.module), each.function.rpartition(".")[2])
    assert inspect.isfunction(function)
    return function


def _without(unwanted: list[Filter]) -> CodeType:
    """The code of one function without some of its filters."""
    place, _, name = unwanted[0].function.rpartition(".")
    path = PACKAGE / (place.replace(".", "/") + ".py")
    tree = ast.parse(path.read_text("utf-8"))
    function = next(
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name
    )
    found = list(_filters(function))
    for each in unwanted:
        found[each.number].comparators = [found[each.number].left]
    module = compile(ast.fix_missing_locations(tree), str(path), "exec")
    return next(
        code for code in module.co_consts if isinstance(code, CodeType) and code.co_name == name
    )


def _filters(function: ast.FunctionDef) -> Iterator[ast.Compare]:
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and _is_filter(node):
            yield node


def _is_filter(node: ast.Compare) -> bool:
    of = node.comparators[0]
    return (
        isinstance(node.ops[0], ast.Eq)
        and isinstance(of, ast.Attribute)
        and isinstance(of.value, ast.Name)
        and of.value.id == "scope"
        and of.attr in FILTERED
    )
