"""Deeds: what a test tells, put into the store as a shop or a website would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from ...compiler.ir import kinds
from ...compiler.ir.calendar import DAY
from ...compiler.ir.tests import Deed, Product
from ...compiler.ir.zones import to_wall
from .. import intake
from ..intake.rows import CartRow, EventRow, LineRow, OrderRow, Outcome, ProductRow
from .stage import Impossible, Stage

PRICE = Decimal(50)
FEW, MANY = 1, 100  # units left of a product that is low in stock, and of one that is not
EVIDENCE = intake.Evidence("test", confirmed=True)
READING = {kinds.EMAIL_OPENED: "open", kinds.EMAIL_CLICKED: "click in"}


def perform(stage: Stage, deed: Deed) -> None:
    """Puts a deed into the store, at the clock's instant. Raises `Impossible`."""
    stock(stage, deed)
    outcome = DEEDS[deed.does](stage, deed)
    if outcome.refusals:
        raise Impossible(outcome.refusals[0].reason)
    stage.told_at = stage.now


def stock(stage: Stage, deed: Deed) -> None:
    """The products of a deed exist, with what is known of them."""
    if deed.store and deed.products:
        left = FEW if deed.low else None
        rows = [replace(goods(deed.store, one), stock=left) for one in deed.products]
        intake.add_products(stage.store, rows, stage.now, "historic")


def goods(store: str, one: Product) -> ProductRow:
    """A product as intake takes it."""
    categories = (one.category,) if one.category else ()
    return ProductRow(
        store=store, key=one.name, name=one.name, categories=categories, vendor=one.vendor
    )


def buys(stage: Stage, deed: Deed) -> Outcome:
    """An order of one of each, which is paid at once unless the test says when."""
    store = deed.store or ""
    waits = any(
        isinstance(line, Deed)
        and (line.contact, line.does, line.subject) == (deed.contact, "order_becomes", "paid")
        for line in stage.test.lines
    )
    lines = [LineRow(one.name, 1, name=one.name) for one in deed.products]
    order = OrderRow(
        store=store,
        key=f"order-{stage.number()}",
        contact_key=deed.contact,
        placed_at=stage.now,
        total=Decimal(deed.amount) if deed.amount else PRICE * len(lines),
        currency=deed.currency,
        financial_status="pending" if waits else "paid",
        lines=lines,
    )
    stage.orders[deed.contact, store] = order
    stage.carts.pop((deed.contact, store), None)
    return intake.add_orders(stage.store, [order], stage.now)


def order_becomes(stage: Stage, deed: Deed) -> Outcome:
    """The latest order gets another state."""
    place = (deed.contact, deed.store or "")
    order = stage.orders.get(place)
    if order is None:
        raise Impossible(f"{deed.contact} has not bought anything yet: tell the order first")
    match deed.subject:
        case "shipped":
            order = replace(order, fulfillment_status="shipped")
        case "cancelled":
            order = replace(order, cancelled_at=stage.now)
        case _:
            order = replace(order, financial_status=deed.subject)
    stage.orders[place] = order
    return intake.add_orders(stage.store, [order], stage.now)


def fills_cart(stage: Stage, deed: Deed) -> Outcome:
    """Products go into the cart of the contact, a new one after each order."""
    place = (deed.contact, deed.store or "")
    key, lines = stage.carts.setdefault(place, (f"cart-{stage.number()}", []))
    lines += [LineRow(one.name, unit_price=PRICE, name=one.name) for one in deed.products]
    added = [event_row(stage, deed, kinds.PRODUCT_ADDED, one.name) for one in deed.products]
    intake.add_events(stage.store, added, stage.now)
    cart = CartRow(
        store=place[1],
        key=key,
        contact_key=deed.contact,
        updated_at=stage.now,
        checkout_url=f"https://shop.test.example/{key}",
        lines=tuple(lines),
    )
    return intake.add_carts(stage.store, [cart], stage.now)


def comes_back(stage: Stage, deed: Deed) -> Outcome:
    """What the contact put into a cart while it was low runs out, and is there again."""
    wanted = stage.store.read("testing.low-products", contact=deed.contact, store=deed.store)
    if not wanted:
        words = f"{deed.contact} has put nothing into a cart while it was low in stock"
        raise Impossible(f"{words}: tell that first")
    for left in (0, MANY):
        rows = [ProductRow(store=deed.store or "", key=key, stock=left) for (key,) in wanted]
        outcome = intake.add_products(stage.store, rows, stage.now)
    return outcome


def abandons_cart(stage: Stage, deed: Deed) -> Outcome:
    """A cart of its own is filled, and nobody comes back to it."""
    stage.carts.pop((deed.contact, deed.store or ""), None)
    return fills_cart(stage, deed)


def event(stage: Stage, deed: Deed) -> Outcome:
    """An event that is told as such."""
    kind = deed.event or kinds.CUSTOM
    if kind in READING and not has_received(stage, deed):
        words = f"{deed.contact} cannot {READING[kind]} email {deed.subject}"
        raise Impossible(f"{words}: it has not been sent to {deed.contact}")
    product = deed.products[0].name if deed.products else None
    return intake.add_events(stage.store, [event_row(stage, deed, kind, product)], stage.now)


def event_row(stage: Stage, deed: Deed, kind: str, product: str | None) -> EventRow:
    """An event as intake takes it."""
    link = {"link": deed.value} if deed.value else {}
    return EventRow(
        kind=kind,
        at=stage.now,
        contact_key=deed.contact,
        subject=deed.subject,
        store=deed.store,
        product_key=product,
        properties={**link, **deed.properties},
    )


def has_received(stage: Stage, deed: Deed) -> bool:
    """Whether the email of a deed has been sent to its contact, or was said to be."""
    said = any(
        isinstance(line, Deed)
        and (line.contact, line.event, line.subject)
        == (deed.contact, kinds.EMAIL_SENT, deed.subject)
        for line in stage.test.lines
    )
    letters = stage.store.read("testing.letters", contact=deed.contact)
    return said or any((row[1], row[2]) == (deed.subject, "accepted") for row in letters)


def consents(stage: Stage, deed: Deed) -> Outcome:
    """Another state of consent."""
    change = intake.set_email_status if deed.does == "email" else intake.set_sms_status
    done = change(stage.store, [deed.contact], deed.subject, stage.now, EVIDENCE)  # type: ignore[arg-type]
    if deed.subject == "subscribed" and done.unchanged:
        words = f"{deed.contact} is subscribed to {deed.does} already, so signing up does nothing"
        stage.idle.append(words)
    return done


def belongs(stage: Stage, deed: Deed) -> Outcome:
    """A tag, or a group that is joined or left."""
    change = {"tag": intake.tag, "join": intake.join_group, "leave": intake.leave_group}[deed.does]
    return change(stage.store, [deed.contact], deed.subject or "", stage.now)


def sets_field(stage: Stage, deed: Deed) -> Outcome:
    """A field gets a value."""
    value = local_day(stage, deed.contact) if deed.today else deed.value
    try:
        return intake.set_field(stage.store, [deed.contact], deed.subject or "", value, stage.now)
    except ValueError as error:
        raise Impossible(str(error)) from None


def local_day(stage: Stage, contact: str) -> date:
    """The day that it is where a contact lives."""
    (given,) = (one for one in stage.test.contacts if one.name == contact)
    zone = ZoneInfo(given.time_zone) if given.time_zone else stage.zone
    return date(1970, 1, 1) + timedelta(days=to_wall(stage.now, zone) // DAY)


DEEDS: dict[str, Callable[[Stage, Deed], Outcome]] = {
    "buys": buys,
    "fills_cart": fills_cart,
    "abandons_cart": abandons_cart,
    "comes_back": comes_back,
    "order_becomes": order_becomes,
    "tag": belongs,
    "join": belongs,
    "leave": belongs,
    "set_field": sets_field,
    "email": consents,
    "sms": consents,
    "event": event,
}
