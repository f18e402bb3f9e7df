"""Windows to periods: two edges, found from now in the contact's zone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import Final, Literal

from ...dsl import nodes
from ..exact import DAY, wall
from ..ir.calendar import Duration, Edge, Period
from ..ir.text import fold
from .literals import back, duration
from .scope import Unchecked

W = nodes.Period
Anchor = Literal["day", "week", "month", "year"]

# Calendar period -> its anchor, the shift to its start, its length.
CALENDAR: Final[Mapping[nodes.Period, tuple[Anchor, Duration, Duration]]] = {
    W.TODAY: ("day", Duration(), Duration(days=1)),
    W.YESTERDAY: ("day", Duration(days=-1), Duration()),
    W.THIS_WEEK: ("week", Duration(), Duration(days=7)),
    W.LAST_WEEK: ("week", Duration(days=-7), Duration()),
    W.THIS_MONTH: ("month", Duration(), Duration(months=1)),
    W.LAST_MONTH: ("month", Duration(months=-1), Duration()),
    W.THIS_YEAR: ("year", Duration(), Duration(months=12)),
    W.LAST_YEAR: ("year", Duration(months=-12), Duration()),
}
_NOW: Final = Edge()


@singledispatch
def period(window: nodes.Node) -> Period:
    """The period of a window. Docs: semantics.md, Periods."""
    raise Unchecked(f"a window of type {type(window).__name__}")


@period.register
def _(window: nodes.InLast) -> Period:
    return Period(lower=Edge(shift=back(duration(window.duration))), upper=_NOW)


@period.register
def _(window: nodes.InNext) -> Period:
    return Period(lower=_NOW, upper=Edge(shift=duration(window.duration)))


@period.register
def _(window: nodes.Since) -> Period:
    return Period(lower=start_of(window.day))


@period.register
def _(window: nodes.SinceEmail) -> Period:
    message = fold(window.email.text) if window.email else None
    return Period(lower=Edge(anchor="email", message=message))


@period.register
def _(window: nodes.Before) -> Period:
    return Period(upper=start_of(window.day), upper_strict=True)


@period.register
def _(window: nodes.After) -> Period:
    strict = isinstance(window.day, nodes.DateTime)
    return Period(lower=end_of(window.day), lower_strict=strict)


@period.register
def _(window: nodes.On) -> Period:
    return whole_days(window.day, window.day)


@period.register
def _(window: nodes.BetweenDays) -> Period:
    return whole_days(window.first, window.last)


@period.register
def _(window: nodes.InPeriod) -> Period:
    anchor, first, last = CALENDAR[window.period]
    lower, upper = Edge(anchor=anchor, shift=first), Edge(anchor=anchor, shift=last)
    return Period(lower=lower, upper=upper, upper_strict=True)


@period.register
def _(window: nodes.Ago) -> Period:
    then = back(duration(window.duration))
    match window.op:
        case nodes.Op.GREATER | nodes.Op.AT_LEAST:
            return Period(upper=Edge(shift=then), upper_strict=window.op is nodes.Op.GREATER)
        case nodes.Op.LESS | nodes.Op.AT_MOST:
            strict = window.op is nodes.Op.LESS
            return Period(lower=Edge(shift=then), upper=_NOW, lower_strict=strict)
        case _:
            after = Duration(months=then.months, days=then.days + 1)
            lower, upper = Edge(anchor="day", shift=then), Edge(anchor="day", shift=after)
            return Period(lower=lower, upper=upper, upper_strict=True)


def whole_days(first: nodes.Day, last: nodes.Day) -> Period:
    """From the start of a day to the end of another, both included; a date-time is itself."""
    strict = not isinstance(last, nodes.DateTime)
    return Period(lower=start_of(first), upper=end_of(last), upper_strict=strict)


def start_of(day: nodes.Day) -> Edge:
    """The instant a day starts, or the moment itself."""
    match day:
        case nodes.Today():
            return Edge(anchor="day")
        case nodes.Date() | nodes.DateTime():
            return Edge(anchor="wall", wall=wall(day.value))


def end_of(day: nodes.Day) -> Edge:
    """The start of the day after, or the moment itself."""
    match day:
        case nodes.Today():
            return Edge(anchor="day", shift=Duration(days=1))
        case nodes.Date():
            return Edge(anchor="wall", wall=wall(day.value) + DAY)
        case nodes.DateTime():
            return Edge(anchor="wall", wall=wall(day.value))


def in_days(found: Period) -> Period:
    """The same period for a local day: a last day that is included, instead of a strict end."""
    upper = found.upper
    if upper is None or not found.upper_strict:
        return found
    if upper.anchor == "wall":
        before = upper.model_copy(update={"wall": upper.wall - DAY})
    else:
        shift = upper.shift.model_copy(update={"days": upper.shift.days - 1})
        before = upper.model_copy(update={"shift": shift})
    return found.model_copy(update={"upper": before, "upper_strict": False})
