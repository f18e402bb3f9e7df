"""SEG-01…25, 27, 28: segments of what people bought."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import DAY, FIELDS, journey, segment
from .scenario import HEAD, Scenario, problems


def shop(folder: Path, *lines: str) -> Scenario:
    """A scenario with the segment `s` and contacts A, B, C."""
    scenario = Scenario.of(folder, segment(*lines))
    scenario.contact("A", "B", "C")
    return scenario


def test_SEG_01_vendor_purchased(tmp_path: Path) -> None:
    scenario = shop(tmp_path, 'bought vendor "Acme"')
    scenario.product("P", vendor="Acme")
    scenario.product("Q", vendor="Other")
    scenario.buys("A", "P")
    scenario.buys("B", "Q")
    assert scenario.members("s") == "A"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('bought category "Boots"', "A"),
        ('bought category "Boots", "Socks"', "AB"),
        ('bought category starting with "bo"', "A"),
        ('bought category ending with "cks"', "B"),
        ('bought category containing "O"', "AB"),
        ('not bought category containing "o"', "C"),
    ],
)
def test_SEG_01_category_purchased(tmp_path: Path, line: str, expected: str) -> None:
    scenario = shop(tmp_path, line)
    scenario.product("P", categories=["Boots", "Sale"])
    scenario.product("Q", categories=["Socks"])
    scenario.buys("A", "P")
    scenario.buys("B", "Q")
    assert scenario.members("s") == expected


def test_SEG_02_a_store_without_vendors_has_no_vendor_condition(tmp_path: Path) -> None:
    head = HEAD.replace("platform: shopify", "platform: custom\n  has: order count")
    assert problems(tmp_path, segment('bought vendor "Acme"'), head) == ["SEG-02"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [("orders > 1", "A"), ("orders = 1", "B"), ("orders is not 1", "AC"), ("orders < 1", "C")],
)
def test_SEG_03_number_of_orders(tmp_path: Path, line: str, expected: str) -> None:
    scenario = shop(tmp_path, line)
    for who in "AAAB":
        scenario.buys(who)
    assert scenario.members("s") == expected


def test_SEG_04_a_store_without_the_order_count_has_no_such_condition(tmp_path: Path) -> None:
    head = HEAD.replace("platform: shopify", "platform: custom\n  has: vendors")
    assert problems(tmp_path, segment("orders > 1"), head) == ["SEG-04"]


def test_SEG_05_a_native_connector_has_the_order_count(tmp_path: Path) -> None:
    assert problems(tmp_path, segment("orders > 1")) == []


def test_SEG_06_any_of_several_products(tmp_path: Path) -> None:
    scenario = shop(tmp_path, 'bought product "P1", "P2"')
    for who, product in (("A", "P1"), ("B", "P2"), ("C", "P3")):
        scenario.buys(who, product)
    assert scenario.members("s") == "AB"


def test_SEG_06_all_of_several_products(tmp_path: Path) -> None:
    scenario = shop(tmp_path, 'bought all of products "P1", "P2"')
    scenario.buys("A", "P1")
    scenario.buys("A", "P2")
    scenario.buys("B", "P2")
    assert scenario.members("s") == "A"


def test_SEG_07_a_variant_is_not_a_product(tmp_path: Path) -> None:
    gid = "gid://shopify/ProductVariant/1"
    assert problems(tmp_path, segment(f'bought product "{gid}"')) == ["SEG-07"]


def test_SEG_08_purchase_activity(tmp_path: Path) -> None:
    for line, expected in (("has purchased", "A"), ("has not purchased", "BC")):
        scenario = shop(tmp_path, line)
        scenario.buys("A")
        assert scenario.members("s") == expected


def test_SEG_09_purchase_date(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "last order since 2024-03-01")
    scenario.buys("A", at="2024-05-10")
    scenario.buys("B", at="2024-01-10")
    assert scenario.members("s") == "A"


@pytest.mark.parametrize(("word", "expected"), [("last", ""), ("some", "A"), ("first", "A")])
def test_SEG_10_the_last_purchase_unless_said_otherwise(
    tmp_path: Path, word: str, expected: str
) -> None:
    scenario = shop(tmp_path, f"{word} order before 2024-02-01")
    scenario.buys("A", at="2024-01-10")
    scenario.buys("A", at="2024-05-10")
    assert scenario.members("s") == expected


def test_SEG_11_since_the_last_email(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "last order since last email")
    for who in "AB":
        scenario.event(who, "email_sent", "news", at="2024-06-01T08:00:00")
    scenario.buys("A", at="2024-06-03")
    scenario.buys("B", at="2024-05-03")
    scenario.buys("C", at="2024-06-03")
    assert scenario.members("s") == "A"


def test_SEG_12_on_a_day_of_the_audience(tmp_path: Path) -> None:
    head = HEAD.replace("time zone: UTC", "time zone: Europe/Paris")
    scenario = Scenario.of(tmp_path, segment("some order on 2024-03-02"), head)
    scenario.contact("A", "B")
    scenario.buys("A", at="2024-03-01T23:30:00+00:00")
    scenario.buys("B", at="2024-03-02T23:30:00+00:00")
    assert scenario.members("s") == "A"


def test_SEG_13_average_spent_per_order_is_exact(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "average order = 20")
    scenario.buys("A", total="10")
    scenario.buys("A", total="30")
    for total in ("20", "20", "20.01"):
        scenario.buys("B", total=total)
    assert scenario.members("s") == "A"


def test_SEG_14_amount_of_a_single_order(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "single order > 100 EUR")
    for who, total in (("A", 40), ("A", 120), ("B", 60), ("B", 70)):
        scenario.buys(who, total=total)
    assert scenario.members("s") == "A"


def test_SEG_15_total_spent(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "total spent > 125 EUR")
    for who, total in (("A", 60), ("A", 70), ("B", 120)):
        scenario.buys(who, total=total)
    assert scenario.members("s") == "A"


def test_SEG_16_without_a_profile_equality_is_allowed(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "total spent = 130 EUR")
    scenario.buys("A", total=130)
    assert scenario.members("s") == "A"


def test_SEG_17_the_store_of_the_purchase(tmp_path: Path) -> None:
    second = "store outlet:\n  platform: custom\n  currency: EUR\n\n"
    scenario = Scenario.of(tmp_path, second + segment("bought anything in store shop"))
    scenario.contact("A", "B")
    scenario.buys("A")
    scenario.buys("B", store="outlet")
    assert scenario.members("s") == "A"


def test_SEG_18_average_number_of_products_per_order(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "items per order = 3")
    for units in (2, 4):
        scenario.buys("A", units=units)
    scenario.buys("B", units=2)
    assert scenario.members("s") == "A"


def test_SEG_19_total_number_of_products(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "items bought > 5")
    for units in (2, 4):
        scenario.buys("A", units=units)
    scenario.buys("B", units=5)
    assert scenario.members("s") == "A"


@pytest.mark.parametrize("line", ["orders > 3", "orders < 3"])
def test_SEG_20_greater_and_less_are_strict(tmp_path: Path, line: str) -> None:
    scenario = shop(tmp_path, line)
    for _ in range(3):
        scenario.buys("A")
    assert "A" not in scenario.members("s")


@pytest.mark.parametrize(
    ("line", "expected"),
    [("orders < 1", "BC"), ("total spent < 50 EUR", "A"), ("average order != 3", "A")],
)
def test_SEG_21_without_orders_only_their_number_is_known(
    tmp_path: Path, line: str, expected: str
) -> None:
    scenario = shop(tmp_path, line)
    scenario.buys("A", total=10)
    assert scenario.members("s") == expected


def test_SEG_22_not_bought_includes_those_who_bought_nothing(tmp_path: Path) -> None:
    scenario = shop(tmp_path, 'not bought vendor "Acme"')
    scenario.product("P", vendor="Acme")
    scenario.product("Q", vendor="Other")
    scenario.buys("A", "P", "Q")
    scenario.buys("B", "Q")
    assert scenario.members("s") == "BC"


def test_SEG_23_text_is_compared_without_case_and_outer_spaces(tmp_path: Path) -> None:
    scenario = shop(tmp_path, 'bought vendor "acme"')
    scenario.product("P", vendor=" ACME ")
    scenario.buys("A", "P")
    assert scenario.members("s") == "A"


def test_SEG_24_cancelled_orders_do_not_count(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "has purchased")
    scenario.buys("A", cancelled_at=scenario.now)
    scenario.buys("B")
    assert scenario.members("s") == "B"


def test_SEG_25_refunded_orders_still_count(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "total spent > 50 EUR")
    scenario.buys("A", total=80, financial_status="refunded")
    assert scenario.members("s") == "A"


def test_SEG_26_purchases_need_a_store(tmp_path: Path) -> None:
    head = "audience:\n  time zone: UTC\n  currency: EUR\n\n"
    assert problems(tmp_path, segment("orders > 1"), head) == ["SEG-26"]


def test_SEG_27_purchases_combine_with_every_other_condition(tmp_path: Path) -> None:
    lines = ("rating > 4", "single order > 200 EUR", "last order since 2024-05-15")
    scenario = Scenario.of(tmp_path, segment(*lines))
    for who, rating, at in (("A", 5, "2024-06-01"), ("B", 2, "2024-06-01"), ("C", 5, "2023-01-01")):
        scenario.contact(who, rating=rating)
        scenario.buys(who, total=300, at=at)
    assert scenario.members("s") == "A"


def test_SEG_28_a_segment_is_the_same_when_counted_and_when_sent_to(tmp_path: Path) -> None:
    one = segment("orders > 0").removeprefix(FIELDS)
    text = journey('tag added "go"', "only if: in segment s") + one
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A", "C")
    scenario.contact("B", email_status="unsubscribed")
    scenario.buys("A")
    scenario.buys("B")
    scenario.tag("go", "A", "B", "C")
    scenario.tick(plus=DAY)
    assert scenario.members("s") == scenario.entered() == "AB"
    assert (scenario.received(), scenario.skipped()) == ("A", [("B", "consent")])
