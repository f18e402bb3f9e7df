"""Journeys: settings, steps and blocks put together."""

import pytest

from jalon.dsl import nodes
from jalon.dsl.nodes import Weekday

from .reading import LINES, declared, only, parsed, step, underlined

ONE_LINE = "starting point: abandons cart with products X; wait 1h; send email"


def test_the_whole_page_of_the_language_is_read() -> None:
    file = parsed((LINES / "whole.journey").read_text(encoding="utf-8"))
    assert set(kinds(file.declarations)) == {
        *("Audience", "Field", "Group", "Store", "Segment", "Email", "Sms", "Survey", "Score"),
        *("Discount", "Offer", "Webhook", "Journey"),
    }


def kinds(found: tuple[nodes.Node, ...]) -> list[str]:
    return [type(node).__name__ for node in found]


def test_the_smallest_journey_is_one_line() -> None:
    journey = only(ONE_LINE)
    assert journey.bare
    assert (journey.name.text, kinds(journey.settings)) == ("cart", ["StartingPoint"])
    assert kinds(journey.steps) == ["Wait", "SendEmail"]


def test_one_line_and_many_lines_are_the_same_journey() -> None:
    assert only(ONE_LINE) == only(ONE_LINE.replace("; ", "\n"))


def test_a_named_journey_may_stand_on_one_line() -> None:
    one = only(f"journey j: {ONE_LINE}")
    assert one == only(f"journey j:\n  {ONE_LINE}")
    assert not one.bare


def test_a_bare_journey_may_be_followed_by_declarations() -> None:
    found = parsed(f'{ONE_LINE}\nsms nudge: "Hello"').declarations
    assert kinds(found) == ["Journey", "Sms"]


def test_branches_and_otherwise_are_one_step() -> None:
    text = "if vip:\n  stop\nelse if tagged a:\n  wait 1h\n  stop\nelse:\n  archive\nwait 2h"
    branch, wait = only(text).steps
    assert [kinds(one.steps) for one in branch.branches] == [["Stop"], ["Wait", "Stop"]]
    assert kinds(branch.otherwise.steps) == ["Archive"]
    assert isinstance(wait, nodes.Wait)


def test_blocks_may_have_their_steps_beside_them() -> None:
    beside = only('if tagged "vip": send email a; stop\nelse: wait 1h')
    below = only('if tagged "vip":\n  send email a\n  stop\nelse:\n  wait 1h')
    assert beside == below


def test_two_ifs_in_a_row_are_two_steps() -> None:
    assert kinds(only("if vip: stop\nif vip: stop").steps) == ["If", "If"]


def test_a_split_has_named_arms() -> None:
    (split,) = only("split as trial:\n  50% a: stop\n  50% b:\n    wait 1h").steps
    assert [(arm.name.text, kinds(arm.steps)) for arm in split.arms] == [
        ("a", ["Stop"]),
        ("b", ["Wait"]),
    ]
    assert split.label.text == "trial"


def test_a_repetition_has_its_steps() -> None:
    (repeat,) = only("repeat 3 times every 7 days until vip:\n  send email a").steps
    assert (repeat.times.value, kinds(repeat.steps)) == (3, ["SendEmail"])
    assert isinstance(repeat.until, nodes.Vip)


def test_an_if_waits_as_long_as_it_says() -> None:
    (found,) = only("if opens email a within 2 days as check: stop").steps
    assert found.branches[0].within.parts[0][0] == 2
    assert found.label.text == "check"


def test_a_goal_has_its_limit_and_either_tense() -> None:
    goal, exit_when = only("goal: buys anything within 7 days\nexit when: has purchased").settings
    assert goal.within.parts[0][0] == 7
    assert isinstance(exit_when.test, nodes.Bought)


def test_settings_keep_their_order() -> None:
    journey = only("starting point: api call\nstarting point: bounces\nstatus: draft\nwait 1h")
    assert kinds(journey.settings) == ["StartingPoint", "StartingPoint", "Status"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("monday to friday", "monday tuesday wednesday thursday friday"),
        ("friday to monday", "monday friday saturday sunday"),
        ("sunday, monday, sunday", "monday sunday"),
        ("tuesday", "tuesday"),
    ],
)
def test_days_are_in_order_and_once(text: str, days: str) -> None:
    found = step(f"wait until {text} between 09:00 and 17:00").moment.days
    assert found == tuple(map(Weekday, days.split()))


def test_the_span_of_a_block_is_its_first_line() -> None:
    file = parsed("journey j:\n  if vip:\n    stop")
    journey = declared(file)
    assert file.source.slice(journey.span) == "journey j"
    assert file.source.slice(journey.steps[0].span) == "if vip"


def test_comments_hang_on_the_lines_they_stand_at() -> None:
    file = parsed("# top\njourney j: # side\n  # lead\n  stop\n  # last")
    journey = declared(file)
    assert [one.text for one in file.comments.leading[journey.span.start]] == ["# top"]
    assert [one.text for one in file.comments.trailing[journey.span.start]] == ["# side"]
    assert [one.text for one in file.comments.leading[journey.steps[0].span.start]] == ["# lead"]
    assert [one.text for one in file.comments.closing[journey.span.start]] == ["# last"]


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("wait 1h; if vip: stop", [("J122", "if vip: stop")]),
        ("if vip: wait 1h; if vip: stop", [("J122", "if vip: stop")]),
        ("if vip", [("J107", "if vip")]),
        ("if vip\n  stop", [("J107", "if vip")]),
        ("if vip:\nstop", [("J121", "if vip")]),
        ("if vip: stop\n  stop", [("J120", "stop")]),
        ("else: stop", [("J123", "else")]),
        ("if vip: stop\nelse: stop\nelse: stop", [("J123", "else")]),
        ("if vip: stop\nwait 1h\nelse if vip: stop", [("J123", "else if vip")]),
        ("fi vip: stop\nelse: stop", [("J103", "fi")]),
        ("if vpi: stop\nelse: stop", [("J101", "vpi")]),
        ("50% a: stop", [("J124", "50% a")]),
        ("split:\n  wait 1h\n  50% a: stop", [("J124", "wait 1h")]),
        ("if vip:\n  50% a: stop", [("J124", "50% a")]),
        ("wait 1h\ngoal: api call", [("J105", "goal: api call")]),
        ("if vip:\n  goal: api call\n  stop", [("J105", "goal: api call")]),
        ("goal: api call\ngoal: bounces", [("J106", "goal: bounces")]),
        ("goal:\n  buys anything", [("J102", "buys anything")]),
        ("wait 1h\n  stop", [("J120", "stop")]),
        ("wait for api call within 2 days", [("J133", "2 days")]),
        ("starting point: api call within 2 days", [("J133", "2 days")]),
    ],
)
def test_lines_that_do_not_fit_together_are_mistakes(
    text: str, mistakes: list[tuple[str, str]]
) -> None:
    assert underlined(text) == mistakes
