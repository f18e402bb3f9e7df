"""What was bought: figures, dates and products, with nothing bought at all."""

from __future__ import annotations

import pytest

from jalon.compiler import ir
from jalon.compiler.ir import predicates as p
from jalon.compiler.ir.calendar import DAY

from .audience import NOW, Audience, last_days, since_email

MILLION = 1_000_000


def figure(name: p.OrderFigure, compare: p.Comparison, value: int, **more: object) -> p.Orders:
    currency = more.pop("currency", None)
    amount = {"value": value, "currency": currency}
    given = {"figure": name, "compare": compare, "amount": amount}
    return p.Orders.model_validate(given | more)


@pytest.fixture
def shoppers(audience: Audience) -> Audience:
    """1 bought for 10.00 and 5.01, 2 for 20.00 USD long ago elsewhere, 3 cancelled, 4 nothing."""
    for _ in range(4):
        audience.contact()
    audience.order(1, total=1000, units=1)
    audience.order(1, total=501, units=4, placed_at=NOW - 40 * DAY)
    old = {"placed_at": NOW - 400 * DAY, "store_id": 2}
    audience.order(2, total=2000, currency="USD", units=2, **old)
    audience.order(3, total=9000, counted=0)
    audience.order(None, total=9000)
    return audience


FIGURES: list[tuple[p.Orders, list[int]]] = [
    (figure("count", ">=", 1 * MILLION), [1, 2]),
    (figure("count", ">", 1_500_000), [1]),
    (figure("count", "=", 0), [3, 4]),
    (figure("count", "<", 2 * MILLION), [2, 3, 4]),
    (figure("count", "!=", 1 * MILLION), [1, 3, 4]),
    (figure("count", ">=", 0, upto={"value": MILLION}), [2, 3, 4]),
    (figure("count", "=", 0, period=last_days(30)), [2, 3, 4]),
    (figure("count", "=", 0, currency="EUR"), [2, 3, 4]),
    (figure("total", ">", 1500), [1, 2]),
    (figure("total", ">", 1501), [2]),
    (figure("total", "<", 9000), [1, 2]),
    (figure("total", ">=", 1000, upto={"value": 1999}), [1]),
    (figure("total", ">", 0, currency="EUR"), [1]),
    (figure("total", "<=", 1000, period=last_days(30)), [1]),
    (figure("total", ">=", 0, store="other"), [2]),
    (figure("total", ">=", 0, store="unknown"), []),
    (figure("average", ">", 750), [1, 2]),  # 750.50 is not rounded
    (figure("average", "<=", 750), []),
    (figure("average", "=", 2000), [2]),
    (figure("items", ">=", 5 * MILLION), [1]),
    (figure("items", "<", 2_500_000), [2]),
    (figure("items_per_order", "=", 2_500_000), [1]),
    (figure("items_per_order", "<", 2_500_000), [2]),
    (figure("single", ">", 999), [1, 2]),
    (figure("single", "<", 600), [1]),
    (figure("single", ">=", 502, upto={"value": 999}), []),
    (figure("single", ">=", 1000, currency="EUR"), [1]),
]


@pytest.mark.parametrize(("predicate", "expected"), FIGURES)
def test_a_figure_over_counted_orders(
    shoppers: Audience, predicate: p.Orders, expected: list[int]
) -> None:
    assert shoppers.members(predicate) == expected


def test_figures_of_several_filters_share_one_pass(shoppers: Audience) -> None:
    recent = figure("total", ">", 999, period=last_days(30))
    all_time = figure("count", ">", MILLION)
    either = p.Any(parts=(recent, all_time, figure("average", "=", 2000, store="other")))
    assert shoppers.members(p.All(parts=(recent, all_time))) == [1]
    assert shoppers.members(either) == [1, 2]


def test_figures_of_those_who_pass_the_rest(shoppers: Audience) -> None:
    shoppers.db.execute("UPDATE contact SET added_at = ? WHERE id <> 2", (NOW,))
    added = p.InstantTest(attribute="added_at", period=last_days(30))
    spent, recently = figure("total", ">", 0), figure("total", ">", 0, period=last_days(30))
    email = p.TextTest(attribute="email", operator="is", values=("a@x",))
    assert shoppers.members(p.All(parts=(added, spent))) == [1]
    assert shoppers.members(p.All(parts=(added, recently))) == [1]
    assert shoppers.members(p.All(parts=(added, email, spent))) == []
    assert shoppers.members(p.All(parts=(added, p.Bought(), spent))) == [1]


def test_large_sums_are_exact(audience: Audience) -> None:
    audience.contact()
    for _ in range(3):
        audience.order(1, total=10**12 + 1, units=10**9)
    assert audience.members(figure("average", "=", 10**12 + 1)) == [1]
    assert audience.members(figure("items_per_order", ">", 10**15 - 1)) == [1]


BEFORE_30 = ir.Period(upper=last_days(30).lower)
DATES: list[tuple[p.OrderDate, list[int]]] = [
    (p.OrderDate(which="first", period=BEFORE_30), [1, 2]),
    (p.OrderDate(which="last", period=BEFORE_30), [2]),
    (p.OrderDate(which="last", period=last_days(30)), [1]),
    (p.OrderDate(which="some", period=last_days(30)), [1]),
    (p.OrderDate(which="some", period=last_days(500), store="other"), [2]),
    (p.OrderDate(which="last", period=last_days(500), store="other"), [2]),
    (p.OrderDate(which="some", period=since_email()), []),
]


@pytest.mark.parametrize(("predicate", "expected"), DATES)
def test_the_first_last_or_some_order(
    shoppers: Audience, predicate: p.OrderDate, expected: list[int]
) -> None:
    assert shoppers.members(predicate) == expected


def match(by: str, *values: str, **more: object) -> ir.ProductMatch:
    return ir.ProductMatch.model_validate({"by": by, "values": values} | more)


BOUGHT: list[tuple[p.Bought, list[int]]] = [
    (p.Bought(), [1, 2, 3]),
    (p.Bought(times=2), [1]),
    (p.Bought(products=match("product", "boot-1")), [1, 2]),
    (p.Bought(products=match("product", "red boot")), [1, 2]),
    (p.Bought(products=match("product", "boot-1"), times=2), [1]),
    (p.Bought(products=match("product", "boot", test="contains"), times=2), [1]),
    (p.Bought(products=match("product", "sock", "boot-1")), [1, 2]),
    (p.Bought(products=match("product", "sock", "boot-1", every=True)), [1]),
    (p.Bought(products=match("product", "sock", "boot-1", every=True), period=last_days(30)), []),
    (p.Bought(products=match("vendor", "ac", test="starts")), [1, 2]),
    (p.Bought(products=match("category", "winter")), [1, 2]),
    (p.Bought(products=match("category", "er", test="ends"), store="other"), []),
    (p.Bought(products=match("product", "boot-1"), period=last_days(30)), [1]),
]


@pytest.mark.parametrize(("predicate", "expected"), BOUGHT)
def test_products_were_bought(audience: Audience, predicate: p.Bought, expected: list[int]) -> None:
    boot = audience.product("boot-1", "winter", "shoes", fold_name="red boot", fold_vendor="acme")
    sock = audience.product("sock")
    for _ in range(4):
        audience.contact()
    audience.order(1, boot, boot, None)
    audience.order(1, sock, boot, placed_at=NOW - 40 * DAY)
    audience.order(2, boot, placed_at=NOW - 40 * DAY)
    audience.order(3, None)
    audience.order(4, boot, counted=0)
    assert audience.members(predicate) == expected


HOUR = ir.Duration(milliseconds=3_600_000)
EVERYWHERE, OTHER = p.Rest(after=HOUR), p.Rest(store="other", after=HOUR)
HUNDRED, PLENTY = p.Amount(value=100, currency="EUR"), p.Amount(value=600, currency="EUR")
CARTS: list[tuple[p.AbandonedCart, list[int]]] = [
    (p.AbandonedCart(rests=(EVERYWHERE,)), [1, 2]),
    (p.AbandonedCart(rests=(EVERYWHERE,), amount=HUNDRED), [1]),
    (p.AbandonedCart(rests=(EVERYWHERE,), worth="<", amount=PLENTY), [1, 2]),
    (p.AbandonedCart(rests=(EVERYWHERE,), worth=">=", amount=HUNDRED, upto=PLENTY), [1]),
    (p.AbandonedCart(rests=(EVERYWHERE,), period=last_days(3)), [2]),
    (p.AbandonedCart(rests=(OTHER,)), []),
    (p.AbandonedCart(rests=(OTHER, p.Rest(store="shop", after=ir.Duration(days=2)))), [1]),
    (p.AbandonedCart(rests=(EVERYWHERE,), times=2), []),
    (p.AbandonedCart(rests=(EVERYWHERE,), compare="=", times=0), [3, 4, 5]),
]


@pytest.mark.parametrize(("predicate", "expected"), CARTS)
def test_carts_left_open(
    audience: Audience, predicate: p.AbandonedCart, expected: list[int]
) -> None:
    boot = audience.product("boot")
    for number, (total, days, status) in enumerate(
        [(500, 9, "open"), (50, 1, "open"), (900, 1, "ordered"), (700, 0, "open")], start=1
    ):
        url = "https://x.example"
        cart = {"store_id": 1, "key": str(number), "currency": "EUR", "total": total}
        at = NOW - days * DAY
        cart |= {"updated_at": at, "touched_at": at, "status": status, "checkout_url": url}
        audience.insert("cart", contact_id=audience.contact(), **cart)
        audience.insert("cart_line", cart_id=number, line_no=1, product_id=boot, quantity=1)
    audience.contact()
    assert audience.members(predicate) == expected
