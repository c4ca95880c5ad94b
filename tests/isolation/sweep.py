"""Every page and form of everybody, asked for by everybody, with the ids of everybody else.

An id that belongs to somebody else must answer byte for byte like one that does not exist.
What is wrong is yielded as a sentence; a sweep that yields nothing has found nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.isolation.addresses import Address, addresses
from tests.isolation.caller import Answer, Caller
from tests.isolation.crawl import REACHED, Crawl, slots
from tests.isolation.ledger import Ledger, Rows, is_own, nothing_kept, rows
from tests.isolation.pages import Fields
from tests.isolation.world import Principal, World

NOWHERE = "00000000-0000-4000-8000-000000000000"
SERVER_ERROR = 500
NOT_FOUND = 404

Endpoints = Collection[str] | None


@dataclass(frozen=True)
class Request:
    """Something to ask for: a page, or a form to send if there are fields."""

    endpoint: str
    path: str
    fields: Fields | None = None

    @property
    def slots(self) -> list[str]:
        """The ids in it: those of the address first, then those of the fields."""
        return slots("\n".join([self.path, *(value for _, value in self.fields or [])]))

    @property
    def varied(self) -> list[str]:
        """Those that are replaced one by one: of a field that is there many times, the first."""
        firsts = dict(reversed(self.fields or []))
        return slots("\n".join([self.path, *firsts.values()]))

    def with_id(self, there: str, here: str) -> "Request":
        """The same with another id in one slot."""
        fields = self.fields and [(name, value.replace(there, here)) for name, value in self.fields]
        return Request(self.endpoint, self.path.replace(there, here), fields)

    def __str__(self) -> str:
        return f"{'GET' if self.fields is None else 'POST'} {self.path} ({self.endpoint})"


class Sweep:
    """What these principals found in a world, and what all the others of them get there."""

    def __init__(self, world: World, names: Sequence[str], most_alike: int) -> None:
        self.world = world
        self.known = {str(each.id): each for each in addresses(world)}
        self.crawls = {name: Crawl(world, world.principals[name]) for name in names}
        self._most_alike = most_alike

    def found(self, principal: Principal) -> Iterator[str]:
        """What is wrong with the pages and the answers that a principal got of its own."""
        crawled = self.crawls[principal.name]
        for visit in crawled.visits:
            yield from self._wrong_by_itself(
                principal, Request(visit.endpoint, visit.path), visit.answer
            )
        for sent in crawled.sendings:
            request = Request(sent.endpoint, sent.path, sent.fields)
            yield from self._wrong_by_itself(principal, request, sent.answer)

    def own_pages(self, principal: Principal, only: Endpoints = None) -> Iterator[str]:
        """What is wrong with a principal's own pages when they are opened again."""
        caller = Caller(self.world, principal)
        for visit in self.crawls[principal.name].visits:
            if only is None or visit.endpoint in only:
                request = Request(visit.endpoint, visit.path)
                yield from self._wrong_by_itself(principal, request, caller.get(visit.path))

    def strange_pages(self, principal: Principal, only: Endpoints = None) -> Iterator[str]:
        """What is wrong with pages that are asked for with ids of others."""
        caller = Caller(self.world, principal)
        for name in self.crawls:
            for request in self.pages(name):
                if only is None or request.endpoint in only:
                    yield from self._wrong(caller, name, request, None)

    def strange_forms(self, principal: Principal, only: Endpoints = None) -> Iterator[str]:
        """What is wrong with forms that are sent with ids of others. Nothing of them is kept."""
        caller, ledger = Caller(self.world, principal), Ledger(self._rows)
        with nothing_kept(self.world, ledger):
            for name in self.crawls:
                for request in self.forms(name):
                    if only is None or request.endpoint in only:
                        yield from self._wrong(caller, name, request, ledger)

    def pages(self, name: str) -> list[Request]:
        """One page of each kind that a principal reached and that has an id in its address."""
        reached = [each for each in self.crawls[name].visits if each.answer.status in REACHED]
        requests = [Request(each.endpoint, each.path) for each in reached]
        chosen = {(each.endpoint, len(each.slots)): each for each in reversed(requests)}
        return [each for each in chosen.values() if each.slots]

    def forms(self, name: str) -> list[Request]:
        """One form of each kind that a principal was offered and that has an id somewhere."""
        chosen = {
            (each.endpoint, each.kind): Request(each.endpoint, each.path, each.fields)
            for each in reversed(self.crawls[name].sendings)
        }
        return [each for each in chosen.values() if each.slots]

    @cached_property
    def _rows(self) -> Rows:
        with self.world.everything.connect() as connection:
            return rows(connection)

    def _wrong(
        self, caller: Caller, owner: str, request: Request, ledger: Ledger | None
    ) -> Iterator[str]:
        principal = caller.principal
        trials = self._one_by_one if owner == principal.name else self._as_it_is
        nothing: dict[str, Answer] = {}
        for strange, unknown in trials(principal, request):
            if str(unknown.fields) + unknown.path not in nothing:
                nothing[str(unknown.fields) + unknown.path] = _ask(caller, unknown)
            if ledger is not None:
                ledger.clear()
            answer = _ask(caller, strange)
            yield from self._wrong_by_itself(principal, strange, answer)
            if answer.told != nothing[str(unknown.fields) + unknown.path].told:
                yield f"{principal.name}: {strange} is not answered like an unknown id"
            yield from _wrongly_changed(principal, strange, answer, ledger)

    def _one_by_one(
        self, principal: Principal, request: Request
    ) -> Iterator[tuple[Request, Request]]:
        """One's own request with one foreign id, and with one that does not exist."""
        for slot in request.varied:
            unknown = request.with_id(slot, NOWHERE)
            alike, others = self._foreign(principal, self.known.get(slot))
            if request.fields is not None:
                others = others[:1]
            for address in [*alike[: self._most_alike], *others]:
                yield request.with_id(slot, str(address.id)), unknown

    def _as_it_is(
        self, principal: Principal, request: Request
    ) -> Iterator[tuple[Request, Request]]:
        """Somebody else's request, and the same where what is theirs does not exist."""
        unknown = request
        for slot in request.slots:
            if slot in self.known and not self.known[slot].belongs_to(principal):
                unknown = unknown.with_id(slot, NOWHERE)
        if unknown != request:
            yield request, unknown

    def _foreign(
        self, principal: Principal, own: Address | None
    ) -> tuple[list[Address], list[Address]]:
        """Foreign ids of the kind that a slot takes, and one of every other kind."""
        strange = [each for each in self.known.values() if not each.belongs_to(principal)]
        alike = [each for each in strange if own is not None and each.kind == own.kind]
        return alike, list({each.kind: each for each in strange if each not in alike}.values())

    def _wrong_by_itself(
        self, principal: Principal, request: Request, answer: Answer
    ) -> Iterator[str]:
        if answer.status >= SERVER_ERROR:
            yield f"{principal.name}: {request} fails with {answer.status}"
        shown = answer.text + answer.location
        sent = repr(request.fields).lower()
        for mark in self.world.marks.seen_wrongly(shown, principal.name):
            if mark in sent:
                continue  # a form that comes back shows what was typed into it
            readers = ", ".join(sorted(self.world.marks.readers[mark]))
            yield f"{principal.name}: {request} shows {mark}, which is for {readers or 'nobody'}"


def _ask(caller: Caller, request: Request) -> Answer:
    forget = [*request.slots, NOWHERE]
    if request.fields is None:
        return caller.get(request.path, forget)
    return caller.post(request.path, request.fields, forget)


def _wrongly_changed(
    principal: Principal, request: Request, answer: Answer, ledger: Ledger | None
) -> Iterator[str]:
    changed = ledger.changed if ledger else []
    for table, row in changed:
        if not is_own(principal, table, row):
            yield f"{principal.name}: {request} changed a row of {table} that is not theirs"
    if changed and answer.status == NOT_FOUND:
        yield f"{principal.name}: {request} was refused and still changed {changed[0][0]}"
