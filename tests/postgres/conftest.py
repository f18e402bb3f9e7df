"""A database per test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from jalon.runtime.postgres import PostgresStore

from .databases import Databases


@pytest.fixture
def database(databases: Databases) -> Iterator[str]:
    """The address of an empty store."""
    name = databases.create()
    yield databases.at(name)
    databases.drop(name)


@pytest.fixture
def store(database: str) -> Iterator[PostgresStore]:
    """An empty store."""
    with closing(PostgresStore.open(database)) as found:
        yield found
