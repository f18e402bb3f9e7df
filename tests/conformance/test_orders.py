"""SP-64 to 69: order notifications, once per order and kind, whatever the consent."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import DAY, journey, steps
from .scenario import Scenario, problems

LATER = {
    "order paid": {"financial_status": "paid"},
    "order shipped": {"fulfillment_status": "shipped"},
    "order refunded": {"financial_status": "partially_refunded"},
    "order cancelled": {"financial_status": "cancelled"},
}


def notified(folder: Path, start: str, *settings: str, wait: str = "") -> Scenario:
    """A journey for order notifications, and contact A."""
    lines = [wait] if wait else []
    scenario = Scenario.of(folder, journey(start, *settings, steps=steps(*lines, "send email m")))
    scenario.contact("A")
    return scenario


def test_SP_64_a_new_order_is_confirmed_once(tmp_path: Path) -> None:
    scenario = notified(tmp_path, "order confirmed")
    for _ in range(2):
        scenario.buys("A", key="O", financial_status="pending")
        scenario.tick(plus=1000)
    assert (scenario.entered(), scenario.received()) == ("A", "A")


@pytest.mark.parametrize(("start", "state"), LATER.items(), ids=LATER.keys())
def test_SP_65_SP_66_SP_67_SP_68_a_new_state_is_told_once(
    tmp_path: Path, start: str, state: dict[str, str]
) -> None:
    scenario = notified(tmp_path, start)
    scenario.buys("A", key="O", financial_status="pending", at="2024-06-15T12:00")
    scenario.tick(plus=1000)
    assert scenario.entered() == ""
    for _ in range(2):
        scenario.buys("A", key="O", at="2024-06-15T12:00", historic=False, **state)
        scenario.tick(plus=1000)
    assert scenario.entered() == "A"


@pytest.mark.parametrize("start", LATER)
def test_SP_64_to_68_history_is_not_told(tmp_path: Path, start: str) -> None:
    scenario = notified(tmp_path, start)
    scenario.buys("A", historic=True, **LATER[start])
    scenario.tick(plus=1000)
    assert scenario.entered() == ""


def test_SP_69_sent_whatever_the_consent_except_to_cleaned_addresses(tmp_path: Path) -> None:
    scenario = notified(tmp_path, "order paid")
    scenario.contact("B", email_status="unsubscribed")
    scenario.contact("C", email_status="cleaned")
    for name in "ABC":
        for _ in range(2):
            scenario.buys(name, key=f"O{name}", financial_status="paid")
    scenario.tick()
    assert scenario.received() == "AB"
    assert scenario.skipped() == [("C", "cleaned")]


def test_SP_09_10_each_order_has_a_run_of_its_own(tmp_path: Path) -> None:
    scenario = notified(tmp_path, "order confirmed", wait="wait 1 day")
    scenario.buys("A", key="O1")
    scenario.buys("A", key="O2")
    scenario.tick(plus=1000)
    scenario.buys("A", key="O3")
    scenario.tick(plus=1000)
    assert (scenario.inside(), scenario.refused()) == ("AAA", [])
    scenario.tick(plus=2 * DAY)
    assert (scenario.inside(), scenario.received()) == ("", "AAA")


def test_AMB_36_an_order_first_seen_as_paid_is_confirmed_then_paid(tmp_path: Path) -> None:
    text = journey("order confirmed") + "\njourney k:\n  starting point: order paid\n"
    scenario = Scenario.of(tmp_path, text + "\n  send email m\n")
    scenario.contact("A")
    scenario.buys("A", key="O", financial_status="paid")
    scenario.tick()
    assert (scenario.entered("j"), scenario.entered("k")) == ("A", "A")
    sql = "SELECT kind FROM event WHERE kind LIKE 'order%' ORDER BY moment, id"
    kinds = [kind for (kind,) in scenario.asked.execute(sql)]
    assert kinds == ["ordered", "order_paid"]


def test_AMB_36_an_order_first_seen_as_cancelled_is_not_confirmed(tmp_path: Path) -> None:
    scenario = notified(tmp_path, "order confirmed")
    scenario.buys("A", financial_status="cancelled")
    scenario.tick()
    assert scenario.entered() == ""


@pytest.mark.parametrize("start", ["order confirmed", *LATER])
def test_SP_05_order_notifications_stand_alone(tmp_path: Path, start: str) -> None:
    assert problems(tmp_path, journey(start, 'starting point: tag added "x"')) == ["SP-05"]


def test_SP_69_the_order_may_be_of_one_store(tmp_path: Path) -> None:
    scenario = notified(tmp_path, "order confirmed in store shop where total spent > 5 EUR")
    scenario.buys("A", total=10)
    scenario.tick()
    assert scenario.entered() == "A"
