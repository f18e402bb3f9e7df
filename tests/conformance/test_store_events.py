"""SP-29, 30, 46 to 50: what visitors of a website and of a store do."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import journey, steps
from .scenario import HEAD, Scenario, problems

WEBSITE = HEAD.replace("  currency: EUR\n", '  currency: EUR\n  website: "https://x.example"\n', 1)
Seen = tuple[str, str | None]


def visited(folder: Path, start: str, **who: Seen) -> Scenario:
    """Contacts who each did one thing in the shop."""
    scenario = Scenario.of(folder, journey(start))
    for name, (kind, subject) in who.items():
        scenario.contact(name)
        scenario.event(name, kind, subject, store="shop")
    scenario.tick()
    return scenario


def shown(folder: Path, start: str, kind: str, **who: str) -> Scenario:
    """Contacts to whom each one product was shown, or who put it into the cart."""
    scenario = Scenario.of(folder, journey(start))
    scenario.product("P1", categories=["Shoes"])
    scenario.product("P9")
    for name, product in who.items():
        scenario.contact(name)
        scenario.event(name, kind, store="shop", product_key=product)
    scenario.tick()
    return scenario


@pytest.mark.parametrize("page", ["/Pricing", "https://www.x.example/pricing"])
def test_SP_29_views_a_page_of_the_website(tmp_path: Path, page: str) -> None:
    scenario = Scenario.of(tmp_path, journey(f'views page "{page}"'), WEBSITE)
    scenario.contact("A", "B", "C")
    scenario.event("A", "page_viewed", "/pricing")
    scenario.event("B", "page_viewed", "/other")
    scenario.event("C", "page_viewed", "/pricing", store="shop")
    scenario.tick()
    assert scenario.entered() == "A"


def test_SP_29_a_page_of_another_website_is_refused(tmp_path: Path) -> None:
    elsewhere = journey('views page "https://other.example/pricing"')
    assert problems(tmp_path, elsewhere, WEBSITE) == ["SP-29"]
    assert problems(tmp_path, elsewhere) == ["SP-29"]


def test_SP_30_clicks_a_link_of_the_website(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('clicks link "/signup"'), WEBSITE)
    scenario.contact("A", "B")
    scenario.event("A", "link_clicked", "/signup")
    scenario.event("B", "link_clicked", "/login")
    scenario.tick()
    assert scenario.entered() == "A"


@pytest.mark.parametrize(
    ("start", "who"), [("views any store page", "AB"), ('views store page "/sale"', "B")]
)
def test_SP_46_views_pages_of_the_store(tmp_path: Path, start: str, who: str) -> None:
    seen: dict[str, Seen] = {"A": ("page_viewed", "/home"), "B": ("page_viewed", "/sale")}
    assert visited(tmp_path, start, **seen).entered() == who


@pytest.mark.parametrize(
    ("start", "who"),
    [
        ("views any product", "AB"),
        ('views product "P9"', "B"),
        ('views collection "shoes"', "A"),
        ('views category "shoes"', "A"),
    ],
)
def test_SP_47_views_products(tmp_path: Path, start: str, who: str) -> None:
    assert shown(tmp_path, start, "product_viewed", A="P1", B="P9").entered() == who


def test_SP_47_views_the_collection_itself(tmp_path: Path) -> None:
    seen: dict[str, Seen] = {"A": ("collection_viewed", "Shoes"), "B": ("collection_viewed", "x")}
    assert visited(tmp_path, 'views collection "shoes"', **seen).entered() == "A"


@pytest.mark.parametrize(
    ("start", "who"), [("searches for anything", "AB"), ('searches for "boots"', "A")]
)
def test_SP_48_searches_are_compared_whole(tmp_path: Path, start: str, who: str) -> None:
    seen: dict[str, Seen] = {"A": ("searched", "Boots"), "B": ("searched", "red boots")}
    assert visited(tmp_path, start, **seen).entered() == who


@pytest.mark.parametrize(
    ("start", "who"), [("adds any product to cart", "AB"), ('adds product "P1" to cart', "A")]
)
def test_SP_49_adds_products_to_the_cart(tmp_path: Path, start: str, who: str) -> None:
    assert shown(tmp_path, start, "product_added_to_cart", A="P1", B="P9").entered() == who


@pytest.mark.parametrize(
    ("start", "who"),
    [("starts checkout", "A"), ("submits payment info", "B"), ("completes checkout", "C")],
)
def test_SP_50_checkout_actions(tmp_path: Path, start: str, who: str) -> None:
    seen: dict[str, Seen] = {
        "A": ("checkout_started", None),
        "B": ("payment_info_submitted", None),
        "C": ("checkout_completed", None),
    }
    assert visited(tmp_path, start, **seen).entered() == who


def test_SP_46_to_50_need_a_store(tmp_path: Path) -> None:
    audience = HEAD.split("store shop")[0]
    for start in ("views any store page", "starts checkout", 'searches for "boots"'):
        assert problems(tmp_path, journey(start), audience) == ["SEG-26"]


def test_what_happens_elsewhere_in_a_journey(tmp_path: Path) -> None:
    later = steps('wait for views product "P1" up to 7 days', "send email m")
    settings = ("exit when: unsubscribes", "goal: starts checkout")
    scenario = Scenario.of(tmp_path, journey("added manually", *settings, steps=later))
    scenario.contact("A", "B", "C")
    for name in "ABC":
        scenario.event(name, "added_manually", "j")
    scenario.tick()
    scenario.now += 1000
    scenario.event("A", "product_viewed", store="shop", product_key="P1")
    scenario.event("B", "unsubscribed", "email")
    scenario.event("C", "unsubscribed", "sms")
    scenario.tick()
    assert (scenario.received(), scenario.inside()) == ("A", "C")
    assert scenario.ended("B") == ["exit_condition"]


def test_nothing_is_made_of_goods_that_one_event_cannot_have(tmp_path: Path) -> None:
    assert problems(tmp_path, journey('views all of products "A", "B"')) == ["J303"]
