"""SEG-30, 39, 51…54 and 62…77: what is known of contacts, and the values that fields get."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jalon.cli.verbs.rule import explanation, rules_named

from .projects import EMAIL, FIELDS, journey, segment, steps
from .scenario import Scenario, problems

ANNECY: dict[str, Any] = {"latitude": Decimal("45.899247"), "longitude": Decimal("6.129384")}
GENEVA: dict[str, Any] = {"latitude": Decimal("46.204391"), "longitude": Decimal("6.143158")}


def segments(folder: Path, **lines: str) -> Scenario:
    """A project with one segment for each line."""
    text = "".join(f"segment {name}:\n  {line}\n" for name, line in lines.items())
    return Scenario.of(folder, FIELDS + text)


def test_SEG_30_high_value_customers_are_predicted_so(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("in segment high_value_customers"))
    scenario.contact("A", "C", lifetime_value="high")
    scenario.contact("B", lifetime_value="moderate")
    scenario.contact("D")
    for who in "ABD":
        scenario.buys(who)
    assert scenario.members("s") == "A"


def test_SEG_30_that_the_predictions_are_not_ours_is_a_warning(tmp_path: Path) -> None:
    assert problems(tmp_path, segment("in segment high_value_customers")) == ["SEG-30"]
    own = segment("in segment high_value_customers").replace("segment s:", "segment t:")
    assert problems(tmp_path, own + "segment high_value_customers: total spent > 500\n") == []


def test_SEG_39_inactive_subscribers_opened_none_of_the_last_five(tmp_path: Path) -> None:
    names = ("inactive_subscribers", "active_subscribers", "new_subscribers")
    scenario = segments(
        tmp_path, **dict(zip("iab", (f"in segment {n}" for n in names), strict=True))
    )
    scenario.contact("A", "B")
    scenario.contact("C", added_at=scenario.now - 1)
    for who in "AB":
        for number in range(5):
            scenario.event(who, "email_sent", f"news{number}")
    scenario.event("B", "email_opened", "news3")
    assert [scenario.members(name) for name in "iab"] == ["A", "B", "C"]


@pytest.mark.parametrize("value", ["= 6", "> 0", "between 1 and 5.5", "!= -1"])
def test_SEG_51_a_rating_has_one_to_five_stars(tmp_path: Path, value: str) -> None:
    assert problems(tmp_path, segment(f"rating {value}")) == ["SEG-51"]


def test_SEG_52_a_new_contact_has_two_stars(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("rating is 2"))
    scenario.contact("A")
    scenario.contact("B", rating=3)
    scenario.contact("B")  # told again, without a rating
    assert scenario.members("s") == "A"


def test_SEG_53_the_legend_says_what_stars_mean() -> None:
    (rule,) = rules_named("SEG-51")
    legend = " ".join(explanation(rule).split())
    for meaning in ("unsubscribing, or bounced", "2 = no", "3 = low", "4 = moderate", "5 = high"):
        assert meaning in legend


def test_SEG_54_our_messages_leave_the_rating_alone(tmp_path: Path) -> None:
    text = journey('tag added "x"') + "segment s: rating is 3\n"
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", rating=3)
    scenario.tag("x", "A")
    scenario.tick(plus=1)
    scenario.event("A", "email_clicked", "m")
    scenario.tick(plus=1)
    assert (scenario.received(), scenario.members("s")) == ("A", "A")


def test_SEG_64_an_address_is_near_another_place(tmp_path: Path) -> None:
    scenario = segments(tmp_path, s="within 20 km of 45.90, 6.12", t="within 40 km of 45.9, 6.12")
    scenario.contact("A", **ANNECY)
    scenario.contact("B", **GENEVA)
    scenario.contact("C")
    assert (scenario.members("s"), scenario.members("t")) == ("A", "AB")


def test_SEG_71_the_source(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment('source is not "import"'))
    scenario.contact("A", source="Shopify")
    scenario.contact("B", source="Import")
    scenario.contact("C")
    assert scenario.members("s") == "A"


def test_SEG_72_the_email_client_and_the_language(tmp_path: Path) -> None:
    scenario = segments(tmp_path, s='email client is "gmail"', t='language is not "de"')
    scenario.contact("A", email_client="Gmail", language="FR")
    scenario.contact("B", email_client="Outlook", language="de")
    assert (scenario.members("s"), scenario.members("t")) == ("A", "A")
    assert problems(tmp_path, segment('language is "french"')) == ["SEG-72"]


def test_SEG_73_a_country_that_is_not_known_is_neither(tmp_path: Path) -> None:
    lines = {"s": 'country is not "FR"', "t": "country is blank", "u": 'country is "fr"'}
    scenario = segments(tmp_path, **lines)
    scenario.contact("A", country="FR")
    scenario.contact("B")
    scenario.contact("C", country="DE")
    assert [scenario.members(name) for name in "stu"] == ["C", "B", "A"]


def test_SEG_73_within_a_radius_and_in_a_postal_code(tmp_path: Path) -> None:
    lines = {"s": "not within 20 km of 45.90, 6.12", "t": 'postal code starts with "74"'}
    scenario = segments(tmp_path, u="within 2000 km of -18, 179", **lines)
    scenario.contact("A", postal_code="74000", **ANNECY)
    scenario.contact("B", postal_code="01000")
    scenario.contact("C", latitude=Decimal("-13.8333"), longitude=Decimal("-171.7667"))
    assert [scenario.members(name) for name in "stu"] == ["BC", "A", "C"]


def test_SEG_74_vip(tmp_path: Path) -> None:
    scenario = segments(tmp_path, s="vip", t="not vip")
    scenario.contact("A", vip=True)
    scenario.contact("B")
    assert (scenario.members("s"), scenario.members("t")) == ("A", "B")


def test_SEG_75_predicted_gender_and_age(tmp_path: Path) -> None:
    lines = {"s": 'predicted gender is "female"', "t": 'predicted age is not "65+"'}
    scenario = segments(tmp_path, **lines)
    scenario.contact("A", predicted_gender="Female", predicted_age="25-34")
    scenario.contact("B", predicted_gender="male", predicted_age="65+")
    scenario.contact("C")
    assert (scenario.members("s"), scenario.members("t")) == ("A", "A")
    assert problems(tmp_path, segment('predicted age is "30-40"')) == ["SEG-75"]


def test_SEG_76_a_likelihood_is_known_of_those_who_bought(tmp_path: Path) -> None:
    lines = {"s": "purchase likelihood is low", "t": "lifetime value is not high"}
    scenario = segments(tmp_path, u="purchase likelihood is blank", **lines)
    scenario.contact("A", "B", purchase_likelihood="low", lifetime_value="new")
    scenario.contact("C", purchase_likelihood="high", lifetime_value="high")
    for who in "AC":
        scenario.buys(who)
    assert [scenario.members(name) for name in "stu"] == ["A", "A", "B"]
    assert problems(tmp_path, segment("lifetime value is low"), head="") == ["SEG-76"]


def test_SEG_77_status_and_engagement(tmp_path: Path) -> None:
    lines = ("email status is subscribed", "email engagement is often")
    scenario = Scenario.of(tmp_path, segment(*lines))
    scenario.contact("A", email_engagement="often")
    scenario.contact("B", email_engagement="often", email_status="unsubscribed")
    scenario.contact("C", email_engagement="rarely")
    assert scenario.members("s") == "A"


def test_SP_28_a_field_becomes_empty_or_today(tmp_path: Path) -> None:
    text = EMAIL + FIELDS
    for name, change in (
        ("j", "field plan changes to empty"),
        ("k", "field renewal changes to today"),
    ):
        text += f"journey {name}:\n  starting point: {change}\n  wait 1h\n"
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", fields={"plan": "gold"}, time_zone="Asia/Tokyo")
    scenario.contact("B", fields={"plan": "gold"})
    scenario.now += 4 * 3_600_000  # past midnight in Tokyo
    scenario.set_field("plan", A=None, B="silver")
    scenario.set_field("renewal", A="2024-06-16", B="2024-06-16")
    scenario.tick(plus=1)
    assert (scenario.entered("j"), scenario.entered("k")) == ("A", "A")


def test_STEP_46_a_text_field_takes_the_day_or_the_minute(tmp_path: Path) -> None:
    lines = steps("set field plan to now", "wait 1 day", "set field plan to today")
    start = 'starting point: tag added "x"'
    scenario = Scenario.of(tmp_path, f"{FIELDS}journey j:\n  {start}\n{lines}")
    scenario.contact("A", time_zone="Asia/Tokyo")
    scenario.tag("x", "A")
    plan = "SELECT field_plan, folded_plan FROM contact"
    scenario.tick(plus=0)
    assert scenario.asked.execute(plan).fetchall() == [("2024-06-15T21:00", "2024-06-15t21:00")]
    scenario.tick(plus=24 * 3_600_000)
    assert scenario.asked.execute(plan).fetchall() == [("2024-06-16", "2024-06-16")]


def test_SP_81_a_field_takes_what_the_event_says(tmp_path: Path) -> None:
    changes = ("set field plan to event.city", "set field size to event.seats")
    settings = ('starting point: event "booked" where event.city is filled',)
    text = f"{FIELDS}journey j:\n  {settings[0]}\n{steps(*changes)}"
    scenario = Scenario.of(
        tmp_path, text + 'segment s: field size is 2.5\nsegment t: field plan is "paris"\n'
    )
    scenario.contact("A", "B", "C", fields={"size": 1})
    scenario.event("A", "custom", "booked", properties={"city": " Paris", "seats": 2.5})
    scenario.event("B", "custom", "booked", properties={"city": "Rome", "seats": "many"})
    scenario.event("C", "custom", "booked", properties={"city": " ", "seats": 2.5})
    scenario.tick(plus=1)
    assert scenario.entered() == "AB"
    assert (scenario.members("s"), scenario.members("t")) == ("A", "A")


def test_SP_81_only_an_event_has_something_to_say(tmp_path: Path) -> None:
    text = f'{FIELDS}journey j:\n  starting point: tag added "x"\n  set field plan to event.city\n'
    assert problems(tmp_path, text) == ["SP-81"]


def test_SEG_63_choices_and_SEG_64_addresses(tmp_path: Path) -> None:
    fields = 'field colour: choice of "red", "dark blue"\nfield home: address\n'
    lines = [
        'field colour is not "red"',
        'field colour contains "BLUE"',
        "field colour is blank",
        'field home does not contain "annecy"',
        "field home is filled",
    ]
    text = "".join(f"segment s{n}:\n  {line}\n" for n, line in enumerate(lines))
    scenario = Scenario.of(tmp_path, fields + text)
    scenario.contact("A", fields={"colour": "Red", "home": "12 rue des Alpes, ANNECY"})
    scenario.contact("B", fields={"colour": "Dark Blue", "home": "Lyon"})
    scenario.contact("C")
    assert [scenario.members(f"s{n}") for n in range(5)] == ["B", "B", "C", "B", "AB"]


def test_SEG_67_what_was_changed_lately(tmp_path: Path) -> None:
    scenario = segments(tmp_path, s="changed in the last 7 days", t="added before 2024-01-01")
    scenario.contact("A", "B")
    scenario.contact("C", added_at=scenario.now)
    scenario.contact("A", postal_code="74000")
    assert (scenario.members("s"), scenario.members("t")) == ("AC", "AB")
