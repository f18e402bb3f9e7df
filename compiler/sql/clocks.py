"""Wall clocks in SQL: whole numbers and the tables `zone_span` and `month`, nothing else.

Instants are UTC milliseconds and wall clocks local ones, both since 1970-01-01. The zone is an
expression such as `c.zone_id`. What lies outside the years of the tables is NULL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from ..ir.calendar import DAY, Duration
from . import expressions as sql

if TYPE_CHECKING:
    from .builder import Builder

SPAN = "span"
# Added before a division, which goes towards zero in SQL: no day before the year 0 is expected.
DAYS_SINCE_YEAR_0 = 719_528


def wall(builder: Builder, at: exp.Expr, zone_id: exp.Expr) -> exp.Expr:
    """The wall clock of an instant."""
    if isinstance(at, exp.Column | exp.Placeholder):
        offset = exp.select(sql.column(SPAN, "utc_offset")).from_(sql.table("zone_span", SPAN))
        return sql.plus(at, sql.scalar(_span_at(offset.where(in_zone(SPAN, zone_id)), at)))
    passed = sql.column("passed", "at")
    clock = exp.select(sql.plus(passed, sql.column(SPAN, "utc_offset")))
    clock = clock.from_(one_row(at, "at", "passed")).join(_spans(zone_id), copy=False)
    return sql.scalar(_span_at(clock, passed))


def instant(builder: Builder, clock: exp.Expr, zone_id: exp.Expr) -> exp.Expr:
    """The instant of a wall clock: the first one after a gap, the first one of a fold."""
    shown = sql.column("shown", "clock")
    moved = sql.minus(shown, sql.column(SPAN, "utc_offset"))
    found = exp.select(sql.larger(moved, sql.column(SPAN, "utc_from")))
    found = found.from_(one_row(clock, "clock", "shown")).join(_spans(zone_id), copy=False)
    begun = sql.compared(sql.column(SPAN, "wall_from"), "<=", shown)
    return sql.scalar(_latest(found.where(begun, copy=False), SPAN, "wall_from", "utc_from"))


def shift(builder: Builder, at: exp.Expr, duration: Duration, zone_id: exp.Expr) -> exp.Expr:
    """The instant moved by months and days on the wall clock, then by elapsed milliseconds."""
    if duration.elapsed:
        return plus(at, duration.milliseconds)
    clock = wall(builder, at, zone_id)
    if duration.months:
        clock = _add_months(builder, clock, duration.months)
    clock = plus(clock, duration.days * DAY)
    return plus(instant(builder, clock, zone_id), duration.milliseconds)


def days_of(clock: exp.Expr) -> exp.Expr:
    """The local day of a wall clock."""
    since = sql.plus(clock, sql.number(DAYS_SINCE_YEAR_0 * DAY))
    return sql.minus(sql.quotient(since, sql.number(DAY)), sql.number(DAYS_SINCE_YEAR_0))


def since_time(builder: Builder, clock: exp.Expr, time: int) -> exp.Expr:
    """How many milliseconds ago, below a day, the wall clock last showed a time of day."""
    since = sql.minus(sql.plus(clock, sql.number(DAYS_SINCE_YEAR_0 * DAY)), builder.bind(time))
    return sql.remainder(since, sql.number(DAY))


def one_row(value: exp.Expr, name: str, alias: str) -> exp.Subquery:
    """A table of one row that gives a value a name, so that it is written once."""
    return sql.derived(exp.select(sql.named(value.copy(), name)), alias)


def plus(value: exp.Expr, constant: int) -> exp.Expr:
    """The value and a constant of the compiler."""
    return sql.plus(value, sql.number(constant)) if constant else value


def in_zone(alias: str, zone_id: exp.Expr) -> exp.Expr:
    """The row of `zone_span` is about the zone."""
    return sql.equal(sql.column(alias, "zone_id"), zone_id)


def _add_months(builder: Builder, clock: exp.Expr, months: int) -> exp.Expr:
    """The wall clock so many months later, on the last day of a month that is too short."""
    shown = sql.column("before", "clock")
    target = sql.plus(sql.scalar(_month_at(days_of(shown), "number")), builder.bind(months))
    on = sql.equal(sql.column("month", "number"), target)
    found = exp.select(sql.plus(shown, sql.times(_days_to(shown), sql.number(DAY))))
    found = found.from_(one_row(clock, "clock", "before"))
    return sql.scalar(found.join(exp.Join(this=sql.table("month", "month"), on=on), copy=False))


def _days_to(clock: exp.Expr) -> exp.Expr:
    """How many days lie between the wall clock and the same day of the joined `month`."""
    day = days_of(clock)
    day_of_month = sql.minus(day, sql.scalar(_month_at(day, "first_day")))
    last = sql.minus(sql.column("month", "days"), sql.number(1))
    moved = sql.plus(sql.column("month", "first_day"), sql.smaller(day_of_month, last))
    return sql.minus(moved, day)


def _month_at(day: exp.Expr, name: str) -> exp.Select:
    """A column of the month that a day lies in."""
    begun = sql.compared(sql.column("left_month", "first_day"), "<=", day)
    found = exp.select(sql.column("left_month", name)).from_(sql.table("month", "left_month"))
    return _latest(found.where(begun, copy=False), "left_month", "first_day")


def _span_at(select: exp.Select, at: exp.Expr) -> exp.Select:
    """The select, from the span that the instant lies in."""
    begun = sql.compared(sql.column(SPAN, "utc_from"), "<=", at)
    return _latest(select.where(begun, copy=False), SPAN, "utc_from")


def _spans(zone_id: exp.Expr) -> exp.Join:
    return exp.Join(this=sql.table("zone_span", SPAN), on=in_zone(SPAN, zone_id))


def _latest(select: exp.Select, alias: str, *names: str) -> exp.Select:
    """The one row that comes last by these columns."""
    order = [exp.Ordered(this=sql.column(alias, name), desc=True) for name in names]
    return select.order_by(*order, copy=False).limit(1, copy=False)
