"""The rows that intake takes: what callers fill in, whatever the data came from.

Instants are milliseconds UTC; money is a `Decimal` in major units (`Decimal("12.50")`), exact, in
the currency beside it; a missing or empty text is not given and never erases what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Origin = Literal["live", "imported", "historic"]
"""`live` triggers journeys, `imported` only what includes imported sign-ups, `historic` nothing."""

EmailStatus = Literal["subscribed", "unsubscribed", "non_subscribed", "pending", "cleaned"]
SmsStatus = Literal["subscribed", "unsubscribed", "none"]
Tracking = Literal["granted", "denied", "unknown"]
"""Whether opens and clicks may be told from those of others: `unknown` is no."""
FieldInput = str | int | Decimal | bool | date | None
"""A declared field's value: a text in any form the field's type reads, or a value of that type."""

Properties = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A contact. `groups` are written `category.group`; `time_zone` is an IANA name.

    `latitude` and `longitude` are degrees, north and east of zero; one needs the other.
    """

    key: str
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    language: str | None = None
    country: str | None = None
    source: str | None = None
    time_zone: str | None = None
    email_status: str | None = None
    sms_status: str | None = None
    tracking: str | None = None
    rating: int | None = None
    vip: bool | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    postal_code: str | None = None
    predicted_gender: str | None = None
    predicted_age: str | None = None
    lifetime_value: str | None = None
    purchase_likelihood: str | None = None
    email_engagement: str | None = None
    email_client: str | None = None
    added_at: int | None = None
    changed_at: int | None = None
    tags: Sequence[str] = ()
    groups: Sequence[str] = ()
    fields: Mapping[str, FieldInput] = field(default_factory=dict)


class VariantRow(NamedTuple):
    """What a product comes in, such as a colour; `price` is without tax, and is the one shown."""

    name: str
    sku: str | None = None
    price: Decimal | None = None
    price_with_tax: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A product of one store. Categories and variants, when given, replace those it had."""

    store: str
    key: str
    name: str | None = None
    categories: Sequence[str] = ()
    vendor: str | None = None
    url: str | None = None
    image: str | None = None
    price: Decimal | None = None
    currency: str | None = None
    stock: int | None = None
    variants: Sequence[VariantRow] = ()


class LineRow(NamedTuple):
    """One line of an order or a cart. An unknown product is added by its id, and the `name`."""

    product_key: str | None
    quantity: int = 1
    unit_price: Decimal | None = None
    total: Decimal | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An order; `contact_key` None is a buyer who is not known. Lines, when given, are all of them.

    `financial_status` is what the platform says (`paid`, `refunded`, …), `fulfillment_status`
    likewise (`shipped`, `fulfilled`, …). `discount_code` is the code it was bought with.
    """

    store: str
    key: str
    contact_key: str | None
    placed_at: int
    total: Decimal
    currency: str | None = None
    financial_status: str | None = None
    fulfillment_status: str | None = None
    cancelled_at: int | None = None
    discount_code: str | None = None
    lines: Sequence[LineRow] = ()


class OrderLineRow(NamedTuple):
    """One line of an order that is there already, in the order's currency."""

    store: str
    order_key: str
    line_no: int
    line: LineRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CartRow:
    """A cart as it is now: all its lines. `deleted` says that the shop gave it up."""

    store: str
    key: str
    contact_key: str | None
    updated_at: int
    currency: str | None = None
    checkout_url: str | None = None
    lines: Sequence[LineRow] = ()
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """Something a contact did. `key` makes it unique within its store; without one it never is.

    `kind` is one of compiler/ir/kinds.py, `subject` what that page says. `product_key` is the
    product seen or put into the cart, `order_key` the order that the event speaks of.
    """

    kind: str
    at: int
    contact_key: str | None
    key: str | None = None
    subject: str | None = None
    store: str | None = None
    product_key: str | None = None
    order_key: str | None = None
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """What a contact said of one topic (a journey), or with the purpose `tracking` of that.

    `at` is when she said so, `text_version` names the words she agreed to.
    """

    key: str
    state: str
    channel: str = "email"
    purpose: str = "marketing"
    topic: str | None = None
    at: int | None = None
    source: str | None = None
    proof: str | None = None
    text_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionRow:
    """An address to which nothing goes: for a reason, within a purpose and a topic, or at all."""

    address: str
    reason: str
    channel: str = "email"
    purpose: str | None = None
    topic: str | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Row number `row` (from 0, of those given) was refused, or kept without one value."""

    row: int
    reason: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the rows; `products_added` counts products that were known by id only."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    products_added: int = 0
    refusals: tuple[Refusal, ...] = ()

    @property
    def refused(self) -> int:
        """How many rows were refused whole."""
        return len({refusal.row for refusal in self.refusals if refusal.whole})
