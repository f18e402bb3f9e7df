"""Records of each kind of file as the rows that intake takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...compiler.ir import kinds
from ...runtime.addresses import as_carried
from ...runtime.intake import (
    ConsentRow,
    ContactRow,
    EventRow,
    FieldInput,
    LineRow,
    OrderLineRow,
    OrderRow,
    ProductRow,
    SuppressionRow,
)
from .cells import Cells, RowProblem, amount, flag, whole
from .columns import Kind
from .known import NOTHING_KNOWN, Known, answer, declared, language, not_ahead, phone
from .records import as_text

CANCELLED = frozenset({"cancelled", "canceled", "voided"})
SHIPPED = frozenset({"shipped", "fulfilled"})
PAID = frozenset({"completed", "complete"})
EVENT_KINDS = {
    "product_view": kinds.PRODUCT_VIEWED,
    "add_to_cart": kinds.PRODUCT_ADDED,
    "page_view": kinds.PAGE_VIEWED,
    "search": kinds.SEARCHED,
    **{
        kind: kind
        for kind in (
            *(kinds.PAGE_VIEWED, kinds.LINK_CLICKED, kinds.PRODUCT_VIEWED),
            *(kinds.COLLECTION_VIEWED, kinds.SEARCHED, kinds.PRODUCT_ADDED),
            *(kinds.CHECKOUT_STARTED, kinds.PAYMENT_SUBMITTED, kinds.CHECKOUT_COMPLETED),
            *(kinds.EMAIL_SENT, kinds.EMAIL_OPENED, kinds.EMAIL_CLICKED, kinds.SMS_SENT),
            kinds.SURVEY_ANSWERED,
        )
    },
}
"""Types of events that say exactly what a kind says; every other type is an event of its own."""

TEXT_PROPERTIES = ("session_id", "campaign_id", "product_id", "category", "vendor", "currency")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all rows of one file; `strange` gathers attributes that are no fields."""

    store: str
    currency: str | None = None
    digest: str = ""
    fields: frozenset[str] = frozenset()
    strange: set[str] = field(default_factory=set)
    known: Known = NOTHING_KNOWN
    now: int | None = None


def contact(cells: Cells, setting: Setting, line: int) -> ContactRow:
    """A contact; without an id, the e-mail address is one."""
    email = address(cells)
    return ContactRow(
        key=cells.text("contact_id") or (email.casefold() if email else cells.needed("contact_id")),
        email=email,
        first_name=cells.text("first_name"),
        last_name=cells.text("last_name"),
        phone=phone(cells),
        language=language(cells),
        country=cells.text("country"),
        source=cells.text("source"),
        time_zone=cells.text("time_zone"),
        email_status=cells.text("email_status"),
        sms_status=cells.text("sms_status"),
        tracking=cells.text("tracking"),
        rating=cells.maybe("rating", whole),
        vip=cells.maybe("vip", flag),
        latitude=cells.maybe("latitude", amount),
        longitude=cells.maybe("longitude", amount),
        postal_code=cells.text("postal_code"),
        predicted_gender=cells.text("predicted_gender"),
        predicted_age=cells.text("predicted_age"),
        lifetime_value=cells.text("lifetime_value"),
        purchase_likelihood=cells.text("purchase_likelihood"),
        email_engagement=cells.text("email_engagement"),
        email_client=cells.text("email_client"),
        added_at=cells.maybe("created_at", cells.instant),
        changed_at=cells.maybe("changed_at", cells.instant),
        tags=declared(cells, "tags", setting.known.tags),
        groups=declared(cells, "groups", setting.known.groups),
        fields=fields(cells, setting),
    )


def address(cells: Cells) -> str | None:
    """The e-mail address; a row with one that no mail server takes is refused."""
    email = cells.text("email")
    if email and as_carried(email) is None:
        raise RowProblem(f"`{email}` is no e-mail address that mail servers accept")
    return email


def fields(cells: Cells, setting: Setting) -> dict[str, FieldInput]:
    """Declared fields: columns of their names, and keys of `attributes`."""
    attributes = cells.object("attributes")
    setting.strange.update(attributes.keys() - setting.fields)
    found: dict[str, FieldInput] = {
        name: as_text(value)
        for name, value in attributes.items()
        if name in setting.fields and value is not None
    }
    return found | {name: text for name in setting.fields if (text := cells.text(name))}


def product(cells: Cells, setting: Setting, line: int) -> ProductRow:
    """A product; the department and the category are both categories of it."""
    named = (cells.text("parent_category"), cells.text("category"))
    price = "price" if cells.text("price") else "last_price"
    return ProductRow(
        store=cells.text("store") or setting.store,
        key=cells.needed("product_id"),
        name=cells.text("name"),
        categories=[*(name for name in named if name), *cells.several("categories")],
        vendor=cells.text("vendor"),
        url=cells.text("url"),
        image=cells.text("image"),
        price=cells.maybe(price, amount),
        currency=cells.text("currency") or setting.currency,
        stock=cells.maybe("stock", whole),
    )


def order(cells: Cells, setting: Setting, line: int) -> OrderRow:
    """An order; its status says whether it was cancelled, paid or sent."""
    placed_at = cells.must("ordered_at", cells.instant)
    status = (cells.text("status") or "").casefold()
    cancelled_at = cells.maybe("cancelled_at", cells.instant)
    return OrderRow(
        store=cells.text("store") or setting.store,
        key=cells.needed("order_id"),
        contact_key=cells.text("contact_id"),
        placed_at=placed_at,
        total=cells.must("total", amount),
        currency=cells.text("currency") or setting.currency,
        financial_status=cells.text("financial_status") or financial(status),
        fulfillment_status=cells.text("fulfillment_status")
        or (status if status in SHIPPED else None),
        cancelled_at=placed_at if status in CANCELLED and cancelled_at is None else cancelled_at,
        discount_code=cells.text("discount_code"),
    )


def financial(status: str) -> str | None:
    """What the one status of an order says of its payment."""
    if status in PAID:
        return "paid"
    return None if status in CANCELLED | SHIPPED else status or None


def order_line(cells: Cells, setting: Setting, line: int) -> OrderLineRow:
    """A line of an order."""
    quantity = cells.text("quantity")
    return OrderLineRow(
        cells.text("store") or setting.store,
        cells.needed("order_id"),
        cells.must("line_no", whole),
        LineRow(
            cells.text("product_id"),
            1 if quantity is None else cells.must("quantity", whole),
            cells.maybe("unit_price", amount),
            cells.maybe("line_total" if cells.text("line_total") else "total", amount),
            cells.text("name"),
        ),
    )


def event(cells: Cells, setting: Setting, line: int) -> EventRow:
    """An event; a type that is no kind of ours is an event of that name. See docs/importing.md."""
    told = cells.needed("type")
    kind = EVENT_KINDS.get(told.casefold(), kinds.CUSTOM)
    at = cells.must("occurred_at", cells.instant)
    said = properties(cells)
    if kind == kinds.SURVEY_ANSWERED:
        answer(cells.text("subject"), said, setting.known)
    return EventRow(
        kind=kind,
        at=not_ahead(at, setting.now, cells.text("occurred_at")),
        contact_key=cells.needed("contact_id"),
        key=cells.text("event_id") or f"{setting.digest[:16]}:{line}",
        subject=told if kind == kinds.CUSTOM else cells.text("subject"),
        store=cells.text("store") or setting.store or None,
        product_key=cells.text("product_id"),
        properties=said,
    )


def properties(cells: Cells) -> dict[str, object]:
    """All that is told of an event besides: what conditions read as `event.NAME`."""
    numbers: tuple[tuple[str, Callable[[str], Decimal | int]], ...] = (
        ("unit_price", amount),
        ("quantity", whole),
    )
    texts = {name: cells.text(name) for name in TEXT_PROPERTIES}
    found: dict[str, object] = {
        **cells.object("properties"),
        **texts,
        **{name: cells.maybe(name, read) for name, read in numbers},
    }
    return {name: value for name, value in found.items() if value is not None}


def consent(cells: Cells, setting: Setting, line: int) -> ConsentRow:
    """What a contact said of a topic, or of being tracked."""
    return ConsentRow(
        key=cells.needed("contact_id"),
        state=cells.needed("state").casefold(),
        channel=(cells.text("channel") or "email").casefold(),
        purpose=(cells.text("purpose") or "marketing").casefold(),
        topic=cells.text("topic"),
        at=cells.maybe("told_at", cells.instant),
        source=cells.text("source"),
        proof=cells.text("proof"),
        text_version=cells.text("text_version"),
    )


def suppression(cells: Cells, setting: Setting, line: int) -> SuppressionRow:
    """An address to which nothing goes."""
    return SuppressionRow(
        address=cells.needed("address"),
        reason=cells.needed("reason").casefold(),
        channel=(cells.text("channel") or "email").casefold(),
        purpose=cells.text("purpose"),
        topic=cells.text("topic"),
        at=cells.maybe("suppressed_at", cells.instant),
    )


READERS: dict[Kind, Callable[[Cells, Setting, int], Any]] = {
    "contacts": contact,
    "products": product,
    "orders": order,
    "order_lines": order_line,
    "events": event,
    "consents": consent,
    "suppressions": suppression,
}


def strangers(rows: Iterable[OrderRow | EventRow]) -> dict[str, int]:
    """The contacts that rows speak of, each with the first instant."""
    found: dict[str, int] = {}
    for row in rows:
        at = row.placed_at if isinstance(row, OrderRow) else row.at
        if row.contact_key is not None:
            found[row.contact_key] = min(at, found.get(row.contact_key, at))
    return found
