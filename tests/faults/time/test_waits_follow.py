"""F33, F34: a wait until a wall clock follows its contact, and her zone's rules; both stores."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.runtime import wall_clocks
from jalon.runtime.engine.tick import tick

from ...conformance.projects import DAY, HOUR, journey, steps
from ...conformance.scenario import NOW, Scenario

PARIS, TOKYO = "Europe/Paris", "Asia/Tokyo"


def waiting(folder: Path, *lines: str, settings: tuple[str, ...] = ()) -> Scenario:
    """A of Paris, who waits since 14:00 there."""
    text = journey('tag added "x"', *settings, steps=steps(*lines, "send email m"))
    scenario = Scenario.of(folder, text)
    scenario.contact("A", time_zone=PARIS)
    scenario.tag("x", "A")
    scenario.tick()
    return scenario


@pytest.mark.parametrize(
    "line", ["wait until 09:00", "wait 1 day", 'wait for tagged "y" up to 1 day']
)
def test_a_wall_clock_is_that_of_her_new_home(tmp_path: Path, line: str) -> None:
    scenario = waiting(tmp_path, line)
    was = 19 * HOUR if "09:00" in line else DAY
    scenario.contact("A", time_zone=TOKYO)
    scenario.tick(plus=was - 7 * HOUR - 1)
    assert scenario.received() == ""
    scenario.tick(plus=1)
    assert (scenario.received(), scenario.sent_at("A")) == ("A", NOW + was - 7 * HOUR)


def test_what_is_over_there_already_goes_on_at_once(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, "wait until 20:00")
    scenario.tick(plus=HOUR)
    scenario.contact("A", time_zone=TOKYO)
    scenario.tick(plus=1)
    assert scenario.sent_at("A") == NOW + HOUR


@pytest.mark.parametrize(
    ("line", "settings"), [("wait 24h", ()), ("wait 1 day", ("time zone: audience",))]
)
def test_other_waits_stay_as_they_are(tmp_path: Path, line: str, settings: tuple[str, ...]) -> None:
    scenario = waiting(tmp_path, line, settings=settings)
    scenario.contact("A", time_zone=TOKYO)
    scenario.tick(plus=DAY)
    assert scenario.sent_at("A") == NOW + DAY


def test_rules_that_change_move_those_who_wait(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, "wait until 09:00")
    [zone] = [id for id, name, _ in scenario.store.read("wall_clocks.editions") if name == PARIS]
    with scenario.store.transaction():
        wall_clocks.replace_rules(scenario.store, zone, TOKYO)
    tick(scenario.store, NOW + 12 * HOUR)
    assert scenario.sent_at("A") == NOW + 12 * HOUR


def test_an_alarm_is_kept_whatever_the_store(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, "wait 1h")
    assert tick(scenario.store, NOW - HOUR).behind == HOUR
    assert scenario.store.read("alarm.latest") == [(NOW, NOW - HOUR)]
