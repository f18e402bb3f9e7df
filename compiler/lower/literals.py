"""Literals to the whole numbers of the ir."""

from __future__ import annotations

from ...dsl import nodes
from .. import exact
from ..ir.calendar import Duration
from ..ir.currencies import DECIMALS
from .scope import Unchecked


def kept(value: int | None) -> int:
    """A number that a check has found to be exact."""
    if value is None:
        raise Unchecked("a value that cannot be kept exactly")
    return value


def duration(node: nodes.Duration) -> Duration:
    """A length of time."""
    found = exact.length(node)
    if found is None:
        raise Unchecked("a duration that is none")
    return of_length(found)


def of_length(length: exact.Length) -> Duration:
    """The same length, for the ir."""
    return Duration(months=length.months, days=length.days, milliseconds=length.milliseconds)


def back(found: Duration) -> Duration:
    """The same length, backwards."""
    return Duration(months=-found.months, days=-found.days, milliseconds=-found.milliseconds)


def millionths(node: nodes.Number) -> int:
    """A number."""
    return kept(exact.millionths(node.value))


def minor_units(node: nodes.Number | nodes.Money, currency: str) -> int:
    """An amount of money in a currency."""
    amount = node.amount if isinstance(node, nodes.Money) else node.value
    return kept(exact.minor_units(amount, kept(DECIMALS.get(currency))))


def basis_points(node: nodes.Percentage) -> int:
    """A share: 10,000 is everybody."""
    return kept(exact.basis_points(node.value))


def month_day(node: nodes.MonthDay) -> int:
    """MMDD."""
    return exact.month_day(node.month, node.day)
