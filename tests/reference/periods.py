"""Periods: whether an instant or a local day lies between two edges."""

from __future__ import annotations

from datetime import datetime, timedelta

from jalon.compiler.ir import Edge, Period

from .clock import (
    EPOCH_ON_THE_WALL,
    MILLISECOND,
    day_number,
    first_instant,
    later,
    later_wall,
    midnight,
    wall_clock,
)
from .comparing import folded
from .view import View


def contains(period: Period | None, instant: int, view: View) -> bool:
    """Whether the instant is inside; no period at all contains everything."""
    if period is None:
        return True
    return between(
        instant, period, edge_instant(period.lower, view), edge_instant(period.upper, view)
    )


def contains_day(period: Period, day: int, view: View) -> bool:
    """Whether a local day (days since 1970-01-01) is inside, edges being whole days.

    A strict upper end leaves out the day it begins; `now` and e-mails come in the middle of one.
    """
    begins = period.upper is not None and period.upper.anchor not in ("now", "email")
    days = period.model_copy(
        update={"lower_strict": False, "upper_strict": period.upper_strict and begins}
    )
    return between(day, days, edge_day(period.lower, view), edge_day(period.upper, view))


def is_known(period: Period | None, view: View) -> bool:
    """False when an edge speaks of a message that she was never sent."""
    edges = (period.lower, period.upper) if period else ()
    return all(edge is None or edge_instant(edge, view) is not None for edge in edges)


def between(value: int, period: Period, lower: int | None, upper: int | None) -> bool:
    """Inside, strict ends left out; an open end is no limit."""
    high_enough = lower is None or value > lower or (value == lower and not period.lower_strict)
    low_enough = upper is None or value < upper or (value == upper and not period.upper_strict)
    return high_enough and low_enough


def edge_day(edge: Edge | None, view: View) -> int | None:
    """The local day on which the edge falls."""
    instant = edge_instant(edge, view)
    return None if instant is None else day_number(wall_clock(instant, view.zone))


def edge_instant(edge: Edge | None, view: View) -> int | None:
    """The instant of an edge; None when it is open, or speaks of a message never sent."""
    if edge is None:
        return None
    if edge.anchor == "now":
        return later(view.now, edge.shift, view.zone)
    if edge.anchor == "email":
        sent = latest_email(edge.message, view)
        return None if sent is None else later(sent, edge.shift, view.zone)
    wall = later_wall(anchor_wall(edge, view.wall), edge.shift)
    return first_instant(wall, view.zone) + edge.shift.milliseconds


def anchor_wall(edge: Edge, wall: datetime) -> datetime:
    """The wall clock from which a shift counts."""
    match edge.anchor:
        case "day":
            return midnight(wall)
        case "week":
            return midnight(wall) - timedelta(days=wall.weekday())
        case "month":
            return midnight(wall).replace(day=1)
        case "year":
            return midnight(wall).replace(month=1, day=1)
    return EPOCH_ON_THE_WALL + edge.wall * MILLISECOND


def latest_email(message: str | None, view: View) -> int | None:
    """When she was last sent that message, or any."""
    sent = [
        event.at
        for event in view.world.events_of(view.contact)
        if event.kind == "email_sent" and (message is None or event.subject == folded(message))
    ]
    return max(sent, default=None)
