"""F36: ends of months, week 53, the year 9999, no delay at all, and a second that comes twice."""

from __future__ import annotations

import random
import time
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from jalon.runtime.intake.rows import ContactRow

from ...conformance.scenario import instant
from ..figures import Figures
from .stage import DAY, EPOCH, HOUR, Stage

FAULT, CASES = "F36", 1_000_000
FIRST, LAST = date(2024, 1, 1), date(2035, 12, 31)
BEGIN, END = instant("2023-11-01T00:00:00"), instant("2037-06-01T00:00:00")
MONTHS = (1, 2, 3, 6, 11, 12, 13)
START = "field go: date\nfield far: date\n"
TEXT = (
    START
    + "".join(
        f"""journey months_{count}:
  starting point: on specific date go at 10:00
  wait {count} month{"s" * (count > 1)}
  add tag "seen"
"""
        for count in MONTHS
    )
    + """journey monday:
  starting point: on specific date go at 10:00
  wait until monday 09:00
  add tag "seen"

journey week:
  starting point: on specific date go at 10:00
  wait 1 week
  add tag "seen"

journey sooner:
  starting point: 10 days before specific date go at 10:00
  add tag "seen"

journey at_once:
  starting point: on specific date go at 10:00
  wait until 10:00
  wait until 10:00
  add tag "seen"

journey never:
  starting point: on specific date far
  add tag "seen"

journey rests:
  starting point: on specific date go at 10:00
  wait until specific date far
  add tag "seen"
"""
)
RESTS = """SELECT c.key, n.due FROM enrollment AS n JOIN journey AS j ON j.id = n.journey_id
JOIN contact AS c ON c.id = n.contact_id WHERE j.name = 'rests'"""
PER_DATE = len(MONTHS) + 6


EAST = (0, 5, -9, *range(-8, 0), *range(1, 5), *range(6, 13))
"""Zones without summer time, by how many hours their clocks are ahead."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a date, and another at the end of the calendar, so many hours east."""

    day: date
    hours: int

    @property
    def key(self) -> str:
        """What the contact is called."""
        return f"{self.day} {self.hours}"

    def row(self) -> ContactRow:
        """The contact."""
        fields = {"go": self.day.isoformat(), "far": "9999-12-31"}
        zone = f"Etc/GMT{-self.hours:+}"
        return ContactRow(key=self.key, time_zone=zone, added_at=0, fields=fields)

    def at(self, day: date, hour: int = 10) -> int:
        """An hour of a day where she lives."""
        return (day - EPOCH).days * DAY + (hour - self.hours) * HOUR


def experiment(cases: int, seed: int) -> Figures:
    """Dates drawn at random, mostly near the ends of months; years go by in a few ticks."""
    begun, draw = time.monotonic(), random.Random(seed)
    dates = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    dates.sort(key=lambda day: (not is_border(day), draw.random()))
    people = -(-cases // PER_DATE)
    chosen = [Person(day, hours) for hours in EAST for day in dates][:people]
    stage = Stage.of(TEXT, BEGIN)
    stage.crowd((one.row() for one in chosen), BEGIN)
    looks = sorted(draw.randrange(BEGIN, END) for _ in range(3))
    for now in (*looks, END):
        for again in (now, now - 999, now, now):  # a leap second: the clock repeats itself
            stage.tick(again)
    wrong = stage.set_aside() + mistakes(stage, chosen)
    return Figures(FAULT, len(chosen) * PER_DATE, wrong, {}, time.monotonic() - begun)


def is_border(day: date) -> bool:
    """The last days of a month, and the days around the turn of the year."""
    return day.day > 27 or (day.month, day.day) <= (1, 5)


def mistakes(stage: Stage, chosen: list[Person]) -> int:
    """How many instants are not those of Python's own calendar."""
    wrong = 0
    went = {name: stage.moved_on(name) for name in expected(chosen[0])}
    sooner, far = stage.entered("sooner"), stage.listed(RESTS)
    for one in chosen:
        wrong += sum(went[name].get(one.key) != at for name, at in expected(one).items())
        wrong += sooner.get(one.key) != [one.at(one.day - timedelta(days=10))]
        wrong += far.get(one.key) != [one.at(date(9999, 12, 31), 9)]
    return wrong + len(stage.entered("never"))


def expected(one: Person) -> dict[str, list[int]]:
    """When her waits end, by journey."""
    wanted = {f"months_{count}": [one.at(later(one.day, count))] for count in MONTHS}
    return {
        **wanted,
        "monday": [one.at(monday(one.day), 9)],
        "week": [one.at(one.day + timedelta(days=7))],
        "at_once": [one.at(one.day)] * 2,
    }


def later(day: date, count: int) -> date:
    """The same day so many months later, or the last one of that month."""
    number = 12 * day.year + day.month - 1 + count
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def monday(day: date) -> date:
    """The first day of the next ISO week, whatever its number and year."""
    year, week, _ = day.isocalendar()
    last = date(year, 12, 28).isocalendar().week
    return date.fromisocalendar(year + (week == last), 1 if week == last else week + 1, 1)
