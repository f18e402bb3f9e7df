"""Retention: what is old goes, in short transactions, and what the engine needs stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from jalon.compiler import ir
from jalon.compiler.ir.calendar import Duration, Edge, Period
from jalon.compiler.ir.predicates import DidEvent, JourneyActivity
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import tick
from jalon.runtime.retention import Housekeeper, Retention, retain
from jalon.runtime.sqlite import SqliteStore

from ..engine.building import DAY, OPENING, journey, opened, program, rows, send, tag, wait

YEAR = 365 * DAY
KEPT = Retention(runs=YEAR, events=YEAR, proofs=YEAR)
LATER = OPENING + 3 * YEAR
TABLES = ("enrollment_archive", "step_log", "outbox", "attempt", "refusal")


def lived(*journeys: ir.Journey, people: int = 3, **more: object) -> SqliteStore:
    """A store in which everybody went through the journeys three years ago."""
    store = opened(*(journeys or (journey(send(1)),)), people=people)
    if more:
        deploy(store, program(*(journeys or (journey(send(1)),)), **more), OPENING)
    keys = [f"c{n}" for n in range(1, people + 1)]
    intake.add_events(store, told(keys, OPENING + DAY), OPENING + DAY)
    tag(store, OPENING + DAY, *keys)
    tick(store, OPENING + 2 * DAY)
    store.connection.execute("UPDATE outbox SET state = 'suppressed', reason = 'exit'")
    tag(store, LATER - DAY, "c1", name="y")
    tick(store, LATER)
    return store


def told(keys: Sequence[str], at: int) -> list[intake.EventRow]:
    """An event of each."""
    return [intake.EventRow(kind="custom", subject="s", contact_key=k, key=k, at=at) for k in keys]


def counts(store: SqliteStore) -> list[int]:
    """How much there is."""
    return [int(str(rows(store, f"SELECT COUNT(*) FROM {table}")[0][0])) for table in TABLES]


def test_nothing_goes_by_itself() -> None:
    store = lived()
    before = rows(store, "SELECT * FROM event"), counts(store)
    assert retain(store, Retention(), LATER).total() == 0
    assert (rows(store, "SELECT * FROM event"), counts(store)) == before


def test_finished_runs_go_whole_and_entries_stay() -> None:
    """Re-entry `never` is for ever: who was in the journey does not come in again."""
    store = lived()
    assert retain(store, KEPT, LATER)["runs"] == 3
    assert counts(store) == [0, 0, 0, 0, 0]
    assert len(rows(store, "SELECT 1 FROM entry WHERE enrollment_id < 0")) == 3
    store.write("effects.clear")
    intake.untag(store, ["c1"], "x", LATER)
    tag(store, LATER, "c1")
    assert tick(store, LATER + DAY).entered == 0


def test_runs_in_progress_and_their_events_stay() -> None:
    store = lived(journey(wait(1, 10 * YEAR)))
    gone = retain(store, KEPT, LATER)
    assert (gone["runs"], counts(store)[1]) == (0, 3)
    kinds = rows(store, "SELECT kind FROM event WHERE moment < 1800000000000 ORDER BY 1")
    assert kinds == [("tag_added",)] * 3


def test_old_events_go_and_are_never_taken_again() -> None:
    """Their keys are remembered: told again, they change nothing, for ever."""
    store = lived()
    assert retain(store, KEPT, LATER)["events"] == 6
    assert rows(store, "SELECT kind FROM event") == [("tag_added",)]
    again = intake.add_events(store, told(["c1", "c2"], OPENING + DAY), LATER)
    assert (again.added, again.unchanged) == (0, 2)
    assert tick(store, LATER + DAY).events == 0


def test_a_number_of_an_event_is_never_used_again() -> None:
    """The engine goes by the numbers of events: the last one stays, however old it is."""
    store = lived()
    retain(store, KEPT, LATER + 5 * YEAR)
    [(last,)] = rows(store, "SELECT MAX(id) FROM event")
    [(cursor,)] = rows(store, "SELECT MAX(event_cursor) FROM engine")
    assert last == cursor


@pytest.mark.parametrize(("months", "left"), [(0, 3), (12, 0), (48, 3)])
def test_events_that_a_segment_reads_stay_as_long_as_it_reads_them(months: int, left: int) -> None:
    """Without a period (0 here) it reads them for ever."""
    lower = Edge(anchor="now", shift=Duration(months=-months))
    did = DidEvent(kinds=("custom",), period=Period(lower=lower) if months else None)
    store = lived(segments=(ir.Segment(name="doers", predicate=did),))
    retain(store, KEPT, LATER)
    assert rows(store, "SELECT COUNT(*) FROM event WHERE kind = 'custom'") == [(left,)]


def test_runs_that_a_segment_asks_for_as_completed_stay() -> None:
    done = JourneyActivity(did="completed", journey="j")
    store = lived(segments=(ir.Segment(name="done", predicate=done),))
    assert retain(store, KEPT, LATER)["runs"] == 0


def test_a_run_stays_as_long_as_it_keeps_somebody_out() -> None:
    re_entry = {"mode": "after", "after": Duration(months=48)}
    store = lived(journey(send(1), re_entry=re_entry))
    assert retain(store, KEPT, LATER)["runs"] == 0
    assert retain(store, KEPT, LATER + 2 * YEAR)["runs"] == 3


def test_old_proofs_are_forgotten_once_something_later_is_known() -> None:
    store = lived()
    for at, proof in ((OPENING, "form 1"), (OPENING + DAY, "form 2")):
        store.connection.execute(
            "INSERT INTO consent (contact_id, channel, state, source, proof, at)"
            " VALUES (1, 'email', 'subscribed', 'web', ?, ?)",
            (proof, at),
        )
    assert retain(store, KEPT, LATER)["proofs"] == 1
    assert rows(store, "SELECT proof FROM consent WHERE source = 'web'") == [(None,), ("form 2",)]


def test_a_housekeeper_does_a_little_at_each_turn_and_begins_once_a_day() -> None:
    store, keeper = lived(), Housekeeper(KEPT)
    first = keeper.turn(store, LATER)
    assert (first["runs"], first["events"]) == (3, 0)
    rest = [keeper.turn(store, LATER + n) for n in range(1, 9)]
    assert sum(one["events"] for one in rest) == 6
    assert Housekeeper(KEPT).turn(store, LATER + DAY // 2).total() == 0
    assert store.write("retain.turn", now=LATER + DAY, apart=DAY) == 1
