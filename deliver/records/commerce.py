"""Carts, orders and products as templates see them; every amount stands beside its currency."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ...runtime.store import Row
from ..templates import Plain
from ..templates.languages import minor_digits
from .clocks import Clock

Record = dict[str, Plain]


def amount(minor: int | None, currency: str) -> int | float | None:
    """Minor units as the number people say: 12950 of EUR is 129.5."""
    if minor is None:
        return None
    digits = minor_digits(currency)
    return minor / 10**digits if digits else minor


def lines(rows: Iterable[Row], currency: str) -> list[Plain]:
    """The lines of a cart or order: rows of `outbox.cart-lines` or `outbox.order-lines`."""
    return [line(row, currency) for row in rows]


def line(row: Row, currency: str) -> Record:
    """One line; its price is that of one piece."""
    _, name, key, quantity, price, url, image = row
    return {
        "name": name or key or "",
        "quantity": quantity,
        "price": amount(price, currency),
        "total": amount(None if price is None else price * quantity, currency),
        "currency": currency,
        "url": url,
        "image": image,
    }


def cart(row: Row, rows: Iterable[Row], clock: Clock) -> Record:
    """A row of `outbox.carts`."""
    _, store, key, url, currency, total, updated_at = row
    return {
        "id": key,
        "url": url,
        "total": amount(total, currency),
        "currency": currency,
        "store": store,
        "updated_at": clock.text(updated_at),
        "lines": (told := lines(rows, currency)),
        "items": [item(one) for one in told if isinstance(one, dict)],
    }


def item(told: Record) -> Record:
    """What the cart block shows of a line. GR-12"""
    return {name: told[name] for name in ("name", "price", "url")}


def order(row: Row, rows: Iterable[Row], clock: Clock) -> Record:
    """A row of `outbox.orders`."""
    _, store, key, currency, total, placed_at, financial_status, fulfillment_status = row
    return {
        "id": key,
        "number": key,
        "total": amount(total, currency),
        "currency": currency,
        "store": store,
        "placed_at": clock.text(placed_at),
        "financial_status": financial_status,
        "fulfillment_status": fulfillment_status,
        "lines": lines(rows, currency),
    }


def product(row: Row) -> Record:
    """A row of `outbox.products`."""
    _, store, key, name, vendor, url, image, price, currency = row
    return {
        "id": key,
        "name": name or key,
        "vendor": vendor,
        "url": url,
        "image": image,
        "price": amount(price, currency or ""),
        "currency": currency,
        "store": store,
    }


def event(row: Row, clock: Clock) -> Record:
    """A row of `outbox.events`: its properties by name, and `kind`, `subject`, `at`."""
    _, kind, subject, store, _, at, properties = row
    told = json.loads(properties) if properties else {}
    own: Record = {"kind": kind, "subject": subject, "store": store, "at": clock.text(at)}
    return {**(told if isinstance(told, dict) else {}), **own}
