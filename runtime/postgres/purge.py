"""Giving the room of deleted rows free, or taking their bytes out of the files at once.

A server also keeps samples of every column, to plan by: names and addresses, until it looks anew.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from ..store import Row

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
FREE, REWRITE = "VACUUM (ANALYZE) {}", "VACUUM (FULL, ANALYZE) {}"
SAMPLES = sql.Identifier("pg_catalog", "pg_statistic")
ANYBODY = "SELECT 1 FROM {} LIMIT 1"
# Texts alone tell something. What a view or a trigger speaks of cannot be changed; tables with such
# texts are none that erasure leaves empty.
SAMPLED = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod), n.nspname, l.collname
FROM pg_stats AS s
JOIN pg_attribute AS a ON a.attname = s.attname
    AND a.attrelid = format('%%I.%%I', s.schemaname, s.tablename)::regclass
JOIN pg_collation AS l ON l.oid = a.attcollation
JOIN pg_namespace AS n ON n.oid = l.collnamespace
WHERE s.schemaname = %s AND s.tablename = %s AND NOT EXISTS (
    SELECT 1 FROM pg_depend AS d
    WHERE d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
      AND d.classid IN ('pg_rewrite'::regclass, 'pg_trigger'::regclass))
"""
SAME = "ALTER TABLE {} ALTER COLUMN {} TYPE {} COLLATE {}"


def purge(connection: psycopg.Connection[Row], schema: str, *, rewrite: bool) -> None:
    """Vacuums every table; one that is rewritten can be used by nobody meanwhile.

    Then the samples that were taken before: only who owns the database may, others are warned.
    """
    vacuum = sql.SQL(REWRITE if rewrite else FREE)
    for (name,) in connection.execute(TABLES, (schema,)).fetchall():
        connection.execute(vacuum.format(sql.Identifier(schema, str(name))))
        if rewrite:
            forget_samples(connection, schema, str(name))
    connection.execute(vacuum.format(SAMPLES))


def forget_samples(connection: psycopg.Connection[Row], schema: str, name: str) -> None:
    """A table that is empty by now is not sampled again: what was stays, as long as it is.

    Only a column that is given a type, be it the same, loses its samples.
    """
    table = sql.Identifier(schema, name)
    if connection.execute(sql.SQL(ANYBODY).format(table)).fetchall():
        return
    for column, kind, *collation in connection.execute(SAMPLED, (schema, name)).fetchall():
        parts = (sql.Identifier(column), sql.SQL(kind), sql.Identifier(*collation))
        connection.execute(sql.SQL(SAME).format(table, *parts))
