"""Generated conditions, of every kind that the semantics page speaks of."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from jalon.compiler.ir import Duration, Predicate, ProductMatch
from jalon.compiler.ir import predicates as p

from .mixing import mix
from .people import BIRTHDAYS, SIZES, TOTALS
from .times import periods
from .vocabulary import (
    CURRENCIES,
    DISCOUNTS,
    GROUPS,
    HOUR,
    JOURNEYS,
    MESSAGES,
    PLACES,
    PRODUCT_WORDS,
    REACHES,
    SCORES,
    SEARCHED,
    SEGMENTS,
    STORES,
    TAGS,
    TEXT_ATTRIBUTES,
)

Conditions = SearchStrategy[Predicate]
COMPARISONS = st.sampled_from(("=", "!=", "<", "<=", ">", ">="))
STORE = st.sampled_from((None, None, *(store.name for store in STORES)))
MILLION = 1_000_000


@cache
def matches() -> SearchStrategy[ProductMatch]:
    """Products by identity, category or vendor."""
    return st.sampled_from(tuple(PRODUCT_WORDS)).flatmap(
        lambda by: st.builds(
            ProductMatch,
            by=st.just(by),
            test=st.sampled_from(("is", "is", "contains", "starts", "ends")),
            values=words(PRODUCT_WORDS[by]),
            every=st.sampled_from((False, False, True)),
        )
    )


@cache
def words(choices: tuple[str, ...]) -> SearchStrategy[tuple[str, ...]]:
    """One or two of them."""
    return st.lists(st.sampled_from(choices), min_size=1, max_size=2, unique=True).map(tuple)


@cache
def figures(base: int) -> Conditions:
    """Figures over orders: money in a currency, numbers in millionths."""
    money = st.builds(p.Amount, value=st.sampled_from(TOTALS), currency=st.sampled_from(CURRENCIES))
    number = st.sampled_from((0, 1, 2, 3, 5)).map(lambda value: p.Amount(value=value * MILLION))
    half = st.just(p.Amount(value=1_500_000))
    kinds = (
        (("total", "average", "single"), money),
        (("count", "items", "items_per_order"), mix(number, half)),
    )
    each = [
        st.builds(
            p.Orders,
            figure=st.sampled_from(names),
            compare=COMPARISONS,
            amount=amounts,
            upto=mix(st.none(), st.none(), amounts),
            store=STORE,
            period=maybe_period(base),
        )
        for names, amounts in kinds
    ]
    return mix(*each).map(same_currency)


def same_currency(orders: p.Orders) -> p.Orders:
    """Both ends of `between` are in one currency."""
    if orders.upto is None:
        return orders
    upto = orders.upto.model_copy(update={"currency": orders.amount.currency})
    return orders.model_copy(update={"upto": upto})


@cache
def maybe_period(base: int) -> SearchStrategy[object]:
    """A period, or all of time."""
    return mix(st.none(), periods(base))


@cache
def purchases(base: int) -> Conditions:
    """What was bought, when, how often, for how much."""
    dates = st.builds(
        p.OrderDate,
        which=st.sampled_from(("first", "last", "some")),
        period=periods(base),
        store=STORE,
    )
    bought = st.builds(
        p.Bought,
        products=mix(st.none(), matches()),
        times=st.sampled_from((1, 1, 2)),
        store=STORE,
        period=maybe_period(base),
    )
    return mix(figures(base), figures(base), dates, bought.map(once_if_every), left_behind(base))


@cache
def left_behind(base: int) -> Conditions:
    """Carts abandoned, of any worth or of one."""
    hour, day = Duration(milliseconds=HOUR), Duration(days=1)
    stores = (p.Rest(store="shop", after=hour), p.Rest(store="outlet", after=day))
    rests = ((p.Rest(after=hour),), (p.Rest(after=day),), stores[:1], stores[1:], stores)
    amount = st.builds(
        p.Amount, value=st.sampled_from((0, *TOTALS)), currency=st.sampled_from(CURRENCIES)
    )
    return st.builds(
        p.AbandonedCart,
        rests=st.sampled_from(rests),
        worth=COMPARISONS,
        amount=mix(st.none(), amount),
        compare=COMPARISONS,
        times=st.sampled_from((1, 1, 2)),
        period=maybe_period(base),
    )


def once_if_every(bought: p.Bought) -> p.Bought:
    """`all of` products does not count."""
    every = bought.products is not None and bought.products.every
    return bought.model_copy(update={"times": 1}) if every else bought


@cache
def texts() -> Conditions:
    """Texts of the contact."""
    operators = ("is", "is_not", "contains", "not_contains", "starts", "ends")
    return st.builds(
        p.TextTest,
        attribute=st.sampled_from(TEXT_ATTRIBUTES),
        operator=st.sampled_from(operators),
        values=words((*SEARCHED, "subscribed", "c1@x.test")),
    )


@cache
def numbers() -> Conditions:
    """Ratings and number fields."""
    ratings = st.sampled_from((2, 3, 4, 5)).map(lambda stars: stars * MILLION)
    each = [
        st.builds(
            p.NumberTest,
            attribute=st.just(attribute),
            compare=COMPARISONS,
            value=values,
            upto=mix(st.none(), values),
        )
        for attribute, values in (("rating", ratings), ("field.size", st.sampled_from(SIZES)))
    ]
    return mix(*each)


@cache
def dates(base: int) -> Conditions:
    """Dates, birthdays and instants of the contact."""
    instants = st.sampled_from(("added_at", "changed_at"))
    days = st.integers(-3, 10)
    return mix(
        st.builds(p.DateTest, attribute=st.just("field.renewal"), period=periods(base)),
        st.builds(p.InstantTest, attribute=instants, period=periods(base)),
        st.builds(
            p.BirthdayTest,
            attribute=st.just("field.dob"),
            month_day=st.sampled_from(BIRTHDAYS),
            negated=st.booleans(),
        ),
        st.tuples(days, days).map(
            lambda pair: p.BirthdayTest(attribute="field.dob", first=min(pair), last=max(pair))
        ),
    )


@cache
def attributes(base: int) -> Conditions:
    """Everything that is written in the contact."""
    flag = st.sampled_from(("vip", "field.optin")).map(lambda name: p.FlagTest(attribute=name))
    near = st.tuples(st.sampled_from(PLACES), st.sampled_from(REACHES)).map(
        lambda drawn: p.Near(latitude=drawn[0][0], longitude=drawn[0][1], distance=drawn[1])
    )
    named = ("country", "predicted_age", "field.plan", "field.size", "field.dob", "field.optin")
    blank = st.sampled_from(named).map(lambda name: p.Blank(attribute=name))
    plain = (texts(), texts(), numbers(), dates(base), dates(base), flag, blank, near)
    return mix(*plain, rewards())


@cache
def rewards() -> Conditions:
    """Points of a score, and codes of discounts."""
    points = st.sampled_from((-5, 0, 1, 10, 12))
    score = st.builds(
        p.ScoreTest,
        score=st.sampled_from(SCORES),
        compare=COMPARISONS,
        points=points,
        upto=mix(st.none(), st.none(), points),
    )
    names = st.sampled_from([one.name for one in DISCOUNTS])
    return mix(score, score, st.builds(p.HasDiscount, discount=names))


@cache
def belonging() -> Conditions:
    """Tags and groups."""
    tagged = words(TAGS).map(lambda tags: p.Tagged(tags=tags))
    grouped = st.builds(p.InGroup, groups=words(GROUPS), every=st.booleans())
    return mix(tagged, tagged, grouped)


@cache
def where() -> Conditions:
    """Conditions about an event at hand, and about whose it is."""
    text = st.builds(
        p.PropertyTest,
        name=st.sampled_from(("city", "seats")),
        operator=st.sampled_from(("is", "is_not", "contains")),
        texts=words(("paris", "rome", "2")),
    )
    number = st.builds(
        p.PropertyTest,
        name=st.sampled_from(("seats", "city")),
        number=st.just(True),
        compare=COMPARISONS,
        value=st.sampled_from((1_000_000, 2_000_000, 2_500_000)),
    )
    blank = st.sampled_from(("city", "seats")).map(lambda name: p.PropertyBlank(name=name))
    return mix(text, number, number, number.map(negated), blank, belonging())


def negated(predicate: Predicate) -> Predicate:
    """The plain negation."""
    return p.Not(part=predicate)


@cache
def activities(base: int) -> Conditions:
    """What she did: events, messages, journeys."""
    kinds = (("custom",), ("page_viewed", "product_viewed"), ("product_viewed",), ("tag_added",))
    events = st.builds(
        p.DidEvent,
        kinds=st.sampled_from(kinds),
        subjects=st.sampled_from(((), (), ("booked",), ("go", "booked"))),
        products=mix(st.none(), st.none(), matches()),
        compare=COMPARISONS,
        times=st.sampled_from((0, 1, 2)),
        store=STORE,
        period=maybe_period(base),
        where=mix(st.none(), where()),
    )
    return mix(events, messages(base), messages(base), journeys())


@cache
def messages(base: int) -> Conditions:
    """What she did with messages."""
    return st.builds(
        p.MessageActivity,
        did=st.sampled_from(("sent", "opened", "clicked", "not_opened", "not_clicked")),
        message=st.sampled_from((None, *MESSAGES)),
        latest=st.sampled_from((None, None, 1, 2)),
        every=st.sampled_from((False, False, False, True)),
        compare=st.sampled_from((">=", ">=", "<", "=")),
        times=st.sampled_from((1, 1, 2)),
        period=maybe_period(base),
        where=mix(st.none(), st.none(), belonging()),
    ).map(sayable)


def sayable(activity: p.MessageActivity) -> p.MessageActivity:
    """Silence and `all of` are not counted, and `all of` are of no message in particular."""
    plain: dict[str, object] = {"compare": ">=", "times": 1, "where": None}
    if activity.every:
        did = activity.did if activity.did in ("sent", "opened", "clicked") else "opened"
        plain |= {"message": None, "did": did}
    silent = activity.did in ("not_opened", "not_clicked")
    return activity.model_copy(update=plain) if activity.every or silent else activity


@cache
def journeys() -> Conditions:
    """Where she is, or was."""
    return st.builds(
        p.JourneyActivity,
        did=st.sampled_from(("started", "completed", "in")),
        journey=st.sampled_from(JOURNEYS),
    )


@cache
def clocks() -> Conditions:
    """The hour where she is."""
    hours = st.sampled_from((0, 2, 9, 12, 17, 22)).map(lambda hour: hour * HOUR)
    return st.builds(p.LocalTime, start=hours, end=hours)


@cache
def leaves(base: int) -> Conditions:
    """Any condition that is not made of others."""
    return mix(purchases(base), attributes(base), activities(base), belonging(), clocks())


@cache
def combined(base: int, leaf: Conditions) -> Conditions:
    """A leaf, or a few of them with `all`, `any` and `not`."""
    parts = st.lists(mix(leaf, leaf.map(negated)), min_size=0, max_size=3).map(tuple)
    every: Conditions = parts.map(lambda found: p.All(parts=found))
    some: Conditions = parts.map(lambda found: p.Any(parts=found))
    flat = mix(every, some)
    nested: Conditions = st.tuples(flat, leaf).map(
        lambda pair: p.All(parts=(negated(pair[0]), pair[1]))
    )
    return mix(leaf, leaf, leaf.map(negated), flat, nested)


@cache
def named_segment() -> Conditions:
    """Another segment."""
    return st.sampled_from(SEGMENTS).map(lambda name: p.InSegment(segment=name))
