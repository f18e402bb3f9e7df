"""Events of a store: what its visitors and customers do, and what happens to an order."""

from __future__ import annotations

from enum import StrEnum

from .base import node
from .events import Event
from .literals import Duration, Text
from .shared import CheckoutStage, Items


class OrderNotice(StrEnum):
    """The five order notifications."""

    CONFIRMED = "confirmed"
    PAID = "paid"
    SHIPPED = "shipped"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


@node
class Buys(Event):
    """SP-42, 43 `buys any product`, `buys category "Boots"`."""

    items: Items


@node
class GoesWithoutBuying(Event):
    """SP-44 `goes 30 days without buying`."""

    period: Duration


@node
class ViewsStorePage(Event):
    """SP-46 `views any store page` (no page), `views store page "/sale"`."""

    page: Text | None = None


@node
class ViewsProduct(Event):
    """SP-47 `views any product`, `views product "A"`, `views collection "boots"`."""

    items: Items


@node
class Searches(Event):
    """SP-48 `searches for anything` (no term), `searches for "boots"`."""

    term: Text | None = None


@node
class AddsToCart(Event):
    """SP-49, 51 `adds any product to cart`, `adds low stock product "A" to cart`."""

    items: Items
    low_stock: bool = False


@node
class ChecksOut(Event):
    """SP-50 `starts checkout`, `submits payment info`, `completes checkout`."""

    stage: CheckoutStage


@node
class BackInStock(Event):
    """SP-53 `product back in stock`."""


@node
class AbandonsCart(Event):
    """SP-55, 56 `abandons cart with products "A", "B" after 6h`; both lists empty: any cart."""

    included: tuple[Text, ...] = ()
    excluded: tuple[Text, ...] = ()
    after: Duration | None = None


@node
class OrderNotified(Event):
    """SP-64…68 `order confirmed`, `order shipped`."""

    notice: OrderNotice
