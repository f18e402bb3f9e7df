"""Generated programs: journeys and the segments they speak of."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from jalon.compiler.ir import (
    Audience,
    Exit,
    Goal,
    Journey,
    Predicate,
    Program,
    ReEntry,
    Segment,
    steps,
)
from jalon.compiler.ir.predicates import InSegment, Tagged

from .conditions import combined, leaves, named_segment
from .mixing import mix
from .paths import items, lay_out, length
from .patterns import patterns, starts
from .taste import Taste
from .times import durations
from .vocabulary import EMAILS, FIELDS, INTERESTS, JOURNEYS, SEGMENTS, STORES, TEXTS


def program(
    zone: str, segments: tuple[Segment, ...], journeys: tuple[Journey, ...] = ()
) -> Program:
    """A program in the words of the generated worlds."""
    return Program(
        audience=Audience(time_zone=zone),
        fields=FIELDS,
        groups=(INTERESTS,),
        stores=STORES,
        segments=segments,
        messages=(*EMAILS, *TEXTS),
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
    path = draw(items(base, taste))
    end = length(path) + 1
    first = steps.Start(number=0, key="start", next=1)
    last = steps.End(number=end, key="end")
    filtered = draw(st.sampled_from(taste.filters)) == "condition"
    ways_out = draw(st.lists(exits(base, taste), min_size=1, max_size=2))
    return Journey(
        name=name,
        starts=tuple(draw(st.lists(starts(base, taste), min_size=1, max_size=2))),
        only_if=draw(conditions(base)) if filtered else None,
        re_entry=draw(RE_ENTRY),
        exits=tuple(one for one in ways_out if one is not None),
        goal=draw(mix(st.none(), goals(taste))),
        steps=(first, *lay_out(path, 1, end), last),
    )


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
        "event": st.builds(Exit, event=patterns(taste), reason=reasons),
        "condition": st.builds(Exit, predicate=conditions(base)),
        "tagged": st.just(Exit(predicate=Tagged(tags=("x",)))),
    }
    return st.sampled_from(taste.exits).flatmap(kinds.__getitem__)


@cache
def goals(taste: Taste) -> SearchStrategy[Goal]:
    """Goals, with or without a limit."""
    return st.builds(Goal, event=patterns(taste), within=mix(st.none(), durations(taste.hurried)))


@st.composite
def programs(draw: DrawFn, zone: str, base: int, taste: Taste) -> Program:
    """One to three journeys, two segments."""
    count = draw(st.sampled_from(taste.journeys))
    found = tuple(draw(journeys(name, base, taste)) for name in JOURNEYS[:count])
    return program(zone, draw(segments(base)), found)
