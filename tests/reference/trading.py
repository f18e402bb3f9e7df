"""How orders and carts change the world, and which events that is."""

from __future__ import annotations

from jalon.compiler.ir import Program, kinds

from .intake import record
from .world import Cart, Event, Order, World


def counts(order: Order, program: Program) -> bool:
    """Whether an order counts: not cancelled and, where the store says so, paid. AMB-04"""
    (rule,) = [store.counted for store in program.stores if store.name == order.store]
    return not order.cancelled and (rule == "not_cancelled" or order.financial_status == "paid")


def place(world: World, order: Order, program: Program, now: int, origin: str = "live") -> None:
    """She buys; her carts of that store that are not newer become this order."""
    order.historic = origin == "historic"
    order.counted = counts(order, program)
    world.orders.append(order)
    world.retell(order.contact, origin)
    for cart in world.carts:
        if cart.status == "open" and became(cart, order):
            cart.status = "ordered"
    if not order.historic:
        tell(world, order, kinds.ORDERED, (order.placed_at, now), origin)
        if order.financial_status == "paid":
            tell(world, order, kinds.ORDER_PAID, (now, now), origin)
        if order.financial_status in ("partially_refunded", "refunded"):
            tell(world, order, kinds.ORDER_REFUNDED, (now, now), origin)


def cancel(world: World, order: Order, program: Program, now: int) -> None:
    """The order is called off; it counts no more."""
    if not order.cancelled:
        order.cancelled = True
        order.counted = counts(order, program)
        tell(world, order, kinds.ORDER_CANCELLED, (now, now))


Instants = tuple[int, int]
"""When it happened, and when it is told."""


def tell(world: World, order: Order, kind: str, when: Instants, origin: str = "live") -> None:
    """An event about an order."""
    at, now = when
    event = Event(0, order.contact, kind, at, at, None, order.store, order.id, origin)
    record(world, event, now)


def became(cart: Cart, order: Order) -> bool:
    """Whether a cart is not newer than an order of the same contact and store."""
    same = cart.contact is not None and (cart.contact, cart.store) == (order.contact, order.store)
    return same and cart.updated_at <= order.placed_at


def put(world: World, told: Cart, now: int, origin: str = "live") -> None:
    """The cart as it is now; old news and no news change nothing."""
    told.historic = origin == "historic"
    told.touched_at = max(told.updated_at, world.watermark)
    before = next((cart for cart in world.carts if cart.id == told.id), None)
    if before is not None:
        told.checkout_url = told.checkout_url or before.checkout_url
        told.historic = told.historic and before.historic
        if told.updated_at < before.updated_at or is_same(told, before):
            return
        world.carts.remove(before)
    if told.status != "deleted" and any(became(told, order) for order in world.orders):
        told.status = "ordered"
    if before is not None and origin == "historic":
        told.touched_at = before.touched_at
        told.status = before.status if told.status == "open" else told.status
    world.carts.append(told)
    if origin != "historic":
        at = told.updated_at
        event = Event(
            0, told.contact, kinds.CART_CHANGED, at, at, None, told.store, told.id, origin
        )
        record(world, event, now)


def is_same(told: Cart, before: Cart) -> bool:
    """Nothing about the cart is new."""
    still = told.status != "deleted" or before.status == "deleted"
    return (
        told.updated_at == before.updated_at
        and told.contact == before.contact
        and told.lines == before.lines
        and told.checkout_url == before.checkout_url
        and still
    )
