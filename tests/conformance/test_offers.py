"""OFFER-01…25: discounts, and the offers that show their codes to who has bought."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.runtime.offers.report import act, shop_offers
from jalon.runtime.offers.states import TRANSITIONS, actions

from .offering import (
    LIMIT,
    SHOP,
    buys,
    cited,
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
from .scenario import HEAD, NOW, Scenario

# --- 6.1 definition and display ------------------------------------------------------------------


def test_OFFER_01_the_store_sells_with_shop(tmp_path: Path) -> None:
    assert cited(tmp_path, project()) == []
    assert cited(tmp_path, project(), HEAD) == ["OFFER-01"]


def test_OFFER_02_recipients_have_bought(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    buys(scenario, "A")
    assert (displayed(scenario), offer(scenario).recipients) == ("A", 1)


def test_OFFER_02_who_pays_later_has_bought_where_paid_orders_count(tmp_path: Path) -> None:
    paid = SHOP.replace("platform: shopify", "platform: shopify\n  counted orders: paid")
    scenario = Scenario.of(tmp_path, project(), paid)
    scenario.contact("A", "B")
    for who in "AB":
        scenario.buys(who, key=f"of-{who}", financial_status="pending")
    scenario.tick(plus=HOUR)
    assert displayed(scenario) == ""
    for _ in range(2):
        scenario.buys("A", key="of-A", financial_status="paid")
        scenario.tick(plus=HOUR)
    assert (displayed(scenario), offer(scenario).recipients) == ("A", 1)


def test_OFFER_03_a_use_follows_its_order(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, f"{project(LIMIT)}\ndiscount K2: 5% off\n", SHOP)
    scenario.contact("A", "B")
    for who, code in (("A", "K1"), ("B", "K1"), ("B", "K2"), ("B", "K2")):
        scenario.buys(who, key="one", discount_code=code)
        scenario.tick(plus=HOUR)
        uses = rows(scenario, "SELECT discount, contact_id, holding_id FROM redemption")
        assert uses == [(code, "AB".index(who) + 1, None)]


def test_OFFER_03_a_code_that_is_used_up_is_not_displayed(tmp_path: Path) -> None:
    scenario = shop(tmp_path, LIMIT)
    for who in "AB":
        buys(scenario, who)
    assert displayed(scenario) == "AB"
    buys(scenario, "A", "k1")
    assert displayed(scenario) == "B"


def test_OFFER_03_all_customers_together_use_it_up(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "limit: 1")
    for who in "AB":
        buys(scenario, who)
    buys(scenario, "A", "K1")
    assert displayed(scenario) == ""


def test_OFFER_04_a_code_that_ends_is_not_displayed(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "ends: 2024-06-20")
    buys(scenario, "A")
    scenario.tick("2024-06-20T23:59")
    assert displayed(scenario) == "A"
    scenario.tick("2024-06-21")
    assert displayed(scenario) == ""


def test_OFFER_04_a_code_that_is_deleted_is_not_displayed(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    buys(scenario, "A")
    tell(scenario, deleted_at=NOW)
    assert displayed(scenario) == ""


@pytest.mark.parametrize("action", ["deactivate", "delete"])
def test_OFFER_05_OFFER_07_OFFER_30_after_the_end_the_code_still_works(
    tmp_path: Path, action: str
) -> None:
    scenario = shop(tmp_path)
    buys(scenario, "A")
    act(scenario.store, "thanks", action, scenario.now)
    assert (displayed(scenario), redeemable(scenario)) == ("", "A")
    buys(scenario, "A", "K1")
    assert [one.used for one in held(scenario)] == [True]


def test_OFFER_06_the_first_end_counts(tmp_path: Path) -> None:
    scenario = shop(tmp_path, LIMIT)
    buys(scenario, "A")
    buys(scenario, "A", "K1")
    assert displayed(scenario) == ""
    scenario.tick(plus=DAY)
    act(scenario.store, "thanks", "deactivate", scenario.now)
    assert displayed(scenario) == ""


# --- 6.2 discount --------------------------------------------------------------------------------


@pytest.mark.parametrize("off", ["10% off", "5 EUR off", "free shipping"])
def test_OFFER_10_three_types_of_discount(tmp_path: Path, off: str) -> None:
    assert cited(tmp_path, project(off=off)) == []
    assert cited(tmp_path, "discount K1: buy 2 get 1\n") == ["OFFER-10"]


@pytest.mark.parametrize(
    "line", ["customers: A", "customer group: vip", 'collection: "shoes"', 'product: "P"']
)
def test_OFFER_11_a_code_is_for_everybody_and_everything(tmp_path: Path, line: str) -> None:
    assert cited(tmp_path, project(line)) == ["OFFER-11"]


def test_OFFER_12_other_conditions_are_allowed(tmp_path: Path) -> None:
    lines = ("minimum spend: 50 EUR", LIMIT, "ends: 2030-01-31")
    assert cited(tmp_path, project(*lines)) == []
    assert cited(tmp_path, project("limit: 0 per customer")) == ["OFFER-12"]


def test_OFFER_13_an_automatic_discount_has_no_code(tmp_path: Path) -> None:
    assert cited(tmp_path, project("automatic: yes")) == ["OFFER-13"]


def test_OFFER_14_two_offers_should_not_share_a_code(tmp_path: Path) -> None:
    assert cited(tmp_path, project() + "\noffer again:\n  discount: K1\n") == ["OFFER-14"]


def test_OFFER_15_another_code_goes_to_the_next_recipients(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    buys(scenario, "A")
    scenario.redeploy(tmp_path, project(code="K2"), SHOP)
    buys(scenario, "B")
    assert offer(scenario).state == "active"
    assert [(one.contact, one.code) for one in held(scenario)] == [("A", "K1"), ("B", "K2")]


@pytest.mark.parametrize("off", ["0% off", "120% off", "0 EUR off"])
def test_OFFER_16_something_is_taken_off(tmp_path: Path, off: str) -> None:
    assert cited(tmp_path, project(off=off)) == ["OFFER-16"]


# --- 6.3 creation and publication ----------------------------------------------------------------


def test_OFFER_20_only_a_draft_can_do_without_a_code(tmp_path: Path) -> None:
    assert cited(tmp_path, "offer thanks:\n  status: draft\n") == []
    assert cited(tmp_path, "offer thanks:\n  status: active\n") == ["OFFER-20"]


def image(path: Path, width: int, height: int) -> None:
    """The head of a PNG, where its size stands."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + size + bytes(5))


@pytest.mark.parametrize(("width", "expected"), [(933, []), (900, ["OFFER-21"]), (0, [])])
def test_OFFER_21_the_size_of_a_banner(tmp_path: Path, width: int, expected: list[str]) -> None:
    image(tmp_path / "b.png", width, 480)
    banner = '  banner: "b.png"\n' if width else ""
    assert cited(tmp_path, project() + banner) == expected
    assert shop(tmp_path).program.offers[0].status == "active"


@pytest.mark.parametrize(
    ("words", "expected"), [("use k1!", ["OFFER-22"]), ("use K12", []), ("use it", [])]
)
def test_OFFER_22_the_words_do_not_say_the_code(
    tmp_path: Path, words: str, expected: list[str]
) -> None:
    assert cited(tmp_path, project().replace("Thank you", words)) == expected


def test_OFFER_23_a_draft_is_shown_to_nobody_until_it_is_published(tmp_path: Path) -> None:
    scenario = shop(tmp_path, status="draft")
    buys(scenario, "A")
    assert displayed(scenario) == ""
    scenario.redeploy(tmp_path, project(), SHOP)
    buys(scenario, "B")
    assert displayed(scenario) == "B"


def test_OFFER_24_what_can_be_done_with_an_active_offer(tmp_path: Path) -> None:
    assert set(TRANSITIONS) == {"draft", "active", "inactive", "suspended", "deleted"}
    assert {"edit", "deactivate", "delete"} <= set(TRANSITIONS["active"])
    assert actions("active") == ("deactivate", "delete")


def test_OFFER_25_a_new_valid_code_ends_a_suspension(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    tell(scenario, deleted_at=NOW)
    assert offer(scenario).state == "suspended"
    assert act(scenario.store, "thanks", "activate", scenario.now) is None
    scenario.redeploy(tmp_path, project(code="K2"), SHOP)
    assert offer(scenario).state == "active"


def test_OFFER_25_an_expired_code_does_not_end_it(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    tell(scenario, deleted_at=NOW)
    scenario.redeploy(tmp_path, project("ends: 2024-06-01", code="K2"), SHOP)
    assert offer(scenario).state == "suspended"


def test_OFFER_25_deactivated_and_activated_by_the_project_or_by_hand(tmp_path: Path) -> None:
    scenario, states = shop(tmp_path), []
    for status in ("inactive", "inactive", "active"):
        scenario.redeploy(tmp_path, project(status=status), SHOP)
        states.append(offer(scenario).state)
    for action in ("deactivate", "activate"):
        states.append(str(act(scenario.store, "thanks", action, scenario.now)))
    assert states == ["inactive", "inactive", "active", "inactive", "active"]


def test_OFFER_25_what_is_deleted_stays_so(tmp_path: Path) -> None:
    scenario = shop(tmp_path)
    act(scenario.store, "thanks", "delete", scenario.now)
    assert actions("deleted") == ()
    scenario.redeploy(tmp_path, project(), SHOP)
    assert shop_offers(scenario.store, scenario.now) == []
