"""Windows of time, and what is said about a figure, a field or an activity."""

from __future__ import annotations

from .. import nodes
from ..nodes import Op
from .templates import Phrases, Say

_WORDS = {Op.EQUAL: "is", Op.NOT_EQUAL: "is not"}
_COUNTED = (nodes.Number, nodes.Money, nodes.Percentage)
_HOW_LONG = {
    Op.GREATER: "more than",
    Op.AT_LEAST: "at least",
    Op.LESS: "less than",
    Op.AT_MOST: "at most",
    Op.EQUAL: "exactly",
    Op.NOT_EQUAL: "is not",
}
_HOW_OFTEN = _HOW_LONG | {Op.NOT_EQUAL: "!="}


def compare(node: nodes.Compare, say: Say) -> str:
    """`>= 3` and `= 3` for figures; `is "gold"` and `is not "gold"` for all else."""
    if isinstance(node.value, _COUNTED):
        return f"{node.op} {say(node.value)}"
    return f"{_WORDS.get(node.op, node.op)} {say(node.value)}"


def count(node: nodes.Count, say: Say) -> str:
    """`at least 2 times`: how often reads better in words."""
    times = "time" if node.times.value == 1 else "times"
    return f"{_HOW_OFTEN[node.op]} {say(node.times)} {times}"


def ago(node: nodes.Ago, say: Say) -> str:
    """`more than 8 months ago`."""
    return f"{_HOW_LONG[node.op]} {say(node.duration)} ago"


def since_email(node: nodes.SinceEmail, say: Say) -> str:
    """`since last email`, or since a certain one."""
    return f"since email {say(node.email)}" if node.email else "since last email"


PHRASES: Phrases = {
    nodes.InLast: "in the last {duration}",
    nodes.InNext: "in the next {duration}",
    nodes.Since: "since {day}",
    nodes.SinceEmail: since_email,
    nodes.Before: "before {day}",
    nodes.After: "after {day}",
    nodes.On: "on {day}",
    nodes.BetweenDays: "between {first} and {last}",
    nodes.InPeriod: "{period}",
    nodes.Ago: ago,
    nodes.Count: count,
    nodes.Compare: compare,
    nodes.Between: "between {low} and {high}",
    nodes.Matches: "{op} {text}",
    nodes.Blank: lambda node, say: "is filled" if node.filled else "is blank",
    nodes.During: "{window}",
}
