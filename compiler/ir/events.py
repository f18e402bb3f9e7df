"""Events and starting points: what happens to a contact, and what makes a journey begin."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Described

from .base import Model
from .calendar import Duration
from .dates import DateArrives, EmailSilence
from .predicates import Predicate
from .products import ProductMatch


class EventPattern(Model):
    """Matches recorded events.

    `kinds` are canonical event kinds (see kinds.py); `subjects` are folded texts, any of
    which must equal the event's subject (none given: any); `value` is the folded value that a
    changed field must now have; `products` must match a line of the order or cart, or the viewed
    product; `where` may read the event's properties and the contact. A starting point with
    `per_order` lets in once for each order, whatever else is in progress (SP-09, 10);
    `standing` wants an order that is not cancelled (AMB-36).
    """

    type: Literal["event"] = "event"
    kinds: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    value: str | None = None
    store: str | None = None
    products: ProductMatch | None = None
    where: Predicate | None = None
    subscribed_only: bool = False
    include_imported: bool = False
    per_order: bool = False
    standing: bool = False


class CartAbandoned(Model):
    """A cart idle for `after`, still open, that has (or lacks) the products. SP-55, 56, 58, 63."""

    type: Literal["cart_abandoned"] = "cart_abandoned"
    store: str | None = None
    after: Duration
    including: ProductMatch | None = None
    excluding: ProductMatch | None = None
    where: Predicate | None = None


class Lapsed(Model):
    """A subscribed contact whose last purchase after activation is `after` old. SP-44, 45."""

    type: Literal["lapsed"] = "lapsed"
    store: str | None = None
    after: Duration
    where: Predicate | None = None


StartingPoint = Annotated[
    EventPattern | CartAbandoned | Lapsed | DateArrives | EmailSilence,
    Described(discriminator="type"),
]
