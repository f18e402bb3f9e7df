"""Days of contacts: which ones have come in a tick, and until when a wait for one lasts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from ...compiler.ir.calendar import DAY
from ...compiler.ir.dates import ContactDate
from ...compiler.ir.zones import first_day, from_wall, month_of
from ...compiler.sql.statement import Statement
from ..deploy import FIRST_YEAR, LAST_YEAR
from ..moment import Moment

FEBRUARY, LEAP_DAY = 2, 29


def open_slots(moment: Moment, since: int, date: ContactDate, time_zone: str) -> bool:
    """Fills `slot` and `slot_value` with the days whose time came since an instant, if any did.

    `time_zone` says whose clock. It costs the same whatever the number of contacts: a few days per
    zone.
    """
    slots = list(slots_come(moment, since, date.at, chosen_zone(moment, time_zone)))
    if slots:
        moment.write("enter.clear-slots")
        moment.write("enter.clear-slot-values")
        moment.store.many("enter.put-slot", slots)
        days = sorted({slot["day"] for slot in slots})
        values = ({"day": day, "value": value} for day in days for value in values_on(date, day))
        moment.store.many("enter.put-slot-value", values)
    return bool(slots)


def slots_come(
    moment: Moment, since: int, clock: int, chosen: ZoneInfo | None
) -> Iterator[dict[str, int]]:
    """Rows of `slot`: for the contacts of each zone, the days that the clock began."""
    come: dict[ZoneInfo, list[tuple[int, int]]] = {}
    for number, own in moment.zones:
        zone = chosen or own
        if zone not in come:
            come[zone] = list(days_come(zone, clock, since, moment.now))
        yield from ({"zone": number, "day": day, "at": at} for day, at in come[zone])


def chosen_zone(moment: Moment, name: str) -> ZoneInfo | None:
    """The zone in which the clock is read for everybody; None: in the contact's own."""
    if name == "contact":
        return None
    return dict(moment.zones)[0] if name == "audience" else ZoneInfo(name)


def days_come(zone: ZoneInfo, clock: int, since: int, now: int) -> Iterator[tuple[int, int]]:
    """The local days on which the clock first showed a time in (since, now], with the instant."""
    first, last = (since - clock) // DAY - 2, (now - clock) // DAY + 1  # zones: -12h to +14h
    for day in range(first, last + 1):
        at = opening(zone, day * DAY + clock)
        if since < at <= now:
            yield day, at


@lru_cache(maxsize=65_536)
def opening(zone: ZoneInfo, wall: int) -> int:
    """The instant of a wall clock, computed once."""
    return from_wall(wall, zone)


def values_on(date: ContactDate, day: int) -> Iterator[int]:
    """What stands in the column of those whose day, moved by the offset, it is."""
    base = day - date.offset
    if not date.yearly:
        yield base
        return
    for month, number in names_of(base):
        if date.kind == "birthday":
            yield month * 100 + number
        else:
            yield from in_all_years(month, number)


def names_of(day: int) -> Iterator[tuple[int, int]]:
    """Month and day of the month; 28 February of a common year is 29 February too. SP-40."""
    found = month_of(day)
    month, number = found % 12 + 1, day - first_day(found) + 1
    yield month, number
    if month == FEBRUARY and number == LEAP_DAY - 1 and length(found) == number:
        yield month, LEAP_DAY


def in_all_years(month: int, number: int) -> Iterator[int]:
    """That day of every year of the calendar that has it."""
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        found = 12 * year + month - 1
        if number <= length(found):
            yield first_day(found) + number - 1


def length(month: int) -> int:
    """The days of a month."""
    return first_day(month + 1) - first_day(month)


def settle(moment: Moment, find: Statement, values: dict[str, object]) -> None:
    """Runs that came to a date wait rest until their date, or go on at once without one."""
    moment.write("advance.clear-dated")
    if moment.write(find, **values):
        moment.write("advance.date-due")
        moment.write("advance.date-over", **values)
