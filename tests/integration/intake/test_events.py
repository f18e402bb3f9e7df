"""Events told as such: once each, pointing at what they speak of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jalon.compiler.ir import kinds
from jalon.runtime.intake import EventRow, add_events, add_orders

from .shop import HOUR, NOW, dump, one, opened, order, origins, rows, ticked

BOOKED = EventRow(
    kind=kinds.CUSTOM,
    subject=" Booked",
    at=NOW - HOUR,
    contact_key="ana",
    key="e1",
    properties={"room": "Étoile ", "seats": 2, "price": Decimal("12.50"), "wifi": True},
)


def test_an_event_keeps_its_properties_and_the_texts_folded() -> None:
    store = opened("ana")
    add_events(store, [BOOKED], NOW)
    found = rows(store, "SELECT subject, properties, folded FROM event")
    told = '{"price":12.5,"room":"Étoile ","seats":2,"wifi":true}'
    assert found == [("booked", told, '{"room":"étoile"}')]


def test_an_event_with_a_key_is_there_once() -> None:
    store = opened("ana")
    add_events(store, [BOOKED], NOW)
    before = dump(store)
    outcome = add_events(store, [BOOKED, BOOKED], NOW + 1)
    assert (outcome.added, outcome.unchanged) == (0, 2)
    assert dump(store) == before


def test_an_event_without_a_key_is_never_the_same() -> None:
    store = opened("ana")
    told = EventRow(kind=kinds.PAGE_VIEWED, subject="/x", at=NOW, contact_key="ana")
    assert add_events(store, [told, told], NOW).added == 2


def test_a_key_that_something_else_has_is_refused() -> None:
    store = opened("ana", "ben")
    add_events(store, [BOOKED], NOW)
    other = EventRow(kind=kinds.CUSTOM, subject="x", at=NOW, contact_key="ben", key="e1")
    outcome = add_events(store, [other], NOW)
    assert [r.reason for r in outcome.refusals] == ["another event has this id already"]
    assert outcome.unchanged == 0


def test_a_product_view_points_at_the_product_even_an_unknown_one() -> None:
    store = opened("ana")
    told = EventRow(
        kind=kinds.PRODUCT_VIEWED, at=NOW, contact_key="ana", store="shop", product_key="P7"
    )
    assert add_events(store, [told], NOW).products_added == 1
    found = "SELECT p.key FROM event e JOIN product p ON p.id = e.ref"
    assert rows(store, found) == [("P7",)]


def test_an_event_can_point_at_an_order() -> None:
    store = opened("ana")
    add_orders(store, [order("o1"), order("o2")], NOW, "historic")
    told = EventRow(
        kind=kinds.CHECKOUT_COMPLETED, at=NOW, contact_key="ana", store="shop", order_key="o2"
    )
    add_events(store, [told], NOW)
    assert one(store, "SELECT ref FROM event") == 2


def test_what_happened_before_the_last_tick_counts_from_then_and_is_told_as_it_was() -> None:
    store = opened("ana")
    ticked(store, NOW - 5)
    add_events(store, [BOOKED], NOW)
    assert rows(store, "SELECT at, moment FROM event") == [(NOW - HOUR, NOW - 5)]


def test_SP_14_events_of_the_past_are_there_for_conditions_and_say_so() -> None:
    store = opened("ana")
    assert add_events(store, [BOOKED], NOW, "historic").added == 1
    assert origins(store) == {"historic"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (EventRow(kind="dance", at=0, contact_key="ana"), "`dance` is no kind of event"),
        (
            EventRow(kind=kinds.PRODUCT_VIEWED, at=0, contact_key="ana"),
            "an event `product_viewed` needs a store",
        ),
        (EventRow(kind=kinds.CUSTOM, at=0, contact_key="zoe"), "`zoe` is not a contact"),
        (
            EventRow(kind=kinds.CUSTOM, at=0, contact_key="ana", store="x"),
            "there is no store `x`",
        ),
    ],
)
def test_GR_03_an_event_that_cannot_be_is_refused(row: EventRow, reason: str) -> None:
    outcome = add_events(opened("ana"), [row], NOW)
    assert [(r.reason, r.whole) for r in outcome.refusals] == [(reason, True)]
