"""Checks of what narrows an activity: counts, `all of` and `where` that say nothing there."""

from __future__ import annotations

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..rules.meaning import PROPERTY_OUTSIDE_WHERE, WRONG_OPERATOR
from .place import Checks, Findings, On, Place

OneThing = nodes.ViewsProduct | nodes.AddsToCart


def silence(node: nodes.EmailActivity, place: Place) -> Findings:
    """`did not open email hello at least 2 times`, `was not sent email hello twice`."""
    if node.negated:
        yield from _not_of_silence(node, place)


def of_the_last(node: nodes.RecentEmails, place: Place) -> Findings:
    """`opened no email at least 2 times`, `opened all of the last 5 emails where …`."""
    if node.quantifier is nodes.Quantifier.NONE:
        yield from _not_of_silence(node, place)
    elif node.quantifier is nodes.Quantifier.ALL:
        yield from _not_of_all(node, place)


def _not_of_silence(node: nodes.Activity, place: Place) -> Findings:
    """What was not done cannot be counted, and has no properties."""
    if node.count:
        words = f"`{place.text(node.count)}` counts what did not happen"
        help = "say what happened, with `not` before it: `not opened email hello at least 2 times`"
        yield WRONG_OPERATOR, Finding(node.count.span, words, help, None, "SEG-69")
    if node.where:
        words = f"`where {place.text(node.where)}` narrows what did not happen"
        help = "join the two conditions by `and`"
        yield WRONG_OPERATOR, Finding(node.where.span, words, help, None, "SEG-69")


def _not_of_all(node: nodes.Activity, place: Place) -> Findings:
    """Every one of the latest is counted already."""
    for said in (node.count, node.where):
        if said:
            words = f"`{place.text(said)}` and `all of` cannot be said together"
            yield WRONG_OPERATOR, Finding(said.span, words, "say `any of`", None, "SEG-69")


def all_at_once(node: OneThing, place: Place) -> Findings:
    """`views all of products "A", "B"`: one product is viewed at a time; it may have categories."""
    items = node.items
    several = items.quantifier is nodes.Quantifier.ALL and len(items.names) > 1
    if several and items.kind in (nodes.ItemKind.PRODUCT, nodes.ItemKind.VENDOR):
        words = f"`{place.text(node)}` cannot happen: that is one {items.kind} at a time"
        help = f"say `any of {items.kind}s`, or let the contact come by one after the other"
        yield WRONG_OPERATOR, Finding(items.span, words, help)


def without_properties(node: nodes.EventIs, place: Place) -> Findings:
    """`bought anything where event.seats > 2`: orders and carts have no properties."""
    around = next(
        (one for one in reversed(place.above) if isinstance(one, nodes.Activity | nodes.Event)),
        None,
    )
    if isinstance(around, nodes.Bought | nodes.AbandonedCart):
        what = "an order" if isinstance(around, nodes.Bought) else "a cart"
        words = f"`{place.text(node)}` reads an event, and {what} is none"
        help = f"ask {what} by what is in it, or for its worth"
        yield PROPERTY_OUTSIDE_WHERE, Finding(node.span, words, help)


CHECKS: Checks = (
    On(nodes.EmailActivity, silence),
    On(nodes.RecentEmails, of_the_last),
    On(nodes.ViewsProduct, all_at_once),
    On(nodes.AddsToCart, all_at_once),
    On(nodes.EventIs, without_properties),
)
