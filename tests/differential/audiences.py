"""Generated audiences with many segments: what is true of whom, at one instant."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from jalon.compiler.ir import Predicate, Segment
from jalon.compiler.ir.predicates import InSegment

from ..reference.clock import day_number, wall_clock
from ..reference.world import Contact
from . import conditions
from .borders import at_borders, borders
from .conditions import combined
from .mixing import mix
from .people import contacts
from .programs import program
from .stories import ZONE, past
from .story import Story, Ticked
from .times import BASE, near
from .vocabulary import HOUR, QUARTER, SEGMENTS

SUBJECTS = ("purchases", "attributes", "activities", "anything")
SEGMENTS_EACH = 6
PEOPLE = 5


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
    looks = (base, *sorted(base + later for later in draw(st.tuples(LATER, LATER))))
    when = at_borders(borders(story.program, zone, looks), near(base))
    story.audience = [draw(people(number, base, when, zone)) for number in range(1, PEOPLE + 1)]
    least, most = PASTS[subject]
    story.past = draw(st.lists(past(when, PEOPLE, subject), min_size=least, max_size=most))
    story.actions = [(look, Ticked()) for look in looks]
    return story


@st.composite
def people(draw: DrawFn, number: int, base: int, when: SearchStrategy[int], zone: str) -> Contact:
    """A contact, archived or not, whose dates are on the borders of periods."""
    contact = draw(contacts(number, base))
    contact.zone = draw(st.sampled_from((None, zone, contact.zone)))
    contact.archived = draw(st.sampled_from((False, False, False, False, True)))
    contact.values["added_at"], contact.values["changed_at"] = draw(when), draw(when)
    if contact.values["field.renewal"] is not None:
        contact.values["field.renewal"] = day_number(wall_clock(draw(when), zone))
    return contact


LATER = st.sampled_from((1, QUARTER, 11 * HOUR, 13 * HOUR, 24 * HOUR, 36 * HOUR, 31 * 24 * HOUR))
PASTS = {"purchases": (8, 20), "activities": (12, 28), "attributes": (0, 2), "anything": (8, 20)}
