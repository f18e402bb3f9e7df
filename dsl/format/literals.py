"""Literals in their canonical form: numbers, durations, dates and times."""

from __future__ import annotations

from decimal import Decimal

from .. import nodes
from ..nodes import Unit
from .templates import Phrases, Say
from .words import name, text

_SHORT_UNITS = {Unit.SECOND: "s", Unit.MINUTE: "m", Unit.HOUR: "h"}


def decimal(value: Decimal) -> str:
    """A number with the decimals that were written, never in powers of ten."""
    return f"{value:f}"


def duration(node: nodes.Duration, say: Say) -> str:
    """`1h 30m`, `2 days`: elapsed time with one letter, calendar units with their word."""
    return " ".join(_part(count, unit) for count, unit in node.parts)


def _part(count: Decimal, unit: Unit) -> str:
    if unit in _SHORT_UNITS:
        return decimal(count) + _SHORT_UNITS[unit]
    return f"{decimal(count)} {unit}{'' if count == 1 else 's'}"


PHRASES: Phrases = {
    nodes.Name: name,
    nodes.Text: text,
    nodes.Word: "{value}",
    nodes.Number: "{value}",
    nodes.Money: "{amount} {currency}",
    nodes.Percentage: "{value}%",
    nodes.Duration: duration,
    nodes.Date: lambda node, say: node.value.isoformat(),
    nodes.Time: lambda node, say: f"{node.value:%H:%M}",
    nodes.DateTime: lambda node, say: f"{node.value:%Y-%m-%d %H:%M}",
    nodes.MonthDay: lambda node, say: f"{node.month:02}-{node.day:02}",
    nodes.DayName: "{value}",
    nodes.YesNo: lambda node, say: "yes" if node.value else "no",
    nodes.Empty: "empty",
    nodes.Today: "today",
    nodes.Now: "now",
    nodes.Change: "+ {amount}",
    nodes.EventProperty: "event.{name}",
    nodes.Secret: "env:{variable}",
    nodes.TimeRange: "{start} to {end}",
}
