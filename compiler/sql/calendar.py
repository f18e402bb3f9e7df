"""Calendar arithmetic in SQL: clocks, shifts, and when a wait for a wall clock ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from ..ir.calendar import DAY
from ..ir.steps import WaitUntil
from . import expressions as sql
from .clocks import DAYS_SINCE_YEAR_0, days_of, in_zone, instant, one_row, plus, shift, wall

if TYPE_CHECKING:
    from .builder import Builder

__all__ = ["instant", "next_window", "shift", "wall"]

SPAN, EARLIER, LATER, EVEN = "span", "earlier", "later", "even"
WEEKDAY_OF_DAY_0 = 5  # Monday is 0, and 0000-01-01 was a Saturday


def next_window(builder: Builder, at: exp.Expr, step: WaitUntil, zone_id: exp.Expr) -> exp.Expr:
    """The instant at which a wait that begins at an instant ends; never before it begins."""
    if step.wall is not None:
        return sql.larger(at, instant(builder, builder.bind(step.wall), zone_id))
    if _is_one_time(step):
        clock = _next_clock(builder, wall(builder, at, zone_id), step)
        return sql.larger(at, instant(builder, clock, zone_id))
    return sql.scalar(_first_inside(builder, _even_spans(at, zone_id), step))


def _even_spans(at: exp.Expr, zone_id: exp.Expr) -> exp.Select:
    """The spans from the instant on: (utc_from, utc_offset, clock at the beginning, end).

    Within each the wall clock runs evenly. The end of the last one is NULL.
    """
    start, offset = sql.column(SPAN, "utc_from"), sql.column(SPAN, "utc_offset")
    select = exp.select(
        sql.named(start, "utc_from"),
        sql.named(offset, "utc_offset"),
        sql.named(sql.plus(sql.larger(at, start), offset), "clock"),
        sql.named(_end_of_span(zone_id), "until"),
    )
    not_over = sql.compared(start, ">=", _span_at(at, zone_id))
    select = select.from_(sql.table("zone_span", SPAN))
    return select.where(in_zone(SPAN, zone_id), not_over, copy=False)


def _span_at(at: exp.Expr, zone_id: exp.Expr) -> exp.Expr:
    """The beginning of the span that the instant lies in."""
    start = sql.column(EARLIER, "utc_from")
    select = exp.select(exp.Max(this=start)).from_(sql.table("zone_span", EARLIER))
    tests = [in_zone(EARLIER, zone_id), sql.compared(start, "<=", at)]
    return sql.scalar(select.where(*tests, copy=False))


def _end_of_span(zone_id: exp.Expr) -> exp.Expr:
    start = sql.column(LATER, "utc_from")
    select = exp.select(exp.Min(this=start.copy())).from_(sql.table("zone_span", LATER))
    tests = [in_zone(LATER, zone_id), sql.compared(start, ">", sql.column(SPAN, "utc_from"))]
    return sql.scalar(select.where(*tests, copy=False))


def _first_inside(builder: Builder, spans: exp.Select, step: WaitUntil) -> exp.Select:
    """The first instant inside the window: in the first span that does not end before it."""
    clock = _next_clock(builder, sql.column(EVEN, "clock"), step)
    found = sql.minus(clock, sql.column(EVEN, "utc_offset"))
    until = sql.column(EVEN, "until")
    in_time = sql.any_of([sql.is_blank(until), sql.compared(found, "<", until)])
    select = exp.select(found).from_(sql.derived(spans, EVEN)).where(in_time, copy=False)
    return select.order_by(sql.column(EVEN, "utc_from"), copy=False).limit(1, copy=False)


def _next_clock(builder: Builder, clock: exp.Expr, step: WaitUntil) -> exp.Expr:
    """The first wall clock from this one on that is in the window, as if it ran evenly.

    It is on the first day k, of a right weekday, with k·day + start + length > clock.
    """
    past = sql.minus(clock, builder.bind(step.start + _length(step)))
    day = _on_weekday(sql.column("first", "day"), step)
    opens = sql.plus(sql.times(day, sql.number(DAY)), builder.bind(step.start))
    select = exp.select(sql.larger(clock, opens))
    return sql.scalar(select.from_(one_row(plus(days_of(past), 1), "day", "first")))


def _on_weekday(day: exp.Expr, step: WaitUntil) -> exp.Expr:
    """The first day from this one on with one of the weekdays."""
    ahead = [min((wanted - today) % 7 for wanted in step.weekdays) for today in range(7)]
    if not any(ahead):
        return day
    weekday = sql.remainder(plus(day, DAYS_SINCE_YEAR_0 + WEEKDAY_OF_DAY_0), sql.number(7))
    moves = [
        exp.If(this=sql.number(today), true=sql.number(days)) for today, days in enumerate(ahead)
    ]
    return sql.plus(day, exp.Case(this=weekday, ifs=moves))


def _is_one_time(step: WaitUntil) -> bool:
    return step.end is None or step.end == step.start


def _length(step: WaitUntil) -> int:
    """Of the window in milliseconds; a single time of day lasts one."""
    return 1 if step.end is None or _is_one_time(step) else (step.end - step.start) % DAY
