"""The tick: exact after an outage, bounded, and undisturbed by one bad row."""

from __future__ import annotations

from jalon.compiler.ir import steps as s
from jalon.compiler.ir.calendar import Duration, Edge, Period
from jalon.compiler.ir.predicates import All, DidEvent, Not, PropertyTest, Tagged
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import catch_up, tick
from jalon.runtime.queries import named
from jalon.runtime.sqlite import SqliteStore

from .building import DAY, HOUR, OPENING, TAGGED, journey, opened, program, rows, send, tag, wait


def test_a_run_waits_and_then_goes_on() -> None:
    store = opened(journey(wait(1, HOUR), send(2)))
    tag(store, OPENING, "c1")
    tick(store, OPENING)
    assert rows(store, "SELECT due FROM waiting") == [(OPENING + HOUR,)]
    tick(store, OPENING + HOUR - 1)
    assert rows(store, "SELECT * FROM outbox") == []
    tick(store, OPENING + HOUR)
    assert rows(store, "SELECT contact_id, queued_at, state FROM outbox") == [
        (1, OPENING + HOUR, "queued")
    ]


def test_an_outage_is_caught_up_to_the_exact_instants() -> None:
    store = opened(journey(wait(1, HOUR), send(2), wait(3, HOUR), send(4)))
    tag(store, OPENING, "c1")
    tick(store, OPENING)
    tick(store, OPENING + 3 * DAY)
    assert rows(store, "SELECT queued_at FROM outbox ORDER BY 1") == [
        (OPENING + HOUR,),
        (OPENING + 2 * HOUR,),
    ]


def test_a_tick_of_the_past_changes_nothing() -> None:
    store = opened(journey(wait(1, HOUR)))
    tag(store, OPENING, "c1")
    tick(store, OPENING + DAY)
    before = rows(store, "SELECT * FROM step_log")
    tick(store, OPENING)
    assert rows(store, "SELECT watermark FROM engine") == [(OPENING + DAY,)]
    assert rows(store, "SELECT * FROM step_log") == before


def test_a_clock_is_read_when_nobody_else_can_tell_anything_any_more() -> None:
    store = opened(journey(wait(1, HOUR)))
    alone = []

    def now() -> int:
        alone.append(store.connection.in_transaction)
        return OPENING + HOUR

    tick(store, now)
    assert alone == [True]
    assert rows(store, "SELECT watermark FROM engine") == [(OPENING + HOUR,)]


def test_a_bounded_tick_leaves_the_rest_for_the_next_call() -> None:
    store = opened(journey(wait(1, HOUR), send(2)), people=7)
    tag(store, OPENING, *(f"c{n}" for n in range(1, 8)))
    assert tick(store, OPENING, limit=3).entered == 7
    assert tick(store, OPENING + HOUR, limit=3).moved == 3
    catch_up(store, OPENING + HOUR)
    assert rows(store, "SELECT COUNT(*) FROM outbox") == [(7,)]


def test_one_bad_row_is_set_aside_and_everybody_else_moves() -> None:
    booked = TAGGED.model_copy(update={"kinds": ("custom",), "subjects": ("booked",)})
    where = PropertyTest(name="seats", number=True, compare=">", value=2_000_000)
    starts = (booked.model_copy(update={"where": where}),)
    store = opened(journey(send(1), starts=starts), people=9)
    store.connection.execute(
        "INSERT INTO event (contact_id, kind, subject, at, moment, received_at, properties) "
        "SELECT id, 'custom', 'booked', ?, ?, ?, "
        "CASE id WHEN 5 THEN 'no json' ELSE '{\"seats\": 3}' END FROM contact",
        (OPENING, OPENING, OPENING),
    )
    assert tick(store, OPENING).entered == 8
    ((event, reason),) = rows(store, "SELECT event_id, reason FROM quarantine")
    assert event == 5
    assert "JSON" in str(reason)


def test_a_run_that_no_statement_digests_is_set_aside_alone() -> None:
    plus = s.SetField(number=2, key="f", field="size", to="plus", value=1_000_000, next=3)
    store = opened(journey(wait(1, HOUR), plus), people=9)
    store.connection.execute(
        "CREATE TRIGGER bad BEFORE UPDATE OF field_size ON contact "
        "WHEN old.id = 4 BEGIN SELECT RAISE(ABORT, 'poison'); END"
    )
    tag(store, OPENING, *(f"c{n}" for n in range(1, 10)))
    tick(store, OPENING)
    assert tick(store, OPENING + HOUR).moved == 8
    assert rows(store, "SELECT contact_id, reason FROM quarantine") == [(4, "poison")]
    assert rows(store, "SELECT COUNT(*) FROM contact WHERE field_size = 1000000") == [(8,)]
    assert not tick(store, OPENING + DAY).moved


def test_STEP_52_a_journey_does_not_start_itself() -> None:
    untag = s.Tag(number=1, key="u", tag="x", name="x", add=False, next=2)
    again = s.Tag(number=2, key="t", tag="x", name="x", next=3)
    store = opened(journey(untag, again, re_entry={"mode": "always"}))
    tag(store, OPENING, "c1")
    for minute in range(5):
        tick(store, OPENING + minute * 60_000)
    assert rows(store, "SELECT COUNT(*) FROM entry") == [(1,)]


def test_a_branch_sees_what_the_step_before_it_changed() -> None:
    add = s.Tag(number=1, key="t", tag="vip", name="vip", next=2)
    arm = s.Arm(predicate=Tagged(tags=("vip",)), next=3)
    branch = s.Branch(number=2, key="b", arms=(arm,), otherwise=4)
    store = opened(journey(add, branch, send(3)))
    tag(store, OPENING, "c1")
    tick(store, OPENING)
    assert rows(store, "SELECT COUNT(*) FROM outbox") == [(1,)]
    edges = [edge for (edge,) in rows(store, "SELECT edge FROM step_log ORDER BY seq")]
    assert edges == ["start", "next", "yes:0", "next"]


def no_json(store: SqliteStore, contact: int) -> None:
    """Gives one contact an event that no condition on properties can read."""
    store.connection.execute(
        "INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin, properties)"
        " VALUES (?, 'custom', 'booked', 0, 0, 0, 'historic', 'no json')",
        (contact,),
    )


SEATS = PropertyTest(name="seats", number=True, compare=">", value=0)
BOOKED = DidEvent(kinds=("custom",), subjects=("booked",), where=SEATS)


def test_a_bad_row_behind_the_door_stops_nobody_else() -> None:
    store = opened(journey(send(1), only_if=Not(part=BOOKED)), people=9)
    no_json(store, 5)
    tag(store, OPENING, *(f"c{n}" for n in range(1, 10)))
    assert tick(store, OPENING).entered == 8
    assert rows(store, "SELECT stage, contact_id FROM quarantine") == [("enter", 5)]


def test_a_bad_row_under_an_exit_condition_stops_nobody_else() -> None:
    store = opened(journey(wait(1, DAY), exits=({"predicate": BOOKED},)), people=9)
    tag(store, OPENING, *(f"c{n}" for n in range(1, 10)))
    tick(store, OPENING)
    no_json(store, 5)
    store.connection.execute("UPDATE event SET properties = '{\"seats\": 1}' WHERE contact_id <> 5")
    tag(store, OPENING + HOUR, *(f"c{n}" for n in range(1, 10)), name="y")
    tick(store, OPENING + HOUR)
    assert rows(store, "SELECT stage, contact_id FROM quarantine") == [("condition", 5)]


def test_a_bad_row_sends_nobody_else_down_the_wrong_branch() -> None:
    lately = DidEvent(kinds=("tag_added",), period=Period(lower=Edge(shift=Duration(days=-1))))
    arm = s.Arm(predicate=All(parts=(lately, Not(part=BOOKED))), next=3)
    branch = s.Branch(number=2, key="b", arms=(arm,), otherwise=4)
    store = opened(journey(wait(1, HOUR), branch, send(3)), people=9)
    no_json(store, 5)
    tag(store, OPENING, *(f"c{n}" for n in range(1, 10)))
    tick(store, OPENING)
    tick(store, OPENING + HOUR)
    assert rows(store, "SELECT COUNT(*) FROM outbox") == [(8,)]


def test_changing_re_entry_to_never_lets_nobody_in_again() -> None:
    store = opened(journey(send(1), re_entry={"mode": "always"}), people=1)
    tag(store, OPENING, "c1")
    tick(store, OPENING)
    deploy(store, program(journey(send(1))), OPENING + HOUR)
    store.connection.execute("DELETE FROM contact_tag")
    tag(store, OPENING + 2 * HOUR, "c1")
    assert tick(store, OPENING + 2 * HOUR).entered == 0


def test_moving_a_run_scans_no_table_of_runs() -> None:
    store = opened(journey(wait(1, HOUR)))
    plan = rows(store, "EXPLAIN QUERY PLAN " + named("advance.move").replace(":node", "1"))
    assert not [line for line in plan if "SCAN enrollment" in str(line)]
