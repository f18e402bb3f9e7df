"""Declarations: a head, and its settings, conditions, rules or steps below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import nodes
from .lines import Line
from .literals import decimal
from .steps import steps
from .templates import Phrases, Say, fill

_SEPARATORS = {"limit": " per "}
_PREFIXES = {"frequency": "at most "}


def declaration(node: nodes.Node, say: Say) -> Iterator[Line]:
    """The lines of a declaration; a bare journey has no head."""
    match node:
        case nodes.Journey(bare=True):
            yield from _contents(node, say)
        case nodes.Discount() | nodes.Sms(text=nodes.Text()):
            yield Line(say(node), node.span, tuple(_contents(node, say)))
        case _:
            block = tuple(_contents(node, say))
            yield Line(f"{say(node)}:" if block else say(node), node.span, block)


def _contents(node: nodes.Node, say: Say) -> Iterator[Line]:
    match node:
        case nodes.Segment():
            yield from _conditions(node.conditions, say)
        case nodes.Score():
            yield from _each(node.rules, say)
        case nodes.Journey():
            yield from _each(node.settings, say)
            yield from steps(node.steps, say)
        case _:  # what is one line has none
            yield from _each(getattr(node, "settings", ()), say)


def _each(found: Iterable[nodes.Node], say: Say) -> Iterator[Line]:
    return (Line(say(node), node.span) for node in found)


def _conditions(found: Iterable[nodes.Condition], say: Say) -> Iterator[Line]:
    for node in found:
        if isinstance(node, nodes.Block):
            parts = tuple(_conditions(node.parts, say))
            yield Line(f"{node.quantifier} of:", node.span, parts)
        else:
            yield Line(say(node), node.span)


def setting(node: nodes.Setting, say: Say) -> str:
    """`limit: 1 per customer`, `track: opens, clicks`."""
    values = _SEPARATORS.get(node.key, ", ").join(say(value) for value in node.values)
    return f"{node.key}: {_PREFIXES.get(node.key, '')}{values}"


def frequency(node: nodes.FrequencyLimit, say: Say) -> str:
    """`3 emails per week`; `sms` has no plural."""
    plural = "" if node.messages.value == 1 or node.channel.value == "sms" else "s"
    return f"{say(node.messages)} {say(node.channel)}{plural} per {say(node.per)}"


def score_rule(node: nodes.ScoreRule, say: Say) -> str:
    """`+10 when buys any product`."""
    sign = "+" if node.points.value >= 0 else ""
    return f"{sign}{decimal(node.points.value)} when {say(node.event)}"


def discount(node: nodes.Discount, say: Say) -> str:
    """`discount THANKS10: 10% off`, `discount GIFT: free shipping`."""
    off = "" if isinstance(node.benefit, nodes.FreeShipping) else " off"
    return fill("discount {name}[ {title}]: {benefit}", node, say) + off


PHRASES: Phrases = {
    nodes.Audience: "audience",
    nodes.Field: "field {name}[ {title}]: {kind}[ of {choices}]",
    nodes.Group: "group {name}[ {title}]: {members}",
    nodes.Store: "store {name}[ {title}]",
    nodes.Segment: "segment {name}[ {title}]",
    nodes.Email: "email {name}[ {title}]",
    nodes.Sms: "sms {name}[ {title}][: {text}]",
    nodes.Survey: "survey {name}[ {title}]: {low} to {high}",
    nodes.Score: "score {name}[ {title}]",
    nodes.Discount: discount,
    nodes.Offer: "offer {name}[ {title}]",
    nodes.Webhook: "webhook {name}[ {title}]",
    nodes.Journey: "journey {name}[ {title}]",
    nodes.Setting: setting,
    nodes.FrequencyLimit: frequency,
    nodes.SmsProgram: "{countries} from {sender}",
    nodes.Header: "{name} is {value}",
    nodes.ScoreRule: score_rule,
    nodes.FreeShipping: "free shipping",
}
