"""Two weeks of the shop's life: who signs up, looks, fills a cart and buys, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from ..compiler.ir import kinds
from ..runtime.intake.rows import CartRow, ContactRow, EventRow, OrderRow
from .shop import DAY, HOUR, STORE, Shop, make_contact, make_lines, make_order

DAYS = 14


@dataclass(slots=True)
class Hour:
    """What happens between two ticks, ready for intake."""

    contacts: list[ContactRow] = field(default_factory=list)
    orders: list[OrderRow] = field(default_factory=list)
    carts: list[CartRow] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list)


Happening = ContactRow | OrderRow | CartRow | EventRow


def make_fortnight(seed: int, shop: Shop, step: int) -> list[Hour]:
    """The fortnight cut into steps of `step` milliseconds; step n ends at opening + (n+1)·step."""
    hours = [Hour() for _ in range(DAYS * DAY // step)]
    for at, happening in happenings(Random(seed + 1), shop):
        place = (at - shop.opening) // step
        if 0 <= place < len(hours):
            put(hours[place], happening)
    return hours


def put(hour: Hour, happening: Happening) -> None:
    """Into the right list."""
    match happening:
        case ContactRow():
            hour.contacts.append(happening)
        case OrderRow():
            hour.orders.append(happening)
        case CartRow():
            hour.carts.append(happening)
        case EventRow():
            hour.events.append(happening)


def happenings(random: Random, shop: Shop) -> Iterator[tuple[int, Happening]]:
    """Everything that happens, in any order."""
    people = len(shop.contacts)
    yield from sign_ups(random, shop, people // 20)
    yield from purchases(random, shop, people // 6)
    yield from carts(random, shop, people // 8)
    yield from looks(random, shop, people // 2)


def some_instant(random: Random, shop: Shop) -> int:
    """An instant of the fortnight, more often by day."""
    hour = random.choices(
        range(24), [1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 10, 10, 11, 9, 9, 9, 10, 11, 13, 14, 13, 9, 5, 2]
    )[0]
    return shop.opening + random.randrange(DAYS) * DAY + hour * HOUR + random.randrange(HOUR)


def sign_ups(random: Random, shop: Shop, count: int) -> Iterator[tuple[int, Happening]]:
    """New people who fill in the form."""
    for number in range(count):
        at = some_instant(random, shop)
        contact = make_contact(random, len(shop.contacts) + number, at)
        yield at, replace_status(contact, at)


def replace_status(contact: ContactRow, at: int) -> ContactRow:
    """A new contact says yes to e-mail, now."""
    return replace(contact, email_status="subscribed", added_at=at, source="form", tags=[])


def purchases(random: Random, shop: Shop, count: int) -> Iterator[tuple[int, Happening]]:
    """Orders placed without leaving a cart behind."""
    for number in range(count):
        at = some_instant(random, shop)
        buyer = random.choice(shop.contacts).key
        yield at, make_order(random, shop.products, (f"o{number:06d}", buyer, at))


def carts(random: Random, shop: Shop, count: int) -> Iterator[tuple[int, Happening]]:
    """Carts: a third are bought within the hour, some later, the rest are left."""
    for number in range(count):
        at = some_instant(random, shop)
        buyer = random.choice(shop.contacts).key
        yield at, make_cart(random, shop, (f"k{number:06d}", buyer, at))
        delay = random.choices((HOUR // 2, 8 * HOUR, 0), (33, 12, 55))[0]
        if delay:
            bought = at + delay
            yield bought, make_order(random, shop.products, (f"q{number:06d}", buyer, bought))


def make_cart(random: Random, shop: Shop, head: tuple[str, str, int]) -> CartRow:
    """One cart; `head` is its key, owner and instant."""
    key, owner, at = head
    return CartRow(
        store=STORE,
        key=key,
        contact_key=owner,
        updated_at=at,
        currency="EUR",
        checkout_url=f"https://trail.example/cart/{key}",
        lines=make_lines(random, shop.products),
    )


def looks(random: Random, shop: Shop, count: int) -> Iterator[tuple[int, Happening]]:
    """Products seen."""
    for number in range(count):
        at = some_instant(random, shop)
        yield (
            at,
            EventRow(
                kind=kinds.PRODUCT_VIEWED,
                at=at,
                contact_key=random.choice(shop.contacts).key,
                key=f"look-{number}",
                store=STORE,
                product_key=random.choice(shop.products).key,
            ),
        )
