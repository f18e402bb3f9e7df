"""GR-10 to 14, 21 to 24, 30 to 33, 40, 41, 45: what messages show of carts and products."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jalon.deliver.records import commerce
from jalon.deliver.records.clocks import Clock
from jalon.runtime import intake
from jalon.runtime.intake.rows import CartRow, LineRow, VariantRow

from .letters import Letter, letters, template_problems
from .projects import HOUR, journey
from .scenario import HEAD, Scenario, compiled, instant, problems

BLOCK = "{{ cart_block() }}\n\n[Unsubscribe]({{ unsubscribe_url }})"
ABANDONED = "abandons cart in store shop"
OUTLET = "store outlet:\n  platform: custom\n\n"
GETRESPONSE = 'profile = "getresponse"\n'


def mail(body: str, start: str, steps: str = "send email m") -> str:
    """A journey that sends a message with this body."""
    text = f'email m:\n  subject: "Hello"\n  body: """{body}"""\n\n'
    return f"{text}journey j:\n  starting point: {start}\n\n  {steps}\n"


def abandoned(folder: Path, body: str = BLOCK, **carts: tuple[str, ...]) -> dict[str, Letter]:
    """The letters of contacts who left these carts."""
    scenario = Scenario.of(folder, mail(body, ABANDONED))
    for product in ("P1", "P2"):
        scenario.product(product, price=Decimal(10), url=f"https://x.example/{product}")
    for who, products in carts.items():
        scenario.contact(who)
        lines = [LineRow(product, 1, Decimal(10)) for product in products]
        row = CartRow(
            store="shop",
            key=who,
            contact_key=who,
            updated_at=scenario.now,
            lines=lines,
            checkout_url="https://x.example/c",
        )
        intake.add_carts(scenario.store, [row], scenario.now)
    scenario.tick(plus=HOUR)
    return letters(scenario)


def shop(folder: Path, body: str, *who: str) -> Scenario:
    """A shop that sells, and contacts with the tag that lets them in."""
    scenario = Scenario.of(folder, mail(body, 'tag added "x"'))
    for key, category in {"X1": "X", "X2": "X", "Y1": "Y", "Y2": "Y"}.items():
        scenario.product(key, categories=[category], price=Decimal(10))
    scenario.contact(*who, "C", "D")
    for buyer, products in {"C": ("X1", "X2"), "D": ("Y1", "Y2")}.items():
        scenario.buys(buyer, *products, at="2024-06-01")
    return scenario


def listed(scenario: Scenario, *who: str) -> dict[str, list[str]]:
    """The products that each reads of, in order."""
    scenario.tag("x", *who)
    scenario.tick(plus=1000)
    return {name: one.text.split() for name, one in letters(scenario).items()}


NAMES = "{% for p in recommendations(LIMITS) %}{{ p.name }}\n{% endfor %}"


def test_GR_10_a_product_may_lack_an_image(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("abandons cart"))
    variants = [VariantRow("blue", "SKU1", Decimal(10), Decimal(12))]
    scenario.product("P", categories=["shoes"], url="https://x.example/p", variants=variants)
    sql = (
        "SELECT p.name, p.url, p.image, v.name "
        "FROM product p JOIN product_variant v ON v.product_id = p.id"
    )
    assert [*scenario.asked.execute(sql)] == [("P", "https://x.example/p", None, "blue")]


def test_GR_11_a_purchase_reads_back_as_it_was_told(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("abandons cart"))
    scenario.contact("A")
    scenario.buys("A", "P1", "P2", total=50, at="2024-06-10")
    sql = (
        "SELECT p.key, o.placed_at, o.total FROM orders o JOIN order_line l ON l.order_id = o.id "
        "JOIN product p ON p.id = l.product_id ORDER BY l.line_no"
    )
    placed = instant("2024-06-10")
    assert [*scenario.asked.execute(sql)] == [("P1", placed, 5000), ("P2", placed, 5000)]


def test_GR_12_the_items_of_the_cart_block_have_three_values() -> None:
    line = (1, "P1", "p1", 2, 1000, "https://x.example/p1", "https://x.example/p1.png")
    cart = commerce.cart((1, "shop", "k", "https://u", "EUR", 2000, 0), [line], Clock("UTC"))
    assert cart["items"] == [{"name": "P1", "price": 10, "url": "https://x.example/p1"}]


def test_GR_13_the_mail_states_the_cart(tmp_path: Path) -> None:
    text = abandoned(tmp_path, A=("P1", "P2"))["A"].text
    assert "- P1 (https://x.example/P1), €10.00\n- P2 (https://x.example/P2), €10.00" in text
    assert "Total: €20.00" in text


def test_GR_14_the_price_without_tax_is_shown(tmp_path: Path) -> None:
    scenario = shop(tmp_path, '{{ recommendations(variant="blue") }}', "A")
    scenario.product("X1", variants=[VariantRow("Blue", "S", Decimal(10), Decimal(12))])
    scenario.tag("x", "A")
    scenario.tick(plus=1000)
    assert letters(scenario)["A"].text.strip() == "- X1, €10.00"


def test_GR_21_recommendations_list_products(tmp_path: Path) -> None:
    scenario = shop(tmp_path, "{{ recommendations(limit=2) }}", "A")
    assert listed(scenario, "A")["A"] == ["-", "X1,", "€10.00", "-", "X2,", "€10.00"]


def test_GR_22_one_category_and_one_variant(tmp_path: Path) -> None:
    scenario = shop(tmp_path, NAMES.replace("LIMITS", 'category="y", variant="blue"'), "A")
    for key in ("X2", "Y2"):
        scenario.product(key, variants=[VariantRow("Blue")])
    assert listed(scenario, "A") == {"A": ["Y2"]}


def test_GR_22_two_categories_are_refused(tmp_path: Path) -> None:
    body = '{{ recommendations(category=["x", "y"]) }} {{ unsubscribe_url }}'
    assert template_problems(tmp_path, mail(body, 'tag added "x"')) == [("GR-22", "error")]


def test_GR_23_what_goes_with_the_purchases_and_is_not_among_them(tmp_path: Path) -> None:
    scenario = shop(tmp_path, NAMES.replace("LIMITS", "limit=1"), "A", "B")
    scenario.buys("A", "X1", at="2024-06-02")
    scenario.buys("B", "Y1", at="2024-06-02")
    assert listed(scenario, "A", "B") == {"A": ["X2"], "B": ["Y2"]}


def test_GR_24_best_sellers_of_the_last_30_days_then_by_product(tmp_path: Path) -> None:
    scenario = shop(tmp_path, NAMES.replace("LIMITS", ""), "A", "B")
    scenario.buys("D", "X1", units=9, at="2024-05-01")
    scenario.buys("D", "Y2", at="2024-06-03")
    best = ["Y2", "X1", "X2"]
    assert listed(scenario, "A", "B") == {"A": best, "B": best}


def test_GR_24_nothing_that_is_sold_out(tmp_path: Path) -> None:
    scenario = shop(tmp_path, NAMES.replace("LIMITS", 'category="X"'), "A")
    scenario.stock(X1=0)
    assert listed(scenario, "A") == {"A": ["X2"]}


def test_GR_30_the_cart_block_is_for_messages_of_journeys(tmp_path: Path) -> None:
    text = mail(BLOCK, ABANDONED).partition("journey")[0]
    assert template_problems(tmp_path, text) == [("GR-30", "error")]
    assert template_problems(tmp_path, mail(BLOCK, ABANDONED)) == []


def test_GR_31_the_cart_block_elsewhere_warns_and_shows_nothing(tmp_path: Path) -> None:
    text = mail(f"Hi {BLOCK}", 'tag added "x"')
    assert template_problems(tmp_path, text) == [("GR-31", "warning")]
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A")
    scenario.tag("x", "A")
    scenario.tick()
    assert letters(scenario)["A"].text.startswith("Hi\n\nUnsubscribe")


def test_GR_32_every_abandoned_cart_is_tracked(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey("abandons cart", "re-entry: always"))
    scenario.contact("A")
    for key in ("one", "two"):
        scenario.cart("A", key=key)
        scenario.tick(plus=2 * HOUR)
    assert scenario.entered() == "AA"


def test_GR_33_everybody_sees_her_own_cart(tmp_path: Path) -> None:
    found = abandoned(tmp_path, A=("P1",), B=("P2",))
    assert [("P1" in one.text, "P2" in one.text) for one in found.values()] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(("store", "expected"), [("shop", "A"), ("outlet", "")])
def test_GR_40_a_purchase_in_the_store_starts(tmp_path: Path, store: str, expected: str) -> None:
    scenario = Scenario.of(tmp_path, OUTLET + journey("buys any product in store shop"))
    scenario.contact("A")
    scenario.buys("A", store=store)
    scenario.tick()
    assert scenario.entered() == expected


def test_GR_41_a_thank_you_after_a_purchase(tmp_path: Path) -> None:
    body = "Thank you for {{ order.number }}. {{ unsubscribe_url }}"
    text = mail(body, "buys any product in store shop")
    assert template_problems(tmp_path, text) == []
    scenario = Scenario.of(tmp_path, text)
    scenario.contact("A")
    scenario.buys("A", key="#7")
    scenario.tick()
    assert letters(scenario)["A"].text.startswith("Thank you for #7.")
    scenario.buys("A", key="#8")
    scenario.tick(plus=1000)
    assert letters(scenario) == {}


def test_GR_45_a_cart_in_another_store_starts_nothing(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, OUTLET + journey(ABANDONED))
    scenario.contact("A", "B")
    scenario.cart("A", store="outlet")
    scenario.cart("B")
    scenario.tick(plus=HOUR)
    assert scenario.entered() == "B"


def test_STEP_66_a_category_in_a_store(tmp_path: Path) -> None:
    text = journey('buys category "C" in store shop')
    scenario = Scenario.of(tmp_path, OUTLET + text)
    scenario.contact("A", "B")
    for store in ("shop", "outlet"):
        scenario.product("P", store=store, categories=["C"])
    scenario.buys("A", "P")
    scenario.buys("B", "P", store="outlet")
    scenario.tick()
    assert scenario.entered() == "A"


@pytest.mark.parametrize(
    ("start", "rule"), [("buys any product", "STEP-66"), ("abandons cart", "STEP-67")]
)
def test_STEP_66_STEP_67_the_store_must_be_named(tmp_path: Path, start: str, rule: str) -> None:
    for text, said in ((start, [rule]), (f"{start} in store shop", [])):
        found = compiled(tmp_path, HEAD + journey(text), GETRESPONSE)[1]
        assert [one.rule for one in found] == said
    assert problems(tmp_path, journey(start)) == []
