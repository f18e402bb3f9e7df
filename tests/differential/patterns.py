"""Generated event patterns and starting points: things that the stories are full of."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from jalon.compiler.ir import (
    CartAbandoned,
    Duration,
    EventPattern,
    Lapsed,
    Predicate,
    SegmentPattern,
    StartingPoint,
    TimePattern,
)
from jalon.compiler.ir.kinds import SEGMENT_ENTERED, SEGMENT_LEFT, TIME_CAME
from jalon.compiler.ir.predicates import All, Not, PropertyTest

from .conditions import STORE, attributes, belonging, matches, where
from .dates import arrivals, silences
from .mixing import mix, rarely
from .taste import Taste
from .vocabulary import GROUPS, HOUR, MESSAGES, OFTEN, SCORES, SEGMENTS

Patterns = SearchStrategy[EventPattern]
SOME = st.booleans()


def tagged(*tags: str) -> EventPattern:
    """A tag is added."""
    return EventPattern(kinds=("tag_added",), subjects=tags)


@cache
def times(base: int) -> Patterns:
    """What time alone brings about."""
    drawn = mix(carts(base), lapsed(base), arrivals(base), silences())
    return drawn.map(lambda start: TimePattern(of=start.model_copy(update={"where": None}))).map(
        lambda one: EventPattern(kinds=(TIME_CAME,), subjects=(one.key,), derived=(one,))
    )


@cache
def moves() -> Patterns:
    """Moves into a segment and out of it."""
    both = st.tuples(
        st.sampled_from((SEGMENT_ENTERED, SEGMENT_LEFT)),
        st.sampled_from(SEGMENTS).map(lambda name: SegmentPattern(segment=name, content="now")),
    )
    return both.map(
        lambda two: EventPattern(kinds=two[:1], subjects=(two[1].key,), derived=two[1:])
    )


@cache
def patterns(base: int, taste: Taste) -> Patterns:
    """Events one may wait for."""
    kinds: dict[str, Patterns] = {
        "x": st.just(tagged("x")),
        "tag": st.sampled_from(OFTEN).map(tagged),
        "booked": st.just(EventPattern(kinds=("custom",), subjects=("booked",))),
        "booking": bookings(),
        "bought": bought(),
        "plain": st.sampled_from(PLAIN),
        "seen": seen(),
        "time": times(base),
        "moves": moves(),
        "reach": st.sampled_from((0, 1, 10, 12)).map(reach),
    }
    return st.sampled_from(taste.events).flatmap(kinds.__getitem__)


def reach(points: int) -> EventPattern:
    """A score comes into a range. STEP-75"""
    came, was = (
        PropertyTest(name=name, number=True, compare=">=", value=points * 1_000_000)
        for name in ("to", "from")
    )
    where = All(parts=(came, Not(part=was)))
    return EventPattern(kinds=("points_changed",), subjects=SCORES[:1], where=where)


@cache
def bookings() -> Patterns:
    """An API event, with or without conditions on it."""
    return st.builds(
        EventPattern,
        kinds=st.just(("custom",)),
        subjects=st.sampled_from((("booked",), ("booked",), ("booked", "cancelled"), ())),
        where=mix(st.none(), where()),
    )


@cache
def bought() -> Patterns:
    """A purchase."""
    return st.builds(
        EventPattern,
        kinds=st.just(("ordered",)),
        products=mix(st.none(), matches()),
        store=STORE,
        subscribed_only=SOME,
    )


@cache
def seen() -> Patterns:
    """Products looked at, put into carts."""
    kinds = (("product_viewed",), ("product_viewed", "product_added_to_cart"), ("cart_changed",))
    return st.builds(
        EventPattern,
        kinds=st.sampled_from(kinds),
        products=mix(st.none(), matches()),
        store=STORE,
    )


PLAIN = (
    EventPattern(kinds=("tag_removed",), subjects=("vip",)),
    EventPattern(kinds=("joined_group",), subjects=GROUPS[:1]),
    EventPattern(kinds=("left_group", "joined_group"), subjects=GROUPS),
    EventPattern(kinds=("signed_up_email",), include_imported=True),
    EventPattern(kinds=("signed_up_email",)),
    EventPattern(kinds=("unsubscribed",), subjects=("email",)),
    EventPattern(kinds=("email_opened", "email_clicked"), subjects=(MESSAGES[0],)),
    EventPattern(kinds=("order_cancelled",)),
    EventPattern(kinds=("field_changed",), subjects=("plan",), value="gold"),
    EventPattern(kinds=("field_changed",), subjects=("plan",), value="silver"),
    EventPattern(kinds=("field_changed",), subjects=("size",), value="10"),
    EventPattern(kinds=("field_changed",), subjects=("optin",), value="yes"),
    EventPattern(kinds=("field_changed",), subjects=("plan",), to="empty"),
    EventPattern(kinds=("field_changed",), subjects=("renewal",), to="today"),
    EventPattern(kinds=("field_changed",)),
)


NOTICES = (
    EventPattern(kinds=("ordered",), per_order=True, standing=True),
    EventPattern(kinds=("order_paid",), per_order=True),
    EventPattern(kinds=("order_cancelled",), per_order=True, store="shop"),
)


@cache
def starts(base: int, taste: Taste) -> SearchStrategy[StartingPoint]:
    """Starting points."""
    kinds: dict[str, SearchStrategy[StartingPoint]] = {
        "go": st.just(tagged("go")),
        "event": patterns(base, taste),
        "order": st.sampled_from(NOTICES),
        "bought": bought(),
        "cart": carts(base),
        "lapsed": lapsed(base),
        "date": arrivals(base),
        "silence": silences(),
    }
    return st.sampled_from(taste.starts).flatmap(kinds.__getitem__)


@cache
def idle() -> SearchStrategy[Duration]:
    """How long a cart or a buyer may be idle."""
    hours = st.sampled_from((1, 6)).map(lambda n: Duration(milliseconds=n * HOUR))
    return mix(hours, st.sampled_from((Duration(days=1), Duration(months=1))))


@cache
def sometimes(base: int) -> SearchStrategy[Predicate | None]:
    """Mostly no condition."""
    return rarely(mix(belonging(), attributes(base)))


@cache
def carts(base: int) -> SearchStrategy[CartAbandoned]:
    """Abandoned carts."""
    products = rarely(matches())
    return st.builds(
        CartAbandoned,
        store=st.sampled_from((None, None, "shop", "outlet")),
        after=idle(),
        including=products,
        excluding=products,
        where=sometimes(base),
    )


@cache
def lapsed(base: int) -> SearchStrategy[Lapsed]:
    """Buyers who do not come back."""
    return st.builds(Lapsed, store=STORE, after=idle(), where=sometimes(base))
