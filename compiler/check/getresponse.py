"""Checks under `profile = "getresponse"`: what its workflows and searches know."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final

from ...dsl import nodes
from ..resolve.tree import descendants
from ..rules.profiles import GETRESPONSE
from .operators import values
from .place import Checks, Findings, On, Place
from .profiles import beyond, joins, leaves, only
from .stores import COMMERCE

SECTIONS: Final = 8  # SEG-87, and of conditions in each
SEGMENTS: Final = 8  # STEP-69
WITHOUT_COMMERCE: Final = "Email Marketing"  # GR-05
BY_HAND: Final = (nodes.AddedManually, nodes.ApiCall)
# STEP-62: the events that its conditions see.
CONDITIONS: Final = (
    nodes.SignsUp,
    nodes.JoinsGroup,
    nodes.EmailEvent,
    nodes.EmailSilence,
    nodes.TagAdded,
    nodes.ScoreReaches,
    nodes.Buys,
    nodes.AbandonsCart,
    nodes.ViewsPage,
    nodes.FieldChanges,
    nodes.DateArrives,
    nodes.GoesWithoutBuying,
    nodes.OrderNotified,
)
# GR-07: what people do in a store that is no purchase and no cart.
UNTOLD: Final = (nodes.ViewedProduct, nodes.Searched, nodes.AddedToCart, nodes.CheckedOut)
MONEY: Final = (
    nodes.FigureKind.TOTAL_SPENT,
    nodes.FigureKind.SINGLE_ORDER,
    nodes.FigureKind.AVERAGE_ORDER,
)


def by_hand(node: nodes.StartingPoint, place: Place) -> Findings:
    """`starting point: added manually`. STEP-60."""
    if isinstance(node.event, BY_HAND):
        words = f"`{place.text(node.event)}` is no condition, and a workflow starts with one"
        yield beyond(node.event, "STEP-60", words, "`jalon rule getresponse` lists them")


def listens(node: nodes.Event, place: Place) -> Findings:
    """`starting point: chat finished`. STEP-62."""
    awaits = isinstance(place.parent, nodes.StartingPoint | nodes.WaitFor | nodes.Branch)
    if awaits and not isinstance(node, (*CONDITIONS, *BY_HAND)):
        words = f"`{place.text(node)}` is none of its conditions"
        yield beyond(node, "STEP-62", words, "`jalon rule getresponse` lists them")


def cart_time(node: nodes.AbandonsCart, place: Place) -> Findings:
    """`if abandons cart within 2 days`, `wait for abandons cart up to 2 days`. STEP-65."""
    match place.parent:
        case nodes.Branch(within=nodes.Duration() as limit):
            pass
        case nodes.WaitFor(limit=nodes.Duration() as limit):
            pass
        case _:
            return
    words = f"an abandoned cart has a time of its own, and none such as `{place.text(limit)}`"
    yield beyond(limit, "STEP-65", words, "say `abandons cart after 6h`")


def in_store(node: nodes.AbandonsCart | nodes.Buys, place: Place) -> Findings:
    """`starting point: abandons cart`, in which store? STEP-66, STEP-67."""
    awaits = isinstance(place.parent, nodes.StartingPoint | nodes.WaitFor | nodes.Branch)
    if awaits and node.store is None:
        rule = "STEP-67" if isinstance(node, nodes.AbandonsCart) else "STEP-66"
        store = next(iter(place.project.stores), "…")
        words = f"`{place.text(node)}` does not say in which store"
        yield beyond(node, rule, words, f"write `{place.text(node)} in store {store}`")


def filtered(node: nodes.Branch | nodes.OnlyIf, place: Place) -> Findings:
    """Nine segments in one `if`. STEP-69."""
    test = node.test if isinstance(node, nodes.Branch) else node.condition
    found = list(descendants(test, nodes.InSegment))
    if len(found) > SEGMENTS:
        words = f"this filter looks at {len(found)} segments, and eight are the most"
        yield beyond(test, "STEP-69", words, "make one segment of several")


def spent(node: nodes.Figure, place: Place) -> Findings:
    """`total spent > 100`, of what? SEG-82."""
    for value in values(node.test) if node.kind in MONEY else ():
        yield from _currency(value, "SEG-82", place)


def worth(node: nodes.AbandonedCart, place: Place) -> Findings:
    """`abandoned a cart worth > 50`, of what? SEG-82."""
    for value in values(node.worth) if node.worth else ():
        yield from _currency(value, "SEG-82", place)


def _currency(value: nodes.Node, rule: str, place: Place) -> Findings:
    if isinstance(value, nodes.Number):
        currency = place.project.currencies[0]
        words = f"`{place.text(value)}` does not say its currency"
        yield beyond(value, rule, words, f"write `{place.text(value)} {currency}`")


def brand(node: nodes.Bought, place: Place) -> Findings:
    """`bought vendor "Acme"` in no store. SEG-84."""
    items = node.items
    if items.kind is not nodes.ItemKind.VENDOR:
        return
    if node.store is None:
        words = f"`{place.text(node)}` does not say in which store"
        yield beyond(node, "SEG-84", words, f"write `{place.text(items)} in store …`")
    elif len(items.names) > 1 or items.op is not nodes.TextOp.IS:
        words = f"`{place.text(items)}` is more than one brand"
        yield beyond(items, "SEG-84", words, "ask for one, by its whole name")


def sections(node: nodes.Segment, place: Place) -> Findings:
    """Nine blocks, a block of nine lines, a block in a block. SEG-87."""
    parts, way = _top(node.conditions)
    if any(len(joins(part)) > 1 for part in parts):
        words = f"the segment `{node.name}` has blocks inside of blocks"
        yield beyond(node.name, "SEG-87", words, "make segments of the inner ones")
        return
    sizes = [len(list(leaves(part))) for part in parts if joins(part)]
    single = len(parts) - len(sizes)
    if max(sizes, default=0) > SECTIONS:
        words = f"the segment `{node.name}` has a block of {max(sizes)} conditions: eight at most"
        yield beyond(node.name, "SEG-87", words, "take it apart")
    elif len(sizes) + ceil(single / SECTIONS) > SECTIONS:
        words = f"the segment `{node.name}` has more than eight sections"
        help = f"each is a block, or up to eight lines joined by `{way}`"
        yield beyond(node.name, "SEG-87", words, help)


def _top(conditions: tuple[nodes.Condition, ...]) -> tuple[tuple[nodes.Condition, ...], str]:
    """The parts that a segment joins in one way, those of the same way taken apart; and the way."""
    match conditions:
        case (nodes.Or(parts=parts),):
            way = "or"
        case (nodes.Block(quantifier=nodes.Quantifier.ANY, parts=parts),):
            way = "or"
        case _:
            parts, way = conditions, "and"
    return tuple(_flat(parts, way)), way


def _flat(parts: tuple[nodes.Condition, ...], way: str) -> Iterator[nodes.Condition]:
    for part in parts:
        match part:
            case nodes.And(parts=inner) if way == "and":
                yield from _flat(inner, way)
            case nodes.Or(parts=inner) if way == "or":
                yield from _flat(inner, way)
            case _:
                yield part


def buyers(node: nodes.Not, place: Place) -> Findings:
    """`not bought product "A"`, of those too who bought nothing? SEG-88."""
    if not isinstance(node.part, nodes.Bought) or _of_buyers(node, place):
        return
    words = f"`{place.text(node)}` is also true of those who bought nothing: there it is not"
    help = f"write `bought anything and {place.text(node)}`"
    if node.part.items.kind is not nodes.ItemKind.ANYTHING:
        yield beyond(node, "SEG-88", words, help)


def _of_buyers(node: nodes.Not, place: Place) -> bool:
    """Whether something beside it asks for a purchase."""
    match place.parent:
        case nodes.And(parts=beside) | nodes.Segment(conditions=beside):
            pass
        case nodes.Block(quantifier=nodes.Quantifier.ALL, parts=beside):
            pass
        case _:
            return False
    return any(isinstance(one, nodes.Bought | nodes.OrderDate) for one in beside)


def plan(node: nodes.Node, place: Place) -> Findings:
    """`bought anything`, on a plan without e-commerce. GR-05."""
    if place.project.sources.settings.plan == WITHOUT_COMMERCE:
        words = f"`{place.text(node)}` needs another plan than `{WITHOUT_COMMERCE}`"
        yield beyond(node, "GR-05", words, "take it out, or change the `plan` in `jalon.toml`")


def untold(node: nodes.Condition, place: Place) -> Findings:
    """`searched for "boots"`: its stores tell of products, purchases and carts. GR-07."""
    words = f"`{place.text(node)}` is nothing that its stores tell of"
    help = "ask for a purchase, or for an abandoned cart"
    yield beyond(node, "GR-07", words, help)


CHECKS: Checks = only(
    GETRESPONSE,
    (
        On(nodes.StartingPoint, by_hand),
        On(nodes.Event, listens),
        On(nodes.AbandonsCart, cart_time),
        On(nodes.AbandonsCart, in_store),
        On(nodes.Buys, in_store),
        On(nodes.Branch, filtered),
        On(nodes.OnlyIf, filtered),
        On(nodes.Figure, spent),
        On(nodes.AbandonedCart, worth),
        On(nodes.Bought, brand),
        On(nodes.Segment, sections),
        On(nodes.Not, buyers),
        *(On(kind, plan) for kind in COMMERCE),
        *(On(kind, untold) for kind in UNTOLD),
    ),
)
