"""Which events a pattern matches, and the stable choice of a split."""

from __future__ import annotations

import pytest
from sqlglot import exp

from jalon.compiler import ir
from jalon.compiler.ir import predicates as p
from jalon.compiler.sql.builder import Builder
from jalon.compiler.sql.events import matches
from jalon.compiler.sql.expressions import column, table
from jalon.compiler.sql.periods import Periods
from jalon.compiler.sql.products import cart_matches
from jalon.compiler.sql.split import POINTS, PRIME, point

from .audience import Audience


def pattern(*kinds: str, **more: object) -> ir.EventPattern:
    return ir.EventPattern.model_validate({"kinds": kinds} | more)


def boots(**more: object) -> ir.ProductMatch:
    return ir.ProductMatch.model_validate({"by": "product", "values": ("boot",)} | more)


def matched(audience: Audience, one: ir.EventPattern, scope: str | None = None) -> list[int]:
    """The events that match; all others do not, and none is unknown."""
    found: list[list[int]] = []
    for negated in (False, True):
        builder = Builder(ir.Program(), Periods(), "sqlite", scope)
        test = matches(builder, one)
        events = exp.select(column("e", "id")).from_(table("event", "e"))
        events = events.join(table("contact", "c"), on="c.id = e.contact_id")
        select = builder.join(events.where(exp.not_(test) if negated else test)).order_by("1")
        found.append(audience.run(builder.statement(select), builder.periods))
    assert sorted(found[0] + found[1]) == list(range(1, 8))
    return found[0]


@pytest.fixture
def happened(audience: Audience) -> Audience:
    """1, 2 tags; 3 a field changed; 4 an order, 5 a cart, 6 a product seen; 7 one not known."""
    ana, bob = audience.contact(vip=1), audience.contact()
    boot, sock = audience.product("boot"), audience.product("sock")
    cart = {"store_id": 1, "key": "1", "currency": "EUR", "updated_at": 0, "touched_at": 0}
    cart_id = audience.insert("cart", contact_id=ana, **cart)
    audience.insert("cart_line", cart_id=cart_id, line_no=1, product_id=boot, quantity=1)
    audience.event(ana, "tag_added", subject="vip", store_id=1)
    audience.event(bob, "tag_added", subject="new", store_id=2)
    audience.event(ana, "field_changed", subject="plan", folded='{"from": "x", "to": "gold"}')
    audience.event(ana, "ordered", ref=audience.order(ana, boot, sock))
    audience.event(ana, "cart_changed", ref=cart_id)
    audience.event(bob, "product_viewed", ref=boot)
    audience.event(bob, "product_viewed")
    audience.scope([ana, bob])
    return audience


ANYTHING = ("tag_added", "field_changed", "ordered", "cart_changed", "product_viewed")
PATTERNS = [
    (pattern("tag_added"), [1, 2]),
    (pattern("tag_added", "ordered"), [1, 2, 4]),
    (pattern("tag_added", subjects=("new",)), [2]),
    (pattern("tag_added", subjects=("new", "vip")), [1, 2]),
    (pattern(*ANYTHING, store="other"), [2]),
    (pattern(*ANYTHING, store="unknown"), []),
    (pattern("field_changed", subjects=("plan",), value="gold"), [3]),
    (pattern("field_changed", value="x"), []),
    (pattern(*ANYTHING, products=boots()), [4, 5, 6]),
    (pattern("ordered", products=boots()), [4]),
    (pattern("tag_added", products=boots()), []),
    (pattern(*ANYTHING, products=boots(values=("boot", "sock"), every=True)), [4]),
    (pattern(*ANYTHING, products=boots(test="starts", values=("bo", "so"))), [4, 5, 6]),
    (pattern(*ANYTHING, where=p.FlagTest(attribute="vip")), [1, 3, 4, 5]),
    (pattern(*ANYTHING, where=p.PropertyTest(name="to", texts=("gold",))), [3]),
    (pattern(*ANYTHING, where=p.Not(part=p.Tagged(tags=("x",)))), [1, 2, 3, 4, 5, 6, 7]),
    (
        pattern(
            *ANYTHING,
            where=p.Orders(figure="count", compare="<", amount=p.Amount(value=1_000_000)),
        ),
        [2, 6, 7],
    ),
]


@pytest.mark.parametrize(("one", "expected"), PATTERNS)
def test_a_pattern_matches(happened: Audience, one: ir.EventPattern, expected: list[int]) -> None:
    assert matched(happened, one) == expected
    assert matched(happened, one, "few") == expected


@pytest.mark.parametrize(("match", "expected"), [(boots(), [1]), (boots(values=("sock",)), [])])
def test_a_cart_has_the_products(
    happened: Audience, match: ir.ProductMatch, expected: list[int]
) -> None:
    builder = Builder(ir.Program(), Periods(), "sqlite")
    carts = exp.select(column("k", "id")).from_(table("cart", "k"))
    select = carts.where(cart_matches(builder, match))
    assert happened.run(builder.statement(select), builder.periods) == expected


def by_hand(bucket: int, salt: int) -> int:
    """Semantics, "Split"."""
    a = (bucket * 48271 + salt) % PRIME
    b = (a * a + salt) % PRIME
    return (b * 69621 + 12345) % PRIME % 10000


@pytest.mark.parametrize("salt", [0, 1, 123_456_789, PRIME - 1])
def test_a_split_draws_the_same_points_everywhere(audience: Audience, salt: int) -> None:
    buckets = [0, 1, PRIME - 1, *range(7, PRIME, 54_321_987)]
    for bucket in buckets:
        audience.contact(bucket=bucket)
    builder = Builder(ir.Program(), Periods(), "sqlite")
    drawn = exp.select(point(builder, column("c", "bucket"), salt)).from_(table("contact", "c"))
    found = audience.run(builder.statement(drawn), builder.periods)
    assert found == [by_hand(bucket, salt) for bucket in buckets]
    assert all(0 <= one < POINTS for one in found)
