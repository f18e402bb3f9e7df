"""A store on SQLite, read into the reference's plain lists by plain SQL of its own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from jalon.compiler import ir

from ..differential.asking import Asked
from ..reference.world import (
    Cart,
    CodeNews,
    Contact,
    Crossing,
    Event,
    Holding,
    Line,
    Offered,
    Order,
    Outgoing,
    Product,
    Refusal,
    Run,
    Use,
    World,
)

NO_VALUES = frozenset({"id", "key", "bucket", "shard", "zone_id", "archived"})
RUNS = """
SELECT r.*, j.name AS journey, n.number AS step
FROM {} AS r JOIN journey AS j ON j.id = r.journey_id JOIN node AS n ON n.id = r.node_id
ORDER BY r.id"""
POINTS = "SELECT * FROM score_points"
OFFERS = "SELECT f.*, t.name AS store FROM offer AS f JOIN store AS t ON t.id = f.store_id"
MERCHANTS = "SELECT m.*, t.name AS store FROM merchant AS m JOIN store AS t ON t.id = m.store_id"
HOLDINGS = """SELECT h.*, t.name AS store FROM holding AS h
LEFT JOIN offer AS f ON f.id = h.offer_id LEFT JOIN store AS t ON t.id = f.store_id
ORDER BY h.id"""
WATCHED = "SELECT key, id FROM watched_segment"
Row = dict[str, Any]


class Reader:
    """Rows of a store by the names of their columns."""

    def __init__(self, connection: Asked) -> None:
        """Reads from a connection."""
        self.connection = connection
        self.groups: dict[str, dict[Any, list[Row]]] = {}

    def rows(self, sql: str, *values: object) -> Iterator[Row]:
        """Rows, as dictionaries."""
        cursor = self.connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def of(self, owner: object, sql: str) -> list[Row]:
        """The rows that belong to an owner, by their first column; each statement is run once."""
        if sql not in self.groups:
            found = self.groups[sql] = defaultdict(list)
            for row in self.rows(sql):
                found[next(iter(row.values()))].append(row)
        return self.groups[sql].get(owner, [])


def world_of(program: ir.Program, connection: Asked) -> World:
    """Everything that is in a store."""
    read = Reader(connection)
    journeys = {row["id"]: row for row in read.rows("SELECT * FROM journey")}
    (place,) = read.rows(
        "SELECT MAX(watermark) AS watermark, MIN(event_cursor) AS event_cursor FROM engine"
    )
    return World(
        zone=program.audience.time_zone,
        contacts=list(contacts(read)),
        products=list(products(read)),
        orders=list(orders(read)),
        carts=list(carts(read)),
        events=list(events(read, journeys)),
        activated_at={j["name"]: j["activated_at"] for j in journeys.values() if j["activated_at"]},
        runs=[*runs(read, "enrollment_archive"), *runs(read, "enrollment")],
        entries=[
            (journeys[e["journey_id"]]["name"], e["contact_id"], e["occurrence"])
            for e in read.rows("SELECT * FROM entry")
        ],
        refusals=list(refusals(read, journeys)),
        **control(read, journeys),
        **rewards(read),
        watermark=place["watermark"],
        cursor=place["event_cursor"],
        members={row["key"]: set(members(read, row["id"])) for row in read.rows(WATCHED)},
        retold={r["contact_id"]: bool(r["historic"]) for r in read.rows("SELECT * FROM retold")},
    )


def members(read: Reader, segment: int) -> Iterator[int]:
    """Who was in a watched segment at the last tick."""
    for row in read.rows("SELECT contact_id FROM segment_member WHERE segment_id = ?", segment):
        yield row["contact_id"]


def contacts(read: Reader) -> Iterator[Contact]:
    """People, with all that is known of them."""
    zones = {row["id"]: row["name"] for row in read.rows("SELECT * FROM zone")}
    for row in read.rows("SELECT * FROM contact ORDER BY id"):
        values = {
            name.replace("field_", "field.", 1) if name.startswith("field_") else name: value
            for name, value in row.items()
            if name not in NO_VALUES and not name.startswith("fold") and value is not None
        }
        yield Contact(
            row["id"],
            row["key"],
            zones[row["zone_id"]] if row["zone_id"] else None,
            values,
            {one["tag"] for one in read.of(row["id"], "SELECT contact_id, tag FROM contact_tag")},
            {one["grp"] for one in read.of(row["id"], "SELECT contact_id, grp FROM contact_group")},
            bool(row["archived"]),
        )


def shops(read: Reader) -> dict[int, str]:
    """The names of the stores."""
    return {row["id"]: row["name"] for row in read.rows("SELECT * FROM store")}


def products(read: Reader) -> Iterator[Product]:
    """What is sold."""
    stores = shops(read)
    categories = "SELECT product_id, category FROM product_category ORDER BY category"
    for row in read.rows("SELECT * FROM product ORDER BY id"):
        named = {name: row[name] for name in ("id", "key", "name", "vendor")}
        yield Product(
            store=stores[row["store_id"]],
            categories=[one["category"] for one in read.of(row["id"], categories)],
            **named,
        )


def lines(read: Reader, sql: str, owner: int) -> list[Line]:
    """The lines of an order or a cart."""
    return [Line(row["product_id"], row["quantity"]) for row in read.of(owner, sql)]


def orders(read: Reader) -> Iterator[Order]:
    """What was bought."""
    stores = shops(read)
    of_order = "SELECT order_id, product_id, quantity FROM order_line ORDER BY line_no"
    for row in read.rows("SELECT * FROM orders ORDER BY id"):
        yield Order(
            row["id"],
            stores[row["store_id"]],
            row["contact_id"],
            row["placed_at"],
            row["currency"],
            row["total"],
            lines(read, of_order, row["id"]),
            row["financial_status"],
            row["cancelled_at"] is not None,
            bool(row["counted"]),
            bool(row["historic"]),
        )


def carts(read: Reader) -> Iterator[Cart]:
    """What was put into carts."""
    stores = shops(read)
    of_cart = "SELECT cart_id, product_id, quantity FROM cart_line ORDER BY line_no"
    for row in read.rows("SELECT * FROM cart ORDER BY id"):
        names = ("id", "updated_at", "touched_at", "checkout_url", "currency", "total")
        plain = {name: row[name] for name in names}
        yield Cart(
            store=stores[row["store_id"]],
            contact=row["contact_id"],
            lines=lines(read, of_cart, row["id"]),
            status=row["status"],
            historic=bool(row["historic"]),
            **plain,
        )


def events(read: Reader, journeys: dict[int, Row]) -> Iterator[Event]:
    """What happened."""
    stores = shops(read)
    for row in read.rows("SELECT * FROM event ORDER BY id"):
        plain = {
            name: row[name] for name in ("id", "kind", "at", "moment", "subject", "ref", "origin")
        }
        yield Event(
            contact=row["contact_id"],
            store=stores.get(row["store_id"]),
            cause=journeys[row["cause"]]["name"] if row["cause"] else None,
            properties=json.loads(row["properties"] or "{}"),
            **plain,
        )


def runs(read: Reader, table: str) -> Iterator[Run]:
    """Runs, in progress or at their end."""
    for row in read.rows(RUNS.format(table)):
        run = Run(row["journey"], row["contact_id"], row["entered_at"])
        run.event, run.ref, run.step = row["event_id"], row["ref"], row["step"]
        run.order = row.get("slot") or None
        run.arrived_at, run.due = row.get("arrived_at", 0), row.get("due")
        run.reason, run.ended_at = row.get("reason"), row.get("ended_at")
        for kept in read.of(row["id"], "SELECT enrollment_id, edge, at, reason FROM held_run"):
            run.kept, run.released = (kept["edge"], kept["at"]), kept["reason"] == "released"
        run.log, run.outbox = list(crossings(read, row["id"])), list(outbox(read, row["id"]))
        for goal in read.of(row["id"], "SELECT enrollment_id, at FROM goal"):
            run.goal_at = goal["at"]
        yield run


def control(read: Reader, journeys: dict[int, Row]) -> dict[str, Any]:
    """What was done by hand."""
    name = {number: str(row["name"]) for number, row in journeys.items()}
    first_come: dict[tuple[str, str], list[int]] = {}
    for row in read.rows("SELECT * FROM admitted ORDER BY place"):
        key = (name[row["journey_id"]], row["step_key"])
        first_come.setdefault(key, []).append(row["contact_id"])
    held = list(read.rows("SELECT * FROM held_step"))
    barred = read.rows("SELECT * FROM barred")
    return {
        "pauses": {
            row["name"]: (row["paused_at"], row["resumed_at"])
            for row in journeys.values()
            if row["paused_at"] is not None
        },
        "stops": {(name[row["journey_id"]], row["step_key"]): bool(row["held"]) for row in held},
        "barred": {(name[row["journey_id"]], row["contact_id"]) for row in barred},
        "first_come": first_come,
    }


def rewards(read: Reader) -> dict[str, Any]:
    """Points, codes of discounts, and offers."""
    points = {(r["score"], r["contact_id"]): r["points"] for r in read.rows(POINTS)}
    discounts = read.rows("SELECT * FROM discount")
    uses = read.rows("SELECT * FROM redemption ORDER BY order_id")
    terms = ("limit_each", "limit_all", "ends_at")
    return {
        "points": points,
        "discounts": {row["name"]: tuple(row[name] for name in terms) for row in discounts},
        "holdings": list(holdings(read)),
        "uses": [Use(r["discount"], r["contact_id"], r["holding_id"]) for r in uses],
        "codes": {
            row["fold_code"]: CodeNews(
                row["deleted_at"] is not None, row["ends_at"], row["type"] == "other"
            )
            for row in read.rows("SELECT * FROM promo_code")
        },
        "offers": [
            Offered(row["name"], row["store"], row["discount"], row["state"])
            for row in read.rows(OFFERS)
        ],
        "unfit": {row["store"] for row in read.rows(MERCHANTS) if is_unfit(row)},
    }


def is_unfit(row: Row) -> bool:
    """Whether a shop falls short of any merchant requirement. OFFER-55"""
    met = ("acceptable_use", "plan", "shopify_payments", "shop_pay", "shop_channel", "open_store")
    said = [row[name] for name in (*met, "no_gates", "eligible_products")]
    return 0 in said or (row["chargebacks"] or 0) >= 10_000


def holdings(read: Reader) -> Iterator[Holding]:
    """Codes in the hands of contacts."""
    for row in read.rows(HOLDINGS):
        yield Holding(
            row["contact_id"],
            row["discount"],
            row["code"],
            row["issued_at"],
            row["limit_each"],
            row["limit_all"],
            row["ends_at"],
            bool(row["own"]),
            row["store"],
            row["id"],
        )


def crossings(read: Reader, run: int) -> Iterator[Crossing]:
    """The way of a run."""
    log = """SELECT l.enrollment_id, l.seq, a.number AS a, b.number AS b, l.edge, l.at
        FROM step_log AS l JOIN node AS a ON a.id = l.from_node JOIN node AS b ON b.id = l.to_node
        ORDER BY l.seq"""
    for row in read.of(run, log):
        yield Crossing(row["seq"], row["a"], row["b"], row["edge"], row["at"])


def outbox(read: Reader, run: int) -> Iterator[Outgoing]:
    """The messages of a run."""
    sent = """SELECT o.enrollment_id, o.channel, o.message, o.reason, o.queued_at, o.purpose,
        n.number FROM outbox AS o JOIN node AS n ON n.id = o.node_id ORDER BY n.number"""
    for row in read.of(run, sent):
        names = ("channel", "message", "reason", "queued_at", "purpose")
        yield Outgoing(step=row["number"], **{name: row[name] for name in names})


def refusals(read: Reader, journeys: dict[int, Row]) -> Iterator[Refusal]:
    """Who did not get in."""
    for row in read.rows("SELECT * FROM refusal ORDER BY id"):
        plain = {name: row[name] for name in ("reason", "at")}
        yield Refusal(
            journey=journeys[row["journey_id"]]["name"],
            contact=row["contact_id"],
            event=row["event_id"],
            ref=row["ref"],
            **plain,
        )
