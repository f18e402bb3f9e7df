"""What shops tell of their promo codes and of themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ...compiler.ir.text import fold
from ..store import Store

MILLION = 1_000_000
CodeType = Literal["percentage", "amount", "free_shipping", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoCodeRow:
    """A code as its store has it; `other` is any type that offers do not support. OFFER-10, 52

    `ends_at` and `deleted_at` in milliseconds UTC.
    """

    store: str
    code: str
    type: CodeType | None = None
    ends_at: int | None = None
    deleted_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantRow:
    """The merchant requirements, as far as the shop tells them; `chargebacks` is their share of the
    orders of the last six months, `plan` whether it is Starter or higher. OFFER-55
    """

    store: str
    acceptable_use: bool | None = None
    plan: bool | None = None
    shopify_payments: bool | None = None
    shop_pay: bool | None = None
    shop_channel: bool | None = None
    open_store: bool | None = None
    no_gates: bool | None = None
    eligible_products: int | None = None
    chargebacks: Decimal | None = None


def tell_codes(store: Store, rows: Iterable[PromoCodeRow]) -> int:
    """Takes down what is known of codes now; returns how many there were."""
    told = [{**row_values(row), "fold_code": fold(row.code), "code": row.code} for row in rows]
    with store.transaction():
        store.many("offers.tell-code", told)
    return len(told)


def row_values(row: PromoCodeRow) -> dict[str, object]:
    """The values of a code besides the code."""
    times = {"ends_at": row.ends_at, "deleted_at": row.deleted_at}
    return {"store": row.store, "type": row.type, **times}


def tell_merchant(store: Store, row: MerchantRow, now: int) -> None:
    """Takes down what a shop says of itself; the next tick suspends its offers if need be."""
    values = {name: plain(getattr(row, name)) for name in MerchantRow.__slots__}
    with store.transaction():
        store.write("offers.tell-merchant", **values, now=now)


def plain(value: bool | int | Decimal | str | None) -> int | str | None:
    """A value as it is stored: 0 and 1, whole numbers, a share in millionths, texts."""
    if isinstance(value, Decimal):
        return int(value * MILLION)
    return int(value) if isinstance(value, bool) else value
