"""Instants and wall clocks, by way of datetime and zoneinfo."""

from __future__ import annotations

import calendar
from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from jalon.compiler.ir.calendar import Duration

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ON_THE_WALL = EPOCH.replace(tzinfo=None)
MILLISECOND = timedelta(milliseconds=1)


def wall_clock(instant: int, zone: str) -> datetime:
    """What a clock on the wall shows at an instant (milliseconds since 1970 UTC)."""
    return (EPOCH + instant * MILLISECOND).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def first_instant(wall: datetime, zone: str) -> int:
    """The first instant at which the clock shows `wall`; in a gap, the first one after it."""
    first_time = instant_of(wall.replace(tzinfo=ZoneInfo(zone), fold=0))
    if wall_clock(first_time, zone) == wall:
        return first_time
    second_time = instant_of(wall.replace(tzinfo=ZoneInfo(zone), fold=1))
    around_the_gap = range(second_time, first_time + 1)  # PEP 495: in a gap they are swapped
    return around_the_gap[
        bisect_left(around_the_gap, True, key=lambda instant: wall_clock(instant, zone) >= wall)
    ]


def instant_of(moment: datetime) -> int:
    """Milliseconds since 1970 of a datetime that knows its zone."""
    return (moment - EPOCH) // MILLISECOND


def later_wall(wall: datetime, duration: Duration) -> datetime:
    """The wall clock so many months, then days, later; the 31st becomes the month's last day."""
    month = wall.year * 12 + wall.month - 1 + duration.months
    year, month = month // 12, month % 12 + 1
    day = min(wall.day, calendar.monthrange(year, month)[1])
    return wall.replace(year=year, month=month, day=day) + timedelta(days=duration.days)


def later(instant: int, duration: Duration, zone: str) -> int:
    """The instant a duration later: calendar first, then elapsed time."""
    if duration.months == 0 and duration.days == 0:
        return instant + duration.milliseconds
    wall = later_wall(wall_clock(instant, zone), duration)
    return first_instant(wall, zone) + duration.milliseconds


def midnight(wall: datetime) -> datetime:
    """The start of the wall clock's day."""
    return wall.replace(hour=0, minute=0, second=0, microsecond=0)


def milliseconds_of_day(wall: datetime) -> int:
    """How long after midnight the clock is."""
    return (wall - midnight(wall)) // MILLISECOND


def day_number(wall: datetime) -> int:
    """Days since 1970-01-01 of the wall clock's day."""
    return (wall - EPOCH_ON_THE_WALL).days
