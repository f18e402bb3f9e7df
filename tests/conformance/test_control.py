"""STEP, SP: what is done to running journeys by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.cli.verbs.init import starter
from jalon.runtime import control
from jalon.runtime.trace import Person, find

from .projects import DAY, EMAIL, HOUR, journey, steps
from .scenario import HEAD, Scenario, problems

BY_HAND = ("added manually",)


def run(folder: Path, *lines: str, start: str = 'tag added "x"', **more: str) -> Scenario:
    """A journey with these steps, and subscribed contacts A, B, C."""
    said = {"exit_when": "exit when", "only_if": "only if", "re_entry": "re-entry"}
    settings = tuple(f"{said[key]}: {value}" for key, value in more.items())
    scenario = Scenario.of(folder, journey(start, *settings, steps=steps(*lines)))
    scenario.contact("A", "B", "C")
    return scenario


def target(scenario: Scenario, name: str = "j") -> control.Target:
    """The journey as the store has it."""
    return control.targets(scenario.store)[name]


def person(scenario: Scenario, name: str) -> Person:
    """The contact as the store has her."""
    found = find(scenario.store, name)
    assert found is not None
    return found


def pause(scenario: Scenario, step: str | None = None) -> None:
    """Pauses the journey, or a step of it, now."""
    control.pause(scenario.store, target(scenario), scenario.now, step)


def resume(scenario: Scenario, step: str | None = None) -> None:
    """Resumes them."""
    control.resume(scenario.store, target(scenario), scenario.now, step)


def test_STEP_04_who_triggers_during_a_pause_by_hand_never_enters(tmp_path: Path) -> None:
    scenario = run(tmp_path, "send email m")
    pause(scenario)
    scenario.tag("x", "A")
    scenario.now += HOUR
    resume(scenario)
    scenario.tag("x", "B")
    scenario.tick(plus=HOUR)
    assert (scenario.entered(), scenario.refused()) == ("B", [("A", "paused")])


def test_STEP_04_a_journey_that_the_project_dropped_is_archived(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait 1h", 'add tag "y"')
    scenario.tag("x", "A")
    scenario.tick()
    scenario.redeploy(tmp_path, EMAIL)
    scenario.judged = False  # the reference knows one version
    scenario.tag("x", "B")
    scenario.tick(plus=HOUR)
    assert target(scenario).status == "archived"
    assert (scenario.entered(), scenario.tagged("y")) == ("A", "A")


def test_STEP_05_a_paused_journey_holds_everybody_and_what_is_due_runs_at_resume(
    tmp_path: Path,
) -> None:
    scenario = run(tmp_path, "wait 2 days", "send email m", "wait 1 day", 'add tag "y"')
    scenario.tag("x", "A")
    scenario.tick()
    pause(scenario)
    scenario.tick(plus=5 * DAY)
    assert scenario.received() == ""
    resume(scenario)
    scenario.tick()
    assert (scenario.received(), scenario.tagged("y")) == ("A", "")
    assert scenario.sent_at("A") == scenario.now
    scenario.tick(plus=DAY)
    assert scenario.tagged("y") == "A"


def test_STEP_05_an_event_that_comes_during_a_pause_is_not_lost(tmp_path: Path) -> None:
    scenario = run(tmp_path, 'wait for tag added "go" up to 3 days', "send email m")
    scenario.tag("x", "A")
    scenario.tick()
    pause(scenario)
    scenario.tag("go", "A")
    scenario.tick(plus=HOUR)
    assert scenario.received() == ""
    resume(scenario)
    scenario.tick(plus=HOUR)
    assert scenario.received() == "A"


def test_STEP_05_exits_are_obeyed_during_a_pause(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait 1h", "send email m", exit_when="buys any product")
    scenario.tag("x", "A")
    scenario.tick()
    pause(scenario)
    scenario.tick(plus=2 * HOUR)
    scenario.buys("A")
    scenario.tick(plus=HOUR)
    assert scenario.ended("A") == ["purchased"]


def test_STEP_05_a_redeployment_does_not_resume(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait 1h", "send email m")
    scenario.tag("x", "A")
    scenario.tick()
    pause(scenario)
    lines = ("wait 1h", "send email m", 'add tag "y"')
    scenario.redeploy(tmp_path, journey('tag added "x"', steps=steps(*lines)))
    scenario.tick(plus=DAY)
    assert (target(scenario).status, scenario.received()) == ("paused", "")


@pytest.mark.parametrize(
    "line", ["send email m as here", 'add tag "z" as here', "archive as here", "wait 1h as here"]
)
def test_STEP_06_at_a_paused_step_people_wait(tmp_path: Path, line: str) -> None:
    scenario = run(tmp_path, 'add tag "before"', line)
    pause(scenario, "here")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=DAY)
    where = (
        "SELECT n.contact_id FROM enrollment n JOIN node d ON d.id = n.node_id WHERE d.key = 'here'"
    )
    assert (scenario.tagged("before"), scenario.names(where)) == ("A", "A")
    assert (scenario.received(), scenario.tagged("z"), scenario.ended("A")) == ("", "", [])
    resume(scenario, "here")
    scenario.tick()
    assert scenario.ended("A") == ["archived" if line.startswith("archive") else "completed"]


def test_STEP_06_a_branch_can_be_paused_and_decides_at_resume(tmp_path: Path) -> None:
    scenario = run(tmp_path, 'if tagged "vip" as here:', '  add tag "y"')
    pause(scenario, "here")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tag("vip", "A")
    resume(scenario, "here")
    scenario.tick(plus=HOUR)
    assert scenario.tagged("y") == "A"


def test_STEP_06_a_paused_label_in_a_repeat_holds_every_round(tmp_path: Path) -> None:
    around = ("repeat 3 times:", "  wait 1h", '  add tag "y" as mm', '  remove tag "y"')
    scenario = run(tmp_path, 'add tag "own" as mm-9', *around)
    scenario.tag("x", "A")
    scenario.tick()
    scenario.tick(plus=HOUR)
    pause(scenario, "mm")
    scenario.tick(plus=HOUR)
    held = "SELECT e.contact_id FROM held_run h JOIN enrollment e ON e.id = h.enrollment_id"
    assert scenario.names(held) == "A"
    resume(scenario, "mm")
    scenario.tick()
    assert scenario.names(held) == ""


def test_STEP_06_others_go_on_beside_a_paused_step(tmp_path: Path) -> None:
    lines = ('if tagged "vip":', "  send email m as here", "else:", '  add tag "y"')
    scenario = run(tmp_path, *lines)
    scenario.tag("vip", "A")
    pause(scenario, "here")
    scenario.tag("x", "A", "B")
    scenario.tick()
    assert (scenario.received(), scenario.tagged("y"), scenario.inside()) == ("", "B", "A")


def test_STEP_09_who_is_removed_is_out_and_gets_nothing_more(tmp_path: Path) -> None:
    scenario = run(tmp_path, "wait 1h", "send email m")
    scenario.tag("x", "A", "B")
    scenario.tick()
    control.remove(scenario.store, target(scenario), person(scenario, "A"), scenario.now)
    scenario.tick(plus=HOUR)
    assert (scenario.ended("A"), scenario.received()) == (["removed"], "B")


def test_STEP_09_who_is_barred_does_not_enter_and_it_is_logged(tmp_path: Path) -> None:
    scenario = run(tmp_path, "send email m", re_entry="always")
    control.bar(scenario.store, target(scenario), person(scenario, "A"), scenario.now)
    scenario.tag("x", "A")
    scenario.tick()
    assert (scenario.entered(), scenario.refused()) == ("", [("A", "barred")])
    control.unbar(scenario.store, target(scenario), person(scenario, "A"), scenario.now)
    scenario.untag("x", "A")
    scenario.tag("x", "A")
    scenario.tick(plus=HOUR)
    assert scenario.entered() == "A"


def test_SP_31_nobody_is_added_to_a_paused_journey(tmp_path: Path) -> None:
    scenario = run(tmp_path, "send email m", start="added manually")
    pause(scenario)
    with pytest.raises(control.Refused) as refused:
        control.add(scenario.store, target(scenario), person(scenario, "A"), scenario.now)
    assert "SP-31" in (refused.value.help or "")
    resume(scenario)
    control.add(scenario.store, target(scenario), person(scenario, "A"), scenario.now)
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_31_a_whole_segment_is_added(tmp_path: Path) -> None:
    text = journey("added manually") + '\nsegment s: tagged "vip"\n'
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", "B", "C")
    scenario.tag("vip", "A", "C")
    control.add_segment(scenario.store, target(scenario), "s", scenario.now)
    scenario.tick()
    assert scenario.entered() == "AC"


def test_SP_31_adding_ignores_the_filter_and_re_entry_but_not_a_run_in_progress(
    tmp_path: Path,
) -> None:
    """AMB-24."""
    scenario = run(tmp_path, "wait 1h", start="added manually", only_if='tagged "vip"')
    contact = person(scenario, "A")
    for _ in range(2):
        control.add(scenario.store, target(scenario), contact, scenario.now)
        scenario.tick()
        with pytest.raises(control.Refused, match="already"):
            control.add(scenario.store, target(scenario), contact, scenario.now)
        scenario.tick(plus=HOUR)
    assert scenario.entered() == "AA"


def test_STEP_12_a_template_needs_nothing_but_the_store(tmp_path: Path) -> None:
    text = starter("templates/abandoned_cart.journey")
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", email_status="non_subscribed")
    scenario.product("P")
    scenario.cart("A", "P")
    for hours in (1, 1, 24):
        scenario.tick(plus=hours * HOUR)
    assert (scenario.entered("abandoned_cart"), scenario.ended("A", "abandoned_cart")) == (
        "A",
        ["completed"],
    )


def test_STEP_68_a_payment_starts_it_for_who_is_on_the_list_and_each_time(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("order paid in store shop"))
    scenario.contact("A", "B")
    scenario.asked.execute("UPDATE contact SET archived = 1 WHERE key = 'B'")
    for who in ("A", "A", "B"):
        scenario.buys(who, financial_status="paid")
        scenario.tick(plus=HOUR)
    assert scenario.entered() == "AA"


@pytest.mark.parametrize("start", ["views any product", "starts checkout", "searches for anything"])
def test_SP_15_shop_events_need_a_connector_that_tells_them(tmp_path: Path, start: str) -> None:
    old = HEAD.replace("platform: shopify", "platform: shopify\n  sync events: no")
    assert problems(tmp_path, journey(start), old) == ["SP-15"]
    assert problems(tmp_path, journey(start)) == []


AMONG = ("if among the first 2 as few:", '  add tag "in"', "else:", '  add tag "out"')


def test_STEP_70_the_first_two_pass(tmp_path: Path) -> None:
    scenario = run(tmp_path, *AMONG)
    for name in "CAB":
        scenario.tag("x", name)
        scenario.now += 1000
    scenario.tick()
    assert (scenario.tagged("in"), scenario.tagged("out")) == ("AC", "B")


def test_STEP_70_who_comes_at_one_instant_comes_by_number(tmp_path: Path) -> None:
    scenario = run(tmp_path, *AMONG)
    scenario.tag("x", "C", "B", "A")
    scenario.tick()
    assert (scenario.tagged("in"), scenario.tagged("out")) == ("AB", "C")


def test_STEP_70_the_count_lasts_and_a_place_is_kept(tmp_path: Path) -> None:
    scenario = run(tmp_path, *AMONG, re_entry="always")
    for names in ("A", "B", "C"):
        scenario.tag("x", names)
        scenario.tick(plus=HOUR)
    scenario.untag("x", "A")
    scenario.tag("x", "A")
    scenario.tick(plus=HOUR)
    assert (scenario.tagged("in"), scenario.tagged("out")) == ("AB", "C")


def test_STEP_70_a_higher_number_lets_more_in_and_counts_on(tmp_path: Path) -> None:
    scenario = run(tmp_path, *AMONG)
    scenario.tag("x", "A", "B")
    scenario.tick()
    more = tuple(line.replace("first 2", "first 3") for line in AMONG)
    scenario.redeploy(tmp_path, journey('tag added "x"', steps=steps(*more)))
    scenario.contact("D")
    scenario.tag("x", "C")
    scenario.tick(plus=HOUR)
    scenario.tag("x", "D")
    scenario.tick(plus=HOUR)
    assert (scenario.tagged("in"), scenario.tagged("out")) == ("ABC", "D")


def test_STEP_70_the_rounds_of_a_repeat_count_together(tmp_path: Path) -> None:
    around = ("repeat 2 times every 1h:", '  remove tag "in"', *(f"  {line}" for line in AMONG))
    scenario = run(tmp_path, *around)
    scenario.tag("x", "C", "B")
    scenario.tick()
    scenario.tag("x", "A")
    for _ in range(3):
        scenario.tick(plus=HOUR)
    assert (scenario.tagged("in"), scenario.tagged("out")) == ("BC", "A")


@pytest.mark.parametrize("test", ["among the first 2 or vip", "among the first 2.5"])
def test_STEP_70_the_number_stands_alone_and_is_whole(tmp_path: Path, test: str) -> None:
    text = journey('tag added "x"', steps=steps(f"if {test}:", '  add tag "y"'))
    assert problems(tmp_path, text) == ["STEP-70"]
