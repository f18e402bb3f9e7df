"""Brings a schema on PostgreSQL up to date: the same numbered migrations, translated."""

from __future__ import annotations

import psycopg
from psycopg import sql

from ...compiler.sql import postgres
from ..sqlite.migrate import migrations, statements
from ..store import Row, StoreError

MIGRATING = 0x4A4C4F4D  # an advisory lock, held while the schema is being changed
CREATE = "CREATE TABLE IF NOT EXISTS jalon_schema (number BIGINT PRIMARY KEY)"


def migrate(connection: psycopg.Connection[Row], schema: str, create: bool) -> None:
    """Applies what is missing in one transaction; several programs may try at once."""
    name = sql.Identifier(schema)
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATING,))
        if not create and not exists(connection, schema):
            raise StoreError("there is no store in that database", "run `jalon run` first")
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
        connection.execute(sql.SQL("SET LOCAL search_path = {}, pg_temp").format(name))
        connection.execute(CREATE)
        bring_up(connection)


def exists(connection: psycopg.Connection[Row], schema: str) -> bool:
    """Whether there is a store in the schema."""
    found = connection.execute("SELECT to_regclass(%s)", (f'"{schema}".jalon_schema',))
    return found.fetchone() != (None,)


def bring_up(connection: psycopg.Connection[Row]) -> None:
    """Applies the migrations that are missing."""
    ((current,),) = connection.execute("SELECT COALESCE(MAX(number), 0) FROM jalon_schema")
    known = migrations()
    if current > known[-1][0]:
        raise StoreError(
            f"the database was written by a newer Jalon (schema {current}, this one knows "
            f"{known[-1][0]})",
            "install the newer version",
        )
    for number, script in known:
        if number > current:
            for statement in statements(script):
                if told := bare(statement):
                    connection.execute(postgres.definition(told).encode())
            connection.execute("INSERT INTO jalon_schema VALUES (%s)", (number,))


def bare(statement: str) -> str:
    """A statement without its comments; nothing when it is only comments."""
    lines = (line.partition("--")[0].rstrip() for line in statement.splitlines())
    return "\n".join(line for line in lines if line).removesuffix(";")
