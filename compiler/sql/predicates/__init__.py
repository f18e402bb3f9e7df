"""From each predicate of the ir to a boolean expression about contact `c`, never NULL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir.predicates import Predicate
from . import activity, carts, contact, dates, logic, membership, orders, properties, rewards

if TYPE_CHECKING:
    from ..builder import Builder

# Each function takes a builder and a predicate of the type it stands beside.
LEAVES: Mapping[type, Callable[..., exp.Expr]] = {
    **logic.LEAVES,
    **contact.LEAVES,
    **dates.LEAVES,
    **membership.LEAVES,
    **orders.LEAVES,
    **carts.LEAVES,
    **activity.LEAVES,
    **properties.LEAVES,
    **rewards.LEAVES,
}


def lower(builder: Builder, predicate: Predicate) -> exp.Expr:
    """The predicate as SQL."""
    return LEAVES[type(predicate)](builder, predicate)
