"""Checks of starting points: at least one, exclusive ones alone, carts as the rules say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ...dsl.source import Source
from ..exact import length
from ..ir.text import fold
from ..resolve.project import Project
from ..resolve.sends import is_cart_journey, starts, status
from ..resolve.symbols import Declared
from ..rules.starts import (
    CART_TOO_SOON,
    EVENT_NAME_LENGTH,
    EXCLUSIVE_START,
    NO_START,
    SECOND_CART_JOURNEY,
    WITH_AND_WITHOUT,
)
from .place import Checks, Findings, Found, On, Place

EXCLUSIVE: Final = (nodes.AbandonsCart, nodes.OrderNotified)  # SP-05
SHORTEST_IDLE: Final = 15 * 60_000  # milliseconds, SP-58
NAME_LENGTH: Final = range(2, 31)  # SP-82


def at_least_one(node: nodes.Journey, place: Place) -> Findings:
    """A journey that nothing starts. SP-01."""
    if not starts(node):
        words = f"the journey `{node.name}` has no starting point"
        help = "say what lets contacts in, or `starting point: added manually`"
        yield NO_START, Finding(node.name.span, words, help)


def exclusive(node: nodes.Journey, place: Place) -> Findings:
    """An exclusive starting point beside another. SP-05."""
    points = starts(node)
    alone = next((one for one in points if isinstance(one.event, EXCLUSIVE)), None)
    for other in points:
        if alone and other is not alone:
            words = f"`{place.text(alone.event)}` cannot be combined with another starting point"
            help = "make it a journey of its own, or drop one of the two"
            yield EXCLUSIVE_START, Finding(other.span, words, help)


def cart_start(node: nodes.AbandonsCart, place: Place) -> Findings:
    """`abandons cart after 5m`, `with products "A" without products "A"`."""
    if node.after:
        yield from idle(node.after, place)
    excluded = {fold(name.value) for name in node.excluded}
    for name in node.included:
        if fold(name.value) in excluded:
            words = f"the cart cannot be with `{name.value}` and without it"
            yield WITH_AND_WITHOUT, Finding(name.span, words, "drop it from one of the two lists")


def idle(node: nodes.Duration, place: Place) -> Findings:
    """How long a cart rests before it counts as abandoned. SP-58."""
    found = length(node)
    if found and any(found) and found.shortest < SHORTEST_IDLE:
        words = f"`{place.text(node)}` is too soon: a cart is abandoned after 15 minutes at least"
        yield CART_TOO_SOON, Finding(node.span, words, "one hour, `1h`, is the default")


def event_name(node: nodes.CustomEvent | nodes.DidEvent, place: Place) -> Findings:
    """`event "x"`. SP-82."""
    if len(node.name.value) not in NAME_LENGTH:
        words = f"`{node.name.value}` has {_characters(node.name.value)}"
        help = "the name of an event has 2 to 30"
        yield EVENT_NAME_LENGTH, Finding(node.name.span, words, help)


def _characters(text: str) -> str:
    return "1 character" if len(text) == 1 else f"{len(text)} characters"


Cart = tuple[Declared[nodes.Journey], nodes.AbandonsCart]


def cart_journeys(project: Project) -> Iterator[tuple[Source, Found]]:
    """The second of two active journeys that would take the same cart. SP-62."""
    carts: list[Cart] = [
        (one, start.event)
        for one in project.journeys
        if status(one.node) == "active" and is_cart_journey(one.node)
        for start in starts(one.node)
        if isinstance(start.event, nodes.AbandonsCart)
    ]
    for (first, cart), (second, other) in combinations(sorted(carts, key=_place), 2):
        if first.node is not second.node and _meet(cart, other):
            where = f"store `{other.store}`" if other.store else "every store"
            words = f"the journey `{first.node.name}` takes the abandoned carts of {where} already"
            help = "name different stores, or make one a `status: draft`"
            yield second.source, (SECOND_CART_JOURNEY, Finding(other.span, words, help))


def _place(cart: Cart) -> tuple[str, int]:
    return cart[0].source.path, cart[1].span.start


def _meet(one: nodes.AbandonsCart, other: nodes.AbandonsCart) -> bool:
    stores = {str(cart.store) if cart.store else None for cart in (one, other)}
    if len(stores) == 2 and None not in stores:
        return False
    return not (_leaves_out(one, other) or _leaves_out(other, one))


def _leaves_out(one: nodes.AbandonsCart, other: nodes.AbandonsCart) -> bool:
    """Whether no cart of `one` is a cart of `other`, which excludes all that `one` asks for."""
    wanted = {fold(name.value) for name in one.included}
    return bool(wanted) and wanted <= {fold(name.value) for name in other.excluded}


CHECKS: Checks = (
    On(nodes.Journey, at_least_one),
    On(nodes.Journey, exclusive),
    On(nodes.AbandonsCart, cart_start),
    On(nodes.CustomEvent, event_name),
    On(nodes.DidEvent, event_name),
)
