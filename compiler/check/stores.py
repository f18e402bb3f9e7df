"""Checks of stores: there is one, it knows what is asked, and money is in its currency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ...dsl.source import Source
from ..exact import minor_units
from ..ir.currencies import DECIMALS
from ..resolve.built_in import BUILT_IN_SEGMENTS, CUSTOMERS
from ..resolve.facts import CATEGORIES, ORDER_COUNT, VENDORS, StoreFacts
from ..resolve.project import Project
from ..resolve.tree import descendants
from ..rules.meaning import TOO_PRECISE
from ..rules.stores import (
    NO_SHOP_EVENTS,
    NO_STORE,
    OTHER_CURRENCY,
    SEVERAL_CURRENCIES,
    STORE_LACKS,
    STORE_NOT_MEANT,
    VARIANT,
)
from .literals import too_precise
from .place import Checks, Findings, Found, On, Place
from .words import listed

VARIANT_ID: Final = "gid://shopify/productvariant/"
COMMERCE: Final = (
    nodes.Bought,
    nodes.Figure,
    nodes.OrderDate,
    nodes.AbandonedCart,
    nodes.ViewedProduct,
    nodes.Searched,
    nodes.AddedToCart,
    nodes.CheckedOut,
    nodes.Buys,
    nodes.GoesWithoutBuying,
    nodes.ViewsStorePage,
    nodes.ViewsProduct,
    nodes.Searches,
    nodes.AddsToCart,
    nodes.ChecksOut,
    nodes.BackInStock,
    nodes.AbandonsCart,
    nodes.OrderNotified,
)
SHOP_EVENTS: Final = (
    nodes.ViewsStorePage,
    nodes.ViewsProduct,
    nodes.Searches,
    nodes.AddsToCart,
    nodes.ChecksOut,
    nodes.BackInStock,
)
OF_BUYERS: Final = (nodes.Property.LIFETIME_VALUE, nodes.Property.PURCHASE_LIKELIHOOD)
NEEDS: Final[Mapping[nodes.ItemKind, str]] = {
    nodes.ItemKind.CATEGORY: CATEGORIES,
    nodes.ItemKind.VENDOR: VENDORS,
}


def no_store(project: Project) -> Iterator[tuple[Source, Found]]:
    """The first purchase that is spoken of in a project without a store. SEG-26, SEG-37."""
    if project.stores or project.symbols.may_have(nodes.Store):
        return
    uses = ((file.source, node) for file in project.files for node in descendants(file, nodes.Node))
    for source, node in uses:
        if rule := _speaks_of_purchases(node, project):
            words = (
                f"`{' '.join(source.slice(node.span).split())}` needs a store, and there is none"
            )
            help = "declare it: `store shop:` with its `currency:`"
            yield source, (NO_STORE, Finding(node.span, words, help, None, rule))
            return


def _speaks_of_purchases(node: nodes.Node, project: Project) -> str | None:
    if isinstance(node, COMMERCE):
        return "SEG-26"
    if isinstance(node, nodes.PropertyIs) and node.property in OF_BUYERS:
        return "SEG-76"
    if isinstance(node, nodes.InSegment | nodes.EntersSegment | nodes.LeavesSegment):
        name = node.segment.text
        built_in = name in BUILT_IN_SEGMENTS and name.endswith(CUSTOMERS)
        return "SEG-37" if built_in and not project.symbols.known(nodes.Segment, name) else None
    return None


def store_not_meant(node: nodes.Activity | nodes.Event, place: Place) -> Findings:
    """`tag added "vip" in store shop`."""
    if node.store and not isinstance(node, COMMERCE):
        words = f"`{place.text(node)}` does not happen in a store"
        yield STORE_NOT_MEANT, Finding(node.store.span, words, f"drop `in store {node.store}`")


def stores_meant(node: nodes.Activity | nodes.Event, place: Place) -> list[StoreFacts]:
    """The store that a condition or event names, else all of them."""
    stores = place.project.stores
    if node.store is None:
        return list(stores.values())
    return [stores[node.store.text]] if node.store.text in stores else []


def capability(node: nodes.Activity | nodes.Event, place: Place) -> Findings:
    """`bought vendor "Acme"` of a store without vendors, `orders > 1` of one without counts."""
    need = _need(node)
    meant = stores_meant(node, place)
    if need and meant and not any(need in store.has for store in meant):
        rule = "SEG-04" if need == ORDER_COUNT else "SEG-02"
        names = listed((f"store {store.name}" for store in meant), "and")
        words = f"`{place.text(node)}` needs to know the {need}, which {names} cannot tell"
        help = f"if its data have them, add to the store: `has: {', '.join([*meant[0].has, need])}`"
        yield STORE_LACKS, Finding(node.span, words, help, None, rule)


def shop_events(node: nodes.Event, place: Place) -> Findings:
    """`views any product`, of a store whose connector does not tell it. SP-15."""
    meant = stores_meant(node, place) if isinstance(node, SHOP_EVENTS) else []
    if meant and not any(tells_events(store) for store in meant):
        words = f"`{place.text(node)}` is told by the store's connector, and `sync events` is `no`"
        help = "with a connector that tells it, write `sync events: yes`"
        yield NO_SHOP_EVENTS, Finding(node.span, words, help)


def tells_events(store: StoreFacts) -> bool:
    """Whether the connector of a store tells what people do there; it does unless it is said."""
    said = store.settings.one("sync events", nodes.YesNo)
    return said is None or said.value


def _need(node: nodes.Activity | nodes.Event) -> str | None:
    if isinstance(node, nodes.Figure):
        return ORDER_COUNT if node.kind is nodes.FigureKind.ORDERS else None
    items = getattr(node, "items", None)
    return NEEDS.get(items.kind) if isinstance(items, nodes.Items) else None


def items(node: nodes.Items, place: Place) -> Findings:
    """`bought product "gid://shopify/ProductVariant/42"`."""
    if node.kind is nodes.ItemKind.PRODUCT:
        yield from variants(node.names)


def variants(names: tuple[nodes.Text, ...]) -> Findings:
    """The ids of variants among the names of products. SEG-07."""
    for name in names:
        if name.value.strip().casefold().startswith(VARIANT_ID):
            words = f"`{name.value}` is a variant; products are matched as a whole"
            yield VARIANT, Finding(name.span, words, "name the product, or give its own id")


def cart_items(node: nodes.AbandonsCart, place: Place) -> Findings:
    """`abandons cart with products "gid://shopify/ProductVariant/42"`."""
    return variants((*node.included, *node.excluded))


def amount(value: nodes.Node, node: nodes.Activity, place: Place) -> Findings:
    """Money in a currency that the stores meant take; a bare number in their only one. AMB-28."""
    if isinstance(value, nodes.Money):
        yield from _money(value, node, place)
    elif isinstance(value, nodes.Number):
        yield from _bare(value, node, place)


def _money(value: nodes.Money, node: nodes.Activity, place: Place) -> Findings:
    taken = sorted({store.currency for store in stores_meant(node, place)})
    if taken and DECIMALS.get(value.currency) is not None and value.currency not in taken:
        who = f"store `{node.store}` does not sell" if node.store else "no store sells"
        words = f"{who} in `{value.currency}`, but in {listed(taken, 'and')}"
        yield OTHER_CURRENCY, Finding(value.span, words, "amounts are never converted")


def _bare(value: nodes.Number, node: nodes.Activity, place: Place) -> Findings:
    taken = sorted({store.currency for store in stores_meant(node, place)})
    if len(taken) > 1:
        words = f"`{place.text(value)}` could be {listed(taken)}: the stores differ"
        help = f"write the currency, `{place.text(value)} {taken[0]}`, or name the store"
        yield SEVERAL_CURRENCIES, Finding(value.span, words, help)
        return
    decimals = DECIMALS.get(taken[0]) if taken else None
    if decimals is not None and minor_units(value.value, decimals) is None:
        yield TOO_PRECISE, too_precise(value, decimals, place)


CHECKS: Checks = (
    On(nodes.Activity, store_not_meant),
    On(nodes.Event, store_not_meant),
    On(nodes.Activity, capability),
    On(nodes.Event, capability),
    On(nodes.Event, shop_events),
    On(nodes.Items, items),
    On(nodes.AbandonsCart, cart_items),
)
