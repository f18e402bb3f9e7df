"""SP-55…63: abandoned carts."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import DAY, HOUR, journey, steps
from .scenario import Scenario, problems


def test_SP_55_an_open_cart_left_alone_lets_in(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("abandons cart"))
    scenario.contact("A", "B")
    scenario.cart("A")
    scenario.cart("B")
    scenario.tick(plus=HOUR // 2)
    scenario.buys("B")
    scenario.tick(plus=HOUR)
    assert scenario.entered() == "A"


@pytest.mark.parametrize(("words", "expected"), [("with", "A"), ("without", "B")])
def test_SP_56_a_cart_must_hold_or_lack_the_products(
    tmp_path: Path, words: str, expected: str
) -> None:
    scenario = Scenario.of(tmp_path, journey(f'abandons cart {words} products "P1"'))
    scenario.contact("A", "B")
    scenario.cart("A", "P1", "P2")
    scenario.cart("B", "P2")
    scenario.tick(plus=2 * HOUR)
    assert scenario.entered() == expected


def test_SP_57_cart_journeys_only_send(tmp_path: Path) -> None:
    tagging = journey("abandons cart", steps=steps('add tag "x"'))
    assert problems(tmp_path, tagging) == ["SP-57"]


def test_SP_57_rules_are_allowed_in_cart_journeys(tmp_path: Path) -> None:
    lines = ("wait 1 day", 'if tagged "x":', "  send email m", "wait 1 day", "send email m")
    assert problems(tmp_path, journey("abandons cart", steps=steps(*lines))) == []


def test_SP_58_the_delay_is_exact(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("abandons cart after 6h"))
    scenario.contact("A")
    scenario.cart("A")
    scenario.tick(plus=6 * HOUR - 60_000)
    assert scenario.entered() == ""
    scenario.tick(plus=60_000)
    assert scenario.entered() == "A"


def test_SP_58_a_change_of_the_cart_restarts_the_delay(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("abandons cart"))
    scenario.contact("A")
    scenario.cart("A")
    scenario.tick(plus=HOUR // 2)
    scenario.cart("A", "P", "Q")
    scenario.tick(plus=HOUR // 2)
    assert scenario.entered() == ""
    scenario.tick(plus=HOUR // 2)
    assert scenario.entered() == "A"


def test_SP_58_less_than_fifteen_minutes_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, journey("abandons cart after 10 minutes")) == ["SP-58"]


def test_SP_59_a_purchase_ends_the_run_before_the_message_leaves(tmp_path: Path) -> None:
    text = journey("abandons cart", steps=steps("wait 2h", "send email m"))
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A")
    scenario.cart("A")
    scenario.tick(plus=HOUR)
    scenario.tick(plus=HOUR)
    scenario.buys("A")
    scenario.tick(plus=HOUR)
    assert scenario.ended("A") == ["purchased"]
    assert scenario.received() == ""


def test_SP_60_only_the_first_message_reaches_a_non_subscriber(tmp_path: Path) -> None:
    lines = ("send email m as one", "wait 1 day", "send email m as two")
    scenario = Scenario.of(tmp_path, journey("abandons cart", steps=steps(*lines)))
    scenario.contact("B", email_status="non_subscribed")
    scenario.cart("B")
    scenario.tick(plus=HOUR)
    scenario.tick(plus=2 * DAY)
    assert scenario.received() == "B"
    assert scenario.skipped() == [("B", "consent")]
    assert scenario.ended("B") == ["completed"]


@pytest.mark.parametrize("status", ["unsubscribed", "cleaned"])
def test_SP_61_an_opted_out_contact_gets_no_cart_message(tmp_path: Path, status: str) -> None:
    scenario = Scenario.of(tmp_path, journey("abandons cart"))
    scenario.contact("C", email_status=status)
    scenario.cart("C")
    scenario.tick(plus=HOUR)
    assert scenario.skipped() == [("C", status)]


def test_SP_62_one_active_cart_journey_per_store(tmp_path: Path) -> None:
    text = journey("abandons cart in store shop")
    other = "\njourney k:\n  starting point: abandons cart in store shop\n  send email m\n"
    store = "store shop:\n  platform: shopify\n\nstore outlet:\n  platform: custom\n\n"
    assert problems(tmp_path, store + text + other, "") == ["SP-62"]
    elsewhere = other.replace("in store shop", "in store outlet")
    assert problems(tmp_path, store + text + elsewhere, "") == []


def test_SP_63_a_cart_without_a_page_to_go_back_to(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("abandons cart"))
    scenario.contact("A")
    scenario.cart("A", no_url=True)
    scenario.tick(plus=HOUR)
    assert scenario.refused() == [("A", "no_checkout_url")]
