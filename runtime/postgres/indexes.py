"""Indexes, compared with their tables by the extension `amcheck`, where that is installed."""

from __future__ import annotations

import psycopg
from psycopg import sql

from ..store import Store
from .store import PostgresStore

EXTENSION = """
SELECT s.nspname FROM pg_extension AS e JOIN pg_namespace AS s ON s.oid = e.extnamespace
WHERE e.extname = 'amcheck'
"""
INDEXES = """
SELECT i.indexrelid::bigint, c.relname
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
JOIN pg_am AS m ON m.oid = c.relam
JOIN pg_namespace AS s ON s.oid = c.relnamespace
WHERE s.nspname = %s AND m.amname = 'btree' AND i.indisvalid
ORDER BY c.relname
"""


def faults(store: Store) -> list[tuple[str, str]]:
    """The names of damaged indexes, and what is wrong with them."""
    assert isinstance(store, PostgresStore)
    where = store.link.execute(EXTENSION).fetchone()
    if where is None:
        return []
    check = sql.SQL("SELECT {}.bt_index_check(%s::oid::regclass, true)").format(
        sql.Identifier(where[0])
    )
    found = []
    for number, name in store.link.execute(INDEXES, (store.schema,)).fetchall():
        try:
            store.link.execute(check, (number,))
        except psycopg.DatabaseError as error:
            found.append((str(name), str(error).partition("\n")[0]))
    return found
