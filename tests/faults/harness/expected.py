"""What must have become of the judged contacts, by the plain reference model."""

from __future__ import annotations

from collections import Counter

from jalon.compiler.ir import Program
from jalon.compiler.sql.statement import Statement
from jalon.runtime.store import Row, Store
from tests.reference.tick import tick
from tests.reference.world import Contact, Event, Run, Value, World

from . import reading
from .clock import START
from .workload import judged

HOUR = 3_600_000
EVENTS = Statement("""
SELECT e.id, e.contact_id, e.at, e.moment, e.subject FROM event AS e
WHERE e.kind = 'custom' ORDER BY e.id""")
TAGS = Statement("SELECT t.contact_id, t.tag FROM contact_tag AS t")
RUNS = Statement("""
SELECT e.id, j.name, e.contact_id, e.entered_at, NULL FROM enrollment AS e
JOIN journey AS j ON j.id = e.journey_id
UNION ALL SELECT a.id, j.name, a.contact_id, a.entered_at, a.reason FROM enrollment_archive AS a
JOIN journey AS j ON j.id = a.journey_id""")
LOG = Statement("""
SELECT l.enrollment_id, l.edge, l.at FROM step_log AS l ORDER BY l.enrollment_id, l.seq""")
MESSAGES = Statement("SELECT o.enrollment_id, o.message FROM outbox AS o ORDER BY o.node_id")
Fate = tuple[object, ...]


def surprises(store: Store, program: Program, now: int) -> list[str]:
    """What became of the judged contacts against what must have; nothing, when all is well."""
    people = {int(id): str(key) for id, key in reading.rows(store, reading.CONTACTS)}
    chosen = {id for id, key in people.items() if judged(int(key[1:]))}
    ours = Counter(fates_in(store, chosen))
    theirs = Counter(fates_expected(store, program, {id: people[id] for id in chosen}, now))
    return [f"the reference has {one}" for one in (theirs - ours).elements()] + [
        f"the store has {one}" for one in (ours - theirs).elements()
    ]


def fates_in(store: Store, chosen: set[int]) -> list[Fate]:
    """Every run of somebody: journey, contact, instants, ways taken, messages."""
    log, messages = grouped(store, LOG), grouped(store, MESSAGES)
    return [
        (name, who, at, reason, log[run], tuple(sorted(messages.get(run, ()))))
        for run, name, who, at, reason in reading.rows(store, RUNS)
        if who in chosen
    ]


def grouped(store: Store, statement: Statement) -> dict[int, tuple[Row, ...]]:
    """Rows by the run in their first column."""
    found: dict[int, list[Row]] = {}
    for run, *rest in reading.rows(store, statement):
        found.setdefault(int(run), []).append(tuple(rest))
    return {run: tuple(lines) for run, lines in found.items()}


def fates_expected(store: Store, program: Program, people: dict[int, str], now: int) -> list[Fate]:
    """The same from the reference, which ticks each hour over the events as the store has them."""
    world = World("UTC", watermark=START)
    world.activated_at = {one.name: START for one in program.journeys}
    world.contacts = people_of(store, people)
    coming = [one for one in told(store) if one.contact in people]
    for instant in range(START, now + HOUR, HOUR):
        while coming and coming[0].moment <= instant:
            event = coming.pop(0)
            event.id = world.next_event()
            world.events.append(event)
        tick(world, program, instant)
    return [fate(run) for run in world.runs]


def told(store: Store) -> list[Event]:
    """The events of the store, in the order in which they count."""
    found = [
        Event(id, who, "custom", at, moment, subject)
        for id, who, at, moment, subject in reading.rows(store, EVENTS)
    ]
    return sorted(found, key=lambda event: (event.moment, event.id))


def people_of(store: Store, people: dict[int, str]) -> list[Contact]:
    """The contacts as the reference has them."""
    usual: dict[str, Value] = {
        "email_status": "subscribed",
        "sms_status": "none",
        "vip": 0,
        "changed_at": START,
    }
    tags = {id: {str(tag) for who, tag in reading.rows(store, TAGS) if who == id} for id in people}
    return [
        Contact(id, key, None, {**usual, "email": key, "added_at": START}, tags[id])
        for id, key in sorted(people.items())
    ]


def fate(run: Run) -> Fate:
    """One run of the reference."""
    log = tuple((line.edge, line.at) for line in run.log)
    messages = tuple(sorted((one.message,) for one in run.outbox))
    return (run.journey, run.contact, run.entered_at, run.reason, log, messages)
