"""STEP-28, 30, 31, 61…64: waiting for what happens and for what becomes true; X-03."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .projects import DAY, HOUR, journey, steps
from .scenario import Scenario, problems

ROOT = Path(__file__).parents[2]


def waiting(folder: Path, *lines: str) -> Scenario:
    """Contacts A and B, on tag x, at these steps."""
    scenario = Scenario.of(folder, journey('tag added "x"', steps=steps(*lines)))
    scenario.contact("A", "B")
    scenario.tag("x", "A", "B")
    return scenario


def test_STEP_28_a_wait_goes_on_at_the_moment_the_condition_is_met(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, 'wait for tagged "y"', "send email m")
    scenario.tick()
    scenario.tick(plus=2 * DAY)
    scenario.tag("y", "A")
    scenario.tick()
    assert (scenario.received(), scenario.sent_at("A")) == ("A", scenario.now)


def test_STEP_28_a_wait_goes_on_when_time_meets_the_condition(tmp_path: Path) -> None:
    line = "wait for not bought anything in the last 10 days"
    scenario = waiting(tmp_path, line, "send email m")
    scenario.buys("A")
    scenario.tick()
    assert scenario.received() == "B"
    scenario.tick(plus=11 * DAY)
    assert scenario.received() == "AB"


def test_STEP_30_a_state_passes_at_once_and_an_event_must_be_new(tmp_path: Path) -> None:
    state = waiting(tmp_path, 'wait for tagged "x"', "send email m")
    state.tick()
    assert state.received() == "AB"
    event = waiting(tmp_path, "wait 1h", "wait for clicks email m", 'add tag "y"')
    event.event("A", "email_clicked", "m")
    event.tick()
    event.tick(plus=HOUR)
    assert event.tagged("y") == ""
    event.event("A", "email_clicked", "m")
    event.tick(plus=HOUR)
    assert event.tagged("y") == "A"


def test_STEP_31_without_a_limit_a_wait_is_for_ever(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, 'wait for tagged "y"', "send email m")
    scenario.tick()
    scenario.tick(plus=366 * DAY)
    assert (scenario.inside(), scenario.received()) == ("AB", "")


def test_STEP_31_a_limit_is_another_way_out(tmp_path: Path) -> None:
    lines = ('if tag added "y" within 7 days:', "  send email m", "else:", '  add tag "late"')
    scenario = waiting(tmp_path, *lines)
    scenario.tick()
    scenario.tick(plus=7 * DAY - 1)
    scenario.tag("y", "A")
    scenario.tick()
    scenario.tick(plus=1)
    assert (scenario.received(), scenario.tagged("late")) == ("A", "B")


def test_STEP_61_a_condition_has_a_way_for_yes_and_one_for_no(tmp_path: Path) -> None:
    link = 'if clicks link "https://u.example" in email m within 1 day:'
    scenario = waiting(tmp_path, link, '  add tag "yes"', "else:", '  add tag "no"')
    scenario.tick()
    scenario.event("A", "email_clicked", "m", properties={"link": "https://u.example"})
    scenario.event("B", "email_clicked", "m", properties={"link": "https://v.example"})
    scenario.tick(plus=HOUR)
    scenario.tick(plus=DAY)
    assert (scenario.tagged("yes"), scenario.tagged("no")) == ("A", "B")


@pytest.mark.parametrize("event", ["does not open email m", "abandons cart", "enters segment s"])
def test_STEP_61_what_comes_by_itself_needs_a_time_too(tmp_path: Path, event: str) -> None:
    text = journey('tag added "x"', steps=steps(f"if {event}:", "  wait 1h"))
    assert problems(tmp_path, text + '\nsegment s:\n  tagged "y"\n') == ["J413"]


def test_STEP_63_who_is_waited_for_without_end_never_goes_the_other_way(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, "wait for opens email m", 'add tag "opened"')
    scenario.tick()
    scenario.tick(plus=400 * DAY)
    assert scenario.inside() == "AB"
    scenario.event("A", "email_opened", "m")
    scenario.tick(plus=HOUR)
    assert (scenario.tagged("opened"), scenario.inside()) == ("A", "B")


def test_STEP_64_after_a_day_without_an_open_the_other_way_is_taken(tmp_path: Path) -> None:
    lines = ("if opens email m within 1 day:", "  wait 9 days", "else:", '  add tag "no"')
    scenario = waiting(tmp_path, *lines)
    scenario.tick()
    scenario.tick(plus=DAY - 1)
    assert scenario.tagged("no") == ""
    scenario.tick(plus=1)
    assert scenario.tagged("no") == "AB"
    text = journey('tag added "x"', steps=steps("if opens email m:", "  wait 1h"))
    assert problems(tmp_path, text) == ["J413"]


def test_X_03_equal_sources_make_equal_graphs_and_statements() -> None:
    """In two processes that order their sets differently."""
    command = [sys.executable, "-m", "tests.conformance.digests"]
    found = [
        subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert json.loads(found[0]) == json.loads(found[1]) != {}


def test_STEP_02_rounds_are_repeated_until_a_state_is_reached(tmp_path: Path) -> None:
    lines = ("repeat 3 times every 7 days until bought anything:", "  send email m")
    scenario = waiting(tmp_path, *lines, 'add tag "done"')
    scenario.tick()
    scenario.tick(plus=DAY)
    scenario.buys("A")
    scenario.tick(plus=30 * DAY)
    assert (scenario.received(), scenario.tagged("done")) == ("ABBB", "AB")
    text = journey('tag added "x"', steps=steps("repeat 3 times until buys any product:", "  stop"))
    assert problems(tmp_path, text) == ["J302"]


def test_SP_09_every_order_is_confirmed_however_long_the_pause(tmp_path: Path) -> None:
    text = journey("order confirmed", "re-entry: after 30 days", steps=steps("send email m"))
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A")
    for _ in range(2):
        scenario.buys("A")
        scenario.tick(plus=HOUR)
    assert (scenario.received(), scenario.refused()) == ("AA", [])
