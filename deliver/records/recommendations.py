"""Products that somebody may like: what goes with what she bought, else what sells best now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...compiler.ir.text import fold
from ...runtime.store import Store
from ..templates import Asked
from . import commerce

DAY = 86_400_000
BEST_SELLERS = 30 * DAY  # GR-24
TOGETHER = 90 * DAY  # how far back other people's purchases count
MOST = 200  # best sellers looked at per kind of wish: who has bought all of them gets none


class Wish(NamedTuple):
    """What one message wants recommended to its contact; `store` None is every store."""

    contact_id: int
    store: str | None
    asked: Asked


def recommend(store: Store, wishes: Sequence[Wish], now: int) -> list[list[commerce.Record]]:
    """The products for each wish, best first: a few queries for all of them together.

    `now` is in milliseconds UTC. Only products in stock, none that the contact has bought.
    """
    if not wishes:
        return []
    begin(store)
    note(store, wishes)
    store.write("recommend.find-candidates", since=now - BEST_SELLERS, now=now)
    store.write("recommend.find-bought")
    store.write("recommend.find-together", since=now - TOGETHER, now=now)
    found: dict[int, list[commerce.Record]] = defaultdict(list)
    for n, *product in store.read("recommend.choose", most=MOST):
        found[n].append(commerce.product(tuple(product)))
    return [found[n] for n in range(len(wishes))]


def begin(store: Store) -> None:
    """Empty tables."""
    for table in ("wishes", "pools", "candidates", "bought", "together"):
        store.write(f"recommend.{table}")
        store.write(f"recommend.clear-{table}")


def note(store: Store, wishes: Sequence[Wish]) -> None:
    """The wishes, and the few kinds that there are of them."""
    pools: dict[tuple[str | None, str | None, str | None], int] = {}
    rows = []
    for n, wish in enumerate(wishes):
        pool = pools.setdefault(kind(wish), len(pools))
        rows.append({"n": n, "contact": wish.contact_id, "pool": pool, "size": wish.asked.limit})
    store.many("recommend.pool", pool_rows(pools))
    store.many("recommend.wish", rows)


def kind(wish: Wish) -> tuple[str | None, str | None, str | None]:
    """Store, category and variant, as they are compared."""
    category, variant = wish.asked.category, wish.asked.variant
    return wish.store, fold(category) if category else None, fold(variant) if variant else None


def pool_rows(
    pools: Mapping[tuple[str | None, str | None, str | None], int],
) -> list[dict[str, object]]:
    """The kinds of wish as rows."""
    return [
        {"pool": number, "store": store, "category": category, "variant": variant}
        for (store, category, variant), number in pools.items()
    ]
