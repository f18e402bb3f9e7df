"""A store that tells fate of each point it passes, and the ledger of each commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jalon.runtime.store import Query, Row, Store

from ..differential.story import Action
from .fate import Fate
from .fibres import Killed
from .points import COMMITS, QUERIES, TRANSACTIONS

Committed = Callable[[str], None]
"""Told of every commit, and what it was for."""


@dataclass(eq=False)
class Watched:
    """One process's connection. A dead one does nothing: whoever unwinds cannot clean up."""

    store: Store
    fate: Fate
    committed: Committed
    clocked: Callable[[Store], None]
    purpose: str = ""
    telling: tuple[int, str, Action] | None = None
    dead: bool = False
    ran: set[str] = field(default_factory=set)
    depth: int = 0

    def __getattr__(self, name: str) -> Any:
        """Everything else is the store's own."""
        return getattr(self.store, name)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Points before and after BEGIN and COMMIT; inside another one it joins that one."""
        if self.depth:
            with self.store.transaction():
                yield
            return
        self.at("begin", alone=False)
        self.ran.clear()
        self.clocked(self.store)
        with self.store.transaction():
            self.depth += 1
            try:
                self.at("began")
                yield
                kind = self.kind()
                before, after = COMMITS.get(kind, ("commit", "committed"))
                self.at(before)
            finally:
                self.depth -= 1
        self.committed(kind)
        self.at(after, alone=False)

    def kind(self) -> str:
        """What the transaction that ends now was for."""
        found = [kind for query, kind in TRANSACTIONS.items() if query in self.ran]
        order = ("step", "hand-off", "recover", "settle", "claim", "gather")
        return next((kind for kind in order if kind in found), self.purpose)

    def at(self, point: str, *, alone: bool = True) -> None:
        """A point of this process."""
        if self.dead:
            raise Killed
        self.fate.at(point, alone=alone)

    def read(self, query: Query, /, **values: object) -> list[Row]:
        """A query is about to run."""
        self.passing(query)
        return self.store.read(query, **values)

    def write(self, query: Query, /, **values: object) -> int:
        """A statement is about to run."""
        self.passing(query)
        return self.store.write(query, **values)

    def many(self, query: Query, rows: Iterable[Mapping[str, object]], /) -> None:
        """A statement is about to run, often."""
        self.passing(query)
        self.store.many(query, rows)

    def passing(self, query: Query) -> None:
        """The point of a statement: any may be the last."""
        if isinstance(query, str):
            self.ran.add(query)
            if query in QUERIES:
                self.at(QUERIES[query])
        self.at("statement")

    def close(self) -> None:
        """The process has ended, in whatever way: its connection is dropped."""
        self.dead = True
        self.store.close()
