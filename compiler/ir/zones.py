"""Zones: wall clocks and instants of a time zone, by zoneinfo alone, for periods and for tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from .calendar import DAY, Duration, Edge, Period

FAR = 2**62  # an open end, and the beginning of the first span
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Beyond these years `datetime` ends; the offset there is the one at the border.
FIRST_INSTANT = (datetime(2, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)
LAST_INSTANT = (datetime(9998, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)
SECOND = 1000
YEAR_ZERO_DAY = -719_528  # 0000-01-01, in days since 1970-01-01

Measure = Literal["instant", "day"]
Span = tuple[int, int, int]


def to_wall(instant: int, zone: tzinfo) -> int:
    """The wall clock (local milliseconds since 1970-01-01 00:00) of an instant."""
    return instant + _offset(instant, zone)


def from_wall(wall: int, zone: tzinfo) -> int:
    """The instant of a wall clock: in a gap the first one after it, in a fold the first one."""
    before, after = _offset(wall - DAY, zone), _offset(wall + DAY, zone)
    for offset in (before, after) if before >= after else (after, before):
        if _offset(wall - offset, zone) == offset:
            return wall - offset
    return _within_two_days(wall, zone)


def shift(instant: int, duration: Duration, zone: tzinfo) -> int:
    """The instant moved: months (clamped) and days on the wall clock, then milliseconds."""
    if duration.elapsed:
        return instant + duration.milliseconds
    return _from_shifted_wall(to_wall(instant, zone), duration, zone)


def bounds(period: Period, measure: Measure, now: int, zone: tzinfo) -> tuple[int, int]:
    """The period's lowest and highest value, both inside: instants, or local days.

    Open ends are -FAR and FAR. An edge of anchor `email` depends on the contact and not on the
    zone alone: it counts as open here.
    """
    lower = _edge_value(period.lower, measure, now, zone)
    upper = _edge_value(period.upper, measure, now, zone)
    return (
        -FAR if lower is None else lower + _lower_step(period, measure),
        FAR if upper is None else upper - _upper_step(period, measure),
    )


def spans(zone: tzinfo, first_year: int, last_year: int) -> list[Span]:
    """Rows of `zone_span` (utc_from, wall_from, utc_offset) for the given years, both included."""
    start, end = _new_year(first_year), _new_year(last_year + 1)
    offset = _offset(start, zone)
    rows = [(-FAR, -FAR, offset)]
    for at, following in _transitions(zone, start, end):
        rows.append((at, at + offset, following))
        offset = following
    return rows


def months(first_year: int, last_year: int) -> list[tuple[int, int, int]]:
    """Rows of `month` (number, first_day, days) for the given years, both included."""
    numbers = range(12 * first_year, 12 * (last_year + 1))
    return [(n, first_day(n), first_day(n + 1) - first_day(n)) for n in numbers]


def first_day(number: int) -> int:
    """The first day (since 1970-01-01) of a month (12 * year + month - 1).

    The year is taken to begin in March, so that the leap day comes last; see Howard Hinnant,
    "chrono-Compatible Low-Level Date Algorithms".
    """
    year, month = divmod(number - 2, 12)
    leap_days = year // 4 - year // 100 + year // 400
    return YEAR_ZERO_DAY + 60 + 365 * year + leap_days + (153 * month + 2) // 5


def month_of(day: int) -> int:
    """The month (12 * year + month - 1) a day lies in."""
    number = (day - YEAR_ZERO_DAY) * 4800 // 146_097  # never more than one month off
    while first_day(number + 1) <= day:
        number += 1
    while first_day(number) > day:
        number -= 1
    return number


def _offset(instant: int, zone: tzinfo) -> int:
    """How far the wall clock is ahead of UTC at an instant, in milliseconds."""
    seconds = min(max(instant, FIRST_INSTANT), LAST_INSTANT) // SECOND
    offset = (EPOCH + timedelta(seconds=seconds)).astimezone(zone).utcoffset() or timedelta()
    return (offset.days * 86_400 + offset.seconds) * SECOND


def _within_two_days(wall: int, zone: tzinfo) -> int:
    """The slow way, for gaps and for several changes of the clock near each other."""
    start, end = wall - 2 * DAY, wall + 2 * DAY
    since, offset = start, _offset(start, zone)
    for at, following in _transitions(zone, start, end):
        if wall < at + offset:
            break
        since, offset = at, following
    return max(wall - offset, since)


def _transitions(zone: tzinfo, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The instants in (start, end] at which the offset changes, each with the new offset.

    Looks once a day: no zone has changed its clock back and forth within one.
    """
    offset = _offset(start, zone)
    for day in range(start, end, DAY):
        following = _offset(min(day + DAY, end), zone)
        while following != offset:
            at = _first_change(zone, day, min(day + DAY, end))
            day, offset = at, _offset(at, zone)
            yield at, offset


def _first_change(zone: tzinfo, low: int, high: int) -> int:
    """The first whole second in (low, high] with another offset than at low."""
    offset = _offset(low, zone)
    low, high = low // SECOND, -(-high // SECOND)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(middle * SECOND, zone) == offset:
            low = middle
        else:
            high = middle
    return high * SECOND


def _add_months(day: int, count: int) -> int:
    """The day so many months later, or the last one of that month."""
    if not count:
        return day
    number = month_of(day)
    target = number + count
    return min(first_day(target) + day - first_day(number), first_day(target + 1) - 1)


def _from_shifted_wall(wall: int, duration: Duration, zone: tzinfo) -> int:
    """The instant of a wall clock moved by months and days, then by elapsed milliseconds."""
    day, clock = divmod(wall, DAY)
    moved = _add_months(day, duration.months) + duration.days
    return from_wall(moved * DAY + clock, zone) + duration.milliseconds


def _new_year(year: int) -> int:
    return first_day(12 * year) * DAY


def _edge_value(edge: Edge | None, measure: Measure, now: int, zone: tzinfo) -> int | None:
    """The edge as an instant, or as the local day of its wall clock."""
    if edge is None or edge.anchor == "email":
        return None
    instant = _edge_instant(edge, now, zone)
    return instant if measure == "instant" else to_wall(instant, zone) // DAY


def _edge_instant(edge: Edge, now: int, zone: tzinfo) -> int:
    """A local start stays a wall clock until it is moved: midnight, whatever gap there is today."""
    if edge.anchor == "now":
        return shift(now, edge.shift, zone)
    today = to_wall(now, zone) // DAY
    wall = edge.wall if edge.anchor == "wall" else _local_start(edge.anchor, today) * DAY
    return _from_shifted_wall(wall, edge.shift, zone)


def _local_start(unit: str, day: int) -> int:
    """The first day of the week (from Monday), month or year that a day lies in."""
    if unit == "day":
        return day
    if unit == "week":
        return day - (day + 3) % 7  # 1970-01-01 was a Thursday
    number = month_of(day)
    return first_day(number if unit == "month" else number - number % 12)


def _lower_step(period: Period, measure: Measure) -> int:
    """A day that has begun is inside: a strict lower end only matters for instants."""
    return int(period.lower_strict and measure == "instant")


def _upper_step(period: Period, measure: Measure) -> int:
    """A strict upper end leaves out its day when it is the beginning of one, not when it is now."""
    if not period.upper_strict or period.upper is None:
        return 0
    return int(measure == "instant" or period.upper.anchor != "now")
