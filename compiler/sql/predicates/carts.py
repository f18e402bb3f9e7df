"""Carts that were left behind: open ones that have rested for as long as their store says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import predicates as ir
from ...ir.calendar import Edge, Period
from .. import expressions as sql
from ..clocks import shift
from ..columns import contact_zone
from ..existence import Rows, so_many
from ..order_rows import of_store
from ..windows import if_known, inside

if TYPE_CHECKING:
    from ..builder import Builder

CART, LINE = "k", "kl"
SO_FAR = Period(upper=Edge())


def abandoned_cart(builder: Builder, predicate: ir.AbandonedCart) -> exp.Expr:
    """So many open carts of that worth, abandoned in the period."""
    rows = Rows(lambda: _left_behind(builder, predicate), sql.column(CART, "contact_id"))
    found = so_many(builder, rows, predicate.compare, predicate.times)
    return if_known(builder, predicate.period, found)


def _left_behind(builder: Builder, predicate: ir.AbandonedCart) -> exp.Select:
    tests = [
        sql.equal(sql.column(CART, "status"), sql.text("open")),
        # Follows the index of idle carts; the exact instant is looked at below.
        inside(builder, sql.column(CART, "touched_at"), SO_FAR),
        sql.is_filled(sql.column(CART, "checkout_url")),
        sql.exists(_lines()),
        *_worth(builder, predicate),
        sql.any_of([_rested(builder, rest, predicate.period) for rest in predicate.rests]),
    ]
    return exp.Select().from_(sql.table("cart", CART)).where(*tests, copy=False)


def _lines() -> exp.Select:
    """What is in the cart; an empty one is not abandoned. AMB-35."""
    of_cart = sql.equal(sql.column(LINE, "cart_id"), sql.column(CART, "id"))
    return exp.Select().from_(sql.table("cart_line", LINE)).where(of_cart, copy=False)


def _rested(builder: Builder, rest: ir.Rest, period: Period | None) -> exp.Expr:
    """The instant at which the cart became abandoned is not to come, and lies in the period."""
    touched = sql.column(CART, "touched_at")
    abandoned = shift(builder, touched, rest.after, contact_zone())
    tests = [sql.known(inside(builder, abandoned, SO_FAR))]
    if rest.store is not None:
        tests.append(of_store(builder, CART, rest.store))
    if period is not None:
        tests.append(sql.known(inside(builder, abandoned, period)))
    return sql.all_of(tests)


def _worth(builder: Builder, predicate: ir.AbandonedCart) -> list[exp.Expr]:
    """What is in the cart is worth so much, in that currency. SEG-82."""
    amount = predicate.amount
    if amount is None:
        return []
    signs = [(predicate.worth, amount)]
    if predicate.upto is not None:
        signs = [(">=", amount), ("<=", predicate.upto)]
    total = sql.column(CART, "total")
    tests = [sql.compared(total, sign, builder.bind(bound.value)) for sign, bound in signs]
    if amount.currency is not None:
        tests.append(sql.equal(sql.column(CART, "currency"), builder.bind(amount.currency)))
    return tests


LEAVES: dict[type, Callable[..., exp.Expr]] = {ir.AbandonedCart: abandoned_cart}
