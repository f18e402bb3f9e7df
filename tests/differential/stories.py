"""Generated stories: what happens to an audience, and when the engine looks."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..reference.world import Cart, Event, Order
from .dates import mails, new_dates
from .mixing import mix
from .people import EMAIL_STATUSES, SIZES, contacts, events, lines, orders
from .programs import programs
from .story import Action, Arrived, Cancelled, Deployed, Filled, Placed, Story, Ticked, Told
from .taste import Taste
from .times import BASE, near
from .vocabulary import DAY, GROUPS, HOUR, MINUTE, OFTEN, PLANS, PRICES, QUARTER, ZONES

Past = SearchStrategy[Order | Event | Filled]
ZONE = st.sampled_from(ZONES)
# How long nothing happens: an outage of a month, too.
PAUSES = (
    *(0, 0, 1, QUARTER, QUARTER, QUARTER, QUARTER, HOUR, HOUR, HOUR, HOUR),
    *(6 * HOUR, 6 * HOUR, DAY, DAY, 3 * DAY, 35 * DAY),
)
HURRIED_PAUSES = (0, QUARTER, QUARTER, HOUR)
# Most news are fresh; some are late; clocks of shops may be fast.
AGO = st.sampled_from((0, 0, 0, -1, -QUARTER, -HOUR, -DAY, -40 * DAY, QUARTER))
TAGGING = st.sampled_from(("tag", "tag", "untag"))
ORIGINS = st.sampled_from(("live", "live", "live", "live", "imported", "historic"))


@st.composite
def stories(draw: DrawFn, taste: Taste) -> Story:
    """A program, an audience, and what happens between ticks; the last ones are far apart."""
    base, zone = draw(BASE), draw(ZONE)
    story = Story(zone, base, draw(programs(zone, base, taste)))
    count = draw(st.sampled_from((1, 1, 2, 3)))
    story.audience = [draw(contacts(number, base)) for number in range(1, count + 1)]
    story.past = draw(st.lists(past(near(base), count), max_size=4))
    told = draw(st.lists(moments(base, count, taste), min_size=8, max_size=24))
    pause = draw(st.sampled_from((0, 0, MINUTE)))
    start: list[tuple[int, Action]] = [
        (pause, Told("tag", number, "go")) for number in range(1, count + 1)
    ]
    if draw(st.sampled_from((True, True, False))):
        start.append((pause, Ticked()))
    now = base
    for pause, action in [*start, *only_once(told), (HOUR, Ticked()), (40 * DAY, Ticked())]:
        now += pause
        story.actions.append((now, in_time(action, now)))
    return story


def only_once(told: list[tuple[int, Action]]) -> list[tuple[int, Action]]:
    """Nobody is new twice."""
    new = [pair for pair in told if isinstance(pair[1], Arrived)]
    return [pair for pair in told if pair not in new[1:]]


def past(when: SearchStrategy[int], count: int, subject: str = "both") -> Past:
    """What somebody did before: orders, events, or both."""
    somebody = st.integers(1, count)
    bought: Past = somebody.flatmap(lambda one: orders(one, when))
    happened: Past = somebody.flatmap(lambda one: events(one, when))
    bought_or_left = mix(bought, bought, left(somebody, when))
    return {"purchases": bought_or_left, "activities": happened}.get(subject, mix(bought, happened))


def left(somebody: SearchStrategy[int], when: SearchStrategy[int]) -> SearchStrategy[Filled]:
    """Carts that were there before."""

    def at(cart: Cart, instant: int) -> Cart:
        cart.updated_at = instant
        return cart

    cart = st.builds(at, carts(somebody), when)
    return st.builds(Filled, st.sampled_from(("k1", "k2", "k3")), cart, st.just("historic"))


@cache
def moments(base: int, count: int, taste: Taste) -> SearchStrategy[tuple[int, Action]]:
    """Something happens after a pause; often the engine looks."""
    somebody = st.integers(1, count)
    events_told = somebody.flatmap(lambda one: events(one, AGO))
    kinds: dict[str, SearchStrategy[Action]] = {
        "tick": st.just(Ticked()),
        "go": st.builds(Told, st.just("tag"), somebody, st.just("go")),
        "again": st.builds(Told, st.just("untag"), somebody, st.just("go")),
        "x": st.builds(Told, TAGGING, somebody, st.just("x")),
        "booked": somebody.map(lambda one: Event(0, one, "custom", 0, 0, "booked")),
        "tag": st.builds(Told, TAGGING, somebody, st.sampled_from(OFTEN)),
        "event": events_told,
        "person": personal(somebody),
        "order": placed(somebody),
        "cart": filled(somebody),
        "cancel": st.builds(Cancelled, st.integers(0, 3)),
        "rare": rare(base, count),
        "dates": new_dates(somebody, base),
        "mail": mails(somebody, AGO),
    }
    action = st.sampled_from(taste.told).flatmap(kinds.__getitem__)
    pauses = st.sampled_from(HURRIED_PAUSES if taste.hurried else PAUSES)
    return st.tuples(pauses, mix(action, action, action, kinds["tick"]))


@cache
def personal(somebody: SearchStrategy[int]) -> SearchStrategy[Action]:
    """Groups, consent and fields."""
    groups = st.builds(Told, st.sampled_from(("join", "leave")), somebody, st.sampled_from(GROUPS))
    emails = st.builds(
        Told, st.just("status"), somebody, st.just("email"), st.sampled_from(EMAIL_STATUSES)
    )
    field = mix(
        st.builds(Told, st.just("field"), somebody, st.just("plan"), st.sampled_from(PLANS)),
        st.builds(Told, st.just("field"), somebody, st.just("size"), st.sampled_from(SIZES)),
        st.builds(Told, st.just("field"), somebody, st.just("optin"), st.sampled_from((0, 1))),
    )
    return mix(groups, emails, field)


@cache
def placed(somebody: SearchStrategy[int]) -> SearchStrategy[Action]:
    """An order."""
    order = somebody.flatmap(lambda one: orders(one, AGO)).map(still_standing)
    return st.builds(Placed, order, ORIGINS)


@cache
def filled(somebody: SearchStrategy[int]) -> SearchStrategy[Action]:
    """A cart."""
    return st.builds(Filled, st.sampled_from(("k1", "k2", "k3")), carts(somebody), ORIGINS)


def still_standing(order: Order) -> Order:
    """An order is cancelled later, if at all."""
    order.cancelled = False
    return order


@st.composite
def carts(draw: DrawFn, somebody: SearchStrategy[int]) -> Cart:
    """A cart; how old the news are is said as `updated_at`, as (negative) time before now."""
    store = draw(st.sampled_from(("shop", "shop", "outlet")))
    ago = draw(AGO)
    status = draw(st.sampled_from(("open", "open", "open", "deleted")))
    url = draw(st.sampled_from(("https://shop.test/cart", "https://shop.test/cart", None)))
    cart = Cart(0, store, draw(somebody), ago, 0, draw(lines(store)), url, status)
    cart.currency = "EUR" if store == "shop" else "USD"
    cart.total = sum(PRICES[line.product or 0] * line.quantity for line in cart.lines)
    return cart


@cache
def rare(base: int, count: int) -> SearchStrategy[Action]:
    """New contacts; journeys paused and taken up again."""
    arrived = st.builds(Arrived, contacts(count + 1, base), ORIGINS)
    return mix(arrived, st.builds(Deployed, st.sampled_from(("paused", "active"))))


def in_time(action: Action, now: int) -> Action:
    """What is told with a time is told relative to now."""
    match action:
        case Filled():
            action.cart.updated_at += now
        case Placed():
            action.order.placed_at += now
        case Event():
            action.at += now
    return action
