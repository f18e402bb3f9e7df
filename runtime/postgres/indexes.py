"""Indexes, compared with their tables by the extension `amcheck`, where that is installed."""

from __future__ import annotations

import psycopg
from psycopg import errors, sql

from ..store import Store
from ..symptom import NotLookedAt
from .errors import first, translated
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
UNSEEN = "nobody has compared the indexes with their tables"
INSTALL = "let a superuser say `CREATE EXTENSION amcheck` in the database"
ALLOW = "let a superuser say `GRANT EXECUTE ON FUNCTION {}.bt_index_check(regclass, boolean) TO {}`"


def faults(store: Store) -> list[tuple[str, str]]:
    """The names of damaged indexes, and what is wrong with them. Raises `NotLookedAt`."""
    assert isinstance(store, PostgresStore)
    where = store.link.execute(EXTENSION).fetchone()
    if where is None:
        raise NotLookedAt(f"{UNSEEN}: the extension `amcheck` is not there", INSTALL)
    found = []
    for number, name in store.link.execute(INDEXES, (store.schema,)).fetchall():
        if fault := fault_of(store, str(where[0]), int(number)):
            found.append((str(name), fault))
    return found


def fault_of(store: PostgresStore, schema: str, index: int) -> str | None:
    """What is wrong with one index; whatever else goes wrong says nothing about it."""
    check = sql.SQL("SELECT {}.bt_index_check(%s::oid::regclass, true)").format(
        sql.Identifier(schema)
    )
    try:
        with translated(store.limit), store.begun(store.looking, "BEGIN READ ONLY"):
            try:
                store.link.execute(check, (index,))
            except errors.InsufficientPrivilege as error:
                help = ALLOW.format(schema, store.link.info.user)
                raise NotLookedAt(f"{UNSEEN}: {first(error)}", help) from error
    except (psycopg.InternalError, errors.IoError) as error:
        return first(error)
    return None
