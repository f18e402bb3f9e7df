"""References of a schema, each compared row by row with the table that it speaks of.

The server watches over them, but not where triggers were off or a file was damaged.
"""

from __future__ import annotations

from psycopg import sql

from ..store import Store
from .errors import translated
from .store import PostgresStore

REFERENCES = """
SELECT child.relname, parent.relname,
    (SELECT array_agg(a.attname ORDER BY n.place) FROM unnest(k.conkey) WITH ORDINALITY
        AS n (number, place) JOIN pg_attribute AS a
        ON a.attrelid = k.conrelid AND a.attnum = n.number),
    (SELECT array_agg(a.attname ORDER BY n.place) FROM unnest(k.confkey) WITH ORDINALITY
        AS n (number, place) JOIN pg_attribute AS a
        ON a.attrelid = k.confrelid AND a.attnum = n.number)
FROM pg_constraint AS k
JOIN pg_class AS child ON child.oid = k.conrelid
JOIN pg_class AS parent ON parent.oid = k.confrelid
JOIN pg_namespace AS s ON s.oid = k.connamespace
WHERE k.contype = 'f' AND s.nspname = %s
ORDER BY child.relname, k.conname
"""
LOST = """
SELECT COUNT(*), MIN(c.{first}::text) FROM {child} AS c
WHERE ({columns}) IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM {parent} AS p WHERE ({others}) = ({columns}))
"""


def broken(store: Store) -> list[tuple[str, str, int, str]]:
    """The table, the one it speaks of, how many of its rows speak of none, and what one says."""
    assert isinstance(store, PostgresStore)
    found = []
    with store.glance(), translated(store.limit):
        for child, parent, columns, others in store.link.execute(REFERENCES, (store.schema,)):
            query = sql.SQL(LOST).format(
                first=sql.Identifier(columns[0]),
                child=sql.Identifier(store.schema, child),
                parent=sql.Identifier(store.schema, parent),
                columns=sql.SQL(", ").join(sql.Identifier("c", one) for one in columns),
                others=sql.SQL(", ").join(sql.Identifier("p", one) for one in others),
            )
            ((rows, first),) = store.link.execute(query)
            if rows:
                found.append((str(child), str(parent), int(rows), str(first)))
    return found
