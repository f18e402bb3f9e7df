"""Databases of one server: copied from one in which the schema is made already, or used again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from itertools import count
from pathlib import Path

import psycopg
import pytest

from jalon.runtime.deploy import prepare_calendar
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.lanes import make_views

from .server import NoServer, running

TEMPLATE = "jalon_template"
CLEANING = (Path(__file__).parent / "cleaning.sql").read_text("utf-8")

# A table has room for 1,600 columns in all its life; those that were dropped count too.
COLUMNS = "SELECT COUNT(*) FROM pg_attribute WHERE attrelid = 'jalon.contact'::regclass"
MOST_COLUMNS = 800


class Databases:
    """Makes and drops them; `server` is the address of any database there."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.numbers = count(1)
        self.idle: list[PostgresStore] = []
        self.command(f"CREATE DATABASE {TEMPLATE}")
        store = PostgresStore.open(self.at(TEMPLATE))
        with store.transaction():
            prepare_calendar(store, "UTC")  # the months stay: nobody changes them
        store.link.execute(CLEANING.encode())
        store.close()

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

    def borrow(self) -> PostgresStore:
        """An empty store, perhaps one that was used before: a tenth of the cost of a new one."""
        return self.idle.pop() if self.idle else PostgresStore.open(self.at(self.create()))

    def give_back(self, store: PostgresStore) -> None:
        """Empties a store, for whoever comes next."""
        if store.link.closed:
            store = PostgresStore.open(store.address)
        ((changed,),) = store.link.execute("SELECT fresh.clean()")
        if changed:
            make_views(store.link, store.schema)
        ((columns,),) = store.link.execute(COLUMNS)
        if columns > MOST_COLUMNS:
            store.close()
        else:
            self.idle.append(copy(store))  # what is remembered of a store is not told of the next


@contextmanager
def served() -> Iterator[Databases]:
    """The databases of a server of our own; where there can be none, the tests are skipped."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except NoServer as why:
            pytest.skip(f"no PostgreSQL: {why}")
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("JALON_UNSAFE", "1")  # the server does not wait for its disk
        found = Databases(server)
        yield found
        for store in found.idle:
            store.close()
