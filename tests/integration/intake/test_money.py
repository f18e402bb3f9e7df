"""Money: exact in every currency, or not taken."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.compiler.ir.currencies import DECIMALS, minor_units
from jalon.runtime.intake import LineRow, add_orders

from .shop import NOW, line, opened, order, rows

CODES = sorted(DECIMALS)


@given(st.sampled_from(CODES), st.integers(-(10**12), 10**12))
def test_minor_units_are_exact_both_ways(code: str, minor: int) -> None:
    assert minor_units(Decimal(minor).scaleb(-DECIMALS[code]), code) == minor


@given(st.sampled_from(CODES), st.integers(-(10**9), 10**9))
def test_half_a_minor_unit_is_no_amount(code: str, minor: int) -> None:
    assert minor_units((Decimal(minor) + Decimal("0.5")).scaleb(-DECIMALS[code]), code) is None


@pytest.mark.parametrize(
    ("currency", "price", "minor"),
    [("EUR", "2.55", 255), ("JPY", "255", 255), ("KWD", "2.555", 2555), ("CLF", "2.5555", 25_555)],
)
def test_a_line_is_in_the_currency_of_its_order(currency: str, price: str, minor: int) -> None:
    store = opened("ana")
    told = order(currency=currency, total=Decimal(1), lines=(line(price=price),))
    assert add_orders(store, [told], NOW).refusals == ()
    assert rows(store, "SELECT unit_price, total FROM order_line") == [(minor, minor)]


@pytest.mark.parametrize("amount", ["0.001", "0.0000001", "NaN", "1e20"])
def test_a_line_lives_without_an_amount_that_cannot_be(amount: str) -> None:
    store = opened("ana")
    told = order(lines=(LineRow("P1", 2, Decimal(amount), Decimal("0.10")),))
    [refusal] = add_orders(store, [told], NOW).refusals
    assert not refusal.whole
    assert "kept without" in refusal.reason
    assert rows(store, "SELECT quantity, unit_price, total FROM order_line") == [(2, None, 10)]
