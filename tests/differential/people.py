"""Audiences: contacts, and what they did before the story begins."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..reference.world import Contact, Event, Line, Order, Properties, Value
from .mixing import mix
from .times import near
from .vocabulary import (
    COLOURS,
    COUNTRIES,
    CURRENCIES,
    DAY,
    GROUPS,
    MESSAGES,
    NAMES,
    PLACES,
    PLANS,
    POSTAL_CODES,
    PRODUCTS,
    ZONES,
)

EMAIL_STATUSES = (
    *("subscribed",) * 5,
    "non_subscribed",
    "unsubscribed",
    "pending",
    "cleaned",
)
SMS_STATUSES = ("subscribed", "none", "unsubscribed")
TOTALS = (1000, 2000, 2500, 3000, 3333, 10000)
BIRTHDAYS = (101, 228, 229, 301, 308, 330, 405, 618, 1025, 1101, 1231)
SIZES = (0, 1_000_000, 2_500_000, 10_000_000, -500_000)
PAYMENTS = (None, None, "paid", "refunded")


SOMEWHERE = ((None, None), *PLACES)


def maybe(*values: Value) -> SearchStrategy[Value]:
    """One of the values, or none."""
    return st.sampled_from((None, *values))


@st.composite
def contacts(draw: DrawFn, number: int, base: int) -> Contact:
    """A contact with this number in her key."""
    address = f"c{number}@x.test"
    values: dict[str, Value] = {
        "email": draw(st.sampled_from((address, address, address.upper(), None))),
        "phone": draw(maybe(f"+3360000000{number}")),
        "first_name": draw(maybe(*NAMES)),
        "country": draw(maybe(*COUNTRIES)),
        "email_status": draw(st.sampled_from(EMAIL_STATUSES)),
        "sms_status": draw(st.sampled_from(SMS_STATUSES)),
        "rating": draw(st.sampled_from((2, 4, 5))),
        "postal_code": draw(maybe(*POSTAL_CODES)),
        "predicted_age": draw(maybe("25-34", "65+")),
        "lifetime_value": draw(maybe("high", "low")),
        "email_engagement": draw(maybe("often", "rarely")),
        **dict(zip(("latitude", "longitude"), draw(st.sampled_from(SOMEWHERE)), strict=True)),
        "vip": draw(st.sampled_from((0, 1))),
        "added_at": draw(near(base)),
        "changed_at": draw(near(base)),
        "field.plan": draw(maybe(*PLANS)),
        "field.colour": draw(maybe(*COLOURS)),
        "field.size": draw(maybe(*SIZES)),
        "field.renewal": draw(mix(st.none(), st.integers(-40, 40).map(lambda d: base // DAY + d))),
        "field.dob": draw(maybe(*BIRTHDAYS)),
        "field.optin": draw(maybe(0, 1)),
    }
    tags: set[str] = {*draw(st.sets(st.sampled_from(("vip",)), max_size=1))}
    groups: set[str] = {*draw(st.sets(st.sampled_from(GROUPS), max_size=2))}
    zone = draw(st.sampled_from((None, *ZONES)))
    return Contact(number, f"c{number}", zone, values, tags, groups)


@cache
def lines(store: str | None = None) -> SearchStrategy[list[Line]]:
    """What was bought or put into a cart of one store."""
    numbers = [product.id for product in PRODUCTS if store in (None, product.store)]
    line = st.builds(Line, st.sampled_from(numbers), st.sampled_from((1, 1, 2, 3)))
    return mix(st.lists(line, min_size=1, max_size=3), st.lists(line, max_size=2))


@st.composite
def orders(draw: DrawFn, contact: int, when: SearchStrategy[int]) -> Order:
    """An order of one contact; its id is given when it is placed."""
    store = draw(st.sampled_from(("shop", "shop", "outlet")))
    order = Order(0, store, contact, draw(when))
    order.currency = draw(st.sampled_from((*CURRENCIES, "EUR")))
    order.total = draw(st.sampled_from(TOTALS))
    order.lines = draw(lines(store))
    order.financial_status = draw(st.sampled_from(PAYMENTS))
    order.cancelled = draw(st.sampled_from((False, False, False, True)))
    return order


@st.composite
def events(draw: DrawFn, contact: int, when: SearchStrategy[int]) -> Event:
    """Something that is told as an event; id and moment are given when it is received."""
    kind, subject, store, ref = draw(st.sampled_from(TELLABLE))
    at = draw(when)
    properties = draw(booking()) if kind == "custom" else {}
    origin = draw(st.sampled_from(("live", "live", "live", "historic", "imported")))
    return Event(0, contact, kind, at, at, subject, store, ref, origin, None, properties)


@cache
def booking() -> SearchStrategy[Properties]:
    """Properties, of the types one expects and of others."""
    seats = st.sampled_from((1, 2, 2.5, 3, "2", "many", True, None))
    city = st.sampled_from(("Paris", "PARIS ", "Rome", 7))
    return st.fixed_dictionaries({}, optional={"seats": seats, "city": city})


TELLABLE: tuple[tuple[str, str | None, str | None, int | None], ...] = (
    *[("custom", "booked", None, None)] * 6,
    ("custom", "cancelled", None, None),
    ("page_viewed", "/pricing", None, None),
    *(("product_viewed", None, product.store, product.id) for product in PRODUCTS[:3]),
    ("product_added_to_cart", None, "outlet", 5),
    *(
        (kind, message, None, None)
        for kind in ("email_sent", "email_sent", "email_opened", "email_clicked")
        for message in MESSAGES
    ),
)
