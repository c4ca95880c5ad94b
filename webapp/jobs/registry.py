"""Which function does which kind of job.

    @handler("make-report")
    def make_report(work: JobContext) -> None: ...

A handler may run twice for one job: it looks first at what is already there. What takes long
(drawing, hashing, sending) stays outside `database.writing()`.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from webapp.jobs.context import JobContext

Handler = Callable[[JobContext], None]
HANDLERS: dict[str, Handler] = {}


class UnknownKind(LookupError):
    """No handler does this kind of job, in this version of the product."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Let the function do the jobs of this kind."""

    def register(function: Handler) -> Handler:
        known = HANDLERS.setdefault(kind, function)
        if known is not function:
            raise ValueError(f"two handlers for {kind}: {known.__module__}, {function.__module__}")
        return function

    return register


def handler_of(kind: str) -> Handler:
    """The function for this kind. Raises UnknownKind."""
    try:
        return HANDLERS[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def load_handlers() -> None:
    """Import every module of webapp/jobs/handlers, so that its handlers are known."""
    package = import_module("webapp.jobs.handlers")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
