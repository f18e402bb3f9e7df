"""A store with three shops and a field of every kind, for the tests of intake."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from jalon.compiler import ir
from jalon.runtime.deploy import deploy
from jalon.runtime.intake import CartRow, ContactRow, LineRow, OrderRow, add_contacts
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

from ...both import opened as empty
from ...conformance.stores import asked

START = 1_772_323_200_000  # 2026-03-01 00:00 UTC
NOW = START + 1_000_000
SECOND = 1000
HOUR = 3_600_000

FIELDS = (
    ir.Field(name="plan", type="text"),
    ir.Field(name="size", type="number"),
    ir.Field(name="renewal", type="date"),
    ir.Field(name="dob", type="birthday"),
    ir.Field(name="member", type="yes/no"),
    ir.Field(name="colour", type="choice", choices=("Red", "blue")),
)
STORES = (
    ir.Store(name="shop", currency="EUR", time_zone="UTC"),
    ir.Store(name="tokyo", currency="JPY", time_zone="Asia/Tokyo"),
    ir.Store(name="strict", currency="EUR", time_zone="UTC", counted="paid"),
)

PROGRAM = ir.Program(fields=FIELDS, stores=STORES)
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    "postgres": "SELECT tablename FROM pg_tables WHERE schemaname = 'jalon' ORDER BY tablename",
}
ALL = "SELECT * FROM "


@cache
def furnished() -> SqliteStore:
    """A store whose program has been deployed: made once, copied for every test."""
    store = SqliteStore.open()
    deploy(store, PROGRAM, START)
    return store


def opened(*keys: str) -> Store:
    """A store whose program has been deployed, with contacts of these keys."""
    store = empty()
    if isinstance(store, SqliteStore):
        furnished().connection.backup(store.connection)
    else:
        deploy(store, PROGRAM, START)
    add_contacts(store, [ContactRow(key=key) for key in keys], START, "historic")
    return store


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    """Rows of a query written for a test."""
    return asked(store).execute(sql).fetchall()


def one(store: Store, sql: str) -> object:
    """The only value of the only row."""
    [(value,)] = rows(store, sql)
    return value


def kinds(store: Store) -> list[object]:
    """The kinds of all events, as they came."""
    return [kind for (kind,) in rows(store, "SELECT kind FROM event ORDER BY id")]


def origins(store: Store) -> set[object]:
    """The origins of all events."""
    return {origin for (origin,) in rows(store, "SELECT origin FROM event")}


def dump(store: Store) -> list[str]:
    """Everything in the store, as text."""
    names = (str(name) for (name,) in rows(store, TABLES[store.dialect]))
    return [f"{name} {row}" for name in names for row in sorted(map(str, rows(store, ALL + name)))]


def ticked(store: Store, watermark: int) -> None:
    """The engine has finished a tick at that instant."""
    asked(store).execute("UPDATE engine SET watermark = ?", (watermark,))


def line(product: str = "P1", quantity: int = 1, price: str = "10.00") -> LineRow:
    """A line."""
    return LineRow(product, quantity, Decimal(price), quantity * Decimal(price))


def order(key: str = "o1", contact: str | None = "ana", **more: Any) -> OrderRow:
    """An order of ana, just placed."""
    usual: dict[str, Any] = {"store": "shop", "placed_at": NOW, "total": Decimal("20.00")}
    usual["lines"] = (line(quantity=2),)
    return OrderRow(key=key, contact_key=contact, **{**usual, **more})


def cart(key: str = "k1", contact: str | None = "ana", **more: Any) -> CartRow:
    """A cart of ana, just changed."""
    usual: dict[str, Any] = {"store": "shop", "updated_at": NOW, "lines": (line(),)}
    return CartRow(key=key, contact_key=contact, **{**usual, **more})
