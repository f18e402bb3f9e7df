"""The contract of a store, kept by PostgreSQL."""

from __future__ import annotations

from contextlib import closing

import pytest

from jalon.runtime.postgres import PostgresStore
from jalon.runtime.store import DataError, StoreError

from .databases import Databases


def shops(store: PostgresStore) -> list[str]:
    return [str(row[0]) for row in store.read("intake.stores")]


def add(store: PostgresStore, name: str) -> None:
    store.write("intake.add-store", name=name, currency="EUR", counted="paid")


def a_shop_and_a_fault(store: PostgresStore) -> None:
    with store.transaction():
        add(store, "shop")
        raise ValueError("no")


def outlet_and_a_fault(store: PostgresStore) -> None:
    with store.savepoint():
        add(store, "outlet")
        store.write("deploy.zone-put", id=1, name=None)


def test_what_is_committed_is_there_for_others(store: PostgresStore, database: str) -> None:
    with store.transaction():
        add(store, "shop")
    with closing(PostgresStore.open(database)) as other:
        assert shops(other) == ["shop"]


def test_a_transaction_that_fails_leaves_nothing(store: PostgresStore) -> None:
    with pytest.raises(ValueError, match="no"):
        a_shop_and_a_fault(store)
    assert shops(store) == []


def test_a_savepoint_undoes_its_own_work_alone(store: PostgresStore) -> None:
    with store.transaction():
        add(store, "shop")
        with pytest.raises(DataError):
            outlet_and_a_fault(store)
        add(store, "market")
    assert sorted(shops(store)) == ["market", "shop"]


def test_the_tables_of_ones_work_are_gone_with_the_transaction(store: PostgresStore) -> None:
    with store.transaction():
        store.write("enter.put-slot", zone=0, day=1, at=2)
    with store.transaction():
        assert store.write("enter.clear-slots") == 0


def test_a_column_is_added_once(store: PostgresStore) -> None:
    for _ in range(2):
        store.add_columns("contact", {"field_plan": "text", "field_size": "integer"})
        store.add_index("contact", ("zone_id", "field_size"))
    assert store.read("outbox.contact-columns")[-2:] == [("field_plan",), ("field_size",)]


def test_a_database_that_is_not_there_is_told(databases: Databases) -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        PostgresStore.open(databases.at("nowhere"))


def test_a_store_is_made_only_when_that_is_asked_for(databases: Databases) -> None:
    with pytest.raises(StoreError, match="no store"):
        PostgresStore.open(databases.server, create=False)
