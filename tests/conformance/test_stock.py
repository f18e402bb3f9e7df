"""SP-51 to 54: products that are low in stock, and back in stock."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import journey
from .scenario import HEAD, Scenario

ANY = "adds any low stock product to cart"
SMALL = HEAD.replace("  platform: shopify\n", "  platform: shopify\n  low stock: 2\n")


def adds(scenario: Scenario, **who: str) -> Scenario:
    """Contacts who put products into their carts, a moment later than all before."""
    scenario.tick(plus=1000)
    for name, product in who.items():
        if name not in scenario.known:
            scenario.contact(name)
        scenario.event(name, "product_added_to_cart", store="shop", product_key=product)
    scenario.tick(plus=1000)
    return scenario


def restocked(scenario: Scenario, *left: int) -> Scenario:
    """The stock of P1, one number after the other."""
    for number in left:
        scenario.tick(plus=1000)
        scenario.stock(P1=number)
    scenario.tick(plus=1000)
    return scenario


@pytest.mark.parametrize(
    ("start", "who"), [(ANY, "AC"), ('adds low stock product "P1" to cart', "A")]
)
def test_SP_51_adds_a_product_that_is_low_in_stock(tmp_path: Path, start: str, who: str) -> None:
    scenario = Scenario.of(tmp_path, journey(start))
    scenario.stock(P1=3, P2=9, P3=5)
    assert adds(scenario, A="P1", B="P2", C="P3").entered() == who


def test_SP_52_nothing_left_is_not_low(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey(ANY))
    scenario.stock(P1=0)
    assert adds(scenario, A="P1", B="unknown").entered() == ""


def test_SP_52_the_threshold_is_the_stores(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey(ANY), SMALL)
    scenario.stock(P1=3, P2=2)
    assert adds(scenario, A="P1", B="P2").entered() == "B"


def test_SP_53_back_in_stock_for_whoever_added_it_while_low(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("product back in stock"))
    scenario.stock(P1=3, P2=3)
    adds(scenario, A="P1", B="P2")
    assert restocked(scenario, 0, 10).entered() == "A"


def test_SP_53_only_who_added_it_while_it_was_low(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("product back in stock"))
    scenario.stock(P1=9)
    adds(scenario, A="P1")
    assert restocked(scenario, 0, 10).entered() == ""


def test_SP_54_not_for_whoever_bought_it_meanwhile(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("product back in stock"))
    scenario.stock(P1=3)
    adds(scenario, A="P1", B="P1")
    scenario.now += 1000
    scenario.buys("A", "P1")
    scenario.buys("B", "P2")
    assert restocked(scenario, 0, 10).entered() == "B"


@pytest.mark.parametrize(
    ("left", "times"), [((0, 3), 0), ((0, 3, 6), 1), ((2, 10), 0), ((0, 10, 12), 1)]
)
def test_SP_54_once_per_restock(tmp_path: Path, left: tuple[int, ...], times: int) -> None:
    scenario = Scenario.of(tmp_path, journey("product back in stock", "re-entry: always"))
    scenario.stock(P1=3)
    adds(scenario, A="P1")
    assert restocked(scenario, *left).entered() == "A" * times


def test_SP_54_each_restock_again(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("product back in stock", "re-entry: always"))
    scenario.stock(P1=3)
    adds(scenario, A="P1")
    adds(scenario, A="P1")
    assert restocked(scenario, 0, 10, 0, 10).entered() == "AA"
