"""Carts: what is in them now, and since when nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...compiler.ir.kinds import CART_CHANGED
from ..store import Store
from .batch import Batch, Staged, batch, restage, store_key, waves
from .orders import refuse_strangers
from .products import add_stubs
from .rows import CartRow, LineRow, Origin, Outcome
from .shops import Shops, amount_of, currency_of, shop_of, shops
from .texts import given


def add_carts(store: Store, rows: Iterable[CartRow], at: int, origin: Origin = "live") -> Outcome:
    """Adds carts as they are now, or changes them; each change is the event `cart_changed`.

    News older than what is there say nothing. A cart that is not newer than an order of the same
    contact and store is `ordered`, whichever of the two came first. Carts of people who are no
    contacts are refused (GR-03), those without anybody are kept.
    """
    taken = list(rows)
    with batch(store, at, origin) as here:
        known = shops(store)
        staged = [one for n, row in enumerate(taken) if (one := stage(here, known, n, row))]
        for wave in waves(staged, store_key):
            take(here, wave)
    return here.outcome(len(taken))


def stage(here: Batch, known: Shops, n: int, row: CartRow) -> Staged | None:
    """A row's values as they are stored, its lines under `lines`; None when it is refused."""
    shop = shop_of(here, known, n, row.store)
    key = given(row.key)
    if shop is None or key is None:
        if shop is not None:
            here.refuse(n, "a cart needs an id")
        return None
    currency = currency_of(here, shop, n, row.currency)
    if currency is None:
        return None
    lines = list(staged_lines(here, (n, shop.id), currency, row.lines))
    return {
        "n": n,
        "store_id": shop.id,
        "key": key,
        "contact_key": given(row.contact_key),
        "updated_at": row.updated_at,
        "touched_at": max(row.updated_at, here.watermark),
        "moment": here.moment(row.updated_at),
        "currency": currency,
        "total": sum(line["quantity"] * (line["unit_price"] or 0) for line in lines),
        "checkout_url": given(row.checkout_url),
        "deleted": int(row.deleted),
        "lines": lines,
    }


def staged_lines(
    here: Batch, numbers: tuple[int, int], currency: str, lines: Iterable[LineRow]
) -> Iterator[Staged]:
    """The lines of a cart as they are staged; one without a product is left out and noted."""
    n, store_id = numbers
    for line_no, line in enumerate(lines, start=1):
        product = given(line.product_key)
        if product is None:
            here.drop_value(n, f"kept without line {line_no}: it has no product")
            continue
        yield {
            "n": n,
            "line_no": line_no,
            "store_id": store_id,
            "product_key": product,
            "name": given(line.name),
            "quantity": line.quantity,
            "unit_price": amount_of(here, n, line.unit_price, currency),
        }


def take(here: Batch, wave: list[Staged]) -> None:
    """Stores carts that are all different, and records what changed."""
    store = here.store
    historic = int(here.historic)
    restage(store, "intake_cart", wave)
    restage(store, "intake_cart_line", [line for staged in wave for line in staged["lines"]])
    store.write("intake_cart.find-contacts")
    refuse_strangers(here, "intake_cart")
    store.write("intake_cart.find")
    store.write("intake_cart.drop-late")
    add_stubs(here, "intake_cart_line.stubs")
    store.write("intake_cart_line.find-products")
    store.write("intake_cart.insert", historic=historic)
    store.write("intake_cart.find-new")
    store.write("intake_cart.mark-changed")
    store.write("intake_cart.mark-by-line")
    store.write("intake_cart.update", historic=historic)
    store.write("intake_cart.drop-lines")
    store.write("intake_cart.add-lines")
    if not here.historic:
        store.write("intake_cart.event", kind=CART_CHANGED, now=here.now, origin=here.origin)
    here.count("intake_cart")
