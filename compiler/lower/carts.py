"""Carts that were left behind to predicates; importing it registers them."""

from __future__ import annotations

from typing import Any

from ...dsl import nodes
from ..ir import predicates as p
from .activities import amount_of, bounds, counted, window
from .conditions import predicate
from .literals import of_length
from .scope import Scope


@predicate.register
def _(condition: nodes.AbandonedCart, scope: Scope) -> p.Predicate:
    """SEG-85. What stands behind `where` is of the contact: a cart has no properties."""
    left = p.AbandonedCart(
        rests=_rests(condition, scope),
        period=window(condition),
        **_worth(condition, scope),
        **counted(condition),
    )
    if condition.where is None:
        return left
    return p.All(parts=(left, predicate(condition.where, scope)))


def _worth(condition: nodes.AbandonedCart, scope: Scope) -> dict[str, Any]:
    if condition.worth is None:
        return {}
    compare, low, high = bounds(condition.worth)
    least = {"worth": compare, "amount": amount_of(low, condition, scope)}
    return least if high is None else {**least, "upto": amount_of(high, condition, scope)}


def _rests(condition: nodes.AbandonedCart, scope: Scope) -> tuple[p.Rest, ...]:
    """The stores that are meant: all at once, unless each has a time of its own. SP-58."""
    stores = scope.project.stores
    if condition.store:
        name = condition.store.text
        return (p.Rest(store=name, after=of_length(stores[name].idle)),)
    times = {store.idle for store in stores.values()}
    if len(times) == 1:
        return (p.Rest(after=of_length(times.pop())),)
    return tuple(p.Rest(store=name, after=of_length(stores[name].idle)) for name in sorted(stores))
