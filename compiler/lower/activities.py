"""Activities to predicates: what the contact bought, did, opened and clicked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from ...dsl import nodes
from ..ir import predicates as p
from ..ir.calendar import Period
from ..ir.products import ProductMatch
from ..ir.text import fold
from .attributes import COMPARISONS
from .conditions import predicate
from .literals import millionths, minor_units
from .periods import period
from .products import product_match
from .scope import Scope, Unchecked, store_name

K = nodes.FigureKind
FIGURES: Final[Mapping[nodes.FigureKind, p.OrderFigure]] = {
    K.ORDERS: "count",
    K.AVERAGE_ORDER: "average",
    K.SINGLE_ORDER: "single",
    K.TOTAL_SPENT: "total",
    K.ITEMS_PER_ORDER: "items_per_order",
    K.ITEMS_BOUGHT: "items",
}
SILENCE: Final[Mapping[nodes.EmailAct, Literal["not_opened", "not_clicked"]]] = {
    nodes.EmailAct.OPENED: "not_opened",
    nodes.EmailAct.CLICKED: "not_clicked",
}
MONEY: Final = frozenset({K.AVERAGE_ORDER, K.SINGLE_ORDER, K.TOTAL_SPENT})


def window(node: nodes.Activity) -> Period | None:
    """The period of an activity, None for ever."""
    return period(node.window) if node.window else None


def counted(node: nodes.Activity) -> dict[str, Any]:
    """How often it was done: once at least, unless it is said."""
    if node.count is None:
        return {}
    return {"compare": COMPARISONS[node.count.op], "times": int(node.count.times.value)}


@predicate.register
def _(condition: nodes.Bought, scope: Scope) -> p.Predicate:
    """What stands behind `where` is of the contact: an order has no properties."""
    found = _orders_with(condition)
    if condition.where is None:
        return found
    return p.All(parts=(found, predicate(condition.where, scope)))


def _orders_with(condition: nodes.Bought) -> p.Predicate:
    items = condition.items
    products = product_match(items)
    if items.op is nodes.TextOp.NOT_CONTAINS:
        return p.Not(part=_bought(condition, products, 1))  # SEG-22
    if condition.count is None:
        return _bought(condition, products, 1)
    return _so_many(condition, products, condition.count)


def _bought(condition: nodes.Bought, products: ProductMatch | None, times: int) -> p.Predicate:
    store, when = store_name(condition.store), window(condition)
    return p.Bought(products=products, times=times, store=store, period=when)


def _so_many(
    condition: nodes.Bought, products: ProductMatch | None, count: nodes.Count
) -> p.Predicate:
    """Every count is made of `at least`: fewer than three times is not at least three."""
    times = int(count.times.value)
    at_least, above = (_at_least(condition, products, least) for least in (times, times + 1))
    match count.op:
        case nodes.Op.AT_LEAST:
            return at_least
        case nodes.Op.GREATER:
            return above
        case nodes.Op.LESS:
            return p.Not(part=at_least)
        case nodes.Op.AT_MOST:
            return p.Not(part=above)
        case _:
            exactly = p.All(parts=(at_least, p.Not(part=above)))
            return p.Not(part=exactly) if count.op is nodes.Op.NOT_EQUAL else exactly


def _at_least(condition: nodes.Bought, products: ProductMatch | None, times: int) -> p.Predicate:
    return _bought(condition, products, times) if times else p.All(parts=())


@predicate.register
def _(condition: nodes.Figure, scope: Scope) -> p.Predicate:
    compare, low, high = bounds(condition.test)
    return p.Orders(
        figure=FIGURES[condition.kind],
        compare=compare,
        amount=_figure(low, condition, scope),
        upto=_figure(high, condition, scope) if high else None,
        store=store_name(condition.store),
        period=window(condition),
    )


def bounds(test: nodes.Test) -> tuple[p.Comparison, nodes.Value, nodes.Value | None]:
    """The comparison of a figure, and what it is compared with: one value, or two."""
    match test:
        case nodes.Between():
            return ">=", test.low, test.high
        case nodes.Compare():
            return COMPARISONS[test.op], test.value, None
        case _:
            raise Unchecked("a test that is not of a figure")


def _figure(value: nodes.Value, condition: nodes.Figure, scope: Scope) -> p.Amount:
    if condition.kind in MONEY:
        return amount_of(value, condition, scope)
    if not isinstance(value, nodes.Number):
        raise Unchecked("a figure that is no number")
    return p.Amount(value=millionths(value))


def amount_of(value: nodes.Value, condition: nodes.Activity, scope: Scope) -> p.Amount:
    """Money, in the currency that is said or understood."""
    if not isinstance(value, nodes.Number | nodes.Money):
        raise Unchecked("an amount that is no number")
    currency = value.currency if isinstance(value, nodes.Money) else _currency(condition, scope)
    return p.Amount(value=minor_units(value, currency), currency=currency)


def _currency(condition: nodes.Activity, scope: Scope) -> str:
    """The currency of a bare number: the store's, or the one that all stores share. AMB-28."""
    if condition.store:
        return scope.project.stores[condition.store.text].currency
    return scope.project.currencies[0]


@predicate.register
def _(condition: nodes.OrderDate, scope: Scope) -> p.Predicate:
    when, store = window(condition), store_name(condition.store)
    return p.OrderDate(which=condition.pick.value, period=when or Period(), store=store)


@predicate.register
def _(condition: nodes.EmailActivity, scope: Scope) -> p.Predicate:
    """`did not open` needs the send; `was not sent` is plain negation. AMB-06."""
    act, link = condition.act, condition.link
    silent = condition.negated and act in SILENCE
    found = p.MessageActivity(
        did=SILENCE[act] if silent else act.value,
        message=fold(condition.email.text),
        link=fold(link.value) if link else None,
        period=window(condition),
        where=predicate(condition.where, scope) if condition.where else None,
        **counted(condition),
    )
    return p.Not(part=found) if condition.negated and not silent else found


@predicate.register
def _(condition: nodes.RecentEmails, scope: Scope) -> p.Predicate:
    """`none` needs a send too: who was sent nothing has not been silent. AMB-06."""
    when = window(condition)
    found = p.MessageActivity(
        did=condition.act.value,
        latest=condition.last,
        every=condition.quantifier is nodes.Quantifier.ALL,
        period=when,
        where=predicate(condition.where, scope) if condition.where else None,
        **counted(condition),
    )
    if condition.quantifier is not nodes.Quantifier.NONE:
        return found
    if condition.act is nodes.EmailAct.SENT:
        return p.Not(part=found)
    sent = p.MessageActivity(did="sent", latest=condition.last, period=when)
    return p.All(parts=(sent, p.Not(part=found)))
