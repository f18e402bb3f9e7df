"""What is PostgreSQL's own of a store; the contract is in tests/integration/store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from jalon.runtime.clock import SystemClock, VirtualClock
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.clock import LONGEST, DatabaseClock
from jalon.runtime.store import StoreError

from .databases import Databases

A_DAY = 86_400_000


def test_the_tables_of_ones_work_are_gone_with_the_transaction(store: PostgresStore) -> None:
    with store.transaction():
        store.write("enter.put-slot", zone=0, day=1, at=2)
    with store.transaction():
        assert store.write("enter.clear-slots") == 0


def test_a_database_that_is_not_there_is_told(databases: Databases) -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        PostgresStore.open(databases.at("nowhere"))


def test_a_store_is_made_only_when_that_is_asked_for(databases: Databases) -> None:
    with pytest.raises(StoreError, match="no store"):
        PostgresStore.open(databases.server, create=False)


@pytest.fixture
def reader(store: PostgresStore) -> Iterator[str]:
    """The address of somebody who may look at everything, and nothing else."""
    name = store.link.info.dbname
    user = f"reader_of_{name}"
    for command in (
        f"CREATE ROLE {user} LOGIN",
        f"GRANT USAGE ON SCHEMA jalon, jalon_lane TO {user}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA jalon, jalon_lane TO {user}",
    ):
        store.link.execute(command.encode())
    yield store.address.replace("user=jalon", f"user={user}")
    store.link.execute(f"DROP OWNED BY {user}".encode())
    store.link.execute(f"DROP ROLE {user}".encode())


def test_who_may_only_read_can_read(reader: str) -> None:
    with closing(PostgresStore.open(reader, create=False)) as found:
        assert found.read("intake.stores") == []
        with found.glance():
            found.write("tick.clear-touched")  # a table of her own
        with pytest.raises(StoreError, match="the database forbids it") as told:
            found.write("intake.add-store", name="shop", currency="EUR", counted="paid")
    assert told.value.help == "ask its owner for it: docs/operating.md tells what is needed"


def test_a_clock_is_that_of_the_database(store: PostgresStore) -> None:
    """F31: what the machine believes does not matter."""
    clock = DatabaseClock(store)
    store.link.execute("SET jalon.now = 1234567")
    assert clock.now() == 1234567
    store.link.execute("RESET jalon.now")
    assert abs(clock.now() - SystemClock().now()) < 60_000


def test_a_rest_is_short_however_long_it_was_to_be(store: PostgresStore) -> None:
    """F30: the database's clock may be set meanwhile."""
    clock = DatabaseClock(store, host := VirtualClock())
    clock.sleep(A_DAY)
    assert host.now() == LONGEST
