"""Instants as a contact reads them: on the wall clock of her own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_DAY = date(1970, 1, 1)


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """A zone by its name; UTC when the machine does not know it."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Clock:
    """The wall clock of one zone."""

    zone: str

    def text(self, instant: object) -> str | None:
        """Milliseconds UTC as `2026-12-24 09:30`, or nothing."""
        if not isinstance(instant, int):
            return None
        try:
            local = (EPOCH + timedelta(milliseconds=instant)).astimezone(zone(self.zone))
        except OverflowError:
            return None
        return local.replace(tzinfo=None).isoformat(" ", "minutes")


def day_text(day: int) -> str | None:
    """Days since 1970-01-01 as `2026-12-24`, or nothing when no calendar has that day."""
    try:
        return (FIRST_DAY + timedelta(days=day)).isoformat()
    except OverflowError:
        return None
