"""Conditions: logic with the fewest parentheses, and what is so."""

from __future__ import annotations

from .. import nodes
from ..nodes import Channel, Quantifier
from .templates import Phrases, Say


def conjunction(node: nodes.And, say: Say) -> str:
    """`a and b`; an `or` inside stands in parentheses."""
    return _joined(" and ", node.parts, (nodes.And, nodes.Or), say)


def disjunction(node: nodes.Or, say: Say) -> str:
    """`a and b or c`: `and` binds closer."""
    return _joined(" or ", node.parts, (nodes.Or,), say)


def negation(node: nodes.Not, say: Say) -> str:
    """`not a`, `not (a or b)`."""
    return f"not {_guarded(node.part, (nodes.And, nodes.Or, nodes.Not), say)}"


def in_group(node: nodes.InGroup, say: Say) -> str:
    """`in group a.b`, `in all groups a.b, a.c`."""
    what = "all groups" if node.quantifier is Quantifier.ALL else "group"
    return f"in {what} {say(node.groups)}"


def subscribed(node: nodes.Subscribed, say: Say) -> str:
    """`subscribed` means to email."""
    return "subscribed" if node.channel is Channel.EMAIL else f"subscribed to {node.channel}"


Kinds = tuple[type[nodes.Condition], ...]


def _joined(word: str, parts: tuple[nodes.Condition, ...], guarded: Kinds, say: Say) -> str:
    *others, last = parts
    said = [f"({say(part)})" if _is_open(part) else _guarded(part, guarded, say) for part in others]
    return word.join([*said, _guarded(last, guarded, say)])


def _guarded(part: nodes.Condition, kinds: Kinds, say: Say) -> str:
    return f"({say(part)})" if isinstance(part, kinds) else say(part)


def _is_open(node: nodes.Condition) -> bool:
    """Whether it ends with a `where`, which would swallow what follows."""
    if isinstance(node, nodes.Not):
        return _is_open(node.part)
    if isinstance(node, nodes.And | nodes.Or):
        return _is_open(node.parts[-1])
    return isinstance(node, nodes.Activity) and node.where is not None


PHRASES: Phrases = {
    nodes.And: conjunction,
    nodes.Or: disjunction,
    nodes.Not: negation,
    nodes.InSegment: "in segment {segment}",
    nodes.Tagged: "tagged {tag}",
    nodes.InGroup: in_group,
    nodes.InNoGroup: "in no group of {group}",
    nodes.FieldIs: "field {field} {test}",
    nodes.PropertyIs: "{property} {test}",
    nodes.EventIs: "event.{name} {test}",
    nodes.Near: "within {distance} km of {latitude}, {longitude}",
    nodes.Vip: "vip",
    nodes.Subscribed: subscribed,
    nodes.JourneyIs: "{state} journey {journey}",
    nodes.ScoreIs: "score of {score} {test}",
    nodes.HasDiscount: "has discount {discount}",
    nodes.AmongFirst: "among the first {contacts}",
}
