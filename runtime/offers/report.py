"""What became of the offers: figures of thirty days, holders, and what can be done by hand."""

from __future__ import annotations

from dataclasses import dataclass

from ..store import Store
from .states import ACTIVE, AUTOMATIC, DELETED, TRANSITIONS

THIRTY_DAYS = 30 * 86_400_000


class NoCode(Exception):
    """An offer without a code cannot be active. OFFER-20"""


@dataclass(frozen=True, slots=True)
class OfferReport:
    """An offer and its figures; `sales` in minor units of the store's currency. OFFER-41, AMB-15"""

    name: str
    title: str | None
    store: str
    code: str | None
    state: str
    reason: str | None
    currency: str
    recipients: int
    orders: int
    sales: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A code in somebody's hands: displayed and redeemable are different things. OFFER-07"""

    offer: str
    contact: str
    code: str
    type: str
    value: int
    currency: str | None
    issued_at: int
    used: bool
    displayed: bool
    redeemable: bool


def shop_offers(store: Store, now: int) -> list[OfferReport]:
    """The offers by name, with what happened in the thirty days up to now. OFFER-40"""
    rows = store.read("offers.figures", now=now, since=now - THIRTY_DAYS)
    return [OfferReport(*row) for row in rows]


def holders(store: Store, now: int) -> list[Holder]:
    """Every code that offers issued, in the order in which they did."""
    rows = store.read("offers.holders", now=now)
    return [Holder(*row[:7], *map(bool, row[7:])) for row in rows]


def act(store: Store, name: str, action: str, now: int) -> str | None:
    """Does something to the offer of that name by hand; returns the state that follows.

    None when its state does not allow it. Raises `NoCode`.
    """
    with store.transaction():
        ((number, state, code),) = store.read("offers.named", name=name)
        after = None if action in AUTOMATIC else TRANSITIONS[state].get(action)
        if after == ACTIVE and code is None:
            raise NoCode(name)
        if after is not None:
            by_hand = int(after == DELETED)
            store.write("offers.move", id=number, to=after, by_hand=by_hand, now=now)
            store.write("offers.log")
    return after
