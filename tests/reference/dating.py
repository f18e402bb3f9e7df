"""Days of contacts, by way of calendars: which day it is for whom, and when the next one comes."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from jalon.compiler.ir import ContactDate

from .clock import EPOCH_ON_THE_WALL, MILLISECOND, first_instant, wall_clock
from .world import Contact

ONE_DAY = timedelta(days=1)


def days_between(since: int, until: int, zone: str) -> Iterator[date]:
    """Every local day from a little before one instant to a little after another."""
    day = wall_clock(since, zone).date() - 3 * ONE_DAY
    last = wall_clock(until, zone).date() + 3 * ONE_DAY
    while day <= last:
        yield day
        day += ONE_DAY


def opening_of(day: date, wanted: ContactDate, zone: str) -> int:
    """The instant of the day at which something comes to pass."""
    midnight = datetime.combine(day, time())
    return first_instant(midnight + wanted.at * MILLISECOND, zone)


def is_hers(day: date, wanted: ContactDate, contact: Contact, zone: str) -> bool:
    """Whether the day is hers: so many days after what stands in her column."""
    value = contact.values.get(wanted.attribute)
    if not isinstance(value, int):
        return False
    base = day - wanted.offset * ONE_DAY
    match wanted.kind:
        case "signup":
            return wall_clock(value, zone).date() == base
        case "specific":
            return (EPOCH_ON_THE_WALL + value * ONE_DAY).date() == base
        case "birthday":
            return in_year(base.year, value // 100, value % 100) == base
    first = EPOCH_ON_THE_WALL + value * ONE_DAY
    return in_year(base.year, first.month, first.day) == base


def in_year(year: int, month: int, day: int) -> date:
    """That day of a year; the 29th of a February without one is the 28th."""
    leapless = (month, day) == (2, 29) and not calendar.isleap(year)
    return date(year, month, 28 if leapless else day)


def next_opening(wanted: ContactDate, at: int, contact: Contact, zone: str) -> int | None:
    """The instant a wait from `at` on rests for; the only one of a date that comes once."""
    value = contact.values.get(wanted.attribute)
    if not isinstance(value, int):
        return None
    if wanted.yearly:
        year = 400 * 86_400_000
        found = [
            opening_of(day, wanted, zone)
            for day in days_between(at, at + year, zone)
            if is_hers(day, wanted, contact, zone)
        ]
        return min(instant for instant in found if instant >= at)
    if wanted.kind == "signup":
        once = wall_clock(value, zone).date()
    else:
        once = (EPOCH_ON_THE_WALL + value * ONE_DAY).date()
    return opening_of(once + wanted.offset * ONE_DAY, wanted, zone)
