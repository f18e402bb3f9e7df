"""A store in which something of two people stands in every table that knows people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jalon.compiler import ir
from jalon.runtime.consent import suppress
from jalon.runtime.deploy import deploy
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Row, Store

from ..deliver.building import HOUR, NOW, journey, program

Planted = tuple[str, dict[str, object]]
"""A table, and a row of it."""
ANA, BEN = 1, 2
MARKS = {ANA: "zyxwana", BEN: "qponben"}
PHONES = {ANA: "+33698765432", BEN: "+33611112222"}
NUMBERS = {ANA: 987654321, BEN: 123123123}
"""In every text of hers stands her mark, in every number that tells something her number."""

NOBODY = frozenset(
    {
        *("zone", "zone_span", "month", "store", "product", "product_category", "product_variant"),
        *("program", "journey", "journey_version", "node", "path", "path_step", "engine"),
        *("import_progress", "score", "discount", "offer", "offer_log", "merchant"),
        *("watched_segment", "held_step", "side_door", "consent_setting", "erasing", "spent_key"),
        *("housekeeping", "jalon_schema", "lane", "worker", "allowance", "destination"),
        *("clock_alarm", "deployment"),
    }
)
"""Tables that know nobody. A new table belongs here, or into `rows_of` and `erase.sql`."""


def sql(store: Store, text: str, **values: object) -> list[Row]:
    """Rows of any statement, whose parameters are written `:name`."""
    if isinstance(store, SqliteStore):
        return store.connection.execute(text, values).fetchall()
    assert isinstance(store, PostgresStore)
    text = re.sub(r"(?<!:):(\w+)", r"%(\1)s", text) if values else text
    with store.transaction():
        found = store.link.execute(text.encode(), values)
        return found.fetchall() if found.description else []


def tables(store: Store) -> list[str]:
    """Every table."""
    if isinstance(store, SqliteStore):
        text = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        return sorted(str(name) for (name,) in sql(store, text))
    text = "SELECT tablename FROM pg_tables WHERE schemaname = 'jalon'"
    return sorted(str(name) for (name,) in sql(store, text))


def columns(store: Store, table: str) -> list[str]:
    """The columns of a table."""
    if isinstance(store, SqliteStore):
        text = "SELECT name FROM pragma_table_info(:name)"
    else:
        text = (
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = 'jalon' AND table_name = :name"
        )
    return [str(name) for (name,) in sql(store, text, name=table)]


def everything(store: Store) -> dict[str, list[Mapping[str, Any]]]:
    """Every row of every table."""
    return {
        table: [
            dict(zip(names, row, strict=True))
            for row in sql(store, f"SELECT {', '.join(names)} FROM {table} ORDER BY 1")
        ]
        for table in tables(store)
        if (names := [f'"{name}"' for name in columns(store, table)])
    }


def insert(store: Store, table: str, row: Mapping[str, object]) -> None:
    """One row."""
    marks = ", ".join(f":{name}" for name in row)
    sql(store, f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", **row)


def planted(store: Store) -> Store:
    """Ana and Ben are everywhere: nothing here is true, but all of it is about them."""
    fields = (ir.Field(name="nick", type="text"), ir.Field(name="size", type="number"))
    deploy(store, program(journey(), journey("second"), fields=fields), NOW - HOUR)
    for table, row in COMMON:
        insert(store, table, row)
    for who in (ANA, BEN):
        for table, row in rows_of(who):
            insert(store, table, row)
    suppress(store, [BEN], "manual", NOW)
    return store


COMMON: list[Planted] = [
    ("product", {"id": 1, "store_id": 1, "key": "p", "fold_key": "p"}),
    ("watched_segment", {"id": 1, "key": "s"}),
    (
        "offer",
        {
            **{"id": 1, "name": "o", "store_id": 1, "program_id": 1, "state": "active"},
            **{"declared": "active", "created_at": NOW, "changed_at": NOW},
        },
    ),
]


def rows_of(who: int) -> list[Planted]:
    """All that is told of somebody."""
    mark = MARKS[who]
    of, run, past = {"contact_id": who}, {"enrollment_id": who}, {"enrollment_id": 10 + who}
    rows: list[Planted] = [
        ("contact", contact(who)),
        ("contact_tag", {"tag": mark, "name": mark, "at": NOW, **of}),
        ("contact_group", {"grp": mark, "at": NOW, **of}),
        ("consent", {**consent(mark), **of}),
        ("topic_consent", {**topic(mark), **of}),
        ("orders", order(who)),
        ("order_line", {"order_id": who, "line_no": 1, "product_id": 1, "quantity": 1}),
        ("cart", cart(who)),
        ("cart_line", {"cart_id": who, "line_no": 1, "product_id": 1, "quantity": 1}),
        ("segment_member", {"segment_id": 1, **of}),
        ("retold", {"historic": 0, **of}),
        ("score_points", {"score": mark, "points": 5, **of}),
        ("barred", {"journey_id": 2, "at": NOW, **of}),
        ("admitted", {"journey_id": 1, "step_key": "a", "place": who, **of}),
        ("control", {"at": NOW, "what": "added", "journey_id": 1, "people": 1, **of}),
        ("refusal", {"journey_id": 1, "reason": "filter", "at": NOW, **of}),
        ("quarantine", {"stage": "enter", "reason": mark, "at": NOW, **of}),
        ("offer_refusal", {"offer_id": 1, "order_id": who, "reason": "limit", "at": NOW, **of}),
        ("holding", holding(who)),
        ("promo_code", {"fold_code": f"x-{mark}", "code": f"X-{mark}", "store_id": 1}),
        ("redemption", {"order_id": who, "discount": "d", "holding_id": who, **of}),
        ("soft_bounce", {"address": mark, "channel": "email", "node_id": 2, "at": NOW, **run}),
        *events(who),
        *runs(who),
    ]
    nodes = {"node_id": 2}
    move = {"attempt": 1, "origin": "dead", "state": "queued", "at": NOW, **past, **nodes}
    return [
        *rows,
        ("decision", {"who": "support", "why": mark, **move}),
        ("outbox_move", {"epoch": 1, "reason": "resolved", **move}),
        ("goal", {"journey_id": 1, "event_id": who, "at": NOW, **run}),
        ("held_run", {"at": NOW, "edge": "elapsed", "reason": "quarantine", **run, **nodes}),
        ("watching", {**run, **nodes}),
        ("attempt", {"number": 1, "outcome": "retry", "detail": mark, "at": NOW, **past, **nodes}),
    ]


def contact(who: int) -> dict[str, object]:
    """The contact, with something in every column that there is."""
    mark, number = MARKS[who], NUMBERS[who]
    texts = ("first_name", "last_name", "language", "country", "source", "postal_code")
    told = {
        f"{before}{name}": mark for name in (*texts, "email_client") for before in ("", "fold_")
    }
    places = dict.fromkeys(("latitude", "longitude", "place_x", "place_y", "place_z"), number)
    address = f"{mark}@people.example"
    return {
        **{"id": who, "key": f"key-{mark}", "bucket": number, "phone": PHONES[who], "rating": 5},
        **{"email": address, "fold_email": address, "email_status": "subscribed"},
        **{"sms_status": "subscribed", "tracking": "granted", "predicted_gender": "female"},
        **{"predicted_age": "25-34", "lifetime_value": "high", "purchase_likelihood": "high"},
        **{"email_engagement": "often", "added_at": number, "changed_at": number},
        **{"field_nick": mark, "folded_nick": mark, "field_size": number},
        **told,
        **places,
    }


def consent(mark: str) -> dict[str, object]:
    """What she agreed to, and how we know."""
    said = dict.fromkeys(("source", "proof", "text_version", "ip_hmac"), mark)
    return {"channel": "email", "state": "subscribed", "at": NOW, **said}


def topic(mark: str) -> dict[str, object]:
    """What she said of one topic."""
    return {"channel": "email", "topic": mark, "state": "subscribed", "at": NOW}


def order(who: int) -> dict[str, object]:
    """An order with a code that was drawn for her."""
    code = f"X-{MARKS[who]}"
    return {
        **{"id": who, "store_id": 1, "key": f"o{who}", "contact_id": who, "placed_at": NOW},
        **{"currency": "EUR", "total": 100, "discount_code": code},
        "fold_discount_code": code.casefold(),
    }


def cart(who: int) -> dict[str, object]:
    """An open cart."""
    mark = MARKS[who]
    return {
        **{"id": who, "store_id": 1, "key": f"cart-{mark}", "contact_id": who, "currency": "EUR"},
        **{"checkout_url": f"https://shop.example/{mark}", "updated_at": NOW, "touched_at": NOW},
    }


def holding(who: int) -> dict[str, object]:
    """A code of her own."""
    code = f"X-{MARKS[who]}"
    return {
        **{"id": who, "contact_id": who, "discount": "d", "code": code, "own": 1, "value": 100},
        **{"fold_code": code.casefold(), "type": "percentage", "issued_at": NOW},
    }


def events(who: int) -> list[Planted]:
    """What she told, what she ordered, and what we sent her."""
    mark = MARKS[who]
    at = {"at": NOW, "moment": NOW, "received_at": NOW, "contact_id": who}
    said = {"properties": f'{{"a":"{mark}"}}', "folded": f'{{"a":"{mark}"}}'}
    told = {"id": who, "kind": "custom", "subject": mark, "dedupe": f"event:1:{mark}", **said}
    ordered = {"id": 10 + who, "kind": "ordered", "ref": who, "dedupe": f"order:1:ordered:o{who}"}
    sent = {
        "id": 20 + who,
        "kind": "email_sent",
        "subject": "hello",
        "dedupe": f"sent:{10 + who}:2",
    }
    return [("event", {**one, **at}) for one in (told, ordered, sent)]


def runs(who: int) -> list[Planted]:
    """A run that waits in one journey, and a finished one of the other, each with a message."""
    live, past = who, 10 + who
    place = {"version_id": 1, "contact_id": who, "entered_at": NOW, "node_id": 2, "seq": 1}
    ended = {"ended_at": NOW, "reason": "completed", "journey_id": 2, "event_id": who}
    line = {"seq": 1, "from_node": 1, "to_node": 2, "edge": "start", "at": NOW}
    letter = {"node_id": 2, "contact_id": who, "channel": "email", "message": "hello"}
    when = {"purpose": "marketing", "queued_at": NOW, "not_before": NOW}
    return [
        ("entry", {"journey_id": 1, "contact_id": who, "occurrence": 0, "enrollment_id": live}),
        ("entry", {"journey_id": 2, "contact_id": who, "occurrence": 0, "enrollment_id": past}),
        ("enrollment", {"id": live, "journey_id": 1, "arrived_at": NOW, "due": NOW, **place}),
        ("enrollment_archive", {"id": past, **place, **ended, "version_id": 2}),
        ("waiting", {"due": NOW, "enrollment_id": live, "node_id": 2}),
        ("step_log", {"enrollment_id": live, **line}),
        ("step_log", {"enrollment_id": past, **line}),
        ("outbox", {"enrollment_id": live, "state": "queued", **letter, **when}),
        (
            "outbox",
            {
                **{"enrollment_id": past, "state": "accepted", "attempt": 1, "epoch": 1},
                **{"handed_at": NOW, "settled_at": NOW},
                **letter,
                **when,
            },
        ),
    ]
