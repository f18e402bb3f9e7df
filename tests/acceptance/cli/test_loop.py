"""The loop ticks when something is due, and ends when it was told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from jalon.compiler import ir
from jalon.compiler.ir import kinds
from jalon.compiler.ir import steps as s
from jalon.runtime import loop
from jalon.runtime.clock import VirtualClock
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import TickReport
from jalon.runtime.intake import ContactRow, add_contacts, tag
from jalon.runtime.loop import Pace
from jalon.runtime.sqlite import SqliteStore

START, MINUTE, HOUR = 1_772_355_600_000, 60_000, 3_600_000
WAIT = ir.Duration(milliseconds=90 * MINUTE)
JOURNEY = ir.Journey(
    name="welcome",
    starts=(ir.EventPattern(kinds=(kinds.TAG_ADDED,), subjects=("vip",)),),
    steps=(
        s.Start(number=0, key="a", next=1),
        s.Wait(number=1, key="b", duration=WAIT, next=2),
        s.End(number=2, key="c"),
    ),
)


def chained(tagged: str, next: str) -> ir.Journey:
    """A journey that begins with one tag and adds the next."""
    starts = (ir.EventPattern(kinds=(kinds.TAG_ADDED,), subjects=(tagged,)),)
    add = s.Tag(number=1, key="b", tag=next, name=next, next=2)
    steps = (s.Start(number=0, key="a", next=1), add, s.End(number=2, key="c"))
    return ir.Journey(name=f"from {tagged}", starts=starts, steps=steps)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with closing(SqliteStore.open()) as store:
        deploy(store, ir.Program(journeys=(JOURNEY,)), START)
        add_contacts(store, [ContactRow(key="1", email="ana@trail.example")], START)
        yield store


def instants(store: SqliteStore, pace: Pace) -> list[int]:
    """Minutes after the start at which the loop delivers."""
    found: list[int] = []
    clock = VirtualClock(START)
    for _ in loop.run(store, clock, found.append, pace):
        pass
    return [(instant - START) // MINUTE for instant in found]


def test_an_end_that_is_now_is_one_turn(store: SqliteStore) -> None:
    assert instants(store, Pace(START)) == [0]


def test_a_chain_of_journeys_ends_in_the_turn_that_began_it(store: SqliteStore) -> None:
    links = [chained(one, then) for one, then in (("vip", "b"), ("b", "c"), ("c", "d"))]
    deploy(store, ir.Program(journeys=tuple(links)), START)
    tag(store, ["1"], "vip", START)
    assert instants(store, Pace(START)) == [0, 0, 0, 0]
    assert store.connection.execute("SELECT COUNT(*) FROM entry").fetchall() == [(3,)]


def test_journeys_that_set_each_other_off_for_ever_end_too(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "tick", lambda *_: TickReport(1, 0, 0, 0, False))
    tag(store, ["1"], "vip", START)
    assert len(instants(store, Pace(START))) == 1 + loop.HOPS


def test_idle_time_passes_in_rests(store: SqliteStore) -> None:
    assert instants(store, Pace(START + 150 * MINUTE, HOUR)) == [0, 60, 120, 150]


def test_the_loop_wakes_when_somebody_is_due(store: SqliteStore) -> None:
    tag(store, ["1"], "vip", START)
    assert instants(store, Pace(START + 3 * HOUR, HOUR)) == [0, 60, 90, 150, 180]


def test_work_that_is_left_is_done_without_a_rest(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = iter([TickReport(1, 0, 0, 0, more) for more in (True, True, False)])
    monkeypatch.setattr(loop, "tick", lambda *_: next(reports))
    assert instants(store, Pace(START)) == [0, 0, 0]


def test_the_caller_may_leave_at_any_turn(store: SqliteStore) -> None:
    turns = loop.run(store, VirtualClock(START), lambda now: None, Pace())
    assert [next(turns).more for _ in range(3)] == [False] * 3


@dataclass(frozen=True, slots=True)
class Rest:
    """A pause as it is asked for, and as it should be."""

    until: int | None
    due: int | None
    expected: int


@pytest.mark.parametrize(
    "rest",
    [
        Rest(None, None, 1000),
        Rest(None, 10_400, 400),
        Rest(None, 99_000, 1000),
        Rest(10_300, 10_400, 300),
        Rest(9_000, None, 1),
    ],
)
def test_a_rest_ends_with_the_first_thing_to_do(rest: Rest) -> None:
    assert Pace(rest.until).pause(10_000, rest.due) == rest.expected
