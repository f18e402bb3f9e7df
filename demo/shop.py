"""The shop: its catalogue, its people, and what they bought in the ninety days before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from ..compiler.ir import kinds
from ..runtime.intake.rows import ContactRow, EventRow, LineRow, OrderRow, ProductRow
from .words import CATEGORIES, COLOURS, FIRST_NAMES, LAST_NAMES, VENDORS, ZONES

STORE = "shop"
HOUR = 3_600_000
DAY = 24 * HOUR
HISTORY_DAYS = 90
GROUPS = ("running", "hiking", "climbing")
STATUSES = (("subscribed", 72), ("non_subscribed", 18), ("unsubscribed", 7), ("cleaned", 3))


@dataclass(frozen=True, slots=True)
class Shop:
    """A generated shop; equal seeds give equal shops."""

    opening: int
    products: tuple[ProductRow, ...]
    contacts: tuple[ContactRow, ...]
    orders: tuple[OrderRow, ...]
    events: tuple[EventRow, ...]


def make_shop(seed: int, people: int, opening: int) -> Shop:
    """A shop whose demonstration opens at the instant `opening` (milliseconds UTC)."""
    random = Random(seed)
    products = tuple(make_products(random))
    contacts = tuple(make_contact(random, number, opening) for number in range(people))
    habits = {contact.key: random.paretovariate(1.4) for contact in contacts}
    orders = tuple(make_history(random, products, habits, opening))
    events = tuple(make_visits(random, products, habits, opening))
    return Shop(opening, products, contacts, orders, events)


def weighted(random: Random, choices: tuple[tuple[str, int], ...]) -> str:
    """One of the names, by weight."""
    return random.choices([name for name, _ in choices], [weight for _, weight in choices])[0]


def make_products(random: Random) -> Iterator[ProductRow]:
    """The catalogue: every good of every category in a few colours."""
    for category, (goods, low, high) in CATEGORIES.items():
        for good in goods.split(", "):
            price = Decimal(random.randint(low, high))
            for colour in random.sample(COLOURS, 4):
                yield ProductRow(
                    store=STORE,
                    key=f"{category[:2].upper()}-{good.replace(' ', '-')}-{colour}",
                    name=f"{good.title()} {colour}",
                    categories=(category,),
                    vendor=random.choice(VENDORS),
                    url=f"https://trail.example/products/{good.replace(' ', '-')}-{colour}",
                    price=price,
                    currency="EUR",
                    stock=random.randint(0, 60),
                )


def make_contact(random: Random, number: int, opening: int) -> ContactRow:
    """One contact of the audience."""
    first, last = random.choice(FIRST_NAMES), random.choice(LAST_NAMES)
    zone, country, language = random.choices(
        [place[:3] for place in ZONES], [place[3] for place in ZONES]
    )[0]
    status = weighted(random, STATUSES)
    return ContactRow(
        key=f"c{number:06d}",
        email=f"{mailbox(first)}.{mailbox(last)}.{number}@people.example",
        first_name=first if random.random() < 0.9 else None,
        last_name=last,
        phone=f"+336{number:08d}" if random.random() < 0.4 else None,
        language=language,
        country=country,
        source=random.choice(("shop", "form", "fair")),
        time_zone=zone,
        email_status=status,
        sms_status="subscribed" if random.random() < 0.2 else "none",
        added_at=opening - random.randint(1, 900) * DAY,
        groups=[f"interests.{name}" for name in GROUPS if random.random() < 0.25],
        tags=["vip"] if random.random() < 0.03 else [],
        fields={"plan": random.choice(("silver", "bronze")), "size": random.randint(36, 47)},
    )


def mailbox(name: str) -> str:
    """A name as the local part of an address."""
    plain = name.casefold().encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isalnum())


def make_history(
    random: Random, products: tuple[ProductRow, ...], habits: dict[str, float], opening: int
) -> Iterator[OrderRow]:
    """Ninety days of orders; few people place most of them."""
    buyers, weights = list(habits), list(habits.values())
    for number in range(len(habits) * 6 // 5):
        buyer = random.choices(buyers, weights)[0] if number < 200 else random.choice(buyers)
        at = opening - random.randint(HOUR, HISTORY_DAYS * DAY)
        yield make_order(random, products, (f"h{number:06d}", buyer, at))


def make_order(
    random: Random, products: tuple[ProductRow, ...], head: tuple[str, str, int]
) -> OrderRow:
    """One order of one to four lines; `head` is its key, buyer and instant."""
    key, buyer, at = head
    lines = make_lines(random, products)
    total = sum((line.total or Decimal(0) for line in lines), Decimal(0))
    cancelled = at + HOUR if random.random() < 0.03 else None
    return OrderRow(
        store=STORE,
        key=key,
        contact_key=buyer,
        placed_at=at,
        total=total,
        currency="EUR",
        financial_status="paid",
        cancelled_at=cancelled,
        lines=lines,
    )


def make_lines(random: Random, products: tuple[ProductRow, ...]) -> list[LineRow]:
    """A few different products, once or twice each."""
    chosen = random.sample(products, random.choices((1, 2, 3, 4), (55, 25, 12, 8))[0])
    return [make_line(product, random.choice((1, 1, 1, 2))) for product in chosen]


def make_line(product: ProductRow, quantity: int) -> LineRow:
    """A line at the product's price."""
    price = product.price or Decimal(0)
    return LineRow(product.key, quantity, price, price * quantity)


def make_visits(
    random: Random, products: tuple[ProductRow, ...], habits: dict[str, float], opening: int
) -> Iterator[EventRow]:
    """Products seen and put on the wish list in the ninety days before."""
    people = list(habits)
    for number in range(len(people) * 3):
        product = random.choice(products)
        wish = random.random() < 0.15
        yield EventRow(
            kind=kinds.CUSTOM if wish else kinds.PRODUCT_VIEWED,
            subject="wishlist" if wish else None,
            at=opening - random.randint(HOUR, HISTORY_DAYS * DAY),
            contact_key=random.choice(people),
            key=f"visit-{number}",
            store=STORE,
            product_key=None if wish else product.key,
        )
