"""Counted orders and their lines, as conditions choose them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from ..ir.calendar import Period
from .expressions import all_of, column, equal, number, scalar, table, unindexed
from .windows import happened, roughly

if TYPE_CHECKING:
    from .builder import Builder

ORDERS = "o"


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which of the counted orders: those of a store, in a currency, placed in a period."""

    store: str | None = None
    currency: str | None = None
    period: Period | None = None

    def tests(self, builder: Builder) -> list[exp.Expr]:
        """The conditions on an order `o` of contact `c`."""
        found = happened(builder, column(ORDERS, "placed_at"), self.period)
        if self.store is not None:
            found.append(of_store(builder, ORDERS, self.store))
        if self.currency is not None:
            found.append(equal(column(ORDERS, "currency"), builder.bind(self.currency)))
        return found

    def rough_tests(self, builder: Builder) -> list[exp.Expr]:
        """The condition that an order can be in the period of some contact."""
        return roughly(builder, column(ORDERS, "placed_at"), self.period)


def counted() -> exp.Expr:
    """The order `o` counts by its store's rule."""
    return equal(column(ORDERS, "counted"), number(1))


def order_rows(builder: Builder, filter_: OrderFilter) -> exp.Select:
    """`FROM orders o WHERE` it counts and passes the filter."""
    tests = [counted(), *filter_.tests(builder)]
    return exp.Select().from_(table("orders", ORDERS)).where(all_of(tests), copy=False)


def of_store(builder: Builder, alias: str, name: str) -> exp.Expr:
    """The row belongs to the store; false when the store is not there."""
    store = exp.select(column("s", "id")).from_(table("store", "s"))
    named = store.where(equal(column("s", "name"), builder.bind(name)), copy=False)
    # There are few stores: the index on a store's keys would be a long way round.
    return equal(unindexed(column(alias, "store_id")), scalar(named))
