"""Who may call what. Every view names its permission and its audience, or nothing starts.

    @blueprint.get("/suppliers")
    @access("supplier:read", scope=CompanyScope)
    def suppliers() -> str: ...

A page for everybody has no scope and a permission `public:…`. A `…:read` permission never
guards a method that changes something.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized
from werkzeug.routing import Rule

from assessments.scope import CompanyScope, InstanceScope, ProgrammeScope, SupplierScope

Audience = Literal["anonymous", "company", "supplier", "programme", "instance"]
Scope = CompanyScope | SupplierScope | ProgrammeScope | InstanceScope
SCOPES: dict[Audience, type[Scope] | None] = {
    "anonymous": None,
    "company": CompanyScope,
    "supplier": SupplierScope,
    "programme": ProgrammeScope,
    "instance": InstanceScope,
}
DECLARED = "access"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

View = TypeVar("View", bound=Callable[..., Any])
ScopeType = TypeVar("ScopeType", CompanyScope, SupplierScope, ProgrammeScope, InstanceScope)
PrincipalLoader = Callable[[], "Principal | None"]
SignedOut = Callable[[], ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Principal:
    """Who sends this request: the audience, what they may do, and the scope of their queries."""

    audience: Audience
    permissions: frozenset[str] = frozenset()
    scope: Scope | None = None

    def __post_init__(self) -> None:
        wanted = SCOPES[self.audience]
        if not (self.scope is None if wanted is None else isinstance(self.scope, wanted)):
            raise TypeError(f"the audience {self.audience} cannot have the scope {self.scope!r}")


ANONYMOUS = Principal("anonymous")


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks of its caller. `scope` is None for a page open to everybody."""

    permission: str
    scope: type[Scope] | None


class AccessNotDeclared(RuntimeError):
    """Some views do not say rightly who may call them."""


def access(permission: str, *, scope: type[Scope] | None = None) -> Callable[[View], View]:
    """Name the permission (`resource:action`) and the audience of a view."""
    if not re.fullmatch(r"[a-z_]+:[a-z_]+", permission):
        raise ValueError(f"{permission!r} is not of the form resource:action")
    if permission.startswith("public:") != (scope is None):
        raise ValueError("a view for everybody has a public: permission and no scope, others both")

    def mark(view: View) -> View:
        setattr(view, DECLARED, Access(permission, scope))
        return view

    return mark


def register(app: Flask) -> dict[str, Access]:
    """Endpoint → access for the whole URL map. Raises AccessNotDeclared, naming every offender."""
    found: dict[str, Access] = {}
    wrong: list[str] = []
    for rule in app.url_map.iter_rules():
        declared = _declared(app, rule.endpoint)
        if declared is None:
            wrong.append(f"{rule.endpoint} names no permission")
        elif declared.permission.endswith(":read") and _changes_something(rule):
            wrong.append(f"{rule.endpoint} takes {_methods(rule)} under {declared.permission}")
        else:
            found[rule.endpoint] = declared
    if wrong:
        raise AccessNotDeclared("; ".join(sorted(set(wrong))))
    return found


def install(
    app: Flask, load_principal: PrincipalLoader, signed_out: dict[type[Scope], SignedOut]
) -> None:
    """Check every request. `signed_out` answers for an audience whose session has ended."""

    @app.before_request
    def check_access() -> ResponseReturnValue | None:
        g.principal = ANONYMOUS
        if request.endpoint is None:
            return None
        if request.endpoint != "static":
            g.principal = load_principal() or ANONYMOUS
        declared = _declared(app, request.endpoint)
        if declared is None:
            raise NotFound
        if declared.scope and g.principal.audience == "anonymous":
            return signed_out.get(declared.scope, to_sign_in)()
        _refuse_strangers(declared, g.principal)
        return None


def principal() -> Principal:
    """Who sends this request."""
    return cast("Principal", g.get("principal", ANONYMOUS))


def current_scope(kind: type[ScopeType]) -> ScopeType:
    """The scope of this request, for `queries` and `service`. Raises NotFound for another's."""
    scope = principal().scope
    if not isinstance(scope, kind):
        raise NotFound
    return scope


def to_sign_in() -> ResponseReturnValue:
    """Send someone who only reads to the sign-in page; tell someone who was saving."""
    if request.method in SAFE_METHODS and "auth.sign_in" in current_app.view_functions:
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")), code=303)
    raise Unauthorized


def _refuse_strangers(declared: Access, caller: Principal) -> None:
    if declared.scope is None:
        return
    if not isinstance(caller.scope, declared.scope):
        raise NotFound
    if declared.permission not in caller.permissions:
        raise Forbidden


def _declared(app: Flask, endpoint: str) -> Access | None:
    return getattr(app.view_functions[endpoint], DECLARED, None)


def _changes_something(rule: Rule) -> bool:
    return bool((rule.methods or set()) - SAFE_METHODS)


def _methods(rule: Rule) -> str:
    return ", ".join(sorted((rule.methods or set()) - SAFE_METHODS))
