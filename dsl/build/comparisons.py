"""Tests and windows: figures compared, periods of time."""

from __future__ import annotations

from functools import partial
from typing import Any

from .. import nodes
from ..nodes import ItemKind, Op, Period, Quantifier, TextOp
from ..source import Span
from .literals import constant

PERIODS = {f"in_{period.name.lower()}": partial(nodes.InPeriod, period) for period in Period}


def _items(
    quantifier: Quantifier, kind: ItemKind, names: tuple[nodes.Text, ...], *, span: Span
) -> nodes.Items:
    return nodes.Items(kind, names, quantifier=quantifier, span=span)


def _matching_items(op: TextOp, kind: ItemKind, text: nodes.Text, *, span: Span) -> nodes.Items:
    return nodes.Items(kind, (text,), op, span=span)


ACTIONS: dict[str, Any] = {
    "greater": constant(Op.GREATER),
    "at_least": constant(Op.AT_LEAST),
    "less": constant(Op.LESS),
    "at_most": constant(Op.AT_MOST),
    "equal": constant(Op.EQUAL),
    "not_equal": constant(Op.NOT_EQUAL),
    "compare": nodes.Compare,
    "between": nodes.Between,
    "contains": partial(nodes.Matches, TextOp.CONTAINS),
    "not_contains": partial(nodes.Matches, TextOp.NOT_CONTAINS),
    "starts_with": partial(nodes.Matches, TextOp.STARTS_WITH),
    "ends_with": partial(nodes.Matches, TextOp.ENDS_WITH),
    "blank": nodes.Blank,
    "filled": partial(nodes.Blank, True),
    "during": nodes.During,
    "count": nodes.Count,
    "between_days": nodes.BetweenDays,
    "in_last": nodes.InLast,
    "in_next": nodes.InNext,
    "since_last_email": partial(nodes.SinceEmail, None),
    "since_email": nodes.SinceEmail,
    "since": nodes.Since,
    "before": nodes.Before,
    "after": nodes.After,
    "on": nodes.On,
    "ago": nodes.Ago,
    **PERIODS,
    "product": constant(ItemKind.PRODUCT),
    "category": constant(ItemKind.CATEGORY),
    "vendor": constant(ItemKind.VENDOR),
    "collection": constant(ItemKind.COLLECTION),
    "anything": partial(nodes.Items, ItemKind.ANYTHING),
    "named_items": partial(_items, Quantifier.ANY),
    "any_of_items": partial(_items, Quantifier.ANY),
    "all_of_items": partial(_items, Quantifier.ALL),
    "items_containing": partial(_matching_items, TextOp.CONTAINS),
    "items_starting_with": partial(_matching_items, TextOp.STARTS_WITH),
    "items_ending_with": partial(_matching_items, TextOp.ENDS_WITH),
}
