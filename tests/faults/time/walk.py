"""What wall clocks show, found by walking along the instants with zoneinfo: days, then minutes."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from .stage import DAY, MINUTE

FIRST, LAST = datetime(2023, 6, 1, tzinfo=UTC), datetime(2036, 6, 1, tzinfo=UTC)


def offset(zone: ZoneInfo, at: int) -> int:
    """How far the wall clock is ahead of UTC."""
    shift = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).utcoffset()
    assert shift is not None
    return int(shift.total_seconds()) * 1000


@lru_cache(maxsize=1024)
def spans(zone: ZoneInfo) -> list[tuple[int, int]]:
    """(beginning, offset) of each time between two changes of the clock."""
    at, end = int(FIRST.timestamp()) * 1000, int(LAST.timestamp()) * 1000
    found = [(at, offset(zone, at))]
    while at < end:
        if offset(zone, at + DAY) == found[-1][1]:
            at += DAY
            continue
        while offset(zone, at) == found[-1][1]:
            at += MINUTE
        found.append((at, offset(zone, at)))
    return found


def changes(zone: ZoneInfo, first_year: int, last_year: int) -> list[int]:
    """The instants of these years at which the clock changes."""
    return [
        at
        for at, _ in spans(zone)[1:]
        if first_year <= datetime.fromtimestamp(at / 1000, UTC).year <= last_year
    ]


def shown(zone: ZoneInfo, at: int) -> int:
    """The wall clock of an instant, in milliseconds."""
    return at + offset(zone, at)


def reached(zone: ZoneInfo, wall: int) -> int:
    """The first instant at which the wall clock shows this time or a later one."""
    known = spans(zone)
    ends = [at for at, _ in known[1:]] + [int(LAST.timestamp()) * 1000]
    for (begin, ahead), end in zip(known, ends, strict=True):
        if (at := max(begin, wall - ahead)) < end:
            return at
    raise ValueError(wall)
