"""What the contact collected: the points of scores, and codes of discounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import predicates as ir
from .. import expressions as sql
from ..existence import Rows, some

if TYPE_CHECKING:
    from ..builder import Builder

POINTS, HELD = "sp", "hd"


def score_test(builder: Builder, predicate: ir.ScoreTest) -> exp.Expr:
    """The points compare so; without points nothing does. STEP-75"""
    points = sql.column(POINTS, "points")

    def make() -> exp.Select:
        tests = [
            sql.equal(sql.column(POINTS, "score"), builder.bind(predicate.score)),
            *(sql.compared(points, sign, builder.bind(value)) for sign, value in bounds(predicate)),
        ]
        source = exp.Select().from_(sql.table("score_points", POINTS))
        return source.where(sql.all_of(tests), copy=False)

    return some(builder, Rows(make, sql.column(POINTS, "contact_id"), size="narrow"))


def bounds(predicate: ir.ScoreTest) -> list[tuple[str, int]]:
    """One comparison, or the two ends of `between`."""
    if predicate.upto is None:
        return [(predicate.compare, predicate.points)]
    return [(">=", predicate.points), ("<=", predicate.upto)]


def has_discount(builder: Builder, predicate: ir.HasDiscount) -> exp.Expr:
    """The contact holds a code that is neither deleted nor over nor used up."""
    last = sql.column(HELD, "last_at")

    def make() -> exp.Select:
        tests = [
            sql.equal(sql.column(HELD, "discount"), builder.bind(predicate.discount)),
            sql.equal(sql.column(HELD, "good"), sql.number(1)),
            sql.any_of([sql.is_blank(last), sql.compared(last, ">", builder.runtime("now"))]),
        ]
        return exp.Select().from_(sql.table("held", HELD)).where(sql.all_of(tests), copy=False)

    return some(builder, Rows(make, sql.column(HELD, "contact_id")))


LEAVES: dict[type, Callable[..., exp.Expr]] = {
    ir.ScoreTest: score_test,
    ir.HasDiscount: has_discount,
}
