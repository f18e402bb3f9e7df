"""Instants as people write and read them: wall clocks in a zone, milliseconds UTC inside."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from ..compiler.ir.zones import EPOCH, from_wall

_MILLISECOND = timedelta(milliseconds=1)


def zone_named(name: str) -> tzinfo:
    """The zone; UTC for a name this machine does not know."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return UTC


def shown(instant: int, zone: tzinfo, *, named: bool = False) -> str:
    """`2026-12-24 09:00:00` on the wall clock of a zone; named, with `Europe/Paris` behind it."""
    at = (EPOCH + timedelta(milliseconds=instant)).astimezone(zone)
    return at.strftime("%Y-%m-%d %H:%M:%S") + (f" {zone}" if named else "")


def written(text: str) -> datetime:
    """The type of an argument that is a date, or a date and a time, with or without an offset."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"`{text}` is no instant: write it like `2026-12-24T09:00`"
        ) from None


def instant(at: datetime, zone: tzinfo) -> int:
    """Milliseconds UTC of what was written; without an offset it is a wall clock of the zone."""
    if at.tzinfo is not None:
        return (at - EPOCH) // _MILLISECOND
    return from_wall((at.replace(tzinfo=UTC) - EPOCH) // _MILLISECOND, zone)
