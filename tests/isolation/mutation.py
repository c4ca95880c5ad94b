"""Look for a deleted filter where it can be seen: on the pages and in the calls that pass it."""

from collections.abc import Iterator
from functools import partial
from types import CodeType

from tests.isolation.caller import Caller
from tests.isolation.calls import Calls
from tests.isolation.deleted import Filter, code_of, deleted
from tests.isolation.ledger import nothing_kept
from tests.isolation.sweep import Sweep
from tests.isolation.tracing import traced

WATCHERS = ("admin of A", "A1 for B", "A2 for B", "staff of P", "A1")
ENOUGH = 4

Passing = dict[CodeType, list[str]]


class Watch:
    """Knows which calls and which pages pass through which function."""

    def __init__(self, sweep: Sweep, calls: Calls) -> None:
        self._sweep, self._calls = sweep, calls
        self._functions = self._passing_calls()
        self._pages = self._passing_pages()
        self._forms = self._passing_forms()

    def seen_by_calls(self, each: Filter) -> str | None:
        """What the calls say when a filter is deleted; None when they notice nothing."""
        passing = self._functions.get(code_of(each), [])
        with deleted(each):
            return next(self._calls.wrong(passing), None)

    def seen_on_pages(self, each: Filter) -> str | None:
        """What the sweep of pages and forms says; None when it notices nothing."""
        code = code_of(each)
        with deleted(each):
            return next(self._page_findings(code), None)

    def _page_findings(self, code: CodeType) -> Iterator[str]:
        for name in WATCHERS:
            principal = self._sweep.world.principals[name]
            pages = self._pages[name].get(code, [])[:ENOUGH]
            forms = self._forms[name].get(code, [])[:ENOUGH]
            if pages:
                yield from self._sweep.own_pages(principal, pages)
                yield from self._sweep.strange_pages(principal, pages)
            if forms:
                yield from self._sweep.strange_forms(principal, forms)

    def _call(self, name: str) -> None:
        assert not list(self._calls.wrong([name]))

    def _passing_calls(self) -> Passing:
        passing: Passing = {}
        for function in self._calls.functions:
            name = function.name
            for code in traced(partial(self._call, name)):
                passing.setdefault(code, []).append(name)
        return passing

    def _passing_pages(self) -> dict[str, Passing]:
        found: dict[str, Passing] = {}
        for name in WATCHERS:
            get = Caller(self._sweep.world, self._sweep.world.principals[name]).get
            visits = {each.endpoint: each for each in self._sweep.crawls[name].visits}
            passing = found.setdefault(name, {})
            for visit in visits.values():
                for code in traced(partial(get, visit.path)):
                    passing.setdefault(code, []).append(visit.endpoint)
        return found

    def _passing_forms(self) -> dict[str, Passing]:
        found: dict[str, Passing] = {}
        with nothing_kept(self._sweep.world):
            for name in WATCHERS:
                post = Caller(self._sweep.world, self._sweep.world.principals[name]).post
                passing = found.setdefault(name, {})
                for request in self._sweep.forms(name):
                    for code in traced(partial(post, request.path, request.fields or [])):
                        passing.setdefault(code, []).append(request.endpoint)
        return found
