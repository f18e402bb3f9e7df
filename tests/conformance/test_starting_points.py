"""SP: who enters a journey, when, and why others do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import DAY, EMAIL, journey
from .scenario import Scenario, problems


def test_SP_01_a_journey_without_a_starting_point_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, f"{EMAIL}journey j:\n  send email m\n") == ["SP-01"]


def test_SP_02_activating_does_not_sweep_in_past_events(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('tag added "x"', "status: draft"))
    scenario.contact("A", "B")
    scenario.tag("x", "A")
    scenario.now += DAY
    scenario.redeploy(tmp_path, journey('tag added "x"'))
    scenario.tag("x", "B")
    scenario.tick()
    assert scenario.entered() == "B"


def test_SP_04_any_one_of_several_starting_points_is_enough(tmp_path: Path) -> None:
    text = journey("joins group g.one", "starting point: buys any product")
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A")
    scenario.buys("A")
    scenario.tick()
    assert scenario.entered() == "A"


@pytest.mark.parametrize("exclusive", ["abandons cart", 'abandons cart with products "P"'])
def test_SP_05_exclusive_starting_points_stand_alone(tmp_path: Path, exclusive: str) -> None:
    assert problems(tmp_path, journey(exclusive, 'starting point: tag added "x"')) == ["SP-05"]


def test_SP_07_by_default_a_contact_goes_through_once(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('tag added "x"'))
    scenario.contact("A")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.untag("x", "A")
    scenario.tag("x", "A")
    scenario.tick(plus=1000)
    assert scenario.entered() == "A"
    assert scenario.refused() == [("A", "re_entry")]


def test_SP_08_re_entry_counts_from_the_end_of_the_last_run(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('event "go"', "re-entry: after 1 day"))
    scenario.contact("A")
    for plus in (0, 23 * DAY // 24, 2 * DAY // 24):
        scenario.now += plus
        scenario.event("A", "custom", "go")
        scenario.tick()
    assert scenario.entered() == "AA"
    assert scenario.refused() == [("A", "re_entry")]


def test_SP_09_each_new_cart_lets_in_again(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("abandons cart"))
    scenario.contact("A")
    for key in ("one", "two"):
        scenario.cart("A", key=key)
        scenario.tick(plus=DAY)
    assert scenario.entered() == "AA"


def test_SP_10_a_run_in_progress_is_the_only_one(tmp_path: Path) -> None:
    text = journey('event "go"', "re-entry: always", steps="\n  wait 2 days\n  send email m\n")
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A")
    for _ in range(2):
        scenario.event("A", "custom", "go")
        scenario.tick(plus=1000)
    assert scenario.inside() == "A"
    assert scenario.refused() == [("A", "already_in")]


def test_SP_11_a_filter_is_looked_at_when_the_trigger_fires(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('tag added "x"', 'only if: country is "FR"'))
    scenario.contact("A", country="DE")
    scenario.contact("B", country="FR")
    scenario.tag("x", "A", "B")
    scenario.tick()
    assert scenario.entered() == "B"
    assert scenario.refused() == [("A", "filter")]


def test_SP_11_a_condition_of_the_starting_point_itself(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('tag added "x" where country is "FR"'))
    scenario.contact("A", country="DE")
    scenario.contact("B", country="FR")
    scenario.tag("x", "A", "B")
    scenario.tick()
    assert scenario.entered() == "B"


@pytest.mark.parametrize(
    "start", ["joins group nowhere.one", 'field nothing changes to "x"', "buys product 3"]
)
def test_SP_13_what_a_starting_point_needs_must_exist(tmp_path: Path, start: str) -> None:
    assert len(problems(tmp_path, journey(start))) == 1


def test_SP_14_data_loaded_as_history_never_triggers(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("buys any product"))
    scenario.contact("A")
    for _ in range(20):
        scenario.buys("A", historic=True)
    scenario.tick(plus=DAY)
    assert scenario.entered() == ""


def test_SP_20_a_tag_added_twice_in_a_row_fires_once(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('tag added "x"', "re-entry: always"))
    scenario.contact("A")
    scenario.tag("x", "A")
    scenario.tag("X ", "A")
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_21_imported_sign_ups_count_only_when_asked_for(tmp_path: Path) -> None:
    for ending, expected in (("", "A"), (" including imported", "AB")):
        scenario = Scenario.of(tmp_path, journey(f"signs up for email{ending}"))
        scenario.contact("A", origin="live")
        scenario.contact("B", origin="imported")
        scenario.tick()
        assert scenario.entered() == expected


def test_SP_22_a_sign_up_counts_when_it_is_confirmed(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("signs up for email"))
    scenario.contact("A", origin="live", email_status="pending")
    scenario.tick()
    assert scenario.entered() == ""
    scenario.contact("A", origin="live", email_status="subscribed")
    scenario.tick(plus=1000)
    assert scenario.entered() == "A"


def test_SP_26_joining_the_group_lets_in_another_group_does_not(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("joins group g.one"))
    scenario.contact("A", "B")
    scenario.join("g.one", "A")
    scenario.join("g.two", "B")
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_27_leaving_the_group_lets_in_only_who_was_inside(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("leaves group g.one"))
    scenario.contact("A", groups=["g.one"])
    scenario.contact("B")
    scenario.leave("g.one", "A", "B")
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_28_a_field_must_change_to_the_value(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('field plan changes to "gold"'))
    for name, before in (("A", "silver"), ("B", "gold"), ("C", "gold")):
        scenario.contact(name, fields={"plan": before})
    scenario.set_field("plan", A="Gold", B="gold", C="silver")
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_31_a_manual_add_lets_in_while_the_journey_is_active(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("added manually"))
    scenario.contact("A")
    scenario.event("A", "added_manually", "j")
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_31_a_manual_add_to_a_paused_journey_is_refused(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("added manually", "status: paused"))
    scenario.contact("A")
    scenario.event("A", "added_manually", "j")
    scenario.tick()
    assert scenario.entered() == ""


def test_SP_42_only_subscribed_buyers_enter(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("buys any product"))
    scenario.contact("A")
    scenario.contact("B", email_status="non_subscribed")
    scenario.buys("A")
    scenario.buys("B")
    scenario.tick()
    assert scenario.entered() == "A"
    assert scenario.refused() == [("B", "not_subscribed")]


def test_SP_43_any_one_product_of_the_list_is_enough(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('buys products "P1", "P2"'))
    scenario.contact("A", "B")
    scenario.buys("A", "P2", "P9")
    scenario.buys("B", "P9")
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_44_only_purchases_after_the_activation_are_looked_at(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("goes 30 days without buying"))
    scenario.contact("A", "B")
    scenario.buys("A", at="2024-06-14T12:00:00")
    scenario.tick(plus=DAY)
    scenario.buys("B")
    scenario.tick(plus=30 * DAY - 1)
    assert scenario.entered() == ""
    scenario.tick(plus=1)
    assert scenario.entered() == "B"


def test_SP_45_a_new_purchase_restarts_the_clock(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("goes 30 days without buying"))
    scenario.contact("B")
    for days in (1, 19):
        scenario.tick(plus=days * DAY)
        scenario.buys("B")
    scenario.tick(plus=11 * DAY)
    assert scenario.entered() == ""
    scenario.tick(plus=19 * DAY)
    assert scenario.entered() == "B"


def test_SP_81_an_event_by_its_name(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('event "booked"'))
    scenario.contact("A", "B")
    scenario.event("A", "custom", "booked")
    scenario.event("B", "custom", "seen")
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_81_an_event_by_its_properties(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('event "booked" where event.seats > 2'))
    scenario.contact("A", "B", "C")
    scenario.event("A", "custom", "booked", properties={"seats": 3})
    scenario.event("B", "custom", "booked", properties={"seats": 2})
    scenario.event("C", "custom", "booked", properties={"seats": "many"})
    scenario.tick()
    assert scenario.entered() == "A"


@pytest.mark.parametrize("name", ["x", "a name of more than thirty letters"])
def test_SP_82_event_names_have_2_to_30_characters(tmp_path: Path, name: str) -> None:
    assert problems(tmp_path, journey(f'event "{name}"')) == ["SP-82"]


def test_SP_83_events_sent_while_syncing_do_not_trigger(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('event "booked"'))
    scenario.contact("A")
    scenario.event("A", "custom", "booked", origin="historic")
    scenario.tick()
    assert scenario.entered() == ""
