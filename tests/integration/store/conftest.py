"""A place for a store, that can be opened more than once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from jalon.runtime.postgres import PostgresStore
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

from ...postgres.databases import Databases
from ...postgres.pooler import pooled

Open = Callable[[], Store]


@pytest.fixture(params=("sqlite", "postgres", "pooled"))
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the store of the test, again and again."""
    only = request.config.getoption("--store")
    if only and (only == "sqlite") is not (request.param == "sqlite"):
        pytest.skip(f"only {only} is asked for")
    if request.param == "sqlite":
        yield lambda: SqliteStore.open(tmp_path / "jalon.db")
        return
    databases: Databases = request.getfixturevalue("databases")
    with ExitStack() as stack:
        lent = databases.borrow()
        stack.callback(databases.give_back, lent)
        address = lent.address
        if request.param == "pooled":
            address, _ = stack.enter_context(pooled(address))
        yield lambda: PostgresStore.open(address)


@pytest.fixture
def store(opening: Open) -> Iterator[Store]:
    """An empty store."""
    with closing(opening()) as found:
        yield found
