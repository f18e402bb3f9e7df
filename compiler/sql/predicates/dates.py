"""Dates, instants and birthdays of the contact, and the hour where she is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import predicates as ir
from ...ir.calendar import DAY, Duration, Edge, Period
from .. import expressions as sql
from ..clocks import since_time, wall
from ..columns import contact_zone, stored
from ..windows import inside, widest, zone_bounds

if TYPE_CHECKING:
    from ..builder import Builder

MONTH, ZONE = "birth_month", "local_zone"
LONGEST_MONTH = 31


def date(builder: Builder, predicate: ir.DateTest) -> exp.Expr:
    """A local day lies in the period, in whole days."""
    value = stored(predicate.attribute)
    return sql.present(value, inside(builder, value, predicate.period, "day"))


def instant(builder: Builder, predicate: ir.InstantTest) -> exp.Expr:
    """An instant lies in the period."""
    value = stored(predicate.attribute)
    return sql.present(value, inside(builder, value, predicate.period))


def birthday(builder: Builder, predicate: ir.BirthdayTest) -> exp.Expr:
    """A birthday is a month-day, or on one of the local days from today on."""
    value = stored(predicate.attribute)
    if predicate.month_day is not None:
        sign = "!=" if predicate.negated else "="
        return sql.present(value, sql.compared(value, sign, builder.bind(predicate.month_day)))
    days = _days_from_today(predicate)
    soon = _months(*widest(builder, days, "day")).select(_number_in_year())
    # The first test is made once for all contacts, the second only for the few who pass it.
    first = sql.among(sql.quotient(value, sql.number(100)), soon)
    return sql.all_of([sql.is_filled(value), first, sql.exists(_birthdays(builder, value, days))])


def local_time(builder: Builder, predicate: ir.LocalTime) -> exp.Expr:
    """It is not so long since the wall clock showed `start` as from there to `end`."""
    length = predicate.end - predicate.start
    length += DAY if length < 0 else 0
    clock = wall(builder, builder.runtime("now"), sql.column(ZONE, "id"))
    inside = sql.compared(since_time(builder, clock, predicate.start), "<", builder.bind(length))
    # There are few zones: each is looked at once, not once for every contact.
    zones = exp.select(sql.column(ZONE, "id")).from_(sql.table("zone", ZONE))
    return sql.among(contact_zone(), zones.where(inside, copy=False))


def _birthdays(builder: Builder, month_day: exp.Expr, days: Period) -> exp.Select:
    """The months in which the birthday is on one of the days.

    It is on the last day of a month too short for it: so 29 February is on the 28th.
    """
    lo, hi = zone_bounds(builder, days, "day")
    hundred, first = sql.number(100), sql.column(MONTH, "first_day")
    day = sql.smaller(sql.remainder(month_day, hundred), sql.column(MONTH, "days"))
    fallen = sql.minus(sql.plus(first, day), sql.number(1))
    of_month = sql.equal(_number_in_year(), sql.quotient(month_day, hundred))
    inside = [sql.compared(fallen, ">=", lo), sql.compared(fallen, "<=", hi)]
    return _months(lo, hi).where(of_month, *inside, copy=False)


def _months(lo: exp.Expr, hi: exp.Expr) -> exp.Select:
    """The months that can have some of the days."""
    first = sql.column(MONTH, "first_day")
    begun = sql.compared(first, "<=", hi)
    not_over = sql.compared(first, ">", sql.minus(lo, sql.number(LONGEST_MONTH)))
    return exp.Select().from_(sql.table("month", MONTH)).where(begun, not_over, copy=False)


def _number_in_year() -> exp.Expr:
    return sql.plus(sql.remainder(sql.column(MONTH, "number"), sql.number(12)), sql.number(1))


def _days_from_today(predicate: ir.BirthdayTest) -> Period:
    first, last = Duration(days=predicate.first), Duration(days=predicate.last)
    return Period(lower=Edge(anchor="day", shift=first), upper=Edge(anchor="day", shift=last))


LEAVES: dict[type, Callable[..., exp.Expr]] = {
    ir.DateTest: date,
    ir.InstantTest: instant,
    ir.BirthdayTest: birthday,
    ir.LocalTime: local_time,
}
