"""Runs the suite on the store that `--store` names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jalon.runtime.postgres import PostgresStore

from ..postgres.databases import Databases, served
from . import stores


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Iterator[Databases | None]:
    """Where databases are made, when the suite runs on PostgreSQL."""
    if request.config.getoption("--store") != "postgres":
        yield None
        return
    with served() as found:
        yield found


@pytest.fixture(autouse=True)
def _store(databases: Databases | None) -> Iterator[None]:
    """Scenarios open the chosen store, and leave nothing behind."""
    if databases is None:
        yield
        return
    found: list[tuple[str, PostgresStore]] = []

    def new() -> PostgresStore:
        name = databases.create()
        found.append((name, PostgresStore.open(databases.at(name))))
        return found[-1][1]

    stores.OPENERS.append(new)
    yield
    stores.OPENERS.pop()
    for name, store in found:
        store.close()
        databases.drop(name)
