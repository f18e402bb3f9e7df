"""Checks of figures and windows: what purchases and activities are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import DAY, MILLISECONDS, millionths, wall
from ..rules.meaning import (
    IMPOSSIBLE_WINDOW,
    NOT_A_COUNT,
    TOO_PRECISE,
    WRONG_OPERATOR,
    WRONG_VALUE,
)
from .literals import too_precise
from .operators import values
from .place import Checks, Findings, On, Place
from .stores import amount

K = nodes.FigureKind
MONEY: Final = frozenset({K.AVERAGE_ORDER, K.SINGLE_ORDER, K.TOTAL_SPENT})
COUNTS: Final = frozenset({K.ORDERS, K.ITEMS_BOUGHT})
RULES: Final[Mapping[nodes.FigureKind, str]] = {
    K.ORDERS: "SEG-03",
    K.AVERAGE_ORDER: "SEG-13",
    K.SINGLE_ORDER: "SEG-14",
    K.TOTAL_SPENT: "SEG-15",
    K.ITEMS_PER_ORDER: "SEG-18",
    K.ITEMS_BOUGHT: "SEG-19",
}


def figure(node: nodes.Figure, place: Place) -> Findings:
    """`orders contains "x"`, `total spent > "much"`, `orders > 2.5`."""
    rule = RULES[node.kind]
    if not isinstance(node.test, nodes.Compare | nodes.Between):
        words = f"`{place.text(node.test)}` cannot be asked of a figure"
        help = "it knows `>`, `>=`, `<`, `<=`, `=`, `!=` and `between`"
        yield WRONG_OPERATOR, Finding(node.test.span, words, help, None, rule)
        return
    for value in values(node.test):
        yield from _value(value, node, place)


def _value(value: nodes.Node, node: nodes.Figure, place: Place) -> Findings:
    kinds = (nodes.Number, nodes.Money) if node.kind in MONEY else (nodes.Number,)
    if not isinstance(value, kinds):
        what = "an amount of money: `500 EUR`" if node.kind in MONEY else "a number: `3`"
        words = f"`{place.text(value)}` does not fit `{node.kind}`"
        yield WRONG_VALUE, Finding(value.span, words, f"write {what}", None, RULES[node.kind])
    elif node.kind in MONEY:
        yield from amount(value, node, place)
    elif isinstance(value, nodes.Number):
        yield from _number(value, node, place)


def _number(value: nodes.Number, node: nodes.Figure, place: Place) -> Findings:
    if value.value < 0 or (node.kind in COUNTS and value.value != int(value.value)):
        words = f"`{place.text(value)}` is no number of {node.kind.split()[0]}"
        help = "count in whole numbers from 0"
        yield NOT_A_COUNT, Finding(value.span, words, help, None, RULES[node.kind])
    elif millionths(value.value) is None:
        yield TOO_PRECISE, too_precise(value, 6, place)


def worth(node: nodes.AbandonedCart, place: Place) -> Findings:
    """`abandoned a cart worth > "much"`. SEG-85."""
    for value in values(node.worth) if node.worth else ():
        yield from amount(value, node, place)


def in_next(node: nodes.InNext, place: Place) -> Findings:
    """`bought anything in the next 3 days`: only dates of the contact lie ahead."""
    if not isinstance(place.parent, nodes.During) or _of_an_instant(place):
        words = f"`{place.text(node)}` is still to come, and this looks at the past"
        yield IMPOSSIBLE_WINDOW, Finding(node.span, words, "write `in the last`")


def _of_an_instant(place: Place) -> bool:
    about = place.inside(nodes.PropertyIs)
    past = (nodes.Property.ADDED, nodes.Property.CHANGED)
    return about is not None and about.property in past


def between(node: nodes.BetweenDays, place: Place) -> Findings:
    """`between 2026-02-01 and 2026-01-01`."""
    first, last = node.first, node.last
    if isinstance(first, nodes.Today) or isinstance(last, nodes.Today):
        return
    end = wall(last.value) + (DAY - 1 if isinstance(last, nodes.Date) else 0)
    if wall(first.value) > end:
        words = f"`{place.text(node)}` ends before it starts"
        yield IMPOSSIBLE_WINDOW, Finding(node.span, words, "write the earlier date first")


def on_a_day(node: nodes.On, place: Place) -> Findings:
    """`on 2026-03-01 09:00`: `on` compares whole days."""
    if isinstance(node.day, nodes.DateTime):
        words = f"`{place.text(node)}` has a time of day, and `on` compares whole days"
        help = f"write `on {node.day.value:%Y-%m-%d}`, or `between` two moments"
        yield IMPOSSIBLE_WINDOW, Finding(node.span, words, help, None, "SEG-12")


def ago(node: nodes.Ago, place: Place) -> Findings:
    """`not 8 months ago`, `exactly 3 hours ago`: a day can be met exactly, an hour cannot."""
    if node.op is nodes.Op.NOT_EQUAL:
        words = f"`{place.text(node)}` holds almost always"
        yield IMPOSSIBLE_WINDOW, Finding(node.span, words, "write `not` before the condition")
    elif node.op is nodes.Op.EQUAL and any(unit in MILLISECONDS for _, unit in node.duration.parts):
        words = f"nothing happened exactly `{place.text(node)}`, to the millisecond"
        yield IMPOSSIBLE_WINDOW, Finding(node.span, words, "write `in the last …`")


def low_and_high(node: nodes.Between, place: Place) -> Findings:
    """`between 20 and 10`."""
    match node:
        case nodes.Between(low=nodes.Number(value=low), high=nodes.Number(value=high)):
            reversed_ = low > high
        case nodes.Between(low=nodes.Money(amount=low), high=nodes.Money(amount=high)):
            reversed_ = low > high
        case nodes.Between(low=nodes.Date(value=first), high=nodes.Date(value=last)):
            reversed_ = first > last
        case _:
            reversed_ = False
    if reversed_:
        words = f"`{place.text(node)}` holds nothing: the first value is the larger one"
        yield IMPOSSIBLE_WINDOW, Finding(node.span, words, "write the smaller value first")


CHECKS: Checks = (
    On(nodes.Figure, figure),
    On(nodes.AbandonedCart, worth),
    On(nodes.InNext, in_next),
    On(nodes.BetweenDays, between),
    On(nodes.On, on_a_day),
    On(nodes.Ago, ago),
    On(nodes.Between, low_and_high),
)
