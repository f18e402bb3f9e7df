"""Stores and money of the rows: which store a row means, and amounts in its currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ...compiler.ir.currencies import DECIMALS, LIMIT, minor_units
from ..store import Store
from .batch import Batch
from .texts import given


@dataclass(frozen=True, slots=True)
class Shop:
    """A store as the rows need it."""

    id: int
    currency: str
    behaviour: str = "all"  # or consented, none: what people do in it that is taken over


Shops = Mapping[str, Shop]


def add_store(
    store: Store,
    name: str,
    currency: str,
    counted: Literal["not_cancelled", "paid"] = "not_cancelled",
) -> None:
    """Adds a shop, or gives it another currency or rule; `currency` is an ISO 4217 code.

    Orders that are there already keep counting as they did.
    """
    if currency not in DECIMALS:
        raise ValueError(not_a_currency(currency))
    store.write("intake.add-store", name=name, currency=currency, counted=counted)


def shops(store: Store) -> dict[str, Shop]:
    """Every shop by name."""
    return {name: Shop(*known) for name, *known in store.read("intake.stores")}


def shop_of(batch: Batch, known: Shops, row: int, name: str) -> Shop | None:
    """The shop a row names; an unknown one refuses the row."""
    found = known.get(name)
    if found is None:
        batch.refuse(row, f"there is no store `{name}`")
    return found


def currency_of(batch: Batch, shop: Shop, row: int, code: str | None) -> str | None:
    """The currency of a row, else its shop's; an unknown one refuses the row."""
    found = (given(code) or shop.currency).upper()
    if found in DECIMALS:
        return found
    batch.refuse(row, not_a_currency(found))
    return None


def amount_of(batch: Batch, row: int, amount: Decimal | None, currency: str) -> int | None:
    """An amount in minor units; one that the currency cannot express is left out and noted."""
    if amount is None:
        return None
    found = minor_units(amount, currency)
    if found is None:
        batch.drop_value(row, f"kept without the amount: {inexpressible(amount, currency)}")
    return found


def not_a_currency(code: str) -> str:
    """The sentence for an unknown currency."""
    return f"`{code}` is not an ISO 4217 currency"


def inexpressible(amount: Decimal, currency: str) -> str:
    """The sentence for an amount with too many decimals, or too large."""
    if amount.is_finite() and abs(amount) < LIMIT:
        return f"`{amount}` has more decimals than {currency} has ({DECIMALS[currency]})"
    return f"`{amount}` is no amount of {currency}"
