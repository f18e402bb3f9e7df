"""OFFER-31…56: who holds a code, what is counted, and what stops an offer by itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jalon.cli.__main__ import main
from jalon.runtime.deploy import deploy
from jalon.runtime.offers.report import act, shop_offers
from jalon.runtime.offers.tell import MerchantRow, tell_merchant
from jalon.runtime.sqlite import SqliteStore

from .letters import letters
from .offering import (
    LIMIT,
    SHOP,
    buys,
    displayed,
    held,
    offer,
    project,
    redeemable,
    rows,
    shop,
    tell,
)
from .projects import DAY, HOUR
from .scenario import NOW, Scenario, instant

# --- 6.4 holders of an unused code ---------------------------------------------------------------


def test_OFFER_31_a_deleted_code_is_refused(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    buys(scenario, "A")
    act(scenario.store, "thanks", "delete", scenario.now)
    tell(scenario, deleted_at=NOW)
    assert redeemable(scenario) == ""


def test_OFFER_32_OFFER_35_what_was_issued_stays_as_it_was(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    buys(scenario, "A")
    before = rows(scenario, "SELECT * FROM holding")
    scenario.redeploy(tmp_path, project(off="20% off"), SHOP)
    buys(scenario, "B")
    assert rows(scenario, "SELECT * FROM holding WHERE id = 1") == before
    assert [(one.contact, one.value) for one in held(scenario)] == [("A", 1000), ("B", 2000)]


def test_OFFER_33_a_holder_gets_no_other_offer(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    buys(scenario, "A")
    buys(scenario, "A")
    assert len(held(scenario)) == 1
    assert rows(scenario, "SELECT reason FROM offer_refusal") == [("holder",)]


def test_OFFER_33_two_offers_of_a_store_are_not_given_together(tmp_path: Path) -> None:
    more = "\ndiscount K2: 5 EUR off\noffer again:\n  discount: K2\n"
    scenario = Scenario.of(tmp_path, project() + more, SHOP)
    scenario.contact("A")
    scenario.buys("A")
    buys(scenario, "A")
    assert [one.offer for one in held(scenario)] == ["again"]


@pytest.mark.parametrize(("limit", "codes"), [(2, 2), (1, 1)])
def test_OFFER_34_after_its_use_another_one(tmp_path: Path, limit: int, codes: int) -> None:
    scenario = shop(tmp_path, f"limit: {limit} per customer")
    buys(scenario, "A")
    buys(scenario, "A", "K1")
    buys(scenario, "A")
    assert len(held(scenario)) == codes
    reasons = rows(scenario, "SELECT reason FROM offer_refusal")
    assert reasons == ([("holder",)] if limit == 2 else [("limit",), ("limit",)])


# --- 6.5 metrics ---------------------------------------------------------------------------------


def test_OFFER_40_figures_are_of_thirty_days(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    for second in (0, 1):
        buys(scenario, "A") if not second else None
        scenario.buys("A", discount_code="K1")
        scenario.tick(plus=1000)
    first = scenario.now - 1000 + 30 * DAY
    assert shop_offers(scenario.store, first)[0].orders == 1
    assert shop_offers(scenario.store, first + 1)[0].orders == 0


def ten(scenario: Scenario) -> None:
    """Ten recipients, three of whom order for 20, 30 and 50 with the code."""
    for who in "CDEFGHIJ":
        scenario.contact(who)
    for who in "ABCDEFGHIJ":
        scenario.buys(who)
    scenario.tick(plus=HOUR)
    for who, total in (("A", 20), ("B", 30), ("C", 50)):
        scenario.buys(who, total=total, discount_code="K1")
    scenario.tick(plus=HOUR)


def figures(scenario: Scenario) -> tuple[int, int, int]:
    """Recipients, orders, and sales in euros."""
    found = offer(scenario)
    return found.recipients, found.orders, found.sales // 100


def test_OFFER_41_OFFER_44_recipients_orders_and_sales(tmp_path: Path) -> None:
    scenario = shop(tmp_path, LIMIT)
    ten(scenario)
    assert figures(scenario) == (10, 3, 100)
    act(scenario.store, "thanks", "deactivate", scenario.now)
    assert figures(scenario) == (10, 3, 100)


def test_OFFER_42_the_figures_stand_in_their_own_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = SqliteStore.open(tmp_path / "jalon.db")
    scenario = Scenario(shop(tmp_path).program, store)
    deploy(store, scenario.program, NOW)
    store.close()
    told = []
    for verb in ("status", "offers"):
        assert main([verb, "--db", str(tmp_path / "jalon.db")]) == 0
        told.append(capsys.readouterr().out)
    assert ["thanks" in out and "recipients" in out for out in told] == [False, True]


def test_OFFER_43_a_new_offer_begins_at_nothing(tmp_path: Path) -> None:
    scenario = shop(tmp_path, LIMIT)
    ten(scenario)
    scenario.redeploy(tmp_path, "discount K1: 10% off\n", SHOP)
    scenario.redeploy(tmp_path, project(LIMIT), SHOP)
    assert figures(scenario) == (0, 0, 0)
    scenario.contact("K")
    buys(scenario, "K")
    assert figures(scenario) == (1, 0, 0)


# --- 6.6 suspension ------------------------------------------------------------------------------


def suspended(scenario: Scenario) -> tuple[str, str | None]:
    """The state of the offer, and why."""
    return offer(scenario).state, offer(scenario).reason


def test_OFFER_50_a_deleted_code_suspends(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    tell(scenario, deleted_at=NOW)
    assert suspended(scenario) == ("suspended", "code_deleted")


def test_OFFER_51_an_expired_code_suspends(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "ends: 2024-06-16")
    scenario.tick("2024-06-16T12:00")
    assert offer(scenario).state == "active"
    scenario.tick("2024-06-17T00:00")
    assert suspended(scenario) == ("suspended", "code_expired")


def test_OFFER_51_a_code_that_the_shop_ends_suspends(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    tell(scenario, ends_at=instant("2024-06-16"))
    assert offer(scenario).state == "active"
    scenario.tick("2024-06-16")
    assert suspended(scenario) == ("suspended", "code_expired")


def test_OFFER_52_an_unsupported_type_suspends(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    tell(scenario, type="percentage")
    assert offer(scenario).state == "active"
    tell(scenario, type="other")
    assert suspended(scenario) == ("suspended", "unsupported_type")


@pytest.mark.parametrize("cause", ["code_deleted", "code_expired", "unsupported_type", "merchant"])
def test_OFFER_54_one_notification_asks_for_a_new_code(tmp_path: Path, cause: str) -> None:
    scenario = shop(tmp_path)
    if cause == "merchant":
        tell_merchant(scenario.store, MerchantRow(store="shop", plan=False), scenario.now)
    news: dict[str, Any] = {
        "code_deleted": {"deleted_at": NOW},
        "code_expired": {"ends_at": NOW},
        "unsupported_type": {"type": "other"},
        "merchant": {},
    }
    for _ in range(3):
        tell(scenario, **news[cause])
    assert len(notices(scenario)) == 1


def notices(scenario: Scenario) -> list[tuple[Any, ...]]:
    """What the merchant is told."""
    return rows(scenario, "SELECT * FROM outbox WHERE purpose = 'internal'")


def test_OFFER_54_the_mail_asks_for_a_new_code(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    tell(scenario, deleted_at=NOW)
    [(to, letter)] = letters(scenario).items()
    assert (to, letter.subject) == ("S", "Your offer thanks has stopped, and needs another code")
    assert "K1 can no longer be offered: it was deleted in the store" in letter.text
    assert letter.text.rstrip().endswith("\n-- \noffer thanks")
    assert rows(scenario, "SELECT state FROM outbox") == [("accepted",)]


@pytest.mark.parametrize(
    "unmet",
    [
        {"shop_pay": False},
        {"acceptable_use": False},
        {"plan": False},
        {"shopify_payments": False},
        {"shop_channel": False},
        {"open_store": False},
        {"no_gates": False},
        {"eligible_products": 0},
        {"chargebacks": Decimal("0.01")},
    ],
)
def test_OFFER_53_OFFER_55_a_requirement_that_is_not_met_suspends(
    tmp_path: Path, unmet: dict[str, Any]
) -> None:
    scenario = shop(tmp_path)
    met = MerchantRow(store="shop", chargebacks=Decimal("0.0099"), eligible_products=1, plan=True)
    tell_merchant(scenario.store, met, scenario.now)
    scenario.tick(plus=HOUR)
    assert offer(scenario).state == "active"
    tell_merchant(scenario.store, MerchantRow(store="shop", **unmet), scenario.now)
    scenario.tick(plus=HOUR)
    assert suspended(scenario) == ("suspended", "merchant_requirements")


def test_OFFER_56_a_suspended_offer_is_shown_but_not_issued(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    buys(scenario, "A")
    tell_merchant(scenario.store, MerchantRow(store="shop", shop_pay=False), scenario.now)
    scenario.tick(plus=HOUR)
    buys(scenario, "B")
    assert (displayed(scenario), offer(scenario).recipients) == ("A", 1)
