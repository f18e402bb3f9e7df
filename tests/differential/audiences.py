"""Generated audiences with many segments: what is true of whom, at one instant."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from jalon.compiler.ir import Predicate, Segment
from jalon.compiler.ir.predicates import InSegment

from . import conditions
from .conditions import combined
from .mixing import mix
from .people import contacts
from .programs import program
from .stories import ZONE, past
from .story import Story, Ticked
from .times import BASE
from .vocabulary import HOUR, QUARTER, SEGMENTS

SUBJECTS = ("purchases", "attributes", "activities", "anything")
SEGMENTS_EACH = 6
PEOPLE = 6


@cache
def leaves_about(subject: str, base: int) -> SearchStrategy[Predicate]:
    """Conditions about one subject, and a few about segments."""
    choices = {
        "purchases": conditions.purchases,
        "attributes": conditions.attributes,
        "activities": conditions.activities,
        "anything": conditions.leaves,
    }
    found = choices[subject](base)
    named = st.just(InSegment(segment=SEGMENTS[0]))
    return mix(found, found, found, found, named)


@st.composite
def segments(draw: DrawFn, subject: str, base: int) -> tuple[Segment, ...]:
    """Segments; all but the first may speak of the first."""
    first = Segment(name=SEGMENTS[0], predicate=draw(conditions.leaves(base)))
    others = [
        Segment(name=f"s{n}", predicate=draw(combined(base, leaves_about(subject, base))))
        for n in range(1, SEGMENTS_EACH)
    ]
    return (first, *others)


@st.composite
def audiences(draw: DrawFn, subject: str) -> Story:
    """People with a past, segments, and three looks at them."""
    base, zone = draw(BASE), draw(ZONE)
    story = Story(zone, base, program(zone, draw(segments(subject, base))))
    story.audience = [draw(contacts(number, base)) for number in range(1, PEOPLE + 1)]
    for contact in story.audience:
        contact.archived = draw(st.sampled_from((False, False, False, False, True)))
    story.past = draw(st.lists(past(base, PEOPLE), min_size=4, max_size=16))
    later = draw(st.tuples(LATER, LATER))
    story.actions = [(base + pause, Ticked()) for pause in (0, min(later), max(later))]
    return story


LATER = st.sampled_from((1, QUARTER, 11 * HOUR, 13 * HOUR, 24 * HOUR, 36 * HOUR, 31 * 24 * HOUR))
