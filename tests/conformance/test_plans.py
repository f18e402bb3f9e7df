"""STEP, SP: what may be changed in a running journey, and what becomes of the people in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.runtime import control, plan
from jalon.runtime.plan import Replace

from .projects import DAY, HOUR, journey, steps
from .scenario import HEAD, Scenario, compiled

WAITS = ("wait 1 day as s1", "wait 2 days as s2", "wait 3 days as s3", "send email m")
WITHOUT_S2 = (WAITS[0], *WAITS[2:])


def run(folder: Path, *lines: str, settings: tuple[str, ...] = ()) -> Scenario:
    """A journey on tag x with these steps, and subscribed contacts A, B, C."""
    scenario = Scenario.of(folder, journey('tag added "x"', *settings, steps=steps(*lines)))
    scenario.contact("A", "B", "C")
    return scenario


def pause(scenario: Scenario) -> None:
    """Pauses the journey now."""
    control.pause(scenario.store, control.targets(scenario.store)["j"], scenario.now)


def apply(scenario: Scenario, folder: Path, text: str, *move: str) -> plan.Plan:
    """Shows the plan for another version of the project, and carries it out now."""
    program, found = compiled(folder, HEAD + text)
    assert program is not None, found
    shown = plan.make(scenario.store, program, move)
    plan.apply(scenario.store, program, shown.id, move, scenario.now)
    scenario.program = program
    return shown


def where(scenario: Scenario, step: str) -> str:
    """Who rests at a step."""
    at = "SELECT n.contact_id FROM enrollment n JOIN node d ON d.id = n.node_id WHERE d.key = ?"
    return scenario.names(at, step)


def test_SP_12_the_starting_points_of_an_active_journey_cannot_be_changed(tmp_path: Path) -> None:
    scenario = run(tmp_path, "send email m")
    other = journey('tag added "other"')
    with pytest.raises(plan.NotAllowed) as refused:
        scenario.redeploy(tmp_path, other)
    assert [one.rule for one in refused.value.objections] == ["SP-12"]
    pause(scenario)
    scenario.redeploy(tmp_path, other)
    assert scenario.program.journeys[0].starts != ()


@pytest.mark.parametrize("status", ["draft", "paused"])
def test_SP_12_a_draft_or_paused_journey_gets_others(tmp_path: Path, status: str) -> None:
    scenario = run(tmp_path, "send email m", settings=(f"status: {status}",))
    scenario.redeploy(tmp_path, journey('tag added "y"'))
    scenario.tag("x", "A")
    scenario.tag("y", "B")
    scenario.tick()
    assert scenario.entered() == "B"


def test_STEP_10_the_objective_of_an_active_journey_cannot_be_changed(tmp_path: Path) -> None:
    scenario = run(tmp_path, "send email m", settings=('objective: "Sell"',))
    other = journey('tag added "x"', 'objective: "Please"')
    with pytest.raises(plan.NotAllowed) as refused:
        scenario.redeploy(tmp_path, other)
    assert [one.rule for one in refused.value.objections] == ["STEP-10"]
    pause(scenario)
    scenario.redeploy(tmp_path, other)


def test_STEP_13_who_waits_on_a_removed_step_is_on_its_successor(tmp_path: Path) -> None:
    scenario = run(tmp_path, *WAITS)
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=DAY)
    assert where(scenario, "s2") == "A"
    apply(scenario, tmp_path, journey('tag added "x"', steps=steps(*WITHOUT_S2)), "j")
    scenario.judged = False  # the log speaks of two versions
    scenario.tick(plus=HOUR)
    assert where(scenario, "s3") == "A"
    scenario.tick(plus=3 * DAY - HOUR)
    assert scenario.received() == "A"


def test_STEP_13_finished_steps_stay_as_they_were(tmp_path: Path) -> None:
    scenario = run(tmp_path, *WAITS)
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=DAY)
    log = "SELECT * FROM step_log ORDER BY seq"
    before = scenario.asked.execute(log).fetchall()
    apply(scenario, tmp_path, journey('tag added "x"', steps=steps(*WITHOUT_S2)), "j")
    scenario.judged = False
    scenario.tick(plus=HOUR)
    after = scenario.asked.execute(log).fetchall()
    assert after[: len(before)] == before
    assert [row[4] for row in after[len(before) :]] == ["moved:s3"]


def test_STEP_13_who_waits_on_a_step_that_stays_keeps_her_time(tmp_path: Path) -> None:
    scenario = run(tmp_path, *WAITS)
    scenario.tag("x", "A")
    scenario.tick()
    scenario.now += HOUR
    apply(scenario, tmp_path, journey('tag added "x"', steps=steps(*WITHOUT_S2)), "j")
    scenario.judged = False
    scenario.tick(plus=DAY - HOUR)
    assert where(scenario, "s3") == "A"


@pytest.mark.parametrize(("line", "reason"), [("stop", "stopped"), ('add tag "y"', "completed")])
def test_STEP_13_the_successor_may_be_no_wait_or_the_end(
    tmp_path: Path, line: str, reason: str
) -> None:
    scenario = run(tmp_path, "wait 1 day", line)
    scenario.tag("x", "A")
    scenario.tick()
    apply(scenario, tmp_path, journey('tag added "x"', steps=steps(line)), "j")
    scenario.judged = False
    scenario.tick(plus=HOUR)
    assert scenario.ended("A") == [reason]


def test_a_wait_for_something_else_is_begun_anew(tmp_path: Path) -> None:
    scenario = run(tmp_path, 'wait for tagged "one" as s1', "send email m")
    scenario.tag("x", "A", "B")
    scenario.tag("two", "A")
    scenario.tick()
    other = steps('wait for tagged "two" up to 1 day as s1', "send email m")
    apply(scenario, tmp_path, journey('tag added "x"', steps=other), "j")
    scenario.judged = False
    scenario.tick(plus=HOUR)
    assert scenario.received() == "A"
    scenario.tick(plus=DAY)
    assert scenario.received() == "AB"


def test_without_a_move_people_finish_the_version_they_started_on(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait 1 day", 'add tag "old"')
    scenario.tag("x", "A")
    scenario.tick()
    text = journey('tag added "x"', steps=steps("wait 1 day", 'add tag "new"'))
    shown = apply(scenario, tmp_path, text)
    (replaced,) = [one for one in shown.stages if isinstance(one, Replace)]
    assert [(one.people, one.stays) for one in replaced.people] == [(1, True)]
    assert (len(replaced.difference.added), len(replaced.difference.removed)) == (1, 1)
    scenario.judged = False
    scenario.tick(plus=DAY)
    assert (scenario.tagged("old"), scenario.tagged("new")) == ("A", "")


def test_a_plan_that_was_overtaken_is_refused(tmp_path: Path) -> None:
    scenario = run(tmp_path, "send email m")
    program, _ = compiled(tmp_path, HEAD + journey('tag added "x"', steps=steps("wait 1h")))
    assert program is not None
    shown = plan.make(scenario.store, program)
    pause(scenario)
    with pytest.raises(plan.Stale):
        plan.apply(scenario.store, program, shown.id, (), scenario.now)


def test_the_goal_of_a_finished_run_counts_after_its_version_was_replaced(tmp_path: Path) -> None:
    goal = ("goal: buys any product within 7 days",)
    scenario = run(tmp_path, "send email m", settings=goal)
    scenario.tag("x", "A")
    scenario.tick()
    scenario.redeploy(tmp_path, journey('tag added "x"', *goal, steps=steps('add tag "y"')))
    scenario.judged = False
    scenario.buys("A")
    scenario.tick(plus=DAY)
    assert scenario.asked.execute("SELECT COUNT(*) FROM goal").fetchone() == (1,)
