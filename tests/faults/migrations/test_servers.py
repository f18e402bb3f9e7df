"""A PostgreSQL schema whose upgrade is killed has the old version or the new one. F13"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from jalon.runtime.postgres import PostgresStore
from jalon.runtime.store import StoreError

from ...postgres.databases import Databases
from .servers import killed_at, versions

EVERY = 19  # of the statements; `make torture` takes them all


@pytest.mark.parametrize("version", [versions()[0], versions()[-2]])
def test_an_upgrade_that_is_killed_has_happened_or_not(databases: Databases, version: int) -> None:
    outcome = killed_at(databases, version, range(5, 1000, EVERY))
    assert outcome.objections == []
    assert outcome.kills > 0


def test_a_newer_schema_is_refused(databases: Databases) -> None:
    address = databases.at(databases.create())
    with closing(PostgresStore.open(address)) as store:
        store.link.execute("INSERT INTO jalon.jalon_schema VALUES (9999)")
    with pytest.raises(StoreError, match="written by a newer Jalon"):
        PostgresStore.open(address)


def test_several_programs_upgrade_once(databases: Databases) -> None:
    name = "jalon_at_once"
    databases.command(f"CREATE DATABASE {name}")
    with ThreadPoolExecutor(3) as pool:
        for store in pool.map(PostgresStore.open, [databases.at(name)] * 3):
            assert store.read("status.audience") == [(0, 0)]
            store.close()
