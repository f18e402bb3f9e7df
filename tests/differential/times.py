"""Instants, durations and periods, on a grid coarse enough for things to coincide."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from jalon.compiler.ir import Duration, Edge, Period

from .mixing import mix
from .vocabulary import BASES, DAY, HOUR, MESSAGES, QUARTER

BASE = st.sampled_from(BASES)
OFFSETS = (0, 1, -1, QUARTER, HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 31 * DAY)


@cache
def near(base: int, furthest: int = 40) -> SearchStrategy[int]:
    """Instants around a base: a few hours away, or up to so many days."""
    hours = st.integers(-48, 48).map(lambda hour: hour * HOUR)
    quarters = st.integers(-8, 8).map(lambda quarter: quarter * QUARTER)
    days = st.integers(-furthest, furthest).map(lambda day: day * DAY)
    parts = st.tuples(mix(hours, days, quarters), st.sampled_from((0, 0, 0, 1, -1)))
    return parts.map(lambda offset: base + sum(offset))


@cache
def durations(hurried: bool = False) -> SearchStrategy[Duration]:
    """Waits: minutes to months, calendar or elapsed; `hurried` ones are like the pauses."""
    if hurried:
        return st.sampled_from((Duration(milliseconds=QUARTER), Duration(milliseconds=HOUR)))
    elapsed = st.sampled_from((0, QUARTER, HOUR, 90 * 60_000, 6 * HOUR, 24 * HOUR, 48 * HOUR))
    return mix(
        elapsed.map(lambda milliseconds: Duration(milliseconds=milliseconds)),
        st.sampled_from((1, 2, 7)).map(lambda days: Duration(days=days)),
        st.builds(Duration, months=st.just(1), days=st.sampled_from((0, 1))),
        st.builds(Duration, days=st.sampled_from((1, 2)), milliseconds=elapsed),
    )


@cache
def shifts() -> SearchStrategy[Duration]:
    """Forwards, backwards, or nowhere."""
    return mix(
        st.just(Duration()),
        st.integers(-40, 40).map(lambda days: Duration(days=days)),
        st.integers(-13, 13).map(lambda months: Duration(months=months)),
        st.integers(-30, 30).map(lambda hours: Duration(milliseconds=hours * HOUR)),
        st.builds(
            Duration,
            months=st.integers(-2, 2),
            days=st.integers(-3, 3),
            milliseconds=st.sampled_from((0, HOUR, -QUARTER)),
        ),
    )


@cache
def edges(base: int) -> SearchStrategy[Edge]:
    """One end of a period, often the plain beginning of something."""
    anchors = ("now", "now", "day", "day", "week", "month", "year")
    shifted = st.builds(Edge, anchor=st.sampled_from(anchors), shift=shifts())
    walls = near(base).map(lambda wall: Edge(anchor="wall", wall=wall))
    days = st.integers(-3, 3).map(lambda day: Edge(anchor="wall", wall=(base // DAY + day) * DAY))
    emails = st.builds(
        Edge, anchor=st.just("email"), message=st.sampled_from((None, *MESSAGES)), shift=shifts()
    )
    return mix(shifted, shifted, walls, days, emails)


@cache
def periods(base: int) -> SearchStrategy[Period]:
    """With one edge or two, in any order: some are empty."""
    strict = st.booleans()
    one = edges(base)
    lower = st.builds(Period, lower=one, lower_strict=strict)
    upper = st.builds(Period, upper=one, upper_strict=strict)
    both = st.builds(Period, lower=one, upper=one, lower_strict=strict, upper_strict=strict)
    return mix(lower, upper, both, st.sampled_from(COMMON))


def edge(anchor: str, **shift: int) -> Edge:
    """An edge in short."""
    return Edge.model_validate({"anchor": anchor, "shift": shift})


COMMON = (
    Period(lower=edge("now", days=-30), upper=edge("now")),
    Period(lower=edge("day"), upper=edge("day", days=1), upper_strict=True),
    Period(lower=edge("day", days=-1), upper=edge("day"), upper_strict=True),
    Period(lower=edge("week", days=-7), upper=edge("week"), upper_strict=True),
    Period(lower=edge("month"), upper=edge("month", months=1), upper_strict=True),
    Period(upper=edge("now", months=-1), upper_strict=True),
    Period(lower=edge("email")),
)
