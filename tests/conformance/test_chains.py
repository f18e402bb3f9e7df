"""STEP-52: journeys that start each other."""

from __future__ import annotations

from pathlib import Path

from .projects import DAY, HOUR, journey, steps
from .scenario import Scenario, problems


def second(*settings: str, start: str = 'tag added "y"') -> str:
    """Another journey `k` that waits a day."""
    lines = "\n  ".join([f"starting point: {start}", *settings])
    return f"\njourney k:\n  {lines}\n  wait 1 day\n"


def chained(folder: Path, *settings: str, contacts: str = "AB") -> Scenario:
    """Journey j on tag x starts journey k, which has these settings."""
    text = journey('tag added "x"', "re-entry: always", steps=steps("start journey k", "wait 1h"))
    scenario = Scenario.of(folder, text + second(*settings))
    scenario.contact(*contacts)
    return scenario


def through(scenario: Scenario, who: str) -> None:
    """She goes through journey j, and the time of two ticks passes."""
    scenario.untag("x", who)
    scenario.tag("x", who)
    scenario.tick(plus=HOUR)
    scenario.tick(plus=HOUR)


def test_STEP_52_a_step_starts_another_journey(tmp_path: Path) -> None:
    scenario = chained(tmp_path)
    through(scenario, "A")
    assert (scenario.entered("j"), scenario.entered("k"), scenario.inside("k")) == ("A", "A", "A")


def test_STEP_52_the_other_journey_keeps_its_own_filter(tmp_path: Path) -> None:
    scenario = chained(tmp_path, 'only if: tagged "vip"')
    scenario.tag("vip", "B")
    through(scenario, "A")
    through(scenario, "B")
    assert (scenario.entered("k"), scenario.refused("k")) == ("B", [("A", "filter")])


def test_STEP_52_the_other_journey_keeps_its_own_re_entry(tmp_path: Path) -> None:
    scenario = chained(tmp_path)
    through(scenario, "A")
    scenario.tick(plus=2 * DAY)
    through(scenario, "A")
    assert (scenario.entered("k"), scenario.refused("k")) == ("A", [("A", "re_entry")])


def test_STEP_52_whoever_is_in_the_other_journey_does_not_enter_it_twice(tmp_path: Path) -> None:
    scenario = chained(tmp_path, "re-entry: always")
    through(scenario, "A")
    through(scenario, "A")
    assert (scenario.entered("k"), scenario.refused("k")) == ("A", [("A", "already_in")])


def test_STEP_52_a_paused_journey_takes_nobody(tmp_path: Path) -> None:
    scenario = chained(tmp_path, "status: paused")
    through(scenario, "A")
    assert (scenario.entered("k"), scenario.refused("k")) == ("", [("A", "paused")])


def test_STEP_52_a_tag_starts_another_journey_once(tmp_path: Path) -> None:
    text = journey('tag added "x"', steps=steps('add tag "y"', "wait 30 days"))
    scenario = Scenario.of(tmp_path, text + second())
    scenario.contact("A")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=HOUR)
    assert (scenario.entered("j"), scenario.entered("k")) == ("A", "A")


def test_STEP_52_a_journey_does_not_start_itself(tmp_path: Path) -> None:
    lines = steps('remove tag "x"', 'add tag "x"', "wait 1h")
    scenario = Scenario.of(tmp_path, journey('tag added "x"', "re-entry: always", steps=lines))
    scenario.contact("A")
    scenario.tag("x", "A")
    for _ in range(5):
        scenario.tick(plus=HOUR)
    assert scenario.entered("j") == "A"
    text = journey('tag added "x"', steps=steps("start journey j"))
    assert problems(tmp_path, text) == ["STEP-52"]


def test_STEP_52_journeys_that_never_come_to_an_end_are_told(tmp_path: Path) -> None:
    text = journey('tag added "x"', "re-entry: always", steps=steps("wait 1h", "start journey k"))
    other = "\njourney k:\n  starting point: added manually\n  {}\n  wait 1h\n  start journey j\n"
    assert problems(tmp_path, text + other.format("re-entry: always")) == ["STEP-52"]
    assert problems(tmp_path, text + other.format("re-entry: never")) == []


def test_SP_05_what_a_cart_starts_nothing_else_does(tmp_path: Path) -> None:
    text = journey('tag added "x"', steps=steps("start journey k"))
    assert problems(tmp_path, text + second(start="abandons cart")) == ["SP-05"]
    assert problems(tmp_path, text + second(start="order paid")) == ["SP-05"]
    assert problems(tmp_path, text) == ["SEG-48"]
