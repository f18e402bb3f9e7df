"""What the contact ordered: figures, dates and products."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import predicates as ir
from ...ir.calendar import Period
from ...ir.products import ProductMatch
from .. import expressions as sql
from ..columns import MILLION
from ..existence import HOLDS, Rows, Size, looks_up, so_many, some
from ..figures import Figure
from ..order_rows import ORDERS, OrderFilter, order_rows
from ..periods import days_back
from ..products import LINE, each_value, is_product
from ..windows import if_known, inside

if TYPE_CHECKING:
    from ..builder import Builder

SHORT = 100  # days; more orders than those of so many are faster read contact by contact
OWNER, ORDER_ID = sql.column(ORDERS, "contact_id"), sql.column(ORDERS, "id")

# The figure that is compared, whether it is made millionths, and whether it is one per order.
RATIOS: dict[str, tuple[Figure, bool, bool]] = {
    "count": ("orders", True, False),
    "total": ("total", False, False),
    "items": ("units", True, False),
    "average": ("total", False, True),
    "items_per_order": ("units", True, True),
}


def orders(builder: Builder, predicate: ir.Orders) -> exp.Expr:
    """A figure over the contact's counted orders, compared or between."""
    filter_ = OrderFilter(predicate.store, predicate.amount.currency, predicate.period)
    if predicate.figure == "single":
        return _single_order(builder, predicate, filter_)
    figure, scaled, per_order = RATIOS[predicate.figure]
    found: exp.Expr = builder.frame.figures.column(figure, filter_)
    number = builder.frame.figures.column("orders", filter_) if per_order else None
    if predicate.figure == "count" and _passes(predicate, 0):
        none = sql.known_number(found)
        return if_known(builder, predicate.period, _compared(builder, predicate, _millionths(none)))
    value = _millionths(found) if scaled else found
    # `present` and not `known`: the database sees that it need not look at the others.
    return sql.present(found, _compared(builder, predicate, value, number))


def order_date(builder: Builder, predicate: ir.OrderDate) -> exp.Expr:
    """The first, last or some order lies in the period."""
    if predicate.which == "some":
        filter_ = OrderFilter(predicate.store, period=predicate.period)
        rows = Rows(lambda: order_rows(builder, filter_), OWNER, size=_size(predicate.period))
        return some(builder, rows)
    filter_ = OrderFilter(predicate.store)
    placed = builder.frame.figures.column(predicate.which, filter_)
    return sql.present(placed, inside(builder, placed, predicate.period))


def bought(builder: Builder, predicate: ir.Bought) -> exp.Expr:
    """So many different orders have a line of the products; or each value has one."""
    if predicate.products is None:
        return _bought_one(builder, predicate, None)
    matches = each_value(predicate.products)
    return sql.all_of([_bought_one(builder, predicate, match) for match in matches])


def _single_order(builder: Builder, predicate: ir.Orders, filter_: OrderFilter) -> exp.Expr:
    def make() -> exp.Select:
        worth = _compared(builder, predicate, sql.column(ORDERS, "total"))
        return order_rows(builder, filter_).where(worth, copy=False)

    return some(builder, Rows(make, OWNER, size=_size(predicate.period)))


def _compared(
    builder: Builder, predicate: ir.Orders, value: exp.Expr, number: exp.Expr | None = None
) -> exp.Expr:
    """The value (for each of so many) against one bound, or within two; nothing is divided."""
    tests = []
    for sign, amount in _bounds(predicate):
        bound: exp.Expr = builder.bind(amount)
        bound = bound if number is None else sql.times(bound, number)
        tests.append(sql.compared(value, sign, bound))
    return sql.all_of(tests)


def _bounds(predicate: ir.Orders) -> list[tuple[str, int]]:
    if predicate.upto is None:
        return [(predicate.compare, predicate.amount.value)]
    return [(">=", predicate.amount.value), ("<=", predicate.upto.value)]


def _passes(predicate: ir.Orders, value: int) -> bool:
    return all(HOLDS[sign](value, amount) for sign, amount in _bounds(predicate))


def _millionths(count: exp.Expr) -> exp.Expr:
    return sql.times(count, sql.number(MILLION))


def _bought_one(builder: Builder, predicate: ir.Bought, match: ProductMatch | None) -> exp.Expr:
    filter_ = OrderFilter(predicate.store, period=predicate.period)

    def make() -> exp.Select:
        rows = order_rows(builder, filter_)
        return rows if match is None else _with_lines(builder, rows, match)

    size = _size(predicate.period) if match is None else "narrow"
    return so_many(builder, Rows(make, OWNER, ORDER_ID, size), ">=", predicate.times)


def _size(period: Period | None) -> Size:
    """Orders have an index by date: those of a short period are few."""
    if period is None or period.lower is None:
        return "wide"
    return "narrow" if days_back(period.lower) <= SHORT else "usual"


def _with_lines(builder: Builder, rows: exp.Select, match: ProductMatch) -> exp.Select:
    """Orders once for each of their matching lines.

    One contact's lines are few, those of one product are many: a look-up begins with the orders.
    """
    on = sql.equal(sql.column(LINE, "order_id"), ORDER_ID)
    rows = rows.join(exp.Join(this=sql.table("order_line", LINE), on=on), copy=False)
    product: exp.Expr = sql.column(LINE, "product_id")
    product = sql.unindexed(product) if looks_up(builder, "narrow") else product
    return rows.where(is_product(builder, product, match), copy=False)


LEAVES: dict[type, Callable[..., exp.Expr]] = {
    ir.Orders: orders,
    ir.OrderDate: order_date,
    ir.Bought: bought,
}
