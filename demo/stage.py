"""Puts the shop on stage: the store filled with its history, then its life hour by hour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..compiler import ir
from ..runtime import intake
from ..runtime.deploy import deploy
from ..runtime.engine.tick import catch_up
from ..runtime.store import Store
from .fortnight import Hour, make_fortnight, put
from .reactions import reactions
from .shop import HOUR, Shop

STEP = HOUR
Deliver = Callable[[int], object]
"""Hands over the messages that are due at an instant (milliseconds UTC)."""


@dataclass(frozen=True, slots=True)
class Play:
    """What is played: the shop, the program, and who delivers the messages."""

    shop: Shop
    program: ir.Program
    seed: int
    deliver: Deliver


def load(store: Store, play: Play) -> None:
    """Deploys the program, and loads catalogue, contacts and history, which trigger nothing."""
    shop, opening = play.shop, play.shop.opening
    deploy(store, play.program, opening)
    intake.add_products(store, shop.products, opening, "historic")
    intake.add_contacts(store, shop.contacts, opening, "historic")
    intake.add_orders(store, shop.orders, opening, "historic")
    intake.add_events(store, shop.events, opening, "historic")


def perform(store: Store, play: Play) -> Iterator[int]:
    """Plays the fortnight; yields the instant after each step."""
    hours = make_fortnight(play.seed, play.shop, STEP)
    for number, hour in enumerate(hours):
        now = play.shop.opening + (number + 1) * STEP
        happen(store, hour, now)
        catch_up(store, now)
        play.deliver(now)
        answer(store, hours[number + 1 :], play.shop.opening + (number + 1) * STEP)
        yield now


def happen(store: Store, hour: Hour, now: int) -> None:
    """Takes in what happened since the last tick."""
    intake.add_contacts(store, hour.contacts, now)
    intake.add_carts(store, hour.carts, now)
    intake.add_orders(store, hour.orders, now)
    intake.add_events(store, hour.events, now)


def answer(store: Store, coming: list[Hour], now: int) -> None:
    """Writes into the hours to come who will open and click what was just sent."""
    for at, event in reactions(store, now - STEP, now):
        place = (at - now) // STEP
        if place < len(coming):
            put(coming[place], event)
