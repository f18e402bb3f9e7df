"""Events that nobody tells: what time alone brings about, and moves in and out of segments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from ...dsl import nodes
from ..ir import kinds
from ..ir.dates import DateArrives, EmailSilence
from ..ir.events import CartAbandoned, EventPattern, Lapsed, SegmentPattern, TimePattern
from ..resolve.built_in import built_in_segments
from ..resolve.tree import descendants
from .conditions import all_of
from .events import condition_of, pattern, starting_points
from .scope import Scope, Unchecked

OF_TIME = (CartAbandoned, Lapsed, DateArrives, EmailSilence)


@pattern.register(nodes.AbandonsCart)
@pattern.register(nodes.GoesWithoutBuying)
@pattern.register(nodes.DateArrives)
@pattern.register(nodes.EmailSilence)
def _(event: nodes.Event, scope: Scope) -> EventPattern:
    """The same as the starting point finds, for whoever it comes to pass."""
    found = tuple(
        TimePattern(of=start.model_copy(update={"where": None}), time_zone=time_zone(scope))
        for start in starting_points(event, scope)
        if isinstance(start, OF_TIME)
    )
    return event_of(kinds.TIME_CAME, event, scope, found)


@pattern.register
def _(event: nodes.EntersSegment, scope: Scope) -> EventPattern:
    found = (segment_pattern(event.segment.text, scope),)
    return event_of(kinds.SEGMENT_ENTERED, event, scope, found)


@pattern.register
def _(event: nodes.LeavesSegment, scope: Scope) -> EventPattern:
    found = (segment_pattern(event.segment.text, scope),)
    return event_of(kinds.SEGMENT_LEFT, event, scope, found)


def event_of(
    kind: str, event: nodes.Event, scope: Scope, derived: tuple[TimePattern | SegmentPattern, ...]
) -> EventPattern:
    """The pattern of the events that the engine derives."""
    subjects, where = tuple(one.key for one in derived), condition_of(event, scope)
    return EventPattern(kinds=(kind,), subjects=subjects, where=where, derived=derived)


def time_zone(scope: Scope) -> str:
    """The clock of the journey; elsewhere, the contact's own."""
    settings = scope.journey.settings if scope.journey else ()
    said = next((one for one in settings if isinstance(one, nodes.TimeZone)), None)
    return said.zone.value if said else "contact"


def segment_pattern(name: str, scope: Scope) -> SegmentPattern:
    """A segment, and a digest of its conditions and of those of the segments it speaks of."""
    parts = sorted(set(meanings(name, Scope(scope.project))))
    return SegmentPattern(segment=name, content=digest("\n".join(parts)))


def meanings(name: str, scope: Scope) -> Iterator[str]:
    """The conditions of a segment and of those below it; the checks let no circle through."""
    node = segment_node(name, scope)
    yield f"{name} {all_of(node.conditions, scope).to_json()}"
    for inner in descendants(node, nodes.InSegment):
        yield from meanings(inner.segment.text, scope)


def segment_node(name: str, scope: Scope) -> nodes.Segment:
    """The declaration of a segment, the project's own before a built-in one."""
    node = scope.project.symbols.find(nodes.Segment, name) or built_in_segments().get(name)
    if node is None:
        raise Unchecked("a segment that nobody declared")
    return node


def digest(text: str) -> str:
    """SHA-256, lower hex."""
    return hashlib.sha256(text.encode()).hexdigest()
