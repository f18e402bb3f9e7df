"""Brings a schema on PostgreSQL up to date: the same numbered migrations, translated."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import psycopg
from psycopg import sql

from ...compiler.sql import postgres
from ..sqlite.migrate import BRING_UP, migrations, statements
from ..store import Row, StoreError
from .lanes import drop_views, make_views

MIGRATING = 0x4A4C4F4D  # an advisory lock, held while the schema is being changed
CREATE = "CREATE TABLE IF NOT EXISTS jalon_schema (number BIGINT PRIMARY KEY)"


def migrate(connection: psycopg.Connection[Row], schema: str, create: bool) -> None:
    """Applies what is missing in one transaction; several programs may try at once."""
    if version(connection, schema) == latest():
        return  # nothing is asked for that a reader has no right to
    name = sql.Identifier(schema)
    with connection.transaction():
        connection.execute("SET LOCAL statement_timeout = 0")  # however much there is to change
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATING,))
        if not create:
            require_store(connection, schema)
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
        connection.execute(sql.SQL("SET LOCAL search_path = {}, pg_temp").format(name))
        connection.execute(CREATE)
        if bring_up(connection, schema):
            make_views(connection, schema)


def require_current(connection: psycopg.Connection[Row], schema: str) -> None:
    """Raises unless the schema is the present one: who only reads it does not change it."""
    require_store(connection, schema)
    current = version(connection, schema)
    refuse_newer(current)
    if current != latest():
        raise StoreError(
            f"the database is of an older Jalon (schema {current}, this one has {latest()})",
            BRING_UP,
        )


def require_store(connection: psycopg.Connection[Row], schema: str) -> None:
    """Raises where there is none."""
    if not exists(connection, schema):
        raise StoreError("there is no store in that database yet", "`jalon run` makes it")


def refuse_newer(current: int) -> None:
    """Raises when the schema is one that nobody here knows."""
    if current > latest():
        raise StoreError(
            f"the database was written by a newer Jalon (schema {current}, this one knows "
            f"{latest()})",
            "install the newer version",
        )


def latest() -> int:
    """The number of the last migration there is."""
    return max(*own(), *dict(migrations()))


def version(connection: psycopg.Connection[Row], schema: str) -> int:
    """The number of the last migration; 0 where there is no store."""
    if not exists(connection, schema):
        return 0
    table = sql.Identifier(schema, "jalon_schema")
    found = connection.execute(sql.SQL("SELECT MAX(number) FROM {}").format(table)).fetchone()
    return int(found[0] or 0) if found else 0


def exists(connection: psycopg.Connection[Row], schema: str) -> bool:
    """Whether there is a store in the schema."""
    found = connection.execute("SELECT to_regclass(%s)", (f'"{schema}".jalon_schema',))
    return found.fetchone() != (None,)


def bring_up(connection: psycopg.Connection[Row], schema: str) -> bool:
    """Applies the migrations that are missing; returns whether there were any."""
    ((current,),) = connection.execute("SELECT COALESCE(MAX(number), 0) FROM jalon_schema")
    scripts = known()
    refuse_newer(current)
    missing = [number for number in sorted(scripts) if number > current]
    if missing:
        drop_views(connection, schema)
    for number in missing:
        connection.execute(scripts[number].encode())
        connection.execute("INSERT INTO jalon_schema VALUES (%s)", (number,))
    return bool(missing)


def known() -> dict[int, str]:
    """Every migration in PostgreSQL's words."""
    ours = own()
    common = {number: text for number, text in migrations() if number not in ours}
    return {**{number: translated(text) for number, text in common.items()}, **ours}


@cache
def own() -> dict[int, str]:
    """The migrations that PostgreSQL has in its own words, in the place of those of SQLite."""
    folder = files(__name__.rpartition(".")[0]).joinpath("migrations")
    return {int(f.name[:4]): f.read_text("utf-8") for f in folder.iterdir() if f.name[:1] == "0"}


@cache
def translated(script: str) -> str:
    """A migration of SQLite as PostgreSQL reads it."""
    told = filter(None, map(bare, statements(script)))
    return ";\n".join(map(postgres.definition, told))


def bare(statement: str) -> str:
    """A statement without its comments; nothing when it is only comments."""
    lines = (line.partition("--")[0].rstrip() for line in statement.splitlines())
    return "\n".join(line for line in lines if line).removesuffix(";")
