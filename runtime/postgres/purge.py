"""Giving the room of deleted rows free, or taking their bytes out of the files at once."""

from __future__ import annotations

import psycopg
from psycopg import sql

from ..store import Row

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
FREE, REWRITE = "VACUUM {}", "VACUUM (FULL) {}"


def purge(connection: psycopg.Connection[Row], schema: str, *, rewrite: bool) -> None:
    """Vacuums every table; one that is rewritten can be used by nobody meanwhile."""
    for (name,) in connection.execute(TABLES, (schema,)).fetchall():
        table = sql.Identifier(schema, str(name))
        connection.execute(sql.SQL(REWRITE if rewrite else FREE).format(table))
