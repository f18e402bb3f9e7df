"""Wall clocks as text in SQL, as people and files write them: `2026-03-01`, `2026-03-01T09:30`."""

from __future__ import annotations

from sqlglot import exp

from ..ir.calendar import DAY
from . import expressions as sql
from .clocks import days_of, one_row

MONTH = "written_month"
HOUR, MINUTE = 3_600_000, 60_000
# The parts of a day as pieces of `20260301`, and of a minute as pieces of `202603010930`.
DAY_PARTS = ((1, 4, ""), (5, 2, "-"), (7, 2, "-"))
MINUTE_PARTS = (*DAY_PARTS, (9, 2, "T"), (11, 2, ":"))


def written_day(clock: exp.Expr) -> exp.Expr:
    """The day of a wall clock."""
    return _written(clock, _day(sql.column("shown", "clock")), DAY_PARTS)


def written_minute(clock: exp.Expr) -> exp.Expr:
    """The day and the minute of a wall clock."""
    shown = sql.column("shown", "clock")
    passed = sql.minus(shown, sql.times(days_of(shown), sql.number(DAY)))
    hours = sql.quotient(passed, sql.number(HOUR))
    minutes = sql.remainder(sql.quotient(passed, sql.number(MINUTE)), sql.number(60))
    time = sql.plus(sql.times(hours, sql.number(100)), minutes)
    whole = sql.plus(sql.times(_day(shown), sql.number(10_000)), time)
    return _written(clock, whole, MINUTE_PARTS)


def _day(clock: exp.Expr) -> exp.Expr:
    """YYYYMMDD, by the month that the day lies in."""
    number = sql.column(MONTH, "number")
    year = sql.times(sql.quotient(number, sql.number(12)), sql.number(10_000))
    month = sql.plus(sql.remainder(number, sql.number(12)), sql.number(1))
    day = sql.plus(sql.minus(days_of(clock), sql.column(MONTH, "first_day")), sql.number(1))
    return sql.plus(sql.plus(year, sql.times(month, sql.number(100))), day)


def _written(
    clock: exp.Expr, number: exp.Expr, parts: tuple[tuple[int, int, str], ...]
) -> exp.Expr:
    """The digits of the number, with what stands before each part."""
    shown, digits = sql.column("shown", "clock"), sql.column("digits", "digits")
    found = exp.select(sql.named(exp.cast(number, exp.DType.TEXT), "digits"))
    found = found.from_(one_row(clock, "clock", "shown"))
    begun = sql.compared(sql.column(MONTH, "first_day"), "<=", days_of(shown))
    found = found.join(exp.Join(this=sql.table("month", MONTH), on=begun), copy=False)
    latest = exp.Ordered(this=sql.column(MONTH, "first_day"), desc=True)
    found = found.order_by(latest, copy=False).limit(1, copy=False)
    text: exp.Expr = sql.text("")
    for start, length, before in parts:
        piece = exp.Substring(this=digits, start=sql.number(start), length=sql.number(length))
        joined = exp.DPipe(this=sql.text(before), expression=piece) if before else piece
        text = exp.DPipe(this=text, expression=joined) if before else joined
    return sql.scalar(exp.select(text).from_(sql.derived(found, "digits")))
