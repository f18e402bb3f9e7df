"""Events that nobody told: what time brought about, and who came into segments or left them."""

from __future__ import annotations

from collections.abc import Iterable

from jalon.compiler.ir import CartAbandoned, DateArrives, EmailSilence, Lapsed, Program
from jalon.compiler.ir.events import SegmentPattern, TimePattern, derived_in
from jalon.compiler.ir.kinds import SEGMENT_ENTERED, SEGMENT_LEFT, TIME_CAME

from .conditions import holds
from .entering import Candidate, by_cart, by_date, by_lapse, by_silence
from .moment import Moment
from .view import View
from .world import Contact, Event, World


def derive(world: World, program: Program, now: int) -> None:
    """Adds the events of the time since the last tick, pattern by pattern."""
    wanted = derived_in(program.journeys, program.scores).values()
    seen = list(world.events)
    for time in wanted:
        if isinstance(time, TimePattern):
            record_time(world, program, time, (seen, now))
    for segment in wanted:
        if isinstance(segment, SegmentPattern):
            record_moves(world, program, segment, now)
    world.retold.clear()


def record_time(
    world: World, program: Program, pattern: TimePattern, when: tuple[list[Event], int]
) -> None:
    """What came to pass for anybody, each once."""
    seen, now = when
    found = [
        (one.at, contact.id, one.occurrence, one)
        for contact in world.contacts
        if not contact.archived
        for one in come(pattern, Moment(world, program, contact, now, seen))
    ]
    for at, contact_id, _, one in sorted(found, key=lambda row: row[:3]):
        event = Event(0, contact_id, TIME_CAME, at, at, pattern.key, ref=one.ref)
        event.properties = next((e.properties for e in seen if e.id == one.event), {})
        if not any(is_same(event, known, pattern) for known in world.events):
            event.id = world.next_event()
            world.events.append(event)


def come(pattern: TimePattern, moment: Moment) -> Iterable[Candidate]:
    """Her instants since the last tick."""
    zones = {"contact": moment.view.zone, "audience": moment.world.zone}
    zone = zones.get(pattern.time_zone, pattern.time_zone)
    match pattern.of:
        case CartAbandoned() as cart:
            return by_cart(cart, zone, moment)
        case Lapsed() as lapsed:
            return by_lapse(lapsed, zone, moment)
        case DateArrives() as date:
            return by_date(date, zone, moment)
        case EmailSilence() as silence:
            return by_silence(silence, zone, moment)


def is_same(event: Event, known: Event, pattern: TimePattern) -> bool:
    """Whether it is known already: days and orders come once, whatever their instant."""
    once = isinstance(pattern.of, DateArrives | Lapsed)
    return not isinstance(pattern.of, EmailSilence) and (
        (event.kind, event.subject, event.contact) == (known.kind, known.subject, known.contact)
        and event.ref == known.ref
        and (once or event.at == known.at)
    )


def record_moves(world: World, program: Program, pattern: SegmentPattern, now: int) -> None:
    """Who left, then who entered; of whom only history was told, moves in silence."""
    before = world.members.get(pattern.key)
    after = world.members[pattern.key] = members(world, program, pattern, now)
    if before is None:
        return
    moves = ((SEGMENT_LEFT, before - after), (SEGMENT_ENTERED, after - before))
    silent = {contact.id for contact in world.contacts if only_history(world, contact)}
    for kind, people in moves:
        for one in sorted(people - silent):
            number = world.next_event()
            world.events.append(Event(number, one, kind, now, now, pattern.key))


def members(world: World, program: Program, pattern: SegmentPattern, now: int) -> set[int]:
    """Who is in the segment now."""
    (predicate,) = [one.predicate for one in program.segments if one.name == pattern.segment]
    return {
        contact.id
        for contact in world.contacts
        if not contact.archived and holds(predicate, View(world, program, contact, now))
    }


def only_history(world: World, contact: Contact) -> bool:
    """Whether something was told of her since the last tick, and all of it was the past."""
    told = {
        event.origin == "historic"
        for event in world.events_of(contact)
        if event.id > world.cursor and event.kind != TIME_CAME
    }
    if contact.id in world.retold:
        told.add(world.retold[contact.id])
    return told == {True}
