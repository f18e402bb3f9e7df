"""PostgreSQL: earlier schemas, brought up by clients and backends that are killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import psycopg
from psycopg import sql

from jalon.runtime.postgres import PostgresStore, migrate
from jalon.runtime.postgres.connecting import connect
from jalon.runtime.postgres.lanes import make_views
from jalon.runtime.store import Row

from ...postgres.databases import Databases
from .killing import Fuse, die, killed
from .rows import ROWS, insertion

SCHEMA = "jalon"
WITH_LANES = 13  # from this schema on there are views of parts of it
Victim = Literal["client", "backend"]
CATALOGUE = """
SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns AS c
WHERE c.table_schema LIKE 'jalon%' ORDER BY 1, 2, 3
"""
VERSION = "SELECT MAX(number) FROM jalon.jalon_schema"


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a database: its version, its columns, and the people in it."""

    version: int
    columns: tuple[Row, ...]
    people: tuple[Row, ...]


def versions() -> tuple[int, ...]:
    """The schemas that there were."""
    return tuple(sorted(migrate.known()))


def parts(script: str) -> Iterator[str]:
    """The statements of a script, one by one; a function is one."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and pending.count("$$") % 2 == 0:
            yield pending
            pending = ""
    if pending.strip():
        yield pending


class Slow:
    """A connection that is told statement by statement what else is one script."""

    def __init__(self, link: psycopg.Connection[Row], fuse: Fuse) -> None:
        self.link = link
        self.fuse = fuse

    def execute(self, query: Any, values: Any = None) -> psycopg.Cursor[Row]:
        """Every statement, with the fuse before each."""
        found = None
        for part in parts(query.decode()) if isinstance(query, bytes) else [query]:
            self.fuse.burn()
            found = self.link.execute(part.encode() if isinstance(part, str) else part, values)
        assert found is not None
        return found

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN … COMMIT, with the fuse before the end."""
        with self.link.transaction():
            yield
            self.fuse.burn()


def upgrade(address: str, at: int, victim: Victim) -> bool:
    """Brings a database up in a process that dies, or loses its backend, at statement `at`."""

    def work() -> None:
        with closing(connect(address)) as link:
            fuse = Fuse(at, die if victim == "client" else lambda: end(link))
            slow: Any = Slow(link, fuse)
            migrate.migrate(slow, SCHEMA, create=True)

    return killed(work)


def end(link: psycopg.Connection[Row]) -> None:
    """The backend goes, as when the server is stopped at once."""
    link.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def furnish(address: str, version: int) -> None:
    """The schema of that version, and some rows."""
    name = sql.Identifier(SCHEMA)
    with closing(connect(address)) as link:
        link.execute(sql.SQL("CREATE SCHEMA {}").format(name))
        link.execute(sql.SQL("SET search_path = {}").format(name))
        link.execute(migrate.CREATE)
        for number, script in sorted(migrate.known().items()):
            if number <= version:
                link.execute(script.encode())
                link.execute("INSERT INTO jalon_schema VALUES (%s)", (number,))
        if version >= WITH_LANES:
            make_views(link, SCHEMA)
        for table, columns, rows in ROWS:
            for row in rows:
                link.execute(insertion(table, columns, "%s").encode(), row)


def contents(address: str) -> Contents:
    """What is in a database."""
    with closing(connect(address)) as link:
        [(version,)] = link.execute(VERSION)
        people = link.execute("SELECT id, key, email FROM jalon.contact ORDER BY id").fetchall()
        return Contents(int(version), tuple(link.execute(CATALOGUE).fetchall()), tuple(people))


@dataclass(slots=True)
class Outcome:
    """How many upgrades were killed, and what was wrong afterwards."""

    kills: int = 0
    objections: list[str] = field(default_factory=list)


def killed_at(databases: Databases, version: int, kills: range) -> Outcome:
    """Kills upgrades from that version, one after the other, until one is through."""
    name, outcome = f"jalon_before_{version}", Outcome()
    databases.command(f"CREATE DATABASE {name}")
    try:
        address = databases.at(name)
        furnish(address, version)
        before = contents(address)
        for at in kills:
            victim: Victim = "client" if at % 2 else "backend"
            if not upgrade(address, at, victim):
                break
            outcome.kills += 1
            if contents(address) != before:
                outcome.objections.append(f"schema {version}, {victim} killed at {at}: half of it")
                break
        PostgresStore.open(address).close()
        after = contents(address)
        if after.version != versions()[-1] or after.people != before.people:
            outcome.objections.append(f"schema {version}: not brought up, or rows are lost")
    finally:
        databases.drop(name)
    return outcome
