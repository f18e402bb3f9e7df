"""Whether an event is one of those that a pattern or a condition speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from jalon.compiler.ir import EventPattern, ProductMatch
from jalon.compiler.ir.kinds import CART_CHANGED, COLLECTION_VIEWED, ORDER_KINDS, PRODUCT_KINDS
from jalon.compiler.ir.predicates import DidEvent

from . import conditions
from .clock import wall_clock
from .comparing import folded, text_passes
from .shopping import lines_pass
from .view import View
from .world import Event, Line, World


def matches(pattern: EventPattern, event: Event, view: View) -> bool:
    """Whether an event that is not history is what the pattern waits for."""
    return (
        event.origin != "historic"
        and concerns(pattern, event, view)
        and (pattern.value is None or changed_to(event) == pattern.value)
        and (pattern.to is None or changed_to(event) == becomes(pattern.to, event, view))
        and (not pattern.standing or stands(event, view.world))
    )


def concerns(about: EventPattern | DidEvent, event: Event, view: View) -> bool:
    """Kind, subject, store, products and `where` agree."""
    return (
        event.kind in about.kinds
        and (not about.subjects or event.subject in about.subjects)
        and about.store in (None, event.store)
        and (about.products is None or shows(event, about.products, view.world))
        and (about.where is None or conditions.holds(about.where, view.at(event)))
    )


def stands(event: Event, world: World) -> bool:
    """Whether the order of the event is not cancelled."""
    return any(order.id == event.ref and not order.cancelled for order in world.orders)


def changed_to(event: Event) -> str | None:
    """The new value of a changed field, as it is compared."""
    to = event.properties.get("to")
    return folded(to) if isinstance(to, str) else None


def becomes(to: str, event: Event, view: View) -> str | None:
    """Nothing, or the day on which the field changed, where she is."""
    return None if to == "empty" else f"{wall_clock(event.at, view.zone):%Y-%m-%d}"


def shows(event: Event, products: ProductMatch, world: World) -> bool:
    """Whether the order, cart or product of the event is one of those."""
    if event.kind == COLLECTION_VIEWED:
        named = event.subject is not None and products.by == "category"
        return named and text_passes(str(event.subject), products.test, products.values)
    return lines_pass(lines_of(event, world), products, world)


def lines_of(event: Event, world: World) -> Sequence[Line]:
    """What was bought, put in the cart, or looked at."""
    if event.kind in ORDER_KINDS:
        return next((o.lines for o in world.orders if o.id == event.ref), [])
    if event.kind == CART_CHANGED:
        return next((c.lines for c in world.carts if c.id == event.ref), [])
    return [Line(event.ref)] if event.kind in PRODUCT_KINDS else []
