"""The store that the suite runs on: SQLite, or with `--store postgres` a PostgreSQL of its own.

Scenarios look into the store by plain SQL, written for SQLite with `?` for values; `Asked` is what
answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from jalon.runtime.postgres import PostgresStore
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

from ..differential.asking import Answer, Asked


class AskedPostgres:
    """A PostgreSQL store that is asked as SQLite is."""

    def __init__(self, store: PostgresStore) -> None:
        self.store = store

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Answer:
        """Runs a statement with a `?` for each value."""
        text = sql.replace("%", "%%").replace("?", "%s")
        if not self.store.inside():
            self.store.link.execute(f'SET search_path = "{self.store.schema}"'.encode())
        return self.store.link.execute(text.encode(), values)


def asked(store: Store) -> Asked:
    """What answers for a store."""
    if isinstance(store, SqliteStore):
        return store.connection
    assert isinstance(store, PostgresStore)
    return AskedPostgres(store)


Opener = Callable[[], Store]
OPENERS: list[Opener] = [SqliteStore.open]
"""The last one opens the store of a scenario."""


def opened() -> Store:
    """A new and empty store."""
    return OPENERS[-1]()
