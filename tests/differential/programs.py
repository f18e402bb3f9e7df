"""Generated programs: journeys and the segments they speak of."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from jalon.compiler.ir import (
    Audience,
    EventPattern,
    Exit,
    Goal,
    Journey,
    Predicate,
    Program,
    ReEntry,
    Segment,
    StartingPoint,
    steps,
)
from jalon.compiler.ir.points import MOST_POINTS
from jalon.compiler.ir.predicates import InSegment, Tagged
from jalon.compiler.ir.scores import Score, ScoreRule

from .conditions import combined, leaves, named_segment
from .mixing import mix
from .paths import items, lay_out, length
from .patterns import bought, patterns, starts
from .taste import Taste
from .times import durations
from .vocabulary import (
    DISCOUNTS,
    EMAILS,
    FIELDS,
    INTERESTS,
    JOURNEYS,
    SCORES,
    SEGMENTS,
    STORES,
    TEXTS,
)


def program(
    zone: str,
    segments: tuple[Segment, ...],
    journeys: tuple[Journey, ...] = (),
    scores: tuple[Score, ...] = (),
) -> Program:
    """A program in the words of the generated worlds."""
    return Program(
        audience=Audience(time_zone=zone),
        fields=FIELDS,
        groups=(INTERESTS,),
        stores=STORES,
        segments=segments,
        messages=(*EMAILS, *TEXTS),
        scores=scores,
        discounts=DISCOUNTS,
        journeys=journeys,
    )


@cache
def segments(base: int) -> SearchStrategy[tuple[Segment, ...]]:
    """Two segments; the second may speak of the first."""
    first, second = SEGMENTS
    either = mix(leaves(base), leaves(base), st.just(InSegment(segment=first)))
    named = st.tuples(combined(base, leaves(base)), combined(base, either))
    return named.map(
        lambda found: (
            Segment(name=first, predicate=found[0]),
            Segment(name=second, predicate=found[1]),
        )
    )


@st.composite
def journeys(draw: DrawFn, name: str, base: int, taste: Taste) -> Journey:
    """A journey."""
    doors = alone(draw(st.lists(starts(base, taste), min_size=1, max_size=2)))
    path = draw(items(base, replace(taste, steps=QUIET) if is_per_order(doors) else taste))
    end = length(path) + 1
    first = steps.Start(number=0, key="start", next=1)
    last = steps.End(number=end, key="end")
    filtered = draw(st.sampled_from(taste.filters)) == "condition"
    ways_out = draw(st.lists(exits(base, taste), min_size=1, max_size=2))
    return Journey(
        name=name,
        starts=doors,
        only_if=draw(conditions(base)) if filtered else None,
        re_entry=draw(RE_ENTRY),
        exits=tuple(one for one in ways_out if one is not None),
        goal=draw(mix(st.none(), goals(base, taste))),
        steps=(first, *lay_out(path, 1, end), last),
        time_zone=draw(st.sampled_from(CLOCKS)),
    )


CLOCKS = ("contact", "contact", "contact", "contact", "audience", "Asia/Kathmandu")


def alone(starts: list[StartingPoint]) -> tuple[StartingPoint, ...]:
    """An order notification stands alone. SP-05"""
    orders = [one for one in starts if is_per_order((one,))]
    return tuple(orders[:1] or starts)


def is_per_order(starts: tuple[StartingPoint, ...]) -> bool:
    """Whether each order has a run of its own."""
    return any(isinstance(one, EventPattern) and one.per_order for one in starts)


# Several runs of one contact go through a journey side by side, in no order of their own: their
# steps change nothing that the others look at.
QUIET = ("send", "wait", "wait", "wait_until", "wait_event")


RE_ENTRY = mix(
    st.sampled_from((ReEntry(), ReEntry(mode="always"))),
    st.builds(ReEntry, mode=st.just("after"), after=durations()),
)


@cache
def conditions(base: int) -> SearchStrategy[Predicate]:
    """Conditions, on segments too."""
    return combined(base, mix(leaves(base), leaves(base), named_segment()))


@cache
def exits(base: int, taste: Taste) -> SearchStrategy[Exit | None]:
    """Exits by event or by condition, or none."""
    reasons = st.sampled_from(("exit_condition", "purchased"))
    kinds: dict[str, SearchStrategy[Exit | None]] = {
        "no": st.none(),
        "event": st.builds(Exit, event=patterns(base, taste), reason=reasons),
        "condition": st.builds(Exit, predicate=conditions(base)),
        "tagged": st.just(Exit(predicate=Tagged(tags=("x",)))),
    }
    return st.sampled_from(taste.exits).flatmap(kinds.__getitem__)


@cache
def goals(base: int, taste: Taste) -> SearchStrategy[Goal]:
    """Goals, with or without a limit."""
    within = mix(st.none(), durations(taste.hurried))
    return st.builds(Goal, event=patterns(base, taste), within=within)


@st.composite
def programs(draw: DrawFn, zone: str, base: int, taste: Taste) -> Program:
    """One to three journeys, two segments."""
    count = draw(st.sampled_from(taste.journeys))
    found = tuple(draw(journeys(name, base, taste)) for name in JOURNEYS[:count])
    return program(zone, draw(segments(base)), found, draw(scores(base, taste)))


@cache
def scores(base: int, taste: Taste) -> SearchStrategy[tuple[Score, ...]]:
    """None to two scores, of up to three rules; a score counts no points."""
    others = replace(taste, events=tuple(one for one in taste.events if one != "reach"))
    points = st.sampled_from((-5, 1, 1, 10, MOST_POINTS))
    rules = st.builds(ScoreRule, points=points, event=mix(patterns(base, others), bought()))
    several = st.lists(rules, min_size=1, max_size=3).map(tuple)
    return st.lists(several, max_size=len(SCORES)).map(named_scores)


def named_scores(found: list[tuple[ScoreRule, ...]]) -> tuple[Score, ...]:
    """Each under a name of its own."""
    named = zip(SCORES, found, strict=False)
    return tuple(Score(name=name, rules=rules) for name, rules in named)
