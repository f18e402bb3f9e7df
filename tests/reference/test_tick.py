"""How runs go on, wait, catch up, and end."""

from __future__ import annotations

import pytest

from jalon.compiler.ir import Duration, Exit, Goal, steps
from jalon.compiler.ir import predicates as p

from .building import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    at,
    crossed,
    happened,
    journey,
    running,
    someone,
    tagged,
)
from .tick import tick

A_DAY, AN_HOUR = Duration(days=1), Duration(milliseconds=HOUR)
VIP = p.Tagged(tags=("vip",))
ANSWER = steps.WaitEvent(number=1, key="w", pattern=tagged("x"), limit=AN_HOUR, next=2, timeout=3)


def wait(number: int, duration: Duration = A_DAY) -> steps.Wait:
    return steps.Wait(number=number, key=f"w{number}", duration=duration, next=number + 1)


def answered() -> tuple[steps.Step, ...]:
    """Waits for the tag x for an hour; tags `late` when it did not come."""
    late = steps.Tag(number=2, key="late", tag="answered", name="answered", next=3)
    return ANSWER, late


def test_step_32_every_instant_is_exact_when_catching_up() -> None:
    world, program = running(journey(wait(1), wait(2)))
    happened(world, "tag_added", NOON + HOUR, "go")
    tick(world, program, NOON + 90 * DAY)
    assert crossed(world) == [
        ("start", HOUR),
        ("elapsed", HOUR + DAY),
        ("elapsed", HOUR + 2 * DAY),
    ]
    assert (world.runs[0].reason, world.runs[0].ended_at) == ("completed", NOON + HOUR + 2 * DAY)


@pytest.mark.parametrize(("minute", "edge"), [(59, "event"), (60, "event"), (61, "timeout")])
def test_step_61_the_event_counts_until_the_limit_also_when_catching_up(
    minute: int, edge: str
) -> None:
    world, program = running(journey(*answered()))
    happened(world, "tag_added", NOON, "go")
    happened(world, "tag_added", NOON + minute * MINUTE, "x")
    tick(world, program, NOON + DAY)
    assert crossed(world)[1] == (edge, min(minute, 60) * MINUTE)


def test_an_event_is_seen_by_a_wait_that_began_before_it_in_the_same_outage() -> None:
    steps_ = (wait(1, AN_HOUR), ANSWER.model_copy(update={"number": 2, "next": 3, "timeout": 3}))
    world, program = running(journey(*steps_))
    happened(world, "tag_added", NOON, "go")
    happened(world, "tag_added", NOON + 90 * MINUTE, "x")
    tick(world, program, NOON + DAY)
    assert crossed(world)[2] == ("event", 90 * MINUTE)


def test_step_30_an_event_before_the_wait_is_not_waited_for() -> None:
    world, program = running(journey(*answered()))
    happened(world, "tag_added", NOON, "x")
    happened(world, "tag_added", NOON + MINUTE, "go")
    tick(world, program, NOON + 10 * MINUTE)
    assert world.runs[0].step == 1


def test_step_30_a_condition_that_holds_is_passed_at_once() -> None:
    waits = steps.WaitCondition(number=1, key="w", predicate=VIP, next=2)
    world, program = running(journey(waits))
    world.contacts[0].tags.add("vip")
    happened(world, "tag_added", NOON + HOUR, "go")
    tick(world, program, NOON + DAY)
    assert crossed(world) == [("start", HOUR), ("met", HOUR)]


def test_a_condition_is_looked_at_when_something_happened() -> None:
    waits = steps.WaitCondition(number=1, key="w", predicate=VIP, limit=A_DAY, next=2)
    world, program = running(journey(waits))
    happened(world, "tag_added", NOON, "go")
    tick(world, program, NOON)
    world.contacts[0].tags.add("vip")
    happened(world, "tag_added", NOON + HOUR, "vip")
    tick(world, program, NOON + 3 * DAY)
    assert crossed(world)[1] == ("met", DAY)  # at the limit at the latest


def test_sp_59_a_purchase_takes_the_message_back() -> None:
    send = steps.Send(number=1, key="s", channel="email", message="m", next=2)
    exits = (Exit(event=tagged("bought"), reason="purchased"),)
    world, program = running(journey(send, wait(2), exits=exits))
    happened(world, "tag_added", NOON, "go")
    tick(world, program, NOON)
    happened(world, "tag_added", NOON + HOUR, "bought")
    tick(world, program, NOON + 2 * HOUR)
    (run,) = world.runs
    assert (run.reason, run.ended_at, run.step) == ("purchased", NOON + HOUR, 2)
    assert [(m.state, m.reason) for m in run.outbox] == [("suppressed", "exit")]


def test_step_08_a_condition_that_holds_at_entry_ends_the_run_at_once() -> None:
    world, program = running(journey(wait(1), exits=(Exit(predicate=VIP),)))
    world.contacts[0].tags.add("vip")
    happened(world, "tag_added", NOON + HOUR, "go")
    tick(world, program, NOON + HOUR)
    assert (crossed(world), world.runs[0].reason) == ([("exit", HOUR)], "exit_condition")


def test_an_exit_event_that_came_with_the_entry_ends_the_run() -> None:
    world, program = running(journey(wait(1), exits=(Exit(event=tagged("x")),)))
    happened(world, "tag_added", NOON, "go")
    happened(world, "tag_added", NOON + HOUR, "x")
    tick(world, program, NOON + 2 * HOUR)
    assert crossed(world) == [("exit", HOUR)]


def test_who_let_herself_in_does_not_leave_by_the_same_event() -> None:
    world, program = running(journey(wait(1), exits=(Exit(event=tagged("go")),)))
    happened(world, "tag_added", NOON, "go")
    tick(world, program, NOON)
    assert world.runs[0].reason is None


@pytest.mark.parametrize(("day", "goal"), [(7, NOON + 7 * DAY), (8, None)])
def test_goals_count_in_time_also_after_the_end(day: int, goal: int | None) -> None:
    aim = Goal(event=tagged("x"), within=Duration(days=7))
    world, program = running(journey(wait(1), goal=aim))
    happened(world, "tag_added", NOON, "go")
    tick(world, program, NOON + 2 * DAY)
    happened(world, "tag_added", NOON + day * DAY, "x")
    tick(world, program, NOON + 9 * DAY)
    assert (world.runs[0].reason, world.runs[0].goal_at) == ("completed", goal)


def test_steps_see_what_earlier_steps_did() -> None:
    tag = steps.Tag(number=1, key="t", tag="vip", name="vip", next=2)
    branch = steps.Branch(number=2, key="b", arms=(steps.Arm(predicate=VIP, next=3),), otherwise=3)
    world, program = running(journey(tag, branch))
    happened(world, "tag_added", NOON, "go")
    tick(world, program, NOON)
    assert [edge for edge, _ in crossed(world)] == ["start", "next", "yes:0"]


def test_what_a_step_did_is_an_event_of_the_next_tick() -> None:
    tag = steps.Tag(number=1, key="t", tag="second", name="second", next=2)
    world, program = running(journey(tag), journey(starts=(tagged("second"),), name="other"))
    happened(world, "tag_added", NOON, "go")
    tick(world, program, NOON + HOUR)
    assert [run.journey for run in world.runs] == ["j"]
    tick(world, program, NOON + 2 * HOUR)
    assert [(run.journey, run.entered_at) for run in world.runs[1:]] == [("other", NOON + HOUR)]


def test_step_48_archiving_ends_all_runs_when_they_would_go_on() -> None:
    archive = steps.Archive(number=1, key="a", next=2)
    world, program = running(journey(archive), journey(wait(1), name="other"))
    happened(world, "tag_added", NOON, "go")
    tick(world, program, NOON + 2 * DAY)
    assert [(run.reason, run.ended_at) for run in world.runs] == [
        ("archived", NOON),
        ("archived", NOON),
    ]


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        ("2026-06-06 10:00", "2026-06-08 09:00"),  # a Saturday
        ("2026-06-08 16:59", "2026-06-08 16:59"),
        ("2026-06-08 17:00", "2026-06-09 09:00"),
    ],
)
def test_step_34_wait_until_office_hours(arrival: str, expected: str) -> None:
    hours = {"weekdays": (0, 1, 2, 3, 4), "start": 9 * HOUR, "end": 17 * HOUR}
    until = steps.WaitUntil.model_validate({"number": 1, "key": "u", "next": 2, **hours})
    world, program = running(journey(until), contact=someone(zone="Europe/Paris"))
    happened(world, "tag_added", at(arrival, "Europe/Paris"), "go")
    tick(world, program, NOON + 30 * DAY)
    assert world.runs[0].ended_at == at(expected, "Europe/Paris")


def test_step_27_a_split_is_stable_and_fair() -> None:
    arms = (
        steps.SplitArm(name="a", share=5000, next=2),
        steps.SplitArm(name="b", share=5000, next=2),
    )
    world, program = running(journey(steps.Split(number=1, key="s", salt=7, arms=arms)))
    world.contacts = [someone(number) for number in range(1, 401)]
    for contact in world.contacts:
        happened(world, "tag_added", NOON, "go").contact = contact.id
    tick(world, program, NOON)
    share = sum(edge == "arm:a" for edge, _ in crossed(world)) / 400
    assert 0.42 < share < 0.58
