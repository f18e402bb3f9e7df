"""Order lines: those that came with an order, and those that came by themselves."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ...compiler.ir.currencies import DECIMALS, LIMIT
from ..store import Store
from .batch import Batch, Staged, batch, restage, waves
from .products import add_stubs
from .rows import LineRow, OrderLineRow, Origin, Outcome
from .shops import shop_of, shops
from .texts import given

MICRO = 1_000_000


def add_order_lines(
    store: Store, rows: Iterable[OrderLineRow], at: int, origin: Origin = "live"
) -> Outcome:
    """Adds lines to orders that are there, or changes them; amounts are in the order's currency.

    A line whose order is not known is refused. Lines that came apart from their order trigger
    nothing: whoever reports a purchase gives `add_orders` the lines with it.
    """
    taken = list(rows)
    with batch(store, at, origin) as here:
        known = shops(store)
        lines = [
            Line(n, shop.id, row.order_key.strip(), row.line_no, row.line)
            for n, row in enumerate(taken)
            if (shop := known.get(row.store) or shop_of(here, known, n, row.store))
        ]
        for wave in waves(lines, place):
            take_lines(here, wave)
            here.retell("intake_line")
            here.count("intake_line")
    return here.outcome(len(taken))


class Line(NamedTuple):
    """A line on its way in: the row it came with, its order's store and key, its number there."""

    row: int
    store_id: int
    order_key: str
    line_no: int
    line: LineRow


def place(line: Line) -> tuple[Hashable, ...]:
    """The mark of a line: its number in its order."""
    return (line[1:4],)


def take_lines(here: Batch, lines: list[Line]) -> None:
    """Stores lines that are all different, and the units of their orders."""
    store = here.store
    store.many("intake_line.stage-currency", scales())
    restage(store, "intake_line", staged(here, lines))
    resolve(store)
    if add_stubs(here, "intake_line.stubs"):
        resolve(store)
    for n, order in store.read("intake_line.without-order"):
        here.refuse(lines[n].row, f"there is no order `{order}`")
    for n, currency in store.read("intake_line.inexact"):
        why = f"kept without an amount that has more decimals than {currency} has"
        here.drop_value(lines[n].row, why)
    store.write("intake_line.mark-changed")
    store.write("intake_line.insert")
    store.write("intake_line.update")
    store.write("intake_line.recount-units")


def resolve(store: Store) -> None:
    """Finds what the staged lines speak of."""
    store.write("intake_line.clear-resolved")
    store.write("intake_line.resolve")


def staged(here: Batch, lines: list[Line]) -> Iterator[Staged]:
    """The lines as they are staged."""
    for n, (row, store_id, order_key, line_no, line) in enumerate(lines):
        product, quantity, unit_price, total, name = line
        yield {
            "n": n,
            "store_id": store_id,
            "order_key": order_key,
            "line_no": line_no,
            "product_key": given(product),
            "name": name,
            "quantity": quantity,
            "unit_price": None if unit_price is None else exact(here, row, unit_price),
            "total": None if total is None else exact(here, row, total),
        }


def exact(here: Batch, row: int, amount: Decimal) -> int | None:
    """An amount in millionths; one that no currency can express is left out and noted."""
    found = micros(amount)
    if found is None:
        here.drop_value(row, f"kept without the amount: `{amount}` is no amount of any currency")
    return found


@lru_cache(maxsize=1 << 16)
def micros(amount: Decimal) -> int | None:
    """An amount in millionths, while its currency is not known; None when that is not exact."""
    if not amount.is_finite() or abs(amount) >= LIMIT:
        return None
    scaled = amount * MICRO
    whole = int(scaled)
    return whole if whole == scaled else None


def scales() -> Iterator[Staged]:
    """How many millionths a minor unit of each currency is."""
    for code, decimals in DECIMALS.items():
        yield {"code": code, "scale": 10 ** (6 - decimals)}
