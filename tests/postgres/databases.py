"""Databases of one server, each copied from one in which the schema is made already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count

import psycopg
import pytest

from jalon.runtime.postgres import PostgresStore

from .server import NoServer, running

TEMPLATE = "jalon_template"


class Databases:
    """Makes and drops them; `server` is the address of any database there."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.numbers = count(1)
        self.command(f"CREATE DATABASE {TEMPLATE}")
        PostgresStore.open(self.at(TEMPLATE)).close()

    def create(self) -> str:
        """The name of a new database with an empty store."""
        name = f"jalon_{next(self.numbers)}"
        self.command(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return name

    def drop(self, name: str) -> None:
        """Takes one away, whoever is connected."""
        self.command(f"DROP DATABASE {name} WITH (FORCE)")

    def at(self, name: str) -> str:
        """The address of a database."""
        return self.server.replace("dbname=postgres", f"dbname={name}")

    def command(self, text: str) -> None:
        """Runs a statement of ours outside a transaction."""
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(text.encode())


@contextmanager
def served() -> Iterator[Databases]:
    """The databases of a server of our own; where there can be none, the tests are skipped."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except NoServer as why:
            pytest.skip(f"no PostgreSQL: {why}")
        yield Databases(server)
