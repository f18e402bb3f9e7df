"""STEP-43, 44, holdouts and frequency: when messages may leave, and to whom none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.runtime.outbox import counts
from jalon.runtime.status import status
from jalon.runtime.testing.post import deliver

from .scenario import HEAD, Scenario, instant, problems

PROGRAM = '  sms program: FR from "+33600000000"\n'
TEXT = 'sms n: "Hello"\n'
EMAIL = 'email {}:\n  subject: "Hello"\n\n'


def head(*settings: str) -> str:
    """The usual audience, with more settings."""
    more = "".join(f"  {line}\n" for line in settings)
    return HEAD.replace("  currency: EUR\n", f"  currency: EUR\n{PROGRAM}{more}", 1)


def journey(start: str, *lines: str, name: str = "j") -> str:
    """A journey."""
    return f"journey {name}:\n  starting point: {start}\n" + "".join(f"  {one}\n" for one in lines)


def left(scenario: Scenario, at: str | None = None) -> int:
    """Delivers what may leave now, or at an instant; how many messages it was."""
    scenario.judged = False
    if at is not None:
        scenario.now = instant(at)
    return deliver(scenario.store, scenario.program, scenario.now)


def somebody(scenario: Scenario) -> None:
    """A, in Paris, with a phone."""
    scenario.contact("A", time_zone="Europe/Paris", phone="+33600000001", sms_status="subscribed")


def test_STEP_43_a_text_waits_for_the_morning_where_its_reader_lives(tmp_path: Path) -> None:
    text = TEXT + journey('tag added "go"', "send sms n")
    scenario = Scenario.of(tmp_path, text, head("quiet hours: 20:00 to 09:00"))
    somebody(scenario)
    scenario.tick("2024-06-15T20:59Z")
    scenario.tag("go", "A")
    scenario.tick("2024-06-15T21:00Z")  # 23:00 in Paris
    assert left(scenario) == 0
    assert left(scenario, "2024-06-16T06:59:59Z") == 0
    assert left(scenario, "2024-06-16T07:00Z") == 1


def test_STEP_43_email_obeys_the_hours_of_its_journey_only(tmp_path: Path) -> None:
    hours = "quiet hours: 22:00 to 07:30"
    text = EMAIL.format("m") + journey('tag added "go"', "send email m")
    text += journey('tag added "go"', hours, "send email m", name="k")
    scenario = Scenario.of(tmp_path, text, head("quiet hours: 20:00 to 09:00"))
    somebody(scenario)
    scenario.tag("go", "A")
    scenario.tick("2024-06-15T21:00Z")
    assert left(scenario) == 1
    assert left(scenario, "2024-06-16T05:30Z") == 1


BYPASS = [('tag added "go"', ["STEP-44"]), ('texts "SALE24"', []), ("order shipped", [])]


@pytest.mark.parametrize(("start", "expected"), BYPASS)
def test_STEP_44_only_who_asked_is_disturbed(
    tmp_path: Path, start: str, expected: list[str]
) -> None:
    text = TEXT + journey(start, "quiet hours: none", "send sms n")
    assert problems(tmp_path, text, head()) == expected


@pytest.mark.parametrize(("setting", "count"), [("quiet hours: none", 1), ("re-entry: always", 0)])
def test_STEP_44_an_answer_to_a_keyword_leaves_at_night(
    tmp_path: Path, setting: str, count: int
) -> None:
    text = TEXT + journey('texts "SALE24"', setting, "send sms n")
    scenario = Scenario.of(tmp_path, text, head("quiet hours: 20:00 to 09:00"))
    somebody(scenario)
    scenario.event("A", "sms_received", "sale24")
    scenario.tick("2024-06-15T21:00Z")
    assert left(scenario) == count


def twice(limits: str, *kinds: str) -> tuple[str, str]:
    """Emails m0, m1, … one after the other by tags of that name; and the audience."""
    text = ""
    for number, kind in enumerate(kinds):
        settings = f"  kind: {kind}\n" if kind == "transactional" else ""
        text += EMAIL.format(f"m{number}").rstrip() + f"\n{settings}\n"
        text += journey(f'tag added "t{number}"', f"send email m{number}", name=f"j{number}")
    return text, head(f"frequency: at most {limits}")


def test_what_is_over_the_frequency_is_not_sent_and_the_run_goes_on(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, *twice("1 email per day", "", "", "transactional"))
    somebody(scenario)
    for number in range(3):
        scenario.tag(f"t{number}", "A")
    scenario.tick()
    assert left(scenario) == 2
    assert scenario.skipped("m1") == [("A", "frequency")]
    assert [scenario.ended("A", f"j{n}") for n in range(3)] == [["completed"]] * 3


@pytest.mark.parametrize(
    ("limits", "next_day", "expected"),
    [
        ("1 email per day", "2024-06-15T22:00Z", 1),  # midnight in Paris
        ("1 email per day", "2024-06-15T21:59Z", 0),
        ("1 message per week", "2024-06-16T21:59Z", 0),
        ("1 message per week", "2024-06-16T22:00Z", 1),  # a Monday
        ("1 email per month", "2024-06-30T21:59Z", 0),
        ("1 email per month, 9 sms per day", "2024-06-30T22:00Z", 1),
        ("1 sms per month", "2024-06-15T12:00Z", 1),
    ],
)
def test_the_frequency_counts_by_the_contacts_own_calendar(
    tmp_path: Path, limits: str, next_day: str, expected: int
) -> None:
    scenario = Scenario.of(tmp_path, *twice(limits, "", ""))
    somebody(scenario)
    scenario.tag("t0", "A")
    scenario.tick()
    assert left(scenario) == 1
    scenario.now = instant(next_day)
    scenario.tag("t1", "A")
    scenario.tick()
    assert left(scenario) == expected


def test_a_message_that_quiet_hours_hold_counts_when_it_leaves(tmp_path: Path) -> None:
    text, audience = twice("1 email per day", "", "")
    text = text.replace("  send email m0", "  quiet hours: 20:00 to 09:00\n  send email m0")
    scenario = Scenario.of(tmp_path, text, audience)
    somebody(scenario)
    scenario.tag("t0", "A")
    scenario.tag("t1", "A")
    scenario.tick("2024-06-15T21:00Z")
    assert left(scenario) == 1
    assert left(scenario, "2024-06-16T07:00Z") == 1
    assert counts(scenario.store) == {"accepted": 2}


def held_out(folder: Path, share: str) -> Scenario:
    """A journey that keeps some of those who come as often as they like."""
    settings = ("re-entry: always", 'goal: event "booked"', f"holdout: {share}")
    return Scenario.of(
        folder, EMAIL.format("m") + journey('tag added "go"', *settings, "send email m")
    )


def test_the_held_out_receive_nothing_and_are_told_apart(tmp_path: Path) -> None:
    scenario, names = held_out(tmp_path, "25%"), [f"P{number}" for number in range(80)]
    scenario.crowd(names)
    scenario.tag("go", *names)
    scenario.tick()
    [found] = status(scenario.store).journeys
    assert 10 <= found.endings["holdout"] <= 30
    assert found.endings["completed"] == 80 - found.endings["holdout"]
    assert sum(counts(scenario.store).values()) == found.endings["completed"]


def test_it_is_always_the_same_who_are_held_out_and_their_goals_count(tmp_path: Path) -> None:
    scenario = held_out(tmp_path, "50%")
    scenario.contact(*"ABCDEF")
    for _ in range(2):
        scenario.tag("go", *"ABCDEF")
        scenario.tick()
        scenario.untag("go", *"ABCDEF")
    endings = {name: scenario.ended(name) for name in "ABCDEF"}
    assert {len(set(ends)) for ends in endings.values()} == {1}
    held = [name for name, ends in endings.items() if ends == ["holdout", "holdout"]]
    scenario.event(held[0], "custom", "booked")
    scenario.tick(plus=1)
    assert status(scenario.store).journeys[0].goals == 2
