"""Starting points and waits by the contact's own dates, and by messages left unanswered."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from ...ir.calendar import DAY
from ...ir.dates import ContactDate, DateArrives, EmailSilence
from ...ir.steps import WaitDate
from .. import expressions as sql
from ..builder import Builder
from ..calendar import instant, shift, wall
from ..clocks import days_of, one_row
from ..columns import stored
from ..statement import Statement
from .context import Setting
from .skeleton import exists, graft, statement

YEAR, WANTED, COME = "of_year", "wanted", "come"
HUNDRED, LONGEST_MONTH = 100, 31


def find_dates(setting: Setting, start: DateArrives, once: int) -> Statement:
    """Contacts whose day is one of those in the table `slot`. SP-35…41."""
    builder = setting.builder()
    tree = graft(builder, "enter-date", *_falls_on(setting, builder, start.date))
    return statement(builder, tree, once=once)


def find_silence(setting: Setting, start: EmailSilence, once: int) -> Statement:
    """Sends whose time may end between the last tick and this one, unanswered. SP-72, 74."""
    builder = setting.builder()
    over = shift(builder, exp.column("moment", "e"), start.within, setting.zone(builder))
    in_time = sql.compared(sql.column("a", "moment"), "<=", over.copy())
    tree = graft(builder, "enter-silence", exp.not_(exists("answered", in_time)), column=over)
    lengths = {"longest": start.within.longest, "shortest": start.within.shortest}
    about = {"message": start.message, "answer": start.answer}
    return statement(builder, tree, once=once, **lengths, **about)


def find_due(setting: Setting, step: WaitDate) -> Statement:
    """Fills the table `dated` with the instants that runs at a date wait rest for. STEP-33."""
    builder = setting.builder()
    find = _next_of_year if step.date.yearly else _only
    due = sql.named(find(setting, builder, step.date), "due")
    return statement(builder, graft(builder, "date-wait", column=due), number=step.number)


def _falls_on(setting: Setting, builder: Builder, date: ContactDate) -> list[exp.Expr]:
    """The contact's column has the value of the day; a sign-up, its local day."""
    column, value = stored(date.attribute), sql.column("v", "value")
    if date.kind != "signup":
        return [sql.equal(column, value)]
    day = _local_day(setting, builder, date)
    begin, end = (sql.times(sql.plus(value, sql.number(n)), sql.number(DAY)) for n in (-1, 2))
    near = [sql.compared(column, ">=", begin), sql.compared(column, "<", end)]
    return [*near, sql.equal(day, value)]


def _local_day(setting: Setting, builder: Builder, date: ContactDate) -> exp.Expr:
    """The day of a specific date, or on which the contact signed up."""
    column = stored(date.attribute)
    if date.kind != "signup":
        return column
    return days_of(wall(builder, column, setting.zone(builder)))


def _only(setting: Setting, builder: Builder, date: ContactDate) -> exp.Expr:
    """The instant of a date that comes once."""
    zone, day = setting.zone(builder), _local_day(setting, builder, date)
    return instant(builder, _clock(builder, day, date), zone)


def _next_of_year(setting: Setting, builder: Builder, date: ContactDate) -> exp.Expr:
    """The first instant, from the arrival on, of a date that comes every year."""
    at, come = sql.column("m", "at"), sql.column(COME, "at")
    months = _months_near(builder, date, sql.quotient(at, sql.number(DAY)))
    last = sql.smaller(_of_wanted(sql.remainder), sql.column(YEAR, "days"))
    day = sql.minus(sql.plus(sql.column(YEAR, "first_day"), last), sql.number(1))
    found = instant(builder, _clock(builder, day, date), setting.zone(builder))
    inner = months.select(sql.named(found, "at"), copy=False)
    outer = exp.select(exp.Min(this=come)).from_(sql.derived(inner, COME))
    return sql.scalar(outer.where(sql.compared(come.copy(), ">=", at), copy=False))


def _months_near(builder: Builder, date: ContactDate, today: exp.Expr) -> exp.Select:
    """The months of the date's name, from a little before a day to a little over a year later."""
    first, number = sql.column(YEAR, "first_day"), sql.column(YEAR, "number")
    name = sql.plus(sql.remainder(number, sql.number(12)), sql.number(1))
    here = sql.minus(today, builder.bind(date.offset))
    months = exp.Select().from_(one_row(_month_day(date), "month_day", WANTED))
    on = sql.equal(name, _of_wanted(sql.quotient))
    months = months.join(exp.Join(this=sql.table("month", YEAR), on=on), copy=False)
    begun = sql.compared(first, ">=", sql.minus(here, sql.number(40)))
    over = sql.compared(first, "<=", sql.plus(here, sql.number(400)))
    return months.where(begun, over, copy=False)


def _of_wanted(part: Callable[[exp.Expr, exp.Expr], exp.Expr]) -> exp.Expr:
    """The month (quotient) or the day (remainder) of the wanted MMDD."""
    return part(sql.column(WANTED, "month_day"), sql.number(HUNDRED))


def _month_day(date: ContactDate) -> exp.Expr:
    """MMDD of a birthday, or of a date."""
    value = stored(date.attribute)
    if date.kind == "birthday":
        return value
    first, number = sql.column("born", "first_day"), sql.column("born", "number")
    name = sql.plus(sql.remainder(number, sql.number(12)), sql.number(1))
    day = sql.plus(sql.minus(value, first), sql.number(1))
    found = exp.select(sql.plus(sql.times(name, sql.number(HUNDRED)), day))
    begun = sql.compared(first, "<=", value)
    lately = sql.compared(first, ">", sql.minus(value, sql.number(LONGEST_MONTH)))
    ends = sql.compared(sql.plus(first, sql.column("born", "days")), ">", value)
    return sql.scalar(
        found.from_(sql.table("month", "born")).where(begun, lately, ends, copy=False)
    )


def _clock(builder: Builder, day: exp.Expr, date: ContactDate) -> exp.Expr:
    """The wall clock on the day, moved by the offset, at the time of day."""
    moved = sql.plus(day, builder.bind(date.offset))
    return sql.plus(sql.times(moved, sql.number(DAY)), builder.bind(date.at))
