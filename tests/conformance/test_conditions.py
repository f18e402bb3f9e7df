"""SEG-30…49 and 60…70: how conditions combine, and what they say of contacts."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import EMAIL, FIELDS, journey, segment, steps
from .scenario import HEAD, Scenario, problems


def test_SEG_31_potential_customers_bought_nothing(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("in segment potential_customers"))
    scenario.contact("A", "B")
    scenario.buys("B")
    assert scenario.members("s") == "A"


def test_SEG_32_recent_customers_bought_within_thirty_days(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("in segment recent_customers"))
    scenario.contact("A", "B")
    scenario.buys("A", at="2024-05-16T12:00:00")
    scenario.buys("B", at="2024-05-16T11:59:00")
    assert scenario.members("s") == "A"


def test_SEG_33_first_time_customers_have_one_recent_order(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("in segment first_time_customers"))
    scenario.contact("A", "B", "C")
    for who, at in (("A", "06-10"), ("B", "03-01"), ("C", "06-02"), ("C", "06-03")):
        scenario.buys(who, at=f"2024-{at}")
    assert scenario.members("s") == "A"


def test_SEG_34_repeat_customers_have_two_orders(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("in segment repeat_customers"))
    scenario.contact("A", "B")
    for who in "AAB":
        scenario.buys(who)
    assert scenario.members("s") == "A"


def test_SEG_35_lapsed_customers_bought_but_not_for_eight_months(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("in segment lapsed_customers"))
    scenario.contact("A", "B", "C")
    scenario.buys("A", at="2023-10-14")
    scenario.buys("B", at="2023-10-16")
    assert scenario.members("s") == "A"


def test_SEG_36_exactly_eight_months_ago_is_not_lapsed(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("in segment lapsed_customers"))
    scenario.contact("A")
    scenario.buys("A", at="2023-10-15T12:00:00+00:00")
    assert scenario.members("s") == ""


def test_SEG_38_a_built_in_segment_equals_the_one_written_by_hand(tmp_path: Path) -> None:
    text = segment("in segment repeat_customers") + "\nsegment t:\n  orders > 1\n"
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", "B")
    for who in "AAB":
        scenario.buys(who)
    assert scenario.members("s") == scenario.members("t") == "A"


@pytest.mark.parametrize(("match", "expected"), [("all of", "B"), ("any of", "AB")])
def test_SEG_40_all_or_any(tmp_path: Path, match: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, segment(f"{match}:", '  tagged "x"', '  tagged "y"'))
    scenario.contact("A", tags=["x"])
    scenario.contact("B", tags=["x", "y"])
    scenario.contact("C")
    assert scenario.members("s") == expected


def test_SEG_41_without_a_profile_any_number_of_conditions(tmp_path: Path) -> None:
    assert problems(tmp_path, segment(*(f'tagged "t{n}"' for n in range(9)))) == []


def test_SEG_42_groups_nest(tmp_path: Path) -> None:
    lines = (
        "opened any of the last 5 emails",
        "any of:",
        '  tagged "atlanta"',
        '  field plan contains "Atlanta"',
    )
    scenario = Scenario.of(tmp_path, segment(*lines))
    scenario.contact("A", "C", tags=["Atlanta"])
    scenario.contact("B")
    for who in "AB":
        scenario.event(who, "email_sent", "news")
        scenario.event(who, "email_opened", "news")
    assert scenario.members("s") == "A"


def test_SEG_43_parentheses_are_kept(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment('tagged "a" and (tagged "b" or tagged "c")'))
    scenario.contact("A", tags=["a", "c"])
    scenario.contact("B", tags=["b"])
    assert scenario.members("s") == "A"


def test_SEG_43_a_hundred_conditions_deep_and_wide(tmp_path: Path) -> None:
    wide = " or ".join(f'tagged "t{n}"' for n in range(300))
    deep = "(" * 40 + wide + ")" * 40
    scenario = Scenario.of(tmp_path, segment(f"not ({deep})"))
    scenario.contact("A", tags=["t299"])
    scenario.contact("B")
    assert scenario.members("s") == "B"


def test_SEG_44_an_empty_group_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, segment("any of:")) == ["SEG-44"]


def test_SEG_45_membership_is_worked_out_each_time(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment('tagged "x"'))
    scenario.contact("A")
    assert scenario.members("s") == ""
    scenario.tag("x", "A")
    assert scenario.members("s") == "A"


def test_SEG_46_a_marketing_send_reaches_subscribed_contacts_only(tmp_path: Path) -> None:
    text = journey('tag added "x"') + segment('tagged "x"').removeprefix(FIELDS)
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A")
    scenario.contact("B", email_status="non_subscribed")
    scenario.tag("x", "A", "B")
    scenario.tick()
    assert scenario.members("s") == "AB"
    assert scenario.received() == "A"


def test_SEG_47_an_email_that_no_journey_sends_matches_nobody(tmp_path: Path) -> None:
    text = EMAIL + segment("opened email m")
    assert problems(tmp_path, text) == ["SEG-47"]
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A")
    assert scenario.members("s") == ""


def test_SEG_48_a_field_that_is_not_declared(tmp_path: Path) -> None:
    assert problems(tmp_path, segment("field shoe_size > 40")) == ["SEG-48"]


def test_SEG_49_positive_and_negative_conditions_mix(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment('tagged "VIP"', "not bought anything"))
    scenario.contact("A", "B", tags=["vip"])
    scenario.contact("C")
    scenario.buys("B")
    assert scenario.members("s") == "A"


def test_SEG_50_rating(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("rating > 4"))
    scenario.contact("A", rating=5)
    scenario.contact("B", rating=3)
    assert scenario.members("s") == "A"


def test_SEG_60_tags(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment('not tagged "vip"'))
    scenario.contact("A", tags=["vip"])
    scenario.contact("B")
    assert scenario.members("s") == "B"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("in group g.one", "AB"),
        ("in all groups g.one, g.two", "A"),
        ("in no group of g", "C"),
        ("not in group g.two", "BC"),
    ],
)
def test_SEG_61_groups(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, segment(line))
    scenario.contact("A", groups=["g.one", "g.two"])
    scenario.contact("B", groups=["g.one"])
    scenario.contact("C")
    assert scenario.members("s") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("field size is blank", "B"),
        ("field size is filled", "AC"),
        ("field size > 9.5", "A"),
        ("field size between 9 and 10", "AC"),
        ("field size != 10", "C"),
        ('field plan is "gold"', "A"),
        ('field plan is not "gold"', "C"),
        ('field plan contains "OL"', "A"),
        ('field plan starts with "sil"', "C"),
        ('not field plan ends with "ld"', "BC"),
    ],
)
def test_SEG_62_text_and_number_fields(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, segment(line))
    scenario.contact("A", fields={"size": 10, "plan": " Gold"})
    scenario.contact("B")
    scenario.contact("C", fields={"size": "9.5", "plan": "silver"})
    assert scenario.members("s") == expected


def test_SEG_63_a_choice_has_no_order(tmp_path: Path) -> None:
    text = 'field colour: choice of "red", "blue"\n\n' + segment('field colour > "red"')
    assert problems(tmp_path, text) == ["SEG-63"]


def test_SEG_64_an_address_is_searched(tmp_path: Path) -> None:
    text = "field home: address\n\n" + segment('field home contains "atlanta"')
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", fields={"home": "1 Peach St, Atlanta"})
    scenario.contact("B", fields={"home": "Boston"})
    assert scenario.members("s") == "A"


def test_SEG_65_birthdays(tmp_path: Path) -> None:
    text = "field dob: birthday\n\n"
    scenario = Scenario.of(tmp_path, text + segment("birthday is 01-30"))
    scenario.contact("A", fields={"dob": "01/30"})
    scenario.contact("B", fields={"dob": "01/31"})
    assert scenario.members("s") == "A"
    wrong = text + segment('birthday is "30 January 1990"')
    assert problems(tmp_path, wrong) == ["SEG-65"]


def test_SEG_65_a_birthday_soon(tmp_path: Path) -> None:
    text = "field dob: birthday\n\n" + segment("birthday in the next 7 days")
    scenario = Scenario.of(tmp_path, text)
    for who, day in (("A", "06/15"), ("B", "06/22"), ("C", "06/23")):
        scenario.contact(who, fields={"dob": day})
    assert scenario.members("s") == "AB"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("field renewal since 2024-07-01", "A"),
        ("field renewal before 2024-07-01", "B"),
        ("field renewal in the next 30 days", "A"),
        ("field renewal on 2024-06-30", "B"),
        ("field renewal is blank", "C"),
    ],
)
def test_SEG_66_date_fields(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, segment(line))
    if "next" in line:
        scenario.now += 86_400_000
    scenario.contact("A", fields={"renewal": "2024-07-15"})
    scenario.contact("B", fields={"renewal": "2024-06-30" if "next" not in line else "2024-06-01"})
    scenario.contact("C")
    assert scenario.members("s") == expected


def test_SEG_67_date_added(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("added in the last 30 days"))
    scenario.contact("A", added_at=scenario.now - 14 * 86_400_000)
    scenario.contact("B")
    assert scenario.members("s") == "A"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('email ends with "@X.example"', "AB"),
        ('email starts with "a"', "A"),
        ('email is not "a@x.example"', "B"),
        ("first name is blank", "B"),
    ],
)
def test_SEG_68_the_address_and_the_name(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, segment(line))
    scenario.contact("A", first_name="Ana")
    scenario.contact("B")
    assert scenario.members("s") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("did not open email m", "A"), ("was sent email m", "AC"), ("opened email m", "C")],
)
def test_SEG_69_did_not_open_needs_the_send(tmp_path: Path, line: str, expected: str) -> None:
    text = journey('tag added "x"') + segment(line).removeprefix(FIELDS)
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", "B", "C")
    for who in "AC":
        scenario.event(who, "email_sent", "m")
    scenario.event("C", "email_opened", "m")
    assert scenario.members("s") == expected


@pytest.mark.parametrize(
    ("line", "expected"), [("started journey j", "AB"), ("completed journey j", "A")]
)
def test_SEG_70_journeys(tmp_path: Path, line: str, expected: str) -> None:
    lines = ('if tagged "slow":', "  wait 9 days")
    text = journey('tag added "x"', steps=steps(*lines))
    scenario = Scenario.of(tmp_path, text + segment(line).removeprefix(FIELDS))
    scenario.contact("A", "C")
    scenario.contact("B", tags=["slow"])
    scenario.tag("x", "A", "B")
    scenario.tick()
    assert scenario.members("s") == expected


def test_AMB_28_amounts_in_another_currency_are_refused(tmp_path: Path) -> None:
    assert len(problems(tmp_path, segment("total spent > 5 USD"), HEAD)) == 1


def test_did_event_counts_events_by_property(tmp_path: Path) -> None:
    line = 'did event "booked" at least 2 times in the last 7 days where event.seats > 2'
    scenario = Scenario.of(tmp_path, segment(line))
    scenario.contact("A", "B")
    for who, seats in (("A", 3), ("A", 4), ("B", 3), ("B", 2)):
        scenario.event(who, "custom", "booked", properties={"seats": seats})
    assert scenario.members("s") == "A"
