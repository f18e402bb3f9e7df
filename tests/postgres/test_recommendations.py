"""Recommendations on PostgreSQL are those of SQLite."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal

from jalon.deliver.records.recommendations import Wish, recommend
from jalon.deliver.templates import Asked
from jalon.runtime import intake
from jalon.runtime.deploy import prepare_calendar
from jalon.runtime.intake.rows import ContactRow, LineRow, OrderRow, ProductRow, VariantRow
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

NOW = 1_772_366_400_000
BOUGHT = {"C": ("X1", "X2"), "D": ("Y1", "Y2"), "A": ("X1",)}


def chosen(store: Store) -> list[list[tuple[object, object]]]:
    """What is recommended to A, who bought X1, and to B, who bought nothing."""
    with store.transaction():
        prepare_calendar(store, "UTC")
    intake.add_store(store, "shop", "EUR")
    contacts = [ContactRow(key=name, added_at=0) for name in ("A", "B", "C", "D")]
    intake.add_contacts(store, contacts, NOW, "historic")
    blue = [VariantRow("Blue", "S", Decimal(7), Decimal(9))]
    products = [
        ProductRow(store="shop", key=key, variants=blue) for key in ("X1", "X2", "Y1", "Y2")
    ]
    intake.add_products(store, products, NOW, "historic")
    for who, keys in BOUGHT.items():
        lines = [LineRow(key) for key in keys]
        order = OrderRow(
            store="shop", key=who, contact_key=who, placed_at=NOW, total=Decimal(1), lines=lines
        )
        intake.add_orders(store, [order], NOW, "historic")
    ids = {who: Wish(n, None, Asked(variant="blue")) for n, who in enumerate("AB", 1)}
    with store.transaction():
        found = recommend(store, list(ids.values()), NOW)
    return [[(one["id"], one["price"]) for one in products] for products in found]


def test_the_same_products_are_chosen(store: PostgresStore) -> None:
    with closing(SqliteStore.open()) as other:
        expected = chosen(other)
    assert [[id for id, _ in one] for one in expected] == [["X2", "Y1", "Y2"], ["X1", "X2", "Y1"]]
    assert chosen(store) == expected
