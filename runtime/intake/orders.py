"""Orders: what was bought, paid, sent, given back and called off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...compiler.ir.currencies import minor_units
from ...compiler.ir.kinds import (
    ORDER_CANCELLED,
    ORDER_PAID,
    ORDER_REFUNDED,
    ORDER_SHIPPED,
    ORDERED,
)
from ..store import Store
from .batch import Batch, Staged, batch, restage, store_key, waves
from .lines import Line, take_lines
from .rows import OrderRow, Origin, Outcome
from .shops import Shop, Shops, currency_of, inexpressible, shop_of, shops
from .texts import folded_or_none, given, with_fold

CANCELLED = ("cancelled", "canceled")
LATER = (ORDER_PAID, ORDER_SHIPPED, ORDER_REFUNDED, ORDER_CANCELLED)


def add_orders(store: Store, rows: Iterable[OrderRow], at: int, origin: Origin = "live") -> Outcome:
    """Adds orders with their lines, or changes them.

    A new order is the event `ordered` and closes the carts it came from; a new state of payment or
    delivery is its own event, once per order; history is no event at all. An order of somebody who
    is no contact is refused (GR-03), one without a buyer is kept.
    """
    taken = list(rows)
    with batch(store, at, origin) as here:
        known = shops(store)
        staged = [one for n, row in enumerate(taken) if (one := stage(here, known, n, row))]
        for wave in waves(staged, store_key):
            take(here, taken, wave)
    return here.outcome(len(taken))


def stage(here: Batch, known: Shops, n: int, row: OrderRow) -> Staged | None:
    """A row's values as they are stored, or None when it is refused."""
    shop = shop_of(here, known, n, row.store)
    key = given(row.key)
    if shop is None or key is None:
        if shop is not None:
            here.refuse(n, "an order needs an id")
        return None
    money = total_of(here, shop, n, row)
    return (
        None
        if money is None
        else {
            "n": n,
            "store_id": shop.id,
            "key": key,
            "contact_key": given(row.contact_key),
            "placed_at": row.placed_at,
            "moment": here.moment(row.placed_at),
            **money,
            "financial_status": folded_or_none(given(row.financial_status)),
            "fulfillment_status": folded_or_none(given(row.fulfillment_status)),
            "cancelled_at": cancelled_at(row),
            **with_fold("discount_code", row.discount_code),
            "line_count": len(row.lines),
        }
    )


def cancelled_at(row: OrderRow) -> int | None:
    """When it was called off; a state alone tells that it was, and no instant. SP-68"""
    said = folded_or_none(given(row.financial_status)) in CANCELLED
    return row.placed_at if said and row.cancelled_at is None else row.cancelled_at


def total_of(here: Batch, shop: Shop, n: int, row: OrderRow) -> Mapping[str, object] | None:
    """The order's total and currency; an order without an exact total is refused."""
    currency = currency_of(here, shop, n, row.currency)
    if currency is None:
        return None
    total = minor_units(row.total, currency)
    if total is None:
        here.refuse(n, inexpressible(row.total, currency))
        return None
    return {"currency": currency, "total": total}


def take(here: Batch, rows: list[OrderRow], wave: list[Staged]) -> None:
    """Stores orders that are all different, then their lines, then what follows from them."""
    store = here.store
    restage(store, "intake_order", wave)
    store.write("intake_order.find-contacts")
    refuse_strangers(here, "intake_order")
    store.write("intake_order.find")
    store.write("intake_order.insert", historic=int(here.historic))
    store.write("intake_order.find-new")
    store.write("intake_order.mark-changed")
    store.write("intake_order.update")
    if any(staged["line_count"] for staged in wave):
        take_lines(here, told_lines(here, rows, wave))
        store.write("intake_order.mark-by-line")
        store.write("intake_order.mark-by-surplus")
        store.write("intake_order.surplus-lines")
        store.write("intake_order.recount-units")
    store.write("intake_order.recount")
    store.write("intake_order.close-carts")
    store.write("codes.take-orders")
    here.retell("intake_order")
    if not here.historic:
        record(here)
    here.count("intake_order")


def refuse_strangers(here: Batch, table: str) -> None:
    """Refuses the staged rows of people who are no contacts. GR-03"""
    for n, key in here.store.read(f"{table}.of-strangers"):
        here.refuse(n, f"`{key}` is not a contact")
    here.store.write(f"{table}.drop-of-strangers")


def told_lines(here: Batch, rows: list[OrderRow], wave: list[Staged]) -> list[Line]:
    """The lines of the staged orders, numbered from 1 in each; refused orders have none."""
    left = {n for (n,) in here.store.read("intake_order.staged")}
    return [
        Line(staged["n"], staged["store_id"], staged["key"], line_no, line)
        for staged in wave
        if staged["n"] in left
        for line_no, line in enumerate(rows[staged["n"]].lines, start=1)
    ]


def record(here: Batch) -> None:
    """The events of the staged orders."""
    store = here.store
    arrival = here.arrival()
    store.write("intake_order.ordered", kind=ORDERED, now=here.now, origin=here.origin)
    for kind in LATER:
        store.write("intake_order.reached", kind=kind, **arrival)
