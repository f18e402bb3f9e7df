"""Rows that an old store has: people, their events and orders, a journey and its versions."""

from __future__ import annotations

NOW = 1_772_366_400_000  # 2026-03-01 12:00 UTC

ROWS: tuple[tuple[str, tuple[str, ...], tuple[tuple[object, ...], ...]], ...] = (
    ("zone", ("id", "name"), ((0, "UTC"), (1, "Europe/Paris"))),
    ("store", ("id", "name", "currency"), ((1, "shop", "EUR"),)),
    (
        "product",
        ("id", "store_id", "key", "fold_key", "name", "fold_name"),
        ((1, 1, "p1", "p1", "Boots", "boots"),),
    ),
    (
        "contact",
        ("id", "key", "bucket", "email", "fold_email", "added_at", "changed_at"),
        tuple((n, f"c{n}", n, f"C{n}@x.example", f"c{n}@x.example", NOW, NOW) for n in (1, 2, 3)),
    ),
    (
        "event",
        ("id", "contact_id", "kind", "at", "moment", "received_at", "dedupe"),
        tuple((n, n, "custom", NOW, NOW, NOW, f"event:0:{n}") for n in (1, 2, 3)),
    ),
    (
        "orders",
        ("id", "store_id", "key", "contact_id", "placed_at", "currency", "total"),
        ((1, 1, "o1", 1, NOW, "EUR", 1990),),
    ),
    (
        "consent",
        ("id", "contact_id", "channel", "state", "source", "at"),
        ((1, 1, "email", "subscribed", "form", NOW),),
    ),
    ("program", ("id", "digest", "ir", "deployed_at"), ((1, "d", "{}", NOW),)),
    (
        "journey",
        ("id", "name", "status", "activated_at", "version_id"),
        ((1, "welcome", "paused", NOW, 1),),
    ),
    ("journey_version", ("id", "journey_id", "program_id", "digest"), ((1, 1, 1, "d"),)),
)


def insertion(table: str, columns: tuple[str, ...], mark: str) -> str:
    """The statement for one row."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})"
