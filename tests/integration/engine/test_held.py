"""Runs that are held: put aside and released, held and moved, and nothing of it twice."""

from __future__ import annotations

from jalon.compiler.ir import steps as s
from jalon.compiler.ir.predicates import LocalTime
from jalon.runtime import control, plan
from jalon.runtime.engine.tick import tick
from jalon.runtime.sqlite import SqliteStore

from .building import DAY, HOUR, OPENING, journey, opened, program, rows, send, tag, wait

PLUS = s.SetField(number=2, key="f", field="size", to="plus", value=1_000_000, next=3)
MORNING = s.WaitCondition(number=1, key="w", predicate=LocalTime(start=0, end=12 * HOUR), next=2)

NEW_STEPS = ((wait(1, DAY), "other"), (send(2), "send3"))


def poisoned(*steps: s.Step) -> SqliteStore:
    """A journey on whose field c1 breaks."""
    store = opened(journey(*steps))
    store.connection.execute(
        "CREATE TRIGGER bad BEFORE UPDATE OF field_size ON contact "
        "WHEN old.id = 1 BEGIN SELECT RAISE(ABORT, 'poison'); END"
    )
    tag(store, OPENING, "c1", "c2")
    return store


def target(store: SqliteStore) -> control.Target:
    """The journey."""
    return control.targets(store)["j"]


def test_who_was_put_aside_goes_on_when_she_is_released() -> None:
    store = poisoned(wait(1, HOUR), PLUS)
    tick(store, OPENING)
    tick(store, OPENING + HOUR)
    assert tick(store, OPENING + DAY).moved == 0
    store.connection.execute("DROP TRIGGER bad")
    assert control.release(store, target(store), OPENING + DAY) == 1
    assert tick(store, OPENING + DAY).moved == 1
    assert rows(store, "SELECT COUNT(*) FROM contact WHERE field_size = 1000000") == [(2,)]
    assert rows(store, "SELECT COUNT(*) FROM held_run") == [(0,)]


def test_a_watched_run_is_put_aside_once_and_not_at_every_tick() -> None:
    store = poisoned(MORNING, PLUS)
    for hour in range(4):
        tick(store, OPENING + hour * HOUR)
    assert rows(store, "SELECT contact_id FROM quarantine") == [(1,)]
    assert rows(store, "SELECT COUNT(*) FROM watching") == [(0,)]


def test_who_comes_during_a_pause_is_watched_again_after_it() -> None:
    evening = LocalTime(start=12 * HOUR, end=24 * HOUR)
    later = MORNING.model_copy(update={"predicate": evening})
    store = opened(journey(later, send(2)))
    tag(store, OPENING, "c1")
    tick(store, OPENING)
    control.pause(store, target(store), OPENING)
    tick(store, OPENING + 13 * HOUR)
    tick(store, OPENING + 14 * HOUR)
    assert rows(store, "SELECT COUNT(*) FROM outbox") == [(0,)]
    control.resume(store, target(store), OPENING + 15 * HOUR)
    tick(store, OPENING + 15 * HOUR)
    assert rows(store, "SELECT queued_at FROM outbox") == [(OPENING + 15 * HOUR,)]


def test_who_is_put_aside_can_be_moved_to_another_version() -> None:
    store = poisoned(wait(1, HOUR), PLUS)
    tick(store, OPENING)
    tick(store, OPENING + HOUR)
    new = program(journey(wait(1, HOUR), send(2)))
    shown = plan.make(store, new, ("j",))
    plan.apply(store, new, shown.id, ("j",), OPENING + DAY)
    control.release(store, target(store), OPENING + DAY)
    tick(store, OPENING + DAY)
    assert rows(store, "SELECT contact_id FROM outbox") == [(1,)]


def test_everybody_is_moved_at_once_and_nobody_twice() -> None:
    store = opened(journey(wait(1, DAY), wait(2, DAY), send(3)), people=9)
    tag(store, OPENING, *(f"c{n}" for n in range(1, 10)))
    tick(store, OPENING)
    other, last = (step.model_copy(update={"key": key}) for step, key in NEW_STEPS)
    new = program(journey(other, last))
    shown = plan.make(store, new, ("j",))
    plan.apply(store, new, shown.id, ("j",), OPENING + HOUR)
    for hours in (1, 25, 49):
        tick(store, OPENING + hours * HOUR)
    assert rows(store, "SELECT COUNT(*), COUNT(DISTINCT contact_id) FROM outbox") == [(9, 9)]


def test_a_step_that_is_paused_stays_a_rest_when_the_journey_comes_back() -> None:
    first, second = journey(wait(1, HOUR), send(2)), journey(wait(1, 2 * HOUR), send(2))
    store = opened(first)
    plan.apply(store, program(second), plan.make(store, program(second)).id, (), OPENING)
    control.pause(store, target(store), OPENING, "send2")
    plan.apply(store, program(first), plan.make(store, program(first)).id, (), OPENING)
    tag(store, OPENING, "c1")
    tick(store, OPENING)
    tick(store, OPENING + HOUR)
    assert rows(store, "SELECT COUNT(*) FROM outbox") == [(0,)]
