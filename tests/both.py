"""The two stores: what a test opens, and which tests run on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

if TYPE_CHECKING:
    from jalon.runtime.postgres import PostgresStore

    from .postgres.databases import Databases

STORES = ("sqlite", "postgres")


@dataclass(slots=True)
class Backend:
    """Opens empty stores of one kind, for one test."""

    databases: Databases | None = None
    lent: list[PostgresStore] = field(default_factory=list)

    def open(self) -> Store:
        """An empty store: in memory, or on the server."""
        if self.databases is None:
            return SqliteStore.open()
        self.lent.append(self.databases.borrow())
        return self.lent[-1]

    def shut(self, store: Store) -> None:
        """One store is not needed any more."""
        lent = [one for one in self.lent if one is store]
        if self.databases is None or not lent:
            store.close()
            return
        self.lent.remove(lent[0])
        self.databases.give_back(lent[0])

    def close(self) -> None:
        """Gives back what was lent."""
        for store in list(self.lent):
            self.shut(store)


BACKENDS: list[Backend] = [Backend()]
"""The last one is that of the test that runs."""


def opened() -> Store:
    """A new and empty store."""
    return BACKENDS[-1].open()


def opens(test: Callable[..., object]) -> bool:
    """Whether a test comes to call `opened`: seen in its code, and in that of what it uses."""
    todo: list[object] = [test]
    seen: set[int] = set()
    while todo:
        one = todo.pop()
        if one is opened:
            return True
        if id(one) not in seen:
            seen.add(id(one))
            todo.extend(used(one))
    return False


def used(one: object) -> Iterator[object]:
    """What a function or class of ours speaks of by name."""
    if not str(getattr(one, "__module__", "")).startswith("tests"):
        return
    if isinstance(one, FunctionType):
        yield from (one.__globals__[name] for name in names(one.__code__) & one.__globals__.keys())
    elif isinstance(one, type):
        for part in vars(one).values():
            yield getattr(part, "__func__", part)  # a class method is a function inside
    else:
        yield getattr(one, "__wrapped__", None)  # what a cache is around


def names(code: CodeType) -> set[str]:
    """The names in a function, and in those inside it."""
    found = set(code.co_names)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            found |= names(inner)
    return found
