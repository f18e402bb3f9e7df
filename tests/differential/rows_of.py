"""The reference's things as the rows that intake takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from jalon.runtime.intake import CartRow, ContactRow, EventRow, FieldInput, LineRow, OrderRow

from ..reference.world import Cart, Contact, Event, Line, Order, Product, Value
from .vocabulary import FIELDS, PRICES, PRODUCTS

TYPES = {field.name: field.type for field in FIELDS}


def contact_row(contact: Contact) -> ContactRow:
    """A contact as told."""
    plain: dict[str, object] = {
        name: value for name, value in contact.values.items() if not name.startswith("field.")
    }
    halves = {name: plain[name] for name in ("latitude", "longitude") if plain.get(name)}
    plain |= {name: Decimal(str(value)) / 1_000_000 for name, value in halves.items()}
    fields = {
        name.removeprefix("field."): field_input(name.removeprefix("field."), value)
        for name, value in contact.values.items()
        if name.startswith("field.")
    }
    return ContactRow(
        key=contact.key,
        time_zone=contact.zone,
        tags=sorted(contact.tags),
        groups=sorted(contact.groups),
        fields=fields,
        **plain,  # type: ignore[arg-type]
    )


def field_input(name: str, value: Value) -> FieldInput:
    """A stored value as people give it."""
    if value is None or isinstance(value, str):
        return value
    match TYPES[name]:
        case "number":
            return Decimal(value) / 1_000_000
        case "date":
            return date(1970, 1, 1) + timedelta(days=value)
        case "birthday":
            return f"{value // 100:02}-{value % 100:02}"
    return bool(value)


def product_of(number: int | None) -> Product:
    """The product of that number."""
    (found,) = [product for product in PRODUCTS if product.id == number]
    return found


def line_rows(lines: Sequence[Line]) -> list[LineRow]:
    """Lines as told."""
    return [LineRow(product_of(line.product).key, line.quantity) for line in lines]


def priced(lines: Sequence[Line]) -> list[LineRow]:
    """Lines of a cart as told."""
    told = zip(line_rows(lines), lines, strict=True)
    prices = ((row, Decimal(PRICES[line.product or 0]) / 100) for row, line in told)
    return [row._replace(unit_price=price) for row, price in prices]


def order_row(order: Order, key: str, cancelled_at: int | None) -> OrderRow:
    """An order as told."""
    return OrderRow(
        store=order.store,
        key=key,
        contact_key=f"c{order.contact}",
        placed_at=order.placed_at,
        total=Decimal(order.total) / 100,
        currency=order.currency,
        financial_status=order.financial_status,
        cancelled_at=cancelled_at,
        lines=line_rows(order.lines),
    )


def cart_row(cart: Cart, key: str) -> CartRow:
    """A cart as told."""
    return CartRow(
        store=cart.store,
        key=key,
        contact_key=f"c{cart.contact}",
        updated_at=cart.updated_at,
        checkout_url=cart.checkout_url,
        lines=priced(cart.lines),
        deleted=cart.status == "deleted",
    )


def event_row(event: Event) -> EventRow:
    """An event as told."""
    return EventRow(
        kind=event.kind,
        at=event.at,
        contact_key=f"c{event.contact}",
        subject=event.subject,
        store=event.store,
        product_key=product_of(event.ref).key if event.ref else None,
        properties=event.properties,
    )
