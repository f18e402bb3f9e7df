"""Derived events: what they cost when nobody listens, and rows that no statement can digest."""

from __future__ import annotations

from jalon.compiler.ir import (
    Duration,
    EventPattern,
    Lapsed,
    Program,
    Segment,
    SegmentPattern,
    TimePattern,
    kinds,
)
from jalon.compiler.ir.calendar import DAY, Edge, Period
from jalon.compiler.ir.predicates import All, DidEvent, LocalTime, Not, PropertyTest
from jalon.compiler.ir.steps import WaitCondition
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.engine import tick
from jalon.runtime.sqlite import SqliteStore

from .building import HOUR, OPENING, journey, program, rows, send, tag, wait

SEATS = PropertyTest(name="seats", number=True, compare=">", value=0)
BOOKED = DidEvent(kinds=("custom",), subjects=("booked",), where=SEATS)
MORNING = LocalTime(start=9 * HOUR, end=10 * HOUR)
LATELY = DidEvent(kinds=("tag_added",), period=Period(lower=Edge(shift=Duration(days=-30))))
ENTERS = EventPattern(
    kinds=(kinds.SEGMENT_ENTERED,),
    subjects=("s now",),
    derived=(SegmentPattern(segment="s", content="now"),),
)


def opened(made: Program) -> SqliteStore:
    """A deployed program and nine contacts; an event of c5 has properties that are no JSON."""
    store = SqliteStore.open()
    deploy(store, made, OPENING)
    people = [
        intake.ContactRow(key=f"c{n}", email=f"c{n}@x.example", email_status="subscribed")
        for n in range(1, 10)
    ]
    intake.add_contacts(store, people, OPENING, "historic")
    store.connection.execute(
        "INSERT INTO event (contact_id, kind, subject, at, moment, received_at, properties) "
        "SELECT id, 'custom', 'booked', ?, ?, ?, "
        "CASE id WHEN 5 THEN 'no json' ELSE '{\"seats\": 3}' END FROM contact",
        (OPENING, OPENING, OPENING),
    )
    return store


def test_a_bad_row_in_a_segment_moves_nobody_else_wrongly() -> None:
    timed = All(parts=(BOOKED, LATELY))
    for predicate in (BOOKED, timed):
        segment = Segment(name="s", predicate=predicate)
        made = program(journey(send(1), starts=(ENTERS,)))
        store = opened(made.model_copy(update={"segments": (segment,)}))
        tag(store, OPENING, *(f"c{n}" for n in range(1, 10)))
        assert tick(store, OPENING).entered == 8
        tick(store, OPENING + HOUR)
        assert rows(store, "SELECT stage, contact_id FROM quarantine") == [("segment", 5)]


def test_a_bad_row_under_a_watched_condition_wakes_everybody_else() -> None:
    until = All(parts=(Not(part=LATELY), BOOKED))
    watch = WaitCondition(number=1, key="w", predicate=until, next=2)
    store = opened(program(journey(watch, send(2))))
    store.connection.execute("UPDATE event SET properties = NULL WHERE contact_id = 5")
    tag(store, OPENING, *(f"c{n}" for n in range(1, 10)))
    tick(store, OPENING)
    store.connection.execute("UPDATE event SET properties = 'no json' WHERE contact_id = 5")
    for day in (31, 32):
        tick(store, OPENING + day * DAY)
    assert rows(store, "SELECT COUNT(*) FROM outbox") == [(8,)]
    assert rows(store, "SELECT stage, contact_id FROM quarantine") == [("condition", 5)]


def test_an_entry_that_is_there_already_keeps_nobody_else_out() -> None:
    store = opened(program(journey(send(1))))
    tick(store, OPENING)
    store.connection.execute(
        "CREATE TRIGGER bad BEFORE INSERT ON entry WHEN new.contact_id = 4 "
        "BEGIN SELECT RAISE(ABORT, 'poison'); END"
    )
    tag(store, OPENING, *(f"c{n}" for n in range(1, 10)))
    assert tick(store, OPENING).entered == 8
    aside = "SELECT stage, contact_id, reason FROM quarantine"
    assert rows(store, aside) == [("enter", 4, "poison")]
    assert rows(store, "SELECT COUNT(*) FROM enrollment_archive") == [(8,)]


def test_journeys_that_share_a_time_pattern_share_its_events() -> None:
    lapsed = TimePattern(of=Lapsed(after=Duration(days=1)))
    event = EventPattern(kinds=(kinds.TIME_CAME,), subjects=(lapsed.key,), derived=(lapsed,))
    leaving = [journey(wait(1, 9 * DAY), name=name, exits=({"event": event},)) for name in "jk"]
    store = opened(program(*leaving))
    store.connection.execute(
        "INSERT INTO orders (store_id, key, contact_id, placed_at, currency, total) "
        "SELECT 1, key, id, ?, 'EUR', 1 FROM contact WHERE id < 4",
        (OPENING,),
    )
    tick(store, OPENING + 2 * DAY)
    tick(store, OPENING + 3 * DAY)
    assert rows(store, "SELECT contact_id, at FROM event WHERE kind = 'time_came'") == [
        (number, OPENING + DAY) for number in (1, 2, 3)
    ]


def test_a_condition_on_the_time_of_day_is_looked_at_when_the_clock_changes_it() -> None:
    nine = WaitCondition(number=1, key="w", predicate=All(parts=(BOOKED, MORNING)), next=2)
    store = opened(program(journey(nine, send(2))))
    store.connection.execute("DELETE FROM event")
    tag(store, OPENING, "c1")
    tick(store, OPENING)
    looked: list[int] = []
    for hour in range(1, 25):
        seen: list[str] = []
        store.connection.set_trace_callback(seen.append)
        tick(store, OPENING + hour * HOUR)
        looked += [hour] * any('FROM "watching"' in statement for statement in seen)
    assert looked == [9, 10, 24]
