"""Events that nobody tells: what time brings about in waits and exits; moves between segments."""

from __future__ import annotations

from pathlib import Path

from .projects import DAY, HOUR, journey, segment, steps
from .scenario import Scenario, instant, problems

VIP = '\nsegment s:\n  tagged "vip"\n'
BUYERS = "\nsegment s:\n  bought anything in the last 30 days\n"


def waiting(folder: Path, *lines: str, settings: tuple[str, ...] = ()) -> Scenario:
    """Subscribed contacts A, B in a journey on tag x with these steps."""
    scenario = Scenario.of(folder, journey('tag added "x"', *settings, steps=steps(*lines)))
    scenario.contact("A", "B")
    scenario.tag("x", "A", "B")
    return scenario


def watching(folder: Path, start: str, more: str = VIP, *settings: str) -> Scenario:
    """A journey that starts by a segment, and subscribed contacts A, B."""
    scenario = Scenario.of(folder, journey(start, *settings) + more)
    scenario.contact("A", "B")
    return scenario


# --- in waits, exits and goals ----------------------------------------------------------------


def test_SP_72_an_unopened_email_can_be_waited_for(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, "wait for does not open email m within 3 days", 'add tag "cold"')
    scenario.tick()
    scenario.event("A", "email_sent", "m")
    scenario.event("B", "email_sent", "m")
    scenario.tick(plus=2 * DAY)
    scenario.event("B", "email_opened", "m")
    scenario.tick(plus=DAY - 1)
    assert scenario.tagged("cold") == ""
    scenario.tick(plus=1)
    assert scenario.tagged("cold") == "A"


def test_SP_74_who_does_not_click_leaves(tmp_path: Path) -> None:
    exit_ = "exit when: does not click email m within 2 days"
    scenario = waiting(tmp_path, "wait 30 days", settings=(exit_,))
    scenario.event("A", "email_sent", "m")
    scenario.event("A", "email_opened", "m")
    scenario.tick()
    scenario.tick(plus=3 * DAY)
    assert (scenario.inside(), scenario.ended("A")) == ("B", ["exit_condition"])


def test_SP_44_a_last_purchase_that_grows_old_can_be_waited_for(tmp_path: Path) -> None:
    lines = steps("wait for goes 30 days without buying", "send email m")
    scenario = Scenario.of(tmp_path, journey('tag added "x"', steps=lines))
    scenario.contact("A", "B")
    scenario.buys("A", at="2024-06-05T12:00")
    scenario.tag("x", "A", "B")
    scenario.tick()
    scenario.tick("2024-07-05T11:59")
    assert scenario.received() == ""
    scenario.tick("2024-07-06T12:00")
    assert (scenario.received(), scenario.sent_at("A")) == ("A", instant("2024-07-05T12:00"))


def test_SP_45_another_purchase_begins_the_time_anew(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, "wait for goes 30 days without buying", "send email m")
    scenario.buys("A")
    scenario.tick()
    scenario.tick(plus=20 * DAY)
    scenario.buys("A")
    scenario.tick(plus=15 * DAY)
    assert scenario.received() == ""
    scenario.tick(plus=15 * DAY)
    assert scenario.received() == "A"


def test_SP_44_a_purchase_told_late_still_lets_in(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("goes 30 days without buying"))
    scenario.contact("A")
    scenario.tick(plus=40 * DAY)
    scenario.buys("A", at="2024-06-16T12:00", historic=False)
    scenario.tick(plus=HOUR)
    scenario.tick(plus=DAY)
    assert scenario.entered() == "A"


def test_SP_44_history_told_late_lets_nobody_in(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, "wait for goes 30 days without buying", "send email m")
    scenario.tick(plus=40 * DAY)
    scenario.buys("A", at="2024-06-16T12:00")
    scenario.tick(plus=DAY)
    assert scenario.received() == ""


def test_an_abandoned_cart_ends_a_wait_at_its_instant(tmp_path: Path) -> None:
    line = 'wait for abandons cart with products "P" after 2h'
    scenario = waiting(tmp_path, line, "send email m")
    scenario.cart("A", "P")
    scenario.cart("B", "Q")
    scenario.tick()
    start = scenario.now
    scenario.tick(plus=DAY)
    assert (scenario.received(), scenario.sent_at("A")) == ("A", start + 2 * HOUR)


def test_a_cart_can_be_abandoned_twice(tmp_path: Path) -> None:
    cart = "wait for abandons cart"
    lines = (cart, 'add tag "one"', "wait 1h", cart, "send email m")
    scenario = waiting(tmp_path, *lines)
    scenario.cart("A", "P")
    scenario.tick()
    scenario.tick(plus=5 * HOUR)
    assert (scenario.tagged("one"), scenario.received()) == ("A", "")
    scenario.cart("A", "P", "Q")
    scenario.tick(plus=5 * HOUR)
    assert scenario.received() == "A"


def test_a_birthday_reaches_a_goal(tmp_path: Path) -> None:
    text = journey('tag added "x"', "goal: on birthday within 5 days", steps=steps("wait 1 day"))
    scenario = Scenario.of(tmp_path, "field born: birthday\n" + text)
    scenario.contact("A", fields={"born": "06-18"})
    scenario.contact("B", fields={"born": "07-18"})
    scenario.tag("x", "A", "B")
    scenario.tick()
    scenario.tick(plus=60 * DAY)
    assert scenario.names("SELECT contact_id FROM event WHERE kind = 'time_came'") == "AB"
    assert scenario.asked.execute("SELECT at FROM goal").fetchall() == [
        (instant("2024-06-18T09:00"),)
    ]


def test_the_day_that_let_in_is_not_waited_for_again(tmp_path: Path) -> None:
    lines = steps("wait for on birthday", "send email m")
    scenario = Scenario.of(tmp_path, "field born: birthday\n" + journey("on birthday", steps=lines))
    scenario.contact("A", fields={"born": "06-18"})
    scenario.tick("2024-06-18T10:00")
    assert (scenario.inside(), scenario.received()) == ("A", "")
    scenario.tick("2025-06-18T10:00")
    assert scenario.received() == "A"


def test_where_narrows_what_time_brings_about(tmp_path: Path) -> None:
    line = 'wait for does not open email m where tagged "vip" within 1 day'
    scenario = waiting(tmp_path, line, 'add tag "cold"')
    scenario.tag("vip", "B")
    for who in "AB":
        scenario.event(who, "email_sent", "m")
    scenario.tick()
    scenario.tick(plus=2 * DAY)
    assert scenario.tagged("cold") == "B"


def test_nothing_is_derived_that_nobody_listens_to(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("goes 30 days without buying"))
    scenario.contact("A")
    scenario.buys("A")
    scenario.tick(plus=31 * DAY)
    kinds = scenario.asked.execute("SELECT DISTINCT kind FROM event").fetchall()
    assert (kinds, scenario.entered()) == ([("ordered",)], "A")


# --- segments -----------------------------------------------------------------------------------


def test_SEG_45_a_segment_is_recomputed_each_time(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment('tagged "vip"'))
    scenario.contact("A", "B")
    assert scenario.members("s") == ""
    scenario.tag("vip", "A")
    assert scenario.members("s") == "A"
    scenario.untag("vip", "A")
    assert scenario.members("s") == ""


def test_who_comes_into_a_segment_starts(tmp_path: Path) -> None:
    scenario = watching(tmp_path, "enters segment s")
    scenario.tag("vip", "A")
    scenario.tick()
    assert scenario.entered() == "A"


def test_who_leaves_a_segment_starts(tmp_path: Path) -> None:
    scenario = watching(tmp_path, "leaves segment s")
    scenario.tag("vip", "A", "B")
    scenario.tick()
    scenario.untag("vip", "B")
    scenario.tick(plus=HOUR)
    assert scenario.entered() == "B"


def test_every_return_to_a_segment_is_an_event(tmp_path: Path) -> None:
    scenario = watching(tmp_path, "enters segment s", VIP, "re-entry: always")
    for _ in range(2):
        scenario.tag("vip", "A")
        scenario.tick(plus=HOUR)
        scenario.untag("vip", "A")
        scenario.tick(plus=HOUR)
    assert scenario.entered() == "AA"


def test_SP_02_who_is_in_a_segment_at_the_deployment_does_not_enter_it(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, "field plan: text\n")
    scenario.contact("A", "B")
    scenario.tag("vip", "A")
    scenario.tick()
    scenario.redeploy(tmp_path, journey("enters segment s") + VIP)
    scenario.tag("vip", "B")
    scenario.tick(plus=HOUR)
    assert scenario.entered() == "B"


def test_a_segment_that_comes_to_mean_something_else_is_entered_by_nobody(tmp_path: Path) -> None:
    scenario = watching(tmp_path, "enters segment s")
    scenario.tag("gold", "A")
    scenario.tick()
    scenario.redeploy(tmp_path, journey("enters segment s") + VIP.replace("vip", "gold"))
    scenario.tag("gold", "B")
    scenario.tick(plus=HOUR)
    assert scenario.entered() == "B"


def test_time_alone_moves_out_of_a_segment(tmp_path: Path) -> None:
    scenario = watching(tmp_path, "leaves segment s", BUYERS)
    scenario.buys("A")
    scenario.tick()
    scenario.tick(plus=29 * DAY)
    assert scenario.entered() == ""
    scenario.tick(plus=2 * DAY)
    assert scenario.entered() == "A"


def test_SP_14_history_moves_between_segments_in_silence(tmp_path: Path) -> None:
    scenario = watching(tmp_path, "enters segment s", "\nsegment s:\n  orders >= 1\n")
    scenario.buys("A", at="2024-05-01T12:00")
    scenario.tick()
    scenario.buys("B")
    scenario.buys("A", at="2024-05-02T12:00")
    scenario.tick(plus=HOUR)
    assert scenario.entered() == "B"


def test_what_is_no_event_moves_between_segments_too(tmp_path: Path) -> None:
    scenario = watching(tmp_path, "enters segment s", '\nsegment s:\n  country is "FR"\n')
    scenario.contact("A", origin="live", country="FR")
    scenario.tick()
    assert scenario.entered() == "A"


def test_a_segment_can_be_waited_for_and_left(tmp_path: Path) -> None:
    lines = steps("wait for enters segment s", "send email m", "wait 30 days")
    text = journey('tag added "x"', "exit when: leaves segment s", steps=lines) + VIP
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", "B")
    scenario.tag("vip", "B")
    scenario.tag("x", "A", "B")
    scenario.tick()
    scenario.tag("vip", "A")
    scenario.tick(plus=HOUR)
    assert scenario.received() == "AB"  # B came into it in the tick in which she entered
    scenario.untag("vip", "A")
    scenario.tick(plus=HOUR)
    assert (scenario.inside(), scenario.ended("A")) == ("B", ["exit_condition"])


def test_a_segment_nobody_declared_is_not_watched(tmp_path: Path) -> None:
    assert problems(tmp_path, journey("enters segment nobody")) == ["SP-13"]


def test_a_built_in_segment_can_be_watched(tmp_path: Path) -> None:
    scenario = watching(tmp_path, "enters segment repeat_customers", "")
    scenario.buys("A")
    scenario.tick()
    scenario.buys("A")
    scenario.tick(plus=HOUR)
    assert scenario.entered() == "A"
