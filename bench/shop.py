"""A big shop for benchmarks: a million contacts, five million order lines, made by SQL alone."""

from __future__ import annotations

from pathlib import Path

from jalon.compiler import ir
from jalon.runtime.deploy import deploy
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.zones import put_spans

CONTACTS, ORDERS, LINES, EVENTS = 1_000_000, 2_000_000, 5_000_000, 3_000_000
PRODUCTS = 5_000
DAY = 86_400_000
NOW = 1_780_747_200_000  # 2026-06-06 12:00 UTC; no clock of these zones changed for sixty days
ZONES = ("Europe/Paris", "America/New_York", "Asia/Tokyo")

SIZES = {
    "contacts": CONTACTS,
    "orders": ORDERS,
    "lines": LINES,
    "events": EVENTS,
    "products": PRODUCTS,
    "now": NOW,
    "day": DAY,
}
# Numbers that look drawn: i·(i + k) modulo a prime, with another k for each column.
FILL = (
    "INSERT INTO store (id, name, currency) VALUES (9, 'shop', 'EUR')",
    """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :contacts)
    INSERT INTO contact (id, key, bucket, zone_id, email, fold_email, fold_country, email_status,
        rating, added_at, changed_at, field_birthday)
    SELECT i, 'c' || i, i, i * (i + 7919) % 10007 % 3, 'c' || i || '@x', 'c' || i || '@x',
        CASE i % 3 WHEN 0 THEN 'fr' WHEN 1 THEN 'de' END,
        CASE WHEN i % 4 = 0 THEN 'unsubscribed' ELSE 'subscribed' END, 1 + i % 5,
        :now - i * (i + 48271) % 2147483647 % 700 * :day, :now,
        (1 + i * (i + 69621) % 2147483647 % 12) * 100 + 1 + i * (i + 40692) % 2147483647 % 28
    FROM n""",
    """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :products)
    INSERT INTO product (id, store_id, key, fold_key, name, fold_name, fold_vendor)
    SELECT i, 9, 'p' || i, 'p' || i, 'Shoe ' || i, 'shoe ' || i, 'v' || (i % 50) FROM n""",
    """INSERT INTO product_category
    SELECT 'c' || (id % 100), id, 'c' FROM product""",
    """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :orders)
    INSERT INTO orders (id, store_id, key, contact_id, placed_at, currency, total, units)
    SELECT i, 9, 'o' || i, 1 + i * (i + 16807) % 2147483647 % :contacts,
        :now - i * (i + 74293) % 2147483647 % 730 * :day - i * (i + 39373) % 2147483647 % :day,
        'EUR', 500 + i * (i + 62089) % 2147483647 % 20000, 1 + i % 5 FROM n""",
    """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :lines)
    INSERT INTO order_line (order_id, line_no, product_id, quantity)
    SELECT 1 + (i - 1) * 2 / 5, i, 1 + i * (i + 45991) % 2147483647 % :products, 1 FROM n""",
    """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :events)
    INSERT INTO event (contact_id, kind, subject, at, moment, received_at)
    SELECT 1 + i * (i + 63036) % 2147483647 % :contacts,
        CASE i % 3 WHEN 2 THEN 'email_opened' ELSE 'email_sent' END, 'm' || (i % 20),
        :now - i * (i + 39720) % 2147483647 % 365 * :day, :now, :now FROM n""",
    """INSERT OR IGNORE INTO contact_tag (tag, contact_id, name, at)
    SELECT 't' || (id % 10), 1 + id * (id + 10436) % 2147483647 % :contacts, 't', 0
    FROM contact WHERE id % 5 = 0""",
    "CREATE TEMP TABLE few AS SELECT id AS contact_id FROM contact WHERE id % 1000 = 7",
)


def filled(path: Path) -> SqliteStore:
    """The shop in a new file, with a table `few` of a thousand contacts."""
    store = SqliteStore.open(path)
    birthday = ir.Field(name="birthday", type="birthday")
    audience = ir.Audience(time_zone=ZONES[0])
    deploy(store, ir.Program(audience=audience, fields=(birthday,)), NOW)
    with store.transaction():
        for number, name in list(enumerate(ZONES))[1:]:
            store.write("deploy.zone-put", id=number, name=name)
            put_spans(store, number, name)
        for statement in FILL:
            store.connection.execute(statement, SIZES)
    return store
