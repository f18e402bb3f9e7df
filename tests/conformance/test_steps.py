"""STEP: settings, rules and actions of journeys."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import DAY, HOUR, journey, steps
from .scenario import HEAD, Scenario, instant, problems


def run(folder: Path, *lines: str, settings: tuple[str, ...] = ()) -> Scenario:
    """A journey on tag x with these steps, and subscribed contacts A, B, C."""
    scenario = Scenario.of(folder, journey('tag added "x"', *settings, steps=steps(*lines)))
    scenario.contact("A", "B", "C")
    return scenario


def test_STEP_01_every_step_is_start_rule_action_or_end(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait 1h", "send email m")
    kinds = [step.kind for step in scenario.program.journeys[0].steps]
    assert kinds == ["start", "wait", "send", "end"]


def test_STEP_02_every_edge_leads_onward(tmp_path: Path) -> None:
    scenario = run(tmp_path, "repeat 3 times every 7 days:", "  send email m")
    graph = scenario.program.journeys[0].steps
    targets = [(step.number, getattr(step, "next", step.number + 1)) for step in graph]
    assert all(target > number for number, target in targets)


def test_STEP_04_a_paused_journey_takes_nobody_in_also_later(tmp_path: Path) -> None:
    scenario = run(tmp_path, "send email m", settings=("status: paused",))
    scenario.tag("x", "A")
    scenario.tick()
    scenario.redeploy(tmp_path, journey('tag added "x"'))
    scenario.tick(plus=HOUR)
    assert (scenario.entered(), scenario.refused()) == ("", [("A", "paused")])


def test_STEP_07_the_exit_condition_ends_the_run(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait 2 days", "send email m", settings=("exit when: has purchased",))
    scenario.tag("x", "A")
    scenario.tick()
    scenario.buys("A")
    scenario.tick(plus=HOUR)
    assert scenario.ended("A") == ["exit_condition"]
    scenario.tick(plus=3 * DAY)
    assert scenario.received() == ""


def test_STEP_08_the_exit_condition_is_looked_at_on_entry(tmp_path: Path) -> None:
    scenario = run(tmp_path, "send email m", settings=('exit when: tagged "x"',))
    scenario.tag("x", "A")
    scenario.tick()
    assert (scenario.ended("A"), scenario.received()) == (["exit_condition"], "")


def test_STEP_08_the_exit_condition_is_looked_at_before_every_step(tmp_path: Path) -> None:
    line = "exit when: added more than 1 day ago"
    scenario = run(tmp_path, "wait 2 days", "send email m", settings=(line,))
    scenario.contact("D", added_at=scenario.now)
    scenario.tag("x", "D")
    scenario.tick()
    scenario.tick(plus=2 * DAY)
    assert (scenario.ended("D"), scenario.received()) == (["exit_condition"], "")


def test_STEP_11_who_stops_being_subscribed_moves_on_without_mail(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait 1h", "send email m")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.contact("A", email_status="unsubscribed", origin="live")
    scenario.tick(plus=HOUR)
    assert scenario.skipped() == [("A", "consent")]
    assert scenario.ended("A") == ["completed"]


def test_STEP_20_if_and_else(tmp_path: Path) -> None:
    lines = ('if tagged "vip":', '  add tag "yes"', "else:", '  add tag "no"')
    scenario = run(tmp_path, *lines)
    scenario.tag("vip", "A")
    scenario.tag("x", "A", "B")
    scenario.tick()
    assert (scenario.tagged("yes"), scenario.tagged("no")) == ("A", "B")


def test_STEP_22_asking_for_an_open_at_once_is_warned_about(tmp_path: Path) -> None:
    asks = ("if opened email m:", '  add tag "y"')
    soon = journey('tag added "x"', steps=steps("send email m", *asks))
    late = journey('tag added "x"', steps=steps("send email m", "wait 4h", *asks))
    assert problems(tmp_path, soon) == ["STEP-22"]
    assert problems(tmp_path, late) == []


def test_STEP_23_a_branch_is_decided_once(tmp_path: Path) -> None:
    lines = ('if tagged "vip":', '  add tag "yes"', "else:", "  wait 1 day", '  add tag "no"')
    scenario = run(tmp_path, *lines)
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tag("vip", "A")
    scenario.tick(plus=DAY)
    assert (scenario.tagged("yes"), scenario.tagged("no")) == ("", "A")


def split(first: int, second: int) -> tuple[str, ...]:
    """A split in two arms that tag."""
    return (
        "split:",
        f"  {first}% one:",
        '    add tag "one"',
        f"  {second}% two:",
        '    add tag "two"',
    )


def test_STEP_24_the_shares_add_up_to_100(tmp_path: Path) -> None:
    text = journey('tag added "x"', steps=steps(*split(33, 66)))
    assert problems(tmp_path, text) == ["STEP-24"]


def test_STEP_25_everybody_may_go_to_one_arm(tmp_path: Path) -> None:
    scenario = run(tmp_path, *split(100, 0))
    scenario.tag("x", "A", "B", "C")
    scenario.tick()
    assert (scenario.tagged("one"), scenario.tagged("two")) == ("ABC", "")


def test_STEP_26_the_choice_is_stable_and_even(tmp_path: Path) -> None:
    shares = []
    for _ in range(2):
        scenario = run(tmp_path, *split(50, 50))
        scenario.judged = False  # the reference looks at one contact after the other
        names = [f"n{number}" for number in range(10_000)]
        scenario.crowd(names)
        scenario.tag("x", *names)
        scenario.tick()
        shares.append(scenario.tagged("one"))
    assert shares[0] == shares[1]
    assert 4800 <= shares[0].count("n") <= 5200


def test_STEP_27_two_equal_arms(tmp_path: Path) -> None:
    scenario = run(tmp_path, *split(50, 50))
    scenario.tag("x", "A", "B", "C")
    scenario.tick()
    assert sorted(scenario.tagged("one") + scenario.tagged("two")) == ["A", "B", "C"]


def test_STEP_28_waiting_for_a_condition(tmp_path: Path) -> None:
    scenario = run(tmp_path, 'wait for tagged "y"', "send email m")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=2 * DAY)
    assert scenario.received() == ""
    scenario.tag("y", "A")
    scenario.tick(plus=1000)
    assert scenario.received() == "A"


def test_STEP_28_waiting_for_what_time_alone_brings(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait for last order more than 2 days ago", "send email m")
    scenario.buys("A")
    scenario.tag("x", "A", "B")
    scenario.tick()
    scenario.tick(plus=2 * DAY)
    assert scenario.received() == ""
    scenario.tick(plus=1)
    assert scenario.received() == "A"


def test_STEP_29_without_a_profile_any_number_of_waits(tmp_path: Path) -> None:
    lines = [f'wait for tagged "t{number}"' for number in range(11)]
    assert problems(tmp_path, journey('tag added "x"', steps=steps(*lines))) == []


def test_STEP_30_a_state_passes_at_once_an_event_must_be_new(tmp_path: Path) -> None:
    scenario = run(
        tmp_path,
        'wait for tagged "x"',
        'add tag "in"',
        "wait for clicks email m",
        'add tag "out"',
        "send email m",
    )
    scenario.event("A", "email_clicked", "m")
    scenario.tick(plus=DAY)
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=DAY)
    assert (scenario.tagged("in"), scenario.tagged("out")) == ("A", "")
    scenario.event("A", "email_clicked", "m")
    scenario.tick(plus=DAY)
    assert scenario.tagged("out") == "A"


@pytest.mark.parametrize(("limit", "expected"), [("", ""), (" up to 7 days", "A")])
def test_STEP_31_without_a_limit_the_wait_is_for_ever(
    tmp_path: Path, limit: str, expected: str
) -> None:
    scenario = run(tmp_path, f'wait for tagged "y"{limit}', "send email m")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=7 * DAY - 1)
    assert scenario.received() == ""
    scenario.tick(plus=366 * DAY)
    assert scenario.received() == expected


def test_STEP_32_a_delay_is_exact(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait 2 days", "send email m")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=48 * HOUR - 60_000)
    assert scenario.received() == ""
    scenario.tick(plus=60_000)
    assert scenario.received() == "A"


def test_STEP_32_a_day_is_a_calendar_day_where_the_contact_lives(tmp_path: Path) -> None:
    head = HEAD.replace("time zone: UTC", "time zone: Europe/Paris")
    text = journey('tag added "x"', steps=steps("wait 1 day", "send email m"))
    scenario = Scenario.of(tmp_path, text, head)
    scenario.contact("A")
    scenario.contact("B", time_zone="UTC")
    scenario.tick("2024-10-26T10:00")
    scenario.tag("x", "A", "B")
    scenario.tick("2024-10-26T10:00")
    scenario.tick("2024-10-28T00:00")
    assert scenario.sent_at("A") == instant("2024-10-27T11:00")
    assert scenario.sent_at("B") == instant("2024-10-27T10:00")


def test_STEP_34_until_a_weekday_window(tmp_path: Path) -> None:
    line = "wait until monday to friday between 09:00 and 17:00"
    scenario = run(tmp_path, line, "send email m")
    scenario.tick("2024-06-22T10:00")  # a Saturday
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick("2024-06-24T09:30")
    scenario.tag("x", "B")
    scenario.tick()
    assert scenario.sent_at("A") == instant("2024-06-24T09:00")
    assert scenario.sent_at("B") == instant("2024-06-24T09:30")


def test_STEP_40_marketing_mail_reaches_subscribed_contacts(tmp_path: Path) -> None:
    scenario = run(tmp_path, "send email m")
    scenario.contact("B", email_status="non_subscribed", origin="live")
    scenario.contact("D", email_status="non_subscribed")
    scenario.tag("x", "A", "D")
    scenario.tick()
    assert (scenario.received(), scenario.skipped()) == ("A", [("D", "consent")])
    assert scenario.ended("D") == ["completed"]


def test_STEP_42_a_text_needs_consent(tmp_path: Path) -> None:
    text = 'sms nudge: "Hello"\n\n' + journey('tag added "x"', steps=steps("send sms nudge"))
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", sms_status="subscribed", phone="+33600000001")
    scenario.contact("B", phone="+33600000002")
    scenario.contact("C", sms_status="subscribed")
    scenario.tag("x", "A", "B", "C")
    scenario.tick()
    assert scenario.received("nudge") == "A"
    assert scenario.skipped("nudge") == [("B", "consent"), ("C", "no_address")]


def test_STEP_45_untagging_who_has_no_tag_changes_nothing(tmp_path: Path) -> None:
    lines = ('remove tag "y"', "join group g.one", "leave group g.two", "send email m")
    scenario = run(tmp_path, *lines)
    scenario.tag("x", "A")
    scenario.tick()
    assert scenario.ended("A") == ["completed"]
    sql = "SELECT kind FROM event ORDER BY id"
    kinds = [kind for (kind,) in scenario.asked.execute(sql)]
    assert kinds == ["tag_added", "joined_group"]


def test_STEP_46_setting_a_field_triggers_other_journeys(tmp_path: Path) -> None:
    other = journey('field plan changes to "gold"').split("journey j:")[1]
    text = journey('tag added "x"', steps=steps('set field plan to "gold"'))
    scenario = Scenario.of(tmp_path, f"{text}\njourney k:{other}")
    scenario.contact("A")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=1000)
    assert scenario.entered("k") == "A"


def test_STEP_46_a_number_field_counts(tmp_path: Path) -> None:
    scenario = run(tmp_path, "set field size to + 1", "if field size = 1:", "  send email m")
    scenario.tag("x", "A")
    scenario.tick()
    assert scenario.received() == "A"


def test_STEP_47_unsubscribing_stops_the_marketing(tmp_path: Path) -> None:
    scenario = run(tmp_path, "unsubscribe", "send email m")
    scenario.tag("x", "A")
    scenario.tick()
    assert scenario.skipped() == [("A", "consent")]


def test_STEP_48_archiving_ends_the_run_and_hides_the_contact(tmp_path: Path) -> None:
    text = journey('tag added "x"', steps=steps("archive"))
    scenario = Scenario.of(tmp_path, text + "\nsegment s:\n  email is filled\n")
    scenario.contact("A", "B")
    scenario.tag("x", "A")
    scenario.tick()
    assert (scenario.ended("A"), scenario.members("s")) == (["archived"], "B")


def test_STEP_52_one_journey_starts_another_by_a_tag(tmp_path: Path) -> None:
    other = f'\njourney k:\n  starting point: tag added "y"\n{steps("send email m")}'
    text = journey('tag added "x"', steps=steps('add tag "y"'))
    scenario = Scenario.of(tmp_path, text + other)
    scenario.contact("A")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=1000)
    assert (scenario.entered("j"), scenario.entered("k")) == ("A", "A")


@pytest.mark.parametrize(("opens", "expected"), [(True, "yes"), (False, "no")])
def test_STEP_61_if_an_event_comes_in_time(tmp_path: Path, opens: bool, expected: str) -> None:
    lines = (
        "send email m",
        "if opens email m within 2 days:",
        '  add tag "yes"',
        "else:",
        '  add tag "no"',
    )
    scenario = run(tmp_path, *lines)
    scenario.tag("x", "A")
    scenario.tick()
    if opens:
        scenario.now += DAY
        scenario.event("A", "email_opened", "m")
    scenario.tick("2024-06-18T00:00")
    assert scenario.tagged(expected) == "A"


def test_the_goal_is_counted_once_and_does_not_end_the_run(tmp_path: Path) -> None:
    goal = "goal: buys any product within 7 days"
    scenario = run(tmp_path, "wait 5 days", "send email m", settings=(goal,))
    scenario.tag("x", "A", "B")
    scenario.tick()
    for days in (1, 1, 7):
        scenario.tick(plus=days * DAY)
        scenario.buys("A" if days == 1 else "B")
    scenario.tick(plus=DAY)
    assert (
        scenario.names(
            "SELECT n.contact_id FROM goal g JOIN enrollment_archive n ON n.id = g.enrollment_id"
        )
        == "A"
    )
    assert scenario.received() == "AB"
