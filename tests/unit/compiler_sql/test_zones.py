"""Zones by zoneinfo: gaps, folds, and the rows that are written for SQL."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from jalon.compiler.ir.calendar import DAY, Duration
from jalon.compiler.ir.zones import (
    FAR,
    first_day,
    from_wall,
    month_of,
    months,
    shift,
    spans,
    to_wall,
)

from .audience import HOUR, MINUTE, ZONES

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def clock(text: str) -> int:
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)


CLOCKS = [
    ("Europe/Paris", "2025-03-30 02:30", "2025-03-30 01:00"),  # a gap: the first instant after it
    ("Europe/Paris", "2025-03-30 03:00", "2025-03-30 01:00"),
    ("Europe/Paris", "2025-10-26 02:30", "2025-10-26 00:30"),  # a fold: the first time
    ("Europe/Paris", "2025-10-26 03:00", "2025-10-26 02:00"),
    ("Australia/Lord_Howe", "2025-04-06 01:45", "2025-04-05 14:45"),  # half an hour
    ("Africa/Cairo", "2025-04-25 00:00", "2025-04-24 22:00"),  # no midnight
    ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),  # no such day
    ("UTC", "0001-01-01 00:00", "0001-01-01 00:00"),
]


@pytest.mark.parametrize(("zone", "wall", "utc"), CLOCKS)
def test_the_instant_of_a_wall_clock(zone: str, wall: str, utc: str) -> None:
    assert from_wall(clock(wall), ZoneInfo(zone)) == clock(utc)


@pytest.mark.parametrize("zone", [*ZONES, "Asia/Kathmandu", "America/Sao_Paulo"])
def test_the_rows_of_a_zone_say_the_same(zone: str) -> None:
    rows, tz = spans(ZoneInfo(zone), 1990, 2035), ZoneInfo(zone)
    assert rows[0][:2] == (-FAR, -FAR)
    starts, walls = [row[0] for row in rows], [row[1] for row in rows]
    assert walls == sorted(walls)
    for start in starts[1:]:
        for away in (-DAY, -HOUR, -1, 0, 1, 30 * MINUTE, HOUR, 3 * HOUR):
            at = start + away
            assert to_wall(at, tz) == at + rows[bisect_right(starts, at) - 1][2]
            since, _, offset = rows[bisect_right(walls, at) - 1]
            assert from_wall(at, tz) == max(at - offset, since)


class Restless(tzinfo):
    """An hour ahead of UTC on every third day since 1970, from midnight UTC to midnight."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        assert moment is not None
        return timedelta(hours=self.ahead(moment - timedelta(hours=1)))

    def fromutc(self, moment: datetime) -> datetime:
        return moment + timedelta(hours=self.ahead(moment))

    def ahead(self, utc: datetime) -> int:
        return int((utc.replace(tzinfo=UTC) - EPOCH).days % 3 == 1)

    def dst(self, moment: datetime | None) -> None:
        return None

    def tzname(self, moment: datetime | None) -> str:
        return "restless"


def test_changes_near_each_other_are_kept_apart() -> None:
    zone, rows = Restless(), spans(Restless(), 1970, 1970)
    walls = [row[1] for row in rows]
    for wall in range(5 * DAY, 12 * DAY, 10 * MINUTE):
        since, _, offset = rows[bisect_right(walls, wall) - 1]
        assert from_wall(wall, zone) == max(wall - offset, since)


def test_months_are_those_of_the_calendar() -> None:
    for number, first, days in months(1890, 2110):
        start = date(number // 12, number % 12 + 1, 1)
        assert first == (start - date(1970, 1, 1)).days == first_day(number)
        assert month_of(first) == month_of(first + days - 1) == number


SHIFTS = [
    ("2024-01-31 10:00", Duration(months=1), "2024-02-29 10:00"),
    ("2024-03-31 10:00", Duration(months=-1), "2024-02-29 10:00"),
    ("2024-01-31 10:00", Duration(months=1, days=1), "2024-03-01 10:00"),
    ("2024-12-31 23:59", Duration(months=2, milliseconds=MINUTE), "2025-03-01 00:00"),
]


@pytest.mark.parametrize(("start", "duration", "expected"), SHIFTS)
def test_months_are_clamped_then_days_are_added(
    start: str, duration: Duration, expected: str
) -> None:
    assert shift(clock(start), duration, ZoneInfo("UTC")) == clock(expected)


def test_no_instant_is_too_far() -> None:
    paris, centuries = ZoneInfo("Europe/Paris"), 12 * 100_000
    assert shift(0, Duration(months=centuries), paris) > shift(0, Duration(months=1200), paris)
    assert shift(0, Duration(months=-centuries), paris) < 0
