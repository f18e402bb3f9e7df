"""Scenarios look into their store by plain SQL, written for SQLite, with `?` for values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakSet

import psycopg

from jalon.runtime.postgres import PostgresStore
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

from ..differential.asking import Answer, Asked

AT_HOME: WeakSet[psycopg.Connection[Any]] = WeakSet()
"""Connections that look into the schema of their store also outside its transactions."""


class AskedPostgres:
    """A PostgreSQL store that is asked as SQLite is."""

    def __init__(self, store: PostgresStore) -> None:
        self.store = store

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Answer:
        """Runs a statement with a `?` for each value."""
        text = sql.replace("%", "%%").replace("?", "%s")
        if self.store.link not in AT_HOME and not self.store.inside():
            self.store.link.execute(f'SET search_path = "{self.store.schema}"'.encode())
            AT_HOME.add(self.store.link)
        return self.store.link.execute(text.encode(), values)


def asked(store: Store) -> Asked:
    """What answers for a store."""
    if isinstance(store, SqliteStore):
        return store.connection
    assert isinstance(store, PostgresStore)
    return AskedPostgres(store)
