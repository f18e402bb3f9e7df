"""Products: added, changed, with their categories, and known by id alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jalon.runtime.intake import ProductRow, add_orders, add_products

from .shop import NOW, dump, line, one, opened, order, rows

BOOT = ProductRow(
    store="shop",
    key="B-1",
    name=" Trail Boot ",
    categories=("Boots", "boots", "Outdoor"),
    vendor="ACME",
    price=Decimal("119.9"),
    stock=3,
)


def test_a_product_is_folded_for_comparing() -> None:
    store = opened()
    add_products(store, [BOOT], NOW)
    found = rows(store, "SELECT key, fold_key, name, fold_name, fold_vendor, price FROM product")
    assert found == [("B-1", "b-1", "Trail Boot", "trail boot", "acme", 11_990)]
    found = rows(store, "SELECT fold_category, category FROM product_category")
    assert found == [("boots", "Boots"), ("outdoor", "Outdoor")]


def test_the_same_again_changes_nothing() -> None:
    store = opened()
    add_products(store, [BOOT], NOW)
    before = dump(store)
    assert add_products(store, [BOOT, BOOT], NOW + 1).unchanged == 2
    assert dump(store) == before


def test_categories_told_replace_the_old_ones_and_none_told_keep_them() -> None:
    store = opened()
    add_products(store, [BOOT], NOW)
    assert add_products(store, [ProductRow(store="shop", key="B-1")], NOW).unchanged == 1
    now = ProductRow(store="shop", key="B-1", categories=("Sale", "Boots"))
    assert add_products(store, [now], NOW).changed == 1
    assert rows(store, "SELECT fold_category FROM product_category") == [("boots",), ("sale",)]


def test_keys_that_differ_by_letter_case_are_two_products() -> None:
    store = opened()
    told = [ProductRow(store="shop", key="85123a"), ProductRow(store="shop", key="85123A")]
    assert add_products(store, told, NOW).added == 2


def test_a_product_that_was_known_by_its_id_gets_its_name() -> None:
    store = opened("ana")
    assert add_orders(store, [order(lines=(line("B-1"),))], NOW).products_added == 1
    assert add_products(store, [BOOT], NOW).changed == 1
    assert rows(store, "SELECT key, name FROM product") == [("B-1", "Trail Boot")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ProductRow(store="nowhere", key="1"), "there is no store `nowhere`"),
        (ProductRow(store="shop", key=""), "a product needs an id"),
        (ProductRow(store="shop", key="1", currency="EURO"), "`EURO` is not an ISO 4217 currency"),
    ],
)
def test_a_product_that_cannot_be_is_refused(row: ProductRow, reason: str) -> None:
    outcome = add_products(opened(), [row], NOW)
    assert [(r.reason, r.whole) for r in outcome.refusals] == [(reason, True)]


@pytest.mark.parametrize(
    ("store", "price", "minor"),
    [("shop", "1.005", None), ("tokyo", "120", 120), ("tokyo", "1.5", None)],
)
def test_a_price_is_exact_or_left_out(store: str, price: str, minor: int | None) -> None:
    here = opened()
    outcome = add_products(here, [ProductRow(store=store, key="1", price=Decimal(price))], NOW)
    assert one(here, "SELECT price FROM product") == minor
    assert len(outcome.refusals) == (minor is None)
