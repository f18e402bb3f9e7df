"""SEG-69, 78, 80 to 86, SYNC-70 and GR-20: what contacts did, how often and when."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jalon.runtime import intake
from jalon.runtime.intake.rows import CartRow, LineRow

from .projects import DAY, EMAIL, HOUR, journey, segment, steps
from .scenario import HEAD, Scenario, problems

WEBSITES = '  website: "https://x.example", "https://club.example"\n'
TWO_SITES = HEAD.replace("  currency: EUR\n", f"  currency: EUR\n{WEBSITES}", 1)
OUTLET = "store outlet:\n  currency: USD\n  cart abandoned after: 1 day\n\n"
SURVEY = 'survey nps "How likely?": 0 to 10\n\n'
SENDING = journey('tag added "x"').removesuffix("\n") + "\n"


def reading(folder: Path, line: str) -> Scenario:
    """A was sent two emails and opened both, one twice; B opened one, C none; D was sent none."""
    text = SENDING + segment(line).partition("\n\n")[2]
    scenario = Scenario.of(folder, text)
    scenario.contact("A", "B", "C", "D")
    for who, kind, subject in (
        *((who, "email_sent", subject) for who in "ABC" for subject in ("m", "news")),
        *(("A", "email_opened", subject) for subject in ("m", "news", "m")),
        ("B", "email_opened", "m"),
    ):
        scenario.event(who, kind, subject)
    shoes = {"link": "https://x.example/Shoes"}
    scenario.event("A", "email_clicked", "m", properties=shoes)
    return scenario


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("opened all of the last 5 emails", "A"),
        ("opened any of the last 5 emails", "AB"),
        ("opened none of the last 5 emails", "C"),
        ("was sent all of the last 5 emails in the last 7 days", "ABC"),
        ("clicked all of the last 5 emails", ""),
        ("clicked all of the last 5 emails before 2024-06-01", ""),
        ("opened no email in the last 90 days", "C"),
        ("opened email m at least 2 times", "A"),
        ("opened any email exactly 1 time", "B"),
        ("opened any email less than 1 time", "CD"),
        ("was sent any email more than 1 time in the last 7 days", "ABC"),
        ('clicked email m where event.link contains "shoes"', "A"),
        ('clicked email m where event.link contains "hats"', ""),
        ("was not sent email m", "D"),
        ("did not click email m", "BC"),
    ],
)
def test_SEG_69_email_activity(tmp_path: Path, line: str, expected: str) -> None:
    assert reading(tmp_path, line).members("s") == expected


def test_SEG_69_all_of_the_last_counts_the_latest_sends_alone(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("opened all of the last 1 emails"))
    scenario.contact("A", "B")
    for who, opened in (("A", "new"), ("B", "old")):
        scenario.event(who, "email_sent", "old", at="2024-06-01T08:00:00")
        scenario.event(who, "email_sent", "new")
        scenario.event(who, "email_opened", opened)
    assert scenario.members("s") == "A"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('viewed page "/pricing"', "AB"),
        ('viewed page "https://club.example/pricing"', "B"),
        ('viewed page "https://www.x.example/pricing"', ""),
        ('viewed page "/pricing" at least 2 times', "A"),
        ("visited website in the last 7 days", "AB"),
        ("visited website before 2024-06-10", "C"),
        ('viewed page "/old" where event.from is "mail"', "C"),
    ],
)
def test_SEG_78_website_activity(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, segment(line), TWO_SITES)
    scenario.contact("A", "B", "C", "D")
    scenario.event("A", "page_viewed", "/pricing")
    scenario.event("A", "page_viewed", "/Pricing")
    scenario.event("B", "page_viewed", "https://www.club.example/pricing")
    old = {"at": "2024-06-01T08:00:00", "properties": {"from": "mail"}}
    scenario.event("C", "page_viewed", "/old", **old)
    scenario.event("D", "page_viewed", "/pricing", store="shop")
    assert scenario.members("s") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("answered survey nps >= 9", "A"),
        ("answered survey nps between 5 and 9", "AB"),
        ("answered survey nps", "ABC"),
        ("answered survey nps < 9 in the last 7 days", "B"),
    ],
)
def test_SEG_78_survey_activity(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, SURVEY + segment(line))
    scenario.contact("A", "B", "C", "D")
    for who, answer, at in (("A", 9, "15"), ("B", 5, "14"), ("C", 2, "01")):
        told = {"at": f"2024-06-{at}T08:00:00", "properties": {"answer": answer}}
        scenario.event(who, "survey_answered", "nps", **told)
    assert scenario.members("s") == expected


def test_SEG_78_conditions_of_social_profiles_are_legacy(tmp_path: Path) -> None:
    assert problems(tmp_path, segment('social_age is "18-24"')) == ["SEG-78"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('viewed product "P1"', "A"),
        ("viewed any product", "AB"),
        ('viewed collection "shoes"', "AC"),
        ('viewed all of products "P1", "P2"', "A"),
        ('viewed any product at least 2 times where event.from is "ad"', ""),
        ('searched for "boots"', "A"),
        ("searched for anything in the last 7 days", "AB"),
        ('added product "P1" to cart', "B"),
        ("added any product to cart in store outlet", "C"),
        ("started checkout at least 2 times", "A"),
        ("submitted payment info", "B"),
        ("completed checkout", "C"),
    ],
)
def test_SYNC_70_store_activity(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, OUTLET + segment(line))
    scenario.contact("A", "B", "C")
    scenario.product("P1", categories=["Shoes"])
    scenario.product("P2")
    for who, kind, key in (("A", "product_viewed", "P1"), ("A", "product_viewed", "P2")):
        scenario.event(who, kind, store="shop", product_key=key)
    scenario.event("B", "product_viewed", store="shop", product_key="P2")
    scenario.event("B", "product_added_to_cart", store="shop", product_key="P1")
    scenario.event("C", "product_added_to_cart", store="outlet", product_key="P9")
    for who, kind, subject in DID_IN_SHOP:
        scenario.event(who, kind, subject, store="shop")
    assert scenario.members("s") == expected


DID_IN_SHOP = (
    ("C", "collection_viewed", "Shoes"),
    ("A", "searched", "Boots"),
    ("B", "searched", "red boots"),
    ("A", "checkout_started", None),
    ("A", "checkout_started", None),
    ("B", "payment_info_submitted", None),
    ("C", "checkout_completed", None),
)


def test_SEG_01_a_collection_is_a_category_of_the_product(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment('bought collection "shoes" where vip'))
    scenario.contact("A", vip=True)
    scenario.contact("B")
    scenario.product("P1", categories=["Shoes"])
    for who in "AB":
        scenario.buys(who, "P1")
    assert scenario.members("s") == "A"


def test_SP_43_all_of_several_products_in_one_order(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('buys all of products "P1", "P2"'))
    scenario.contact("A", "B")
    scenario.buys("A", "P1", "P2")
    scenario.buys("B", "P1")
    scenario.buys("B", "P2")
    scenario.tick()
    assert scenario.entered() == "A"


def left(scenario: Scenario, who: str, worth: object, store: str = "shop") -> None:
    """A cart of that worth, changed now."""
    cart = CartRow(
        store=store,
        key=f"{who}{worth}",
        contact_key=who,
        updated_at=scenario.now,
        checkout_url="https://x.example/cart",
        lines=[LineRow("P", unit_price=Decimal(str(worth)))],
    )
    assert not intake.add_carts(scenario.store, [cart], scenario.now).refusals


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("abandoned a cart worth > 50 EUR yesterday", "A"),
        ("abandoned a cart worth between 10 EUR and 80 EUR", "AB"),
        ("abandoned a cart in store shop", "AB"),
        ("abandoned a cart in store outlet today", "D"),
        ("abandoned a cart worth > 50 USD", "D"),
        ("abandoned a cart at least 2 times", "B"),
        ("abandoned a cart today", "D"),
        ("not abandoned a cart", "CE"),
    ],
)
def test_SEG_85_abandoned_carts(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, OUTLET + segment(line))
    scenario.contact("A", "B", "C", "D", "E")
    for who, worth in (("A", 80), ("B", 20), ("B", 30), ("C", 90)):
        left(scenario, who, worth)
    left(scenario, "D", 60, "outlet")
    scenario.now += HOUR // 2
    scenario.buys("C")
    scenario.now += DAY
    left(scenario, "E", 70)
    assert scenario.members("s") == expected


def test_SEG_85_a_cart_is_abandoned_when_it_has_rested(tmp_path: Path) -> None:
    waiting = steps("wait for abandoned a cart worth > 50 EUR", "send email m")
    scenario = Scenario.of(tmp_path, journey("added manually", steps=waiting))
    scenario.contact("A")
    left(scenario, "A", 80)
    scenario.event("A", "added_manually", "j")
    scenario.tick(plus=HOUR - 1)
    assert scenario.received() == ""
    scenario.tick(plus=1)
    assert scenario.received() == "A"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("orders >= 2 in store shop", "A"),
        ("orders >= 3 in store shop", ""),
        ("orders = 3", "A"),
        ("orders != 1", "AC"),
        ("orders <= 1 in the last 7 days", "BC"),
    ],
)
def test_SEG_81_number_of_purchases(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, OUTLET + segment(line))
    scenario.contact("A", "B", "C")
    for who, store in (("A", "shop"), ("A", "shop"), ("A", "outlet"), ("B", "shop")):
        scenario.buys(who, store=store, currency="EUR")
    assert scenario.members("s") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("total spent > 120 EUR", ""), ("total spent > 90 EUR", "A"), ("total spent = 50 USD", "A")],
)
def test_SEG_82_currencies_are_never_added_up(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, OUTLET + segment(line))
    scenario.contact("A")
    scenario.buys("A", total=100)
    scenario.buys("A", total=50, currency="USD", store="outlet")
    assert scenario.members("s") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('bought category "C" in store shop in the last 7 days', "A"),
        ('bought category "C" in store outlet', ""),
        ('bought category "C" in the last 3 days', ""),
        ('not bought category "C"', "B"),
    ],
)
def test_SEG_83_product_purchased(tmp_path: Path, line: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, OUTLET + segment(line))
    scenario.contact("A", "B")
    scenario.product("P", categories=["C"])
    scenario.buys("A", "P", at="2024-06-10")
    assert scenario.members("s") == expected


@pytest.mark.parametrize(
    "line",
    [
        "bought anything in the last",
        "bought anything in the last days",
        "bought anything in the last month",
        "bought anything last 2 months",
        "bought anything anytime",
        "bought anything never",
    ],
)
def test_SEG_86_a_period_says_how_long(tmp_path: Path, line: str) -> None:
    assert problems(tmp_path, segment(line)) == ["SEG-86"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("", "ABCD"),
        ("today", "A"),
        ("yesterday", "B"),
        ("in the last 7 days", "AB"),
        ("this week", "AB"),
        ("last week", "C"),
        ("this month", "ABC"),
        ("last month", "D"),
        ("in the last 2 months", "ABCD"),
        ("before 2024-06-01", "D"),
        ("after 2024-06-01", "ABC"),
        ("between 2024-06-05 and 2024-06-14", "BC"),
    ],
)
def test_SEG_86_every_period(tmp_path: Path, period: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, segment(f"bought anything {period}"))
    scenario.contact("A", "B", "C", "D")
    for who, day in (("A", "06-15"), ("B", "06-14"), ("C", "06-08"), ("D", "05-20")):
        scenario.buys(who, at=f"2024-{day}T08:00:00")
    assert scenario.members("s") == expected


def test_GR_20_what_when_how_often_how_much(tmp_path: Path) -> None:
    lines = (
        'bought product "P" at least 2 times in the last 30 days',
        "total spent > 100 EUR in the last 30 days",
    )
    scenario = Scenario.of(tmp_path, segment(*lines))
    scenario.contact("A", "B", "C")
    for who, total, day in (("A", 60, "06-01"), ("A", 60, "06-10"), ("B", 120, "06-10")):
        scenario.buys(who, "P", total=total, at=f"2024-{day}")
    for day in ("05-01", "06-10"):
        scenario.buys("C", "P", total=80, at=f"2024-{day}")
    assert scenario.members("s") == "A"


@pytest.mark.parametrize(
    "line",
    [
        'bought vendor "V"',
        "orders > 1",
        'bought product "P"',
        "has purchased",
        "last order since 2024-01-01",
        "average order > 5",
        "single order > 5",
        "total spent > 5",
        "items per order > 2",
        "items bought > 3",
        "abandoned a cart",
        "viewed any product",
    ],
)
def test_SEG_26_purchases_need_a_store_whatever_is_asked(tmp_path: Path, line: str) -> None:
    assert problems(tmp_path, segment(line), HEAD.partition("store")[0]) == ["SEG-26"]


def test_SEG_37_built_in_segments_of_customers_need_a_store(tmp_path: Path) -> None:
    text = segment("in segment repeat_customers")
    assert problems(tmp_path, text, HEAD.partition("store")[0]) == ["SEG-37"]


def test_SEG_38_a_journey_for_a_built_in_segment_asks_what_is_written_by_hand(
    tmp_path: Path,
) -> None:
    by_hand = "segment t:\n  orders > 1\n\n"
    text = by_hand + journey("added manually", "only if: in segment repeat_customers")
    segments = {one.name: one for one in Scenario.of(tmp_path, text).program.segments}
    assert segments["repeat_customers"].predicate == segments["t"].predicate


def test_SEG_47_a_period_since_an_email_that_no_journey_sends(tmp_path: Path) -> None:
    text = EMAIL + segment("bought anything since email m")
    assert problems(tmp_path, text) == ["SEG-47"]
