"""Products and their categories, and products that something speaks of before they are told."""

from __future__ import annotations

from collections.abc import Iterable

from ...compiler.ir.kinds import BACK_IN_STOCK
from ..store import Store
from .batch import Batch, Staged, batch, restage, store_key, waves
from .rows import Origin, Outcome, ProductRow
from .shops import Shops, amount_of, currency_of, shop_of, shops
from .texts import folded, given, with_fold


def add_products(
    store: Store, rows: Iterable[ProductRow], at: int, origin: Origin = "live"
) -> Outcome:
    """Adds products, or changes those that are there; categories and variants replace the old.

    A product that was sold out and is above the store's threshold again is the event
    `back_in_stock` of everybody who put it into a cart while it was low and has not bought it
    since; history is no event. SP-53, SP-54
    """
    taken = list(rows)
    with batch(store, at, origin) as here:
        known = shops(store)
        staged = [one for n, row in enumerate(taken) if (one := stage(here, known, n, row))]
        for wave in waves(staged, store_key):
            take(here, taken, wave)
    return here.outcome(len(taken))


def stage(here: Batch, known: Shops, n: int, row: ProductRow) -> Staged | None:
    """A row's values as they are stored, or None when it is refused."""
    shop = shop_of(here, known, n, row.store)
    key = given(row.key)
    if shop is None or key is None:
        if shop is not None:
            here.refuse(n, "a product needs an id")
        return None
    currency = currency_of(here, shop, n, row.currency)
    if currency is None:
        return None
    return {
        "n": n,
        "store_id": shop.id,
        "key": key,
        "fold_key": folded(key),
        **with_fold("name", row.name),
        **with_fold("vendor", row.vendor),
        "url": given(row.url),
        "image": given(row.image),
        "price": (price := amount_of(here, n, row.price, currency)),
        "currency": currency if price is not None else None,
        "told_currency": currency,
        "stock": row.stock,
    }


def take(here: Batch, rows: list[ProductRow], wave: list[Staged]) -> None:
    """Stores products that are all different."""
    store = here.store
    restage(store, "intake_product", wave)
    restage(store, "intake_category", categories(rows, wave))
    store.write("intake_product.find")
    store.write("intake_product.insert")
    store.write("intake_product.find-new")
    store.write("intake_product.mark-changed")
    store.write("intake_product.mark-by-category")
    store.write("intake_product.update")
    take_stock(here, wave)
    store.write("intake_product.drop-categories")
    store.write("intake_product.add-categories")
    take_variants(here, rows, wave)
    here.count("intake_product")


def take_stock(here: Batch, wave: list[Staged]) -> None:
    """What is sold out, and what is back in stock."""
    if all(staged["stock"] is None for staged in wave):
        return
    store = here.store
    store.write("intake_product.sell-out")
    if not here.historic:
        store.write("intake_product.back-in-stock", kind=BACK_IN_STOCK, **here.arrival())
    store.write("intake_product.restock")


def take_variants(here: Batch, rows: list[ProductRow], wave: list[Staged]) -> None:
    """What the products come in."""
    if any(rows[staged["n"]].variants for staged in wave):
        restage(here.store, "intake_variant", variants(here, rows, wave))
        here.store.write("intake_variant.drop")
        here.store.write("intake_variant.add")


def variants(here: Batch, rows: list[ProductRow], wave: list[Staged]) -> Iterable[Staged]:
    """The variants of the staged products, priced in the currency of the product."""
    for staged in wave:
        for told in rows[staged["n"]].variants:
            if name := given(told.name):
                prices = {"price": told.price, "price_with_tax": told.price_with_tax}
                amounts = {
                    what: amount_of(here, staged["n"], price, staged["told_currency"])
                    for what, price in prices.items()
                }
                yield {
                    "n": staged["n"],
                    **with_fold("name", name),
                    "sku": given(told.sku),
                    **amounts,
                }


def categories(rows: list[ProductRow], wave: list[Staged]) -> Iterable[Staged]:
    """The categories of the staged products."""
    for staged in wave:
        for text in rows[staged["n"]].categories:
            if category := given(text):
                yield {"n": staged["n"], "fold_category": folded(category), "category": category}


def add_stubs(here: Batch, query: str) -> int:
    """Adds the products, by id alone, that the query finds to be missing; returns how many."""
    missing: dict[tuple[int, str], str | None] = {}
    for store_id, key, name in here.store.read(query):
        missing.setdefault((store_id, key), name)
    here.products_added += len(missing)
    rows = (
        {"store_id": store_id, "key": key, "fold_key": folded(key), **with_fold("name", name)}
        for (store_id, key), name in missing.items()
    )
    here.store.many("intake_product.add-stub", rows)
    return len(missing)
