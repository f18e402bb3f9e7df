"""Tests: one line for each that happens or is expected; a table of cases stays as it is."""

from __future__ import annotations

from bisect import bisect_right

from .. import nodes
from ..nodes import Op
from ..source import Span
from .lines import Line
from .templates import Phrases, Say, fill

_HOW_MANY = {
    Op.GREATER: "more than",
    Op.AT_LEAST: "at least",
    Op.LESS: "less than",
    Op.AT_MOST: "at most",
    Op.EQUAL: "exactly",
    Op.NOT_EQUAL: "!=",
}
_STATES = ("in ", "tagged ", "subscribed", "vip", "among ", "within ")
"""What begins so reads well after `is`: `ana is in segment loyal`."""


def scenario(file: nodes.File, node: nodes.Scenario, say: Say) -> Line:
    """A test with its lines; one with cases word for word as it was written."""
    if node.cases:
        start = node.span.start
        text = say.source.text[start : _stop(file, start)].rstrip()
        return Line(text, Span(start, start + len(text)), verbatim=True)
    lines = tuple(Line(say(line), line.span) for line in node.lines)
    return Line(f"test {say(node.title)}:", node.span, lines)


def _stop(file: nodes.File, start: int) -> int | None:
    """Where the next declaration begins with its comments, or what closes the file; else none."""
    leading, closing = file.comments.leading, file.comments.closing
    at = bisect_right(file.declarations, start, key=lambda found: found.span.start)
    later = file.declarations[at : at + 1]
    below = leading.get(later[0].span.start, ()) if later else closing.get(nodes.FILE_END, ())
    return min((found.span.start for found in (*below, *later)), default=None)


def received(node: nodes.Received, say: Say) -> str:
    """`expect ana received email hello at 09:00`, `expect ana did not receive sms nudge`."""
    verb = "did not receive" if node.negated else "received"
    return f"expect {say(node.contact)} {verb} {say(node.channel)} " + fill(
        "{message}[ at {at}][ within {within}]", node, say
    )


def received_count(node: nodes.ReceivedCount, say: Say) -> str:
    """`expect ana received exactly 1 email`; `sms` has no plural."""
    plural = "" if node.number.value == 1 or node.messages.value == "sms" else "s"
    count = f"{_HOW_MANY[node.op]} {say(node.number)} {say(node.messages)}{plural}"
    return f"expect {say(node.contact)} received {count}"


def is_at(node: nodes.IsAt, say: Say) -> str:
    """`expect ana is at pause in journey welcome`."""
    is_ = "is not" if node.negated else "is"
    return fill(f"expect {{contact}} {is_} at {{label}} in journey {{journey}}", node, say)


def left(node: nodes.LeftJourney, say: Say) -> str:
    """`expect ana left journey welcome because completed`."""
    verb = "did not leave" if node.negated else "left"
    return fill(f"expect {{contact}} {verb} journey {{journey}}[ because {{reason}}]", node, say)


def holds(node: nodes.Holds, say: Say) -> str:
    """`expect ana is in journey welcome`, `expect ana bought anything`."""
    said = say(node.condition)
    is_ = "is " if said.removeprefix("not ").startswith(_STATES) else ""
    return f"expect {say(node.contact)} {is_}{said}"


def members(node: nodes.Members, say: Say) -> str:
    """`expect segment loyal is ana, ben`, `expect segment loyal is empty`."""
    is_ = "is not" if node.negated else "is"
    return f"expect segment {say(node.segment)} {is_} {say(node.contacts) or 'empty'}"


PHRASES: Phrases = {
    nodes.Given: "given {contact}[: {traits}]",
    nodes.GivenZone: "time zone {zone}",
    nodes.ClockAt: "at {time}[: {happening}]",
    nodes.ClockAfter: "after {duration}[: {happening}]",
    nodes.Happening: "{contact} {event}[ for {amount}][ with {properties}][ to journey {journey}]",
    nodes.EventValue: "{name} = {value}",
    nodes.Received: received,
    nodes.ReceivedNothing: "expect {contact} received nothing",
    nodes.ReceivedCount: received_count,
    nodes.IsAt: is_at,
    nodes.LeftJourney: left,
    nodes.Holds: holds,
    nodes.Members: members,
}
