"""How long she rests at a step."""

from __future__ import annotations

from datetime import datetime, timedelta

from jalon.compiler.ir import Duration, steps

from .clock import (
    EPOCH_ON_THE_WALL,
    MILLISECOND,
    first_instant,
    later,
    midnight,
    milliseconds_of_day,
    wall_clock,
)
from .conditions import holds
from .dating import next_opening
from .moment import Moment
from .waking import wake_by_event
from .world import Run

MINUTE = 60_000


def arrive(run: Run, step: steps.Step, at: int, moment: Moment) -> None:
    """She waits for a time, for an event, or for a condition, which may all be there already."""
    zone = moment.zone(run.journey)
    match step:
        case steps.Wait():
            run.due = later(at, step.duration, zone)
        case steps.WaitUntil():
            run.due = opening(step, at, zone)
        case steps.WaitDate():
            rest_until_date(run, next_opening(step.date, at, moment.contact, zone), at)
        case steps.WaitEvent():
            run.due = limit(at, step.limit, zone)
            wake_by_event(run, step, moment, moment.absorbed)
        case steps.WaitCondition():
            run.due = limit(at, step.limit, zone)
            if holds(step.predicate, moment.view):
                run.ready = ("met", at)


def rest_until_date(run: Run, instant: int | None, at: int) -> None:
    """She rests until then; without a date, or when it is past, she goes on."""
    if instant is None or instant < at:
        run.ready = ("no_date" if instant is None else "past", at)
    else:
        run.due = instant


def limit(at: int, duration: Duration | None, zone: str) -> int | None:
    """The end of her patience, if there is one."""
    return None if duration is None else later(at, duration, zone)


def opening(step: steps.WaitUntil, at: int, zone: str) -> int:
    """The first instant from `at` on that is within the window."""
    wall = wall_clock(at, zone)
    if step.wall is not None:
        return max(at, first_instant(EPOCH_ON_THE_WALL + step.wall * MILLISECOND, zone))
    if step.end is not None:
        return at if is_open(step, wall) else minute_by_minute(step, at, zone)
    openings = [midnight(wall) + timedelta(days=day) + step.start * MILLISECOND for day in range(9)]
    next_wall = min(w for w in openings if w >= wall and w.weekday() in step.weekdays)
    return max(at, first_instant(next_wall, zone))


def minute_by_minute(step: steps.WaitUntil, at: int, zone: str) -> int:
    """The first minute at which the window is open."""
    minute = at - at % MINUTE
    while not is_open(step, wall_clock(minute, zone)):
        minute += MINUTE
    return max(at, minute)


def is_open(step: steps.WaitUntil, wall: datetime) -> bool:
    """Whether the clock is in the window of an allowed day; it may close after midnight."""
    assert step.end is not None
    time = milliseconds_of_day(wall)
    today = wall.weekday() in step.weekdays
    yesterday = (wall.weekday() - 1) % 7 in step.weekdays
    if step.end < step.start:
        return (today and time >= step.start) or (yesterday and time < step.end)
    return today and step.start <= time < step.end
