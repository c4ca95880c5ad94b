"""The public functions of assessments that read or change the database."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType, UnionType
from typing import Any

import assessments
from assessments.scope import (
    CompanyScope,
    InstanceScope,
    LinkScope,
    ProgrammeScope,
    SupplierScope,
)

SCOPES = (CompanyScope, SupplierScope, LinkScope, ProgrammeScope, InstanceScope)


@dataclass(frozen=True)
class Function:
    """A public function, what it is called in lists, and the scopes that it takes."""

    name: str
    call: Callable[..., Any]
    hints: dict[str, Any]
    parameters: tuple[str, ...]

    @property
    def slice(self) -> str:
        """The slice of assessments that it belongs to."""
        return self.name.split(".")[0]

    @property
    def scopes(self) -> tuple[type, ...]:
        """The types of scope that its second parameter takes; none if that is no scope."""
        first = [name.lstrip("_") for name in self.parameters[:2]]
        if first != ["session", "scope"]:
            return ()
        members = _members(self.hints[self.parameters[1]])
        return members if set(members) <= set(SCOPES) else ()


def modules() -> list[ModuleType]:
    """Every module of assessments."""
    prefix = f"{assessments.__name__}."
    names = [found.name for found in pkgutil.walk_packages(assessments.__path__, prefix)]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def public_functions() -> dict[str, Function]:
    """`slice.module.function` → what it takes."""
    found = {}
    for module in modules():
        for name, value in vars(module).items():
            if not name.startswith("_") and _is_of(module, value):
                function = _described(module, name, value)
                found[function.name] = function
    return found


def _is_of(module: ModuleType, value: object) -> bool:
    return inspect.isfunction(value) and value.__module__ == module.__name__


def _described(module: ModuleType, name: str, value: Callable[..., Any]) -> Function:
    short = module.__name__.removeprefix("assessments.")
    signature = inspect.signature(value)
    hints = typing.get_type_hints(value)
    return Function(f"{short}.{name}", value, hints, tuple(signature.parameters))


def _members(annotation: Any) -> tuple[type, ...]:
    if isinstance(annotation, UnionType) or typing.get_origin(annotation) is typing.Union:
        return typing.get_args(annotation)
    return (annotation,)
