"""What a message can say: the contact, and the cart, order, product or event that let her in."""

from __future__ import annotations

from typing import Any

import pytest

from jalon.compiler import ir
from jalon.compiler.ir.calendar import Duration
from jalon.compiler.ir.program import Survey
from jalon.compiler.ir.templates import ALWAYS, RECORDS
from jalon.deliver.records import Programs, discounts, gather
from jalon.deliver.records.clocks import Clock
from jalon.deliver.records.surroundings import survey_record
from jalon.runtime import outbox
from jalon.runtime.outbox import Patience

from .building import HOUR, NOW, Post, journey, program, send

CART = ir.CartAbandoned(after=Duration(milliseconds=HOUR))
LAPSED = ir.Lapsed(after=Duration(days=30))
FIELDS = (
    ir.Field(name="plan", type="text"),
    ir.Field(name="size", type="number"),
    ir.Field(name="renewal", type="date"),
    ir.Field(name="dob", type="birthday"),
    ir.Field(name="fan", type="yes/no"),
    ir.Field(name="email", type="text"),
)
SHOP = ir.Store(
    name="shop", title="Trail & Co", domain="t.example", currency="EUR", time_zone="UTC"
)


def values(post: Post) -> dict[str, Any]:
    """What the templates of the first message that is due may read."""
    rows = outbox.claim(post.store, NOW, 10, Patience())
    return dict(gather(post.store, rows, Programs())[0].values)


def shop(start: object = None, **more: object) -> Post:
    """A store with a product, a cart and an order, all of contact 1."""
    starts = {"starts": (start,)} if start else {}
    deployed = program(journey("j", send(1, "hello"), title="J", **starts), stores=(SHOP,), **more)
    post = Post.with_program(deployed)
    post.contact(1)
    post.sql(
        "INSERT INTO product (id, store_id, key, fold_key, name, url, price, currency)"
        " VALUES (4, 1, 'p', 'p', 'Shoe', 'https://t/p', 12950, 'EUR')"
    )
    post.sql(
        "INSERT INTO cart (id, store_id, key, contact_id, checkout_url, currency, total,"
        " updated_at, touched_at) VALUES (7, 1, 'k', 1, 'https://t/c', 'EUR', 25900, ?, ?)",
        *(NOW, NOW),
    )
    post.sql("INSERT INTO cart_line VALUES (7, 2, 4, 1, NULL), (7, 1, 4, 2, 12950)")
    post.sql(
        "INSERT INTO orders (id, store_id, key, contact_id, placed_at, currency, total)"
        " VALUES (9, 1, '#1001', 1, ?, 'JPY', 1500)",
        NOW,
    )
    post.sql("INSERT INTO order_line VALUES (9, 1, NULL, 1, 1500, 1500)")
    return post


def event(post: Post, kind: str, ref: int | None, properties: str | None = None) -> int:
    """An event of contact 1."""
    post.sql(
        "INSERT INTO event (id, contact_id, kind, subject, store_id, ref, at, moment, received_at,"
        " properties) VALUES (3, 1, ?, 'booked', 1, ?, ?, ?, ?, ?)",
        *(kind, ref, NOW, NOW, NOW, properties),
    )
    return 3


def test_the_names_that_templates_are_checked_with_are_those_of_the_records() -> None:
    post = shop(CART)
    post.queue(1, ref=7)
    found = values(post)
    assert set(found) >= set(ALWAYS)
    for name in (*ALWAYS, "cart"):
        fields = set(RECORDS[name]) | ({"size"} if name == "contact" else set())
        assert set(found[name]) == fields, name
    assert set(found["cart"]["lines"][0]) == set(RECORDS["line"])
    assert set(found["cart"]["items"][0]) == set(RECORDS["item"])
    code = discounts.record(("D", "C", None, "percentage", 10, *[None] * 4), Clock("UTC"))
    assert set(code) == set(RECORDS["discount"])
    assert set(survey_record(Survey(name="nps", low=0, high=10))) == set(RECORDS["survey"]) - {
        "url"
    }


def test_a_cart_journey_speaks_of_its_cart() -> None:
    post = shop(CART)
    post.queue(1, ref=7)
    cart = values(post)["cart"]
    assert (cart["url"], cart["total"], cart["currency"]) == ("https://t/c", 259.0, "EUR")
    first, second = cart["lines"]
    assert first == {
        "name": "Shoe",
        "quantity": 2,
        "price": 129.5,
        "total": 259.0,
        "currency": "EUR",
        "url": "https://t/p",
        "image": None,
    }
    assert (second["price"], second["total"]) == (None, None)


def test_a_lapsed_journey_speaks_of_the_last_order() -> None:
    post = shop(LAPSED)
    post.queue(1, ref=9)
    found = values(post)
    order = found["order"]
    assert (order["number"], order["total"], order["currency"]) == ("#1001", 1500, "JPY")
    assert order["placed_at"] == "2026-03-01 12:00"
    assert "cart" not in found


@pytest.mark.parametrize(
    ("kind", "ref", "name"),
    [
        ("order_paid", 9, "order"),
        ("cart_changed", 7, "cart"),
        ("product_viewed", 4, "product"),
    ],
)
def test_an_event_says_what_it_is_about(kind: str, ref: int, name: str) -> None:
    post = shop()
    post.queue(1, ref=ref, event_id=event(post, kind, ref))
    found = values(post)
    assert {"cart", "order", "product"} & set(found) == {name}


def test_an_event_of_ones_own_shows_its_properties() -> None:
    post = shop()
    post.queue(1, event_id=event(post, "custom", None, '{"seats": 3, "kind": "x"}'))
    assert values(post)["event"] == {
        "seats": 3,
        "kind": "custom",
        "subject": "booked",
        "store": "shop",
        "at": "2026-03-01 12:00",
    }


def test_a_finished_run_still_knows_where_it_came_from() -> None:
    post = shop(CART)
    post.queue(1, ref=7)
    post.sql(
        "INSERT INTO enrollment_archive SELECT id, journey_id, version_id, contact_id, event_id,"
        " ref, entered_at, entered_at, node_id, seq, 'completed' FROM enrollment"
    )
    post.sql("DELETE FROM enrollment")
    assert "cart" in values(post)


def test_a_cart_that_is_gone_is_not_there() -> None:
    post = shop(CART)
    post.queue(1, ref=999)
    assert "cart" not in values(post)


def test_declared_fields_are_read_by_their_names_and_types() -> None:
    post = shop(fields=FIELDS)
    post.sql(
        "UPDATE contact SET field_plan = 'gold', field_size = 42500000, field_renewal = 20513,"
        " field_dob = 229, field_fan = 1, field_email = 'not this'"
    )
    post.queue(1)
    contact = values(post)["contact"]
    read = {name: contact[name] for name in ("plan", "size", "renewal", "dob", "fan", "email")}
    assert read == {
        "plan": "gold",
        "size": 42.5,
        "renewal": "2026-03-01",
        "dob": "02-29",
        "fan": True,
        "email": "c1@x.example",
    }


def test_what_nobody_told_is_absent() -> None:
    post = shop(fields=FIELDS)
    post.sql("UPDATE contact SET first_name = NULL, last_name = 'Day'")
    post.queue(1)
    contact = values(post)["contact"]
    assert [contact[field.name] for field in FIELDS[:5]] == [None] * 5
    assert (contact["first_name"], contact["name"], contact["vip"]) == (None, "Day", False)


def test_instants_are_on_the_contacts_own_clock() -> None:
    post = shop(CART)
    post.sql("INSERT INTO zone (id, name) VALUES (1, 'Asia/Kolkata')")
    post.sql("UPDATE contact SET zone_id = 1")
    post.queue(1, ref=7)
    found = values(post)
    contact, cart = found["contact"], found["cart"]
    assert contact["added_at"] == cart["updated_at"] == "2026-03-01 17:30"


def test_the_surroundings_are_those_of_the_program() -> None:
    audience = ir.Audience(
        sender="Trail <a@t.example>", postal_address="12 rue", website="https://w"
    )
    post = shop(CART, audience=audience)
    post.queue(1, ref=7)
    found = values(post)
    assert found["journey"] == {"name": "j", "title": "J"}
    assert found["message"] == {"name": "hello"}
    assert found["audience"] == {
        "name": "Trail",
        "sender": "Trail <a@t.example>",
        "postal_address": "12 rue",
        "website": "https://w",
        "currency": "EUR",
    }
    shop_record = found["shop"]
    assert (shop_record["name"], shop_record["url"]) == ("Trail & Co", "https://t.example")


def test_a_batch_takes_as_many_queries_as_one_message() -> None:
    post = shop(CART)
    for id in range(2, 30):
        post.contact(id)
    for id in range(1, 30):
        post.queue(id, ref=7)
    statements: list[str] = []
    rows = outbox.claim(post.store, NOW, 100, Patience())
    post.store.connection.set_trace_callback(statements.append)
    assert len(gather(post.store, rows, Programs())) == 29
    assert len([text for text in statements if text.lstrip().startswith("SELECT")]) <= 10
