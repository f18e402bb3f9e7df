"""Access: everything that a store holds of one person, by name, as the law lets her ask for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from ..compiler import ir
from ..compiler.ir.kinds import ALL
from ..compiler.sql.periods import Periods
from ..compiler.sql.segments import members_among
from .moment import Moment
from .store import Row, Store
from .trace import Trace

Told = dict[str, object]
SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "tags": ("name", "at"),
    "groups": ("name", "at"),
    "consents": (
        *("channel", "purpose", "topic", "state", "at"),
        *("source", "proof", "text_version", "ip_hmac"),
    ),
    "topics": ("channel", "topic", "state", "at"),
    "suppressions": ("channel", "reason", "purpose", "topic", "at"),
    "bounces": ("channel", "at"),
    "points": ("score", "points"),
    "codes": (*("discount", "code", "title", "type", "value", "currency", "issued_at", "ends_at"),),
    "used-codes": ("discount", "store", "order"),
    "orders": (
        *("store", "key", "placed_at", "currency", "total", "units", "financial_status"),
        *("fulfillment_status", "cancelled_at", "discount_code"),
    ),
    "order-lines": ("store", "order", "product", "name", "quantity", "unit_price", "total"),
    "carts": ("store", "key", "status", "updated_at", "currency", "total", "checkout_url"),
    "cart-lines": ("store", "cart", "product", "name", "quantity", "unit_price"),
    "attempts": ("channel", "message", "number", "outcome", "detail", "at"),
    "decisions": ("channel", "message", "at", "from", "to", "who", "why"),
    "admissions": ("journey", "step", "place"),
    "offers-refused": ("offer", "store", "order", "reason", "at"),
}
"""What `access.sql` tells, and the names of its columns."""
EVENT = ("kind", "subject", "at", "received_at", "origin", "store", "journey", "key", "properties")


def access(store: Store, of: Trace, program: ir.Program | None, now: int) -> Told:
    """All of it; instants are milliseconds UTC, amounts minor units."""
    contact = of.person.id
    with store.glance():
        told: Told = {"contact": row_of(store, contact)}
        told["segments"] = segments(store, contact, program, now) if program else []
        for name, columns in SECTIONS.items():
            rows = store.read(f"access.{name}", contact=contact)
            told[name.replace("-", "_")] = [named(columns, row) for row in rows]
        told["events"] = events(store, contact)
    story = {name: value for name, value in asdict(of).items() if name not in {"person", "events"}}
    return {**told, **story}


def row_of(store: Store, contact: int) -> Told:
    """Her row, without what nobody told."""
    names = tuple(str(name) for (name,) in store.read("outbox.contact-columns"))
    [row] = store.read("access.contact", contact=contact)
    return named(names, row)


def named(columns: tuple[str, ...], row: Row) -> Told:
    """The values of a row by their names, without those that are not there."""
    return {
        name: value for name, value in zip(columns, row, strict=True) if value not in (None, "")
    }


def events(store: Store, contact: int) -> list[Told]:
    """What she did, and what was done for her, in order."""
    rows = [
        named(EVENT, row)
        for kind in sorted(ALL)
        for row in store.read("access.events", kind=kind, contact=contact)
    ]
    for row in rows:
        if isinstance(properties := row.get("properties"), str):
            row["properties"] = properties_of(properties)
    return sorted(rows, key=lambda row: int(str(row["at"])))


def properties_of(text: str) -> object:
    """What an event was told with; as it is when that cannot be read."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def segments(store: Store, contact: int, program: ir.Program, now: int) -> list[str]:
    """The segments she is in now."""
    found, periods = [], Periods()
    store.write("derive.clear-looked")
    store.write("access.look", contact=contact)
    for segment in program.segments:
        statement = members_among(program, periods, segment.name, store.dialect, "looked")
        if Moment(store, periods, now).read(statement):
            found.append(segment.name)
    return found
