"""Periods in words: `in the last 90 days`, `since 2026-01-01`."""

from __future__ import annotations

from ...compiler.ir import Duration, Edge, Period
from .amounts import duration, wall

_STARTS = {"day": "today", "week": "this week", "month": "this month", "year": "this year"}


def period(of: Period | None) -> str:
    """The period, with a space before it; nothing for all times."""
    if of is None or (of.lower is None and of.upper is None):
        return ""
    if of.upper is None or is_now(of.upper):
        return since(of.lower)
    if of.lower is None:
        return f" before {edge(of.upper)}"
    if is_now(of.lower):
        return f" in the next {duration(of.upper.shift)}"
    return f" between {edge(of.lower)} and {edge(of.upper)}"


def since(lower: Edge | None) -> str:
    """A period that lasts until now."""
    if lower is None:
        return " until now"
    if lower.anchor == "now":
        return f" in the last {duration(opposite(lower.shift))}"
    if lower.anchor in _STARTS and lower.shift == Duration():
        return f" {_STARTS[lower.anchor]}"
    return f" since {edge(lower)}"


def is_now(one: Edge) -> bool:
    """Whether an edge is the present instant."""
    return one.anchor == "now" and one.shift == Duration()


def edge(one: Edge) -> str:
    """One end of a period."""
    if one.anchor == "wall":
        return wall(one.wall).removesuffix(" 00:00")
    if one.anchor == "email":
        return f"email {one.message}" if one.message else "last email"
    base = "now" if one.anchor == "now" else f"the start of {_STARTS[one.anchor]}"
    if one.shift == Duration():
        return base
    back = (one.shift.months or one.shift.days or one.shift.milliseconds) < 0
    moved = opposite(one.shift) if back else one.shift
    return f"{duration(moved)} {'before' if back else 'after'} {base}".replace(
        " before now", " ago"
    )


def opposite(shift: Duration) -> Duration:
    """The same length in the other direction."""
    return Duration(months=-shift.months, days=-shift.days, milliseconds=-shift.milliseconds)
