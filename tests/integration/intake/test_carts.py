"""Carts: as they are now, whatever order the news comes in."""

from __future__ import annotations

from jalon.runtime.intake import add_carts, add_orders

from .shop import HOUR, NOW, cart, dump, kinds, line, one, opened, order, rows, ticked


def test_SP_55_a_cart_is_kept_with_its_lines_and_worth() -> None:
    store = opened("ana")
    told = cart(lines=(line("P1", 2, "10.00"), line("P2", 1, "0.50")), checkout_url="https://x/1")
    assert add_carts(store, [told], NOW).added == 1
    found = rows(store, "SELECT contact_id, total, status, checkout_url, touched_at FROM cart")
    assert found == [(1, 2050, "open", "https://x/1", NOW)]
    assert one(store, "SELECT count(*) FROM cart_line") == 2
    assert rows(store, "SELECT kind, ref, at FROM event") == [("cart_changed", 1, NOW)]


def test_the_same_again_changes_nothing() -> None:
    store = opened("ana")
    add_carts(store, [cart()], NOW)
    before = dump(store)
    assert add_carts(store, [cart(), cart()], NOW + 1).unchanged == 2
    assert dump(store) == before


def test_SP_58_every_change_touches_the_cart() -> None:
    store = opened("ana")
    add_carts(store, [cart()], NOW)
    add_carts(store, [cart(updated_at=NOW + HOUR)], NOW + HOUR)
    assert one(store, "SELECT touched_at FROM cart") == NOW + HOUR
    assert kinds(store) == ["cart_changed", "cart_changed"]


def test_a_cart_told_late_is_touched_at_the_last_tick() -> None:
    store = opened("ana")
    ticked(store, NOW + HOUR)
    add_carts(store, [cart()], NOW + 2 * HOUR)
    assert rows(store, "SELECT updated_at, touched_at FROM cart") == [(NOW, NOW + HOUR)]
    assert one(store, "SELECT moment FROM event") == NOW + HOUR


def test_old_news_say_nothing() -> None:
    store = opened("ana")
    add_carts(store, [cart(lines=(line("P2"),))], NOW)
    before = dump(store)
    assert add_carts(store, [cart(updated_at=NOW - 1)], NOW).unchanged == 1
    assert dump(store) == before


def test_the_lines_are_those_it_has_now() -> None:
    store = opened("ana")
    add_carts(store, [cart(lines=(line("P1"), line("P2")))], NOW)
    assert add_carts(store, [cart(lines=(line("P2", 3),))], NOW).changed == 1
    found = "SELECT p.key, l.quantity FROM cart_line l JOIN product p ON p.id = l.product_id"
    assert rows(store, found) == [("P2", 3)]


def test_a_cart_that_comes_after_its_order_is_ordered() -> None:
    store = opened("ana")
    add_orders(store, [order(placed_at=NOW + 1)], NOW + 1)
    add_carts(store, [cart()], NOW + 2)
    assert one(store, "SELECT status FROM cart") == "ordered"


def test_a_cart_that_is_filled_again_is_open_again() -> None:
    store = opened("ana")
    add_carts(store, [cart()], NOW)
    add_orders(store, [order(placed_at=NOW + 1)], NOW + 1)
    add_carts(store, [cart(updated_at=NOW + 2)], NOW + 2)
    assert one(store, "SELECT status FROM cart") == "open"


def test_a_cart_that_is_given_up_is_deleted() -> None:
    store = opened("ana")
    add_carts(store, [cart()], NOW)
    assert add_carts(store, [cart(deleted=True)], NOW).changed == 1
    assert add_carts(store, [cart(deleted=True)], NOW).unchanged == 1
    assert one(store, "SELECT status FROM cart") == "deleted"


def test_SP_14_SYNC_04_carts_of_the_past_are_marked_until_they_live() -> None:
    store = opened("ana")
    add_carts(store, [cart()], NOW, "historic")
    assert rows(store, "SELECT historic FROM cart") == [(1,)]
    assert kinds(store) == []
    add_carts(store, [cart(updated_at=NOW + 1)], NOW + 1)
    assert rows(store, "SELECT historic FROM cart") == [(0,)]


def test_GR_03_carts_of_strangers_are_refused_and_those_of_nobody_kept() -> None:
    store = opened()
    outcome = add_carts(store, [cart(contact="zoe"), cart("k2", None)], NOW)
    assert [(r.row, r.reason) for r in outcome.refusals] == [(0, "`zoe` is not a contact")]
    assert rows(store, "SELECT key, contact_id FROM cart") == [("k2", None)]
    assert one(store, "SELECT count(*) FROM cart_line") == 1


def test_a_line_without_a_product_is_left_out() -> None:
    store = opened("ana")
    nothing = line()._replace(product_key=None)
    [refusal] = add_carts(store, [cart(lines=(nothing, line()))], NOW).refusals
    assert refusal.reason == "kept without line 1: it has no product"
    assert rows(store, "SELECT line_no FROM cart_line") == [(2,)]


def test_SP_14_history_neither_opens_a_cart_again_nor_touches_it() -> None:
    store = opened("ana")
    add_carts(store, [cart()], NOW)
    add_orders(store, [order(placed_at=NOW + HOUR)], NOW + HOUR)
    add_carts(store, [cart(updated_at=NOW + 2 * HOUR)], NOW + 2 * HOUR, "historic")
    assert rows(store, "SELECT status, touched_at FROM cart") == [("ordered", NOW)]
