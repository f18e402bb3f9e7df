"""Events that are told as such: page and product views, API events, opens and clicks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Final

from ...compiler.ir.kinds import (
    ALL,
    BEHAVIOUR,
    DERIVED,
    LOW_STOCK_ADDED,
    PAGE_VIEWED,
    PRODUCT_ADDED,
    PRODUCT_KINDS,
    STORE_PAGE_VIEWED,
)
from ...compiler.ir.pages import page_name
from ..consent import setting
from ..spent import spent
from ..store import Store
from .batch import Batch, Staged, batch, restage, waves
from .orders import refuse_strangers
from .products import add_stubs
from .rows import EventRow, Origin, Outcome
from .shops import Shop, Shops, shop_of, shops
from .texts import folded_json, folded_or_none, given, to_json

CONSENT: Final = "analytics_consent"
"""The property of an event in a store that says whether she agreed to be watched."""


def add_events(store: Store, rows: Iterable[EventRow], at: int, origin: Origin = "live") -> Outcome:
    """Adds events; one whose key is there already changes nothing.

    A page viewed in a store is `store_page_viewed`: `page_viewed` is of the website (SP-29, SP-46).
    A product put into a cart while it is low in stock is `low_stock_added_to_cart` besides (SP-51).
    Only what cannot be seen from other rows is told here: tags, groups, fields, consent, orders and
    carts record their own events. Events of people who are no contacts are refused (GR-03).
    """
    taken = list(rows)
    with batch(store, at, origin) as here:
        known = shops(store)
        staged = [one for n, row in enumerate(taken) if (one := stage(here, known, n, row))]
        for wave in waves(staged, key):
            take(here, wave)
    return here.outcome(len(taken))


def stage(here: Batch, known: Shops, n: int, row: EventRow) -> Staged | None:
    """A row's values as they are stored, or None when it is refused."""
    shop = shop_of(here, known, n, row.store) if row.store is not None else None
    if row.store is not None and shop is None:
        return None
    kind = STORE_PAGE_VIEWED if shop and row.kind == PAGE_VIEWED else row.kind
    if why := objection(row) or (private(row, shop) if shop and kind in BEHAVIOUR else None):
        here.refuse(n, why)
        return None
    product = given(row.product_key) if row.kind in PRODUCT_KINDS else None
    store_id = shop.id if shop else None
    return {
        "n": n,
        "dedupe": f"event:{store_id or 0}:{row.key}" if row.key else None,
        "contact_key": given(row.contact_key),
        "kind": kind,
        "subject": folded_or_none(given(named(row))),
        "store_id": store_id,
        "product_key": product,
        "order_key": given(row.order_key),
        "at": row.at,
        "moment": here.moment(row.at),
        "properties": to_json(row.properties),
        "folded": folded_json(row.properties),
    }


def named(row: EventRow) -> str | None:
    """What an event is about; a page of a website is told by its whole address, or without host."""
    page = row.kind == PAGE_VIEWED and row.store is None and row.subject is not None
    return page_name(row.subject or "") if page else row.subject


def objection(row: EventRow) -> str | None:
    """Why an event cannot be taken, or None."""
    if row.kind not in ALL - DERIVED:
        return f"`{row.kind}` is no kind of event"
    if row.kind in PRODUCT_KINDS and row.store is None:
        return f"an event `{row.kind}` needs a store"
    return None


def private(row: EventRow, shop: Shop) -> str | None:
    """Why what somebody did in a store is not taken over. SYNC-70, SYNC-73, SYNC-74."""
    if shop.behaviour == "none":
        return f"store `{row.store}` keeps what people do in it to itself: `sync events: no`"
    if shop.behaviour == "consented" and row.properties.get(CONSENT) is not True:
        return (
            f"no consent: store `{row.store}` is under a law about privacy, `{CONSENT}` is not true"
        )
    return None


def key(row: Staged) -> tuple[Hashable, ...]:
    """The mark of an event that has a key."""
    return (row["dedupe"],) if row["dedupe"] else ()


def sealed(store: Store, wave: list[Staged]) -> list[Staged]:
    """The events with what is remembered of their keys, once some were forgotten."""
    ours = setting(store) if store.read("intake_event.any-spent") else None
    return [
        {**row, "digest": spent(ours, row["dedupe"]) if ours and row["dedupe"] else None}
        for row in wave
    ]


def take(here: Batch, wave: list[Staged]) -> None:
    """Stores events that are all different."""
    store = here.store
    restage(store, "intake_event", sealed(store, wave))
    store.write("intake_event.drop-spent")
    store.write("intake_event.find-contacts")
    refuse_strangers(here, "intake_event")
    store.write("intake_event.find")
    for (n,) in store.read("intake_event.clashing"):
        here.refuse(n, "another event has this id already")
    add_stubs(here, "intake_event.stubs")
    here.added += store.write("intake_event.insert", now=here.now, origin=here.origin)
    if not here.historic and any(staged["kind"] == PRODUCT_ADDED for staged in wave):
        kinds = {"added": PRODUCT_ADDED, "kind": LOW_STOCK_ADDED}
        store.write("intake_event.low-stock", **kinds, now=here.now, origin=here.origin)
