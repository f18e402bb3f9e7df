"""Orders and their lines: counted, told once, and closing the carts they came from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jalon.runtime.intake import (
    LineRow,
    OrderLineRow,
    OrderRow,
    add_carts,
    add_order_lines,
    add_orders,
)

from .shop import HOUR, NOW, cart, dump, kinds, line, one, opened, order, rows, ticked


def test_a_new_order_is_one_event_that_points_at_it() -> None:
    store = opened("ana")
    add_orders(store, [order()], NOW + 5)
    found = rows(store, "SELECT kind, contact_id, ref, at, moment, origin FROM event")
    assert found == [("ordered", 1, 1, NOW, NOW, "live")]
    assert rows(store, "SELECT total, units, counted, historic FROM orders") == [(2000, 2, 1, 0)]


def test_the_same_again_changes_nothing() -> None:
    store = opened("ana")
    add_orders(store, [order()], NOW)
    before = dump(store)
    assert add_orders(store, [order(), order()], NOW + 1).unchanged == 2
    assert dump(store) == before


def test_an_order_told_late_counts_no_earlier_than_the_last_tick() -> None:
    store = opened("ana")
    ticked(store, NOW)
    add_orders(store, [order(placed_at=NOW - HOUR)], NOW + 5)
    assert rows(store, "SELECT at, moment FROM event") == [(NOW - HOUR, NOW)]


def test_an_order_of_the_future_counts_when_it_is_told() -> None:
    store = opened("ana")
    add_orders(store, [order(placed_at=NOW + HOUR)], NOW)
    assert rows(store, "SELECT at, moment FROM event") == [(NOW + HOUR, NOW)]


def test_SP_14_orders_of_the_past_are_there_and_no_events() -> None:
    store = opened("ana")
    assert add_orders(store, [order(financial_status="paid")], NOW, "historic").added == 1
    assert kinds(store) == []
    assert one(store, "SELECT historic FROM orders") == 1


def test_GR_03_of_somebody_who_is_no_contact_nothing_is_stored() -> None:
    store = opened("ana")
    outcome = add_orders(store, [order(contact="ben"), order("o2")], NOW)
    assert [(r.row, r.reason) for r in outcome.refusals] == [(0, "`ben` is not a contact")]
    assert rows(store, "SELECT key FROM orders") == [("o2",)]
    assert one(store, "SELECT count(*) FROM order_line") == 1


def test_an_order_without_a_buyer_is_kept_and_can_be_given_one() -> None:
    store = opened("ana")
    add_orders(store, [order(contact=None)], NOW)
    assert add_orders(store, [order()], NOW).changed == 1
    assert one(store, "SELECT contact_id FROM orders") == 1


def test_states_of_an_order_are_events_once() -> None:
    store = opened("ana")
    states: list[dict[str, Any]] = [
        {"financial_status": "pending"},
        {"financial_status": "Paid"},
        {"financial_status": "paid", "fulfillment_status": "fulfilled"},
        {"financial_status": "refunded"},
        {"financial_status": "paid"},
        {"cancelled_at": NOW},
    ]
    for state in states:
        add_orders(store, [order(**state)], NOW)
    assert kinds(store) == [
        *("ordered", "order_paid", "order_shipped", "order_refunded", "order_cancelled")
    ]


def test_SEG_24_a_cancelled_order_does_not_count() -> None:
    store = opened("ana")
    add_orders(store, [order()], NOW)
    add_orders(store, [order(cancelled_at=NOW)], NOW)
    assert one(store, "SELECT counted FROM orders") == 0


def test_SEG_25_a_refunded_order_counts_with_its_gross_total() -> None:
    store = opened("ana")
    add_orders(store, [order(financial_status="refunded", total=Decimal(80))], NOW)
    assert rows(store, "SELECT counted, total FROM orders") == [(1, 8000)]


def test_AMB_04_where_only_paid_orders_count_an_order_counts_when_it_is_paid() -> None:
    store = opened("ana")
    add_orders(store, [order(store="strict")], NOW)
    assert one(store, "SELECT counted FROM orders") == 0
    add_orders(store, [order(store="strict", financial_status="paid")], NOW)
    assert one(store, "SELECT counted FROM orders") == 1


def test_SP_59_an_order_closes_the_carts_it_can_have_come_from() -> None:
    store = opened("ana", "ben")
    carts = [
        cart("before"),
        cart("after", updated_at=NOW + 2),
        cart("bens", "ben"),
        cart("elsewhere", store="strict"),
    ]
    add_carts(store, carts, NOW)
    add_orders(store, [order(placed_at=NOW + 1)], NOW)
    assert rows(store, "SELECT key FROM cart WHERE status = 'ordered'") == [("before",)]


def test_lines_told_with_an_order_are_all_its_lines() -> None:
    store = opened("ana")
    add_orders(store, [order(lines=(line("P1", 2), line("P2", 3)))], NOW)
    assert add_orders(store, [order(lines=(line("P1", 1),))], NOW).changed == 1
    assert one(store, "SELECT units FROM orders") == 1
    assert add_orders(store, [order(lines=())], NOW).unchanged == 1
    assert one(store, "SELECT count(*) FROM order_line") == 1


def test_lines_may_come_after_their_order() -> None:
    store = opened("ana")
    add_orders(store, [order(lines=())], NOW)
    told = [
        OrderLineRow("shop", "o1", 1, line("P1", 2)),
        OrderLineRow("shop", "o1", 2, LineRow(None, -1)),
        OrderLineRow("shop", "o9", 1, line()),
        OrderLineRow("shop", "o1", 1, line("P1", 5)),
    ]
    outcome = add_order_lines(store, told, NOW)
    assert (outcome.added, outcome.changed) == (2, 1)
    assert [(r.row, r.reason) for r in outcome.refusals] == [(2, "there is no order `o9`")]
    assert one(store, "SELECT units FROM orders") == 4


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (order(store="nowhere"), "there is no store `nowhere`"),
        (order(""), "an order needs an id"),
        (order(total=Decimal("1.005")), "`1.005` has more decimals than EUR has (2)"),
        (order(store="tokyo", total=Decimal("1.5")), "`1.5` has more decimals than JPY has (0)"),
        (order(currency="GPB"), "`GPB` is not an ISO 4217 currency"),
        (order(total=Decimal("Infinity")), "`Infinity` is no amount of EUR"),
    ],
)
def test_an_order_that_cannot_be_is_refused(row: OrderRow, reason: str) -> None:
    outcome = add_orders(opened("ana"), [row], NOW)
    assert [(r.reason, r.whole) for r in outcome.refusals] == [(reason, True)]
